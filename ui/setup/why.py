"""The page "why": what stands behind the unit in hand, or behind the grade of the last one. A Why in, headed rows out."""

from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.session import Why
from station.texts import word
from ui.setup.page import OwnPage
from ui.theme import scaled
from ui.widgets.words import Pairs, Words

_BESIDE: Final = 1000  # px of a page in which two columns of rows have room
_FEW: Final = 3  # rows that need no second column
_Rows = tuple[tuple[str, str], ...]


class Part(QWidget):
    """Rows under one heading: in two columns where there are many and the page is wide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading, self._left, self._right = Words("because"), Pairs(), Pairs()
        self._rows: _Rows = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._beside = beside = QHBoxLayout()
        beside.setSpacing(40)
        for pairs in (self._left, self._right):
            half = QVBoxLayout()
            half.addWidget(pairs)
            half.addStretch(1)
            beside.addLayout(half, 1)
        column.addWidget(self._heading)
        column.addLayout(beside)

    def show_rows(self, heading: str, rows: _Rows) -> None:
        """Show these."""
        self._heading.say(heading)
        self._rows = rows
        self._share()
        self.setVisible(bool(rows))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._share()

    def _share(self) -> None:
        several = len(self._rows) > _FEW and self.width() >= scaled(_BESIDE)
        self._beside.setStretch(1, int(several))  # else the left one has the whole width
        first = -(-len(self._rows) // 2) if several else len(self._rows)
        self._left.show_pairs(self._rows[:first])
        self._right.show_pairs(self._rows[first:])


class WhyPage(OwnPage):
    """`asked`: somebody wants to know, now; `show_why` brings the answer."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[Part] = []
        self._room = QVBoxLayout()
        self._room.setSpacing(20)
        self.column.body.addLayout(self._room)
        self.column.body.addStretch(1)

    def open_page(self, language: str) -> None:
        super().open_page(language)
        self.title.say(word("WHY_TITLE", language))
        self.lead.say("")
        self._show(())
        self.asked.emit()

    def show_why(self, why: Why) -> None:
        """What was found out."""
        unit = " · ".join(part for part in (why.lpn, why.title) if part)
        self.title.say(unit or word("WHY_TITLE", self.language))
        self.lead.say(word("WHY_OF_NOTHING" if not why.lpn else "WHY_OF_GRADE" if why.graded else "WHY_OF_HAND", self.language))
        self._show(tuple((part.heading, part.rows) for part in why.parts if part.rows))

    def _show(self, parts: tuple[tuple[str, _Rows], ...]) -> None:
        while len(self._parts) < len(parts):
            part = Part(self)
            self._room.addWidget(part)
            self._parts.append(part)
        for place, part in enumerate(self._parts):
            part.show_rows(*(parts[place] if place < len(parts) else ("", ())))
