"""The page "why": what stands behind the unit in hand, or behind the grade of the last one. A Why in, headed rows out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.session import Why
from station.texts import word
from ui.setup.page import OwnPage
from ui.widgets.words import Pairs, Words


class WhyPage(OwnPage):
    """`asked`: somebody wants to know, now; `show_why` brings the answer."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[tuple[Words, Pairs]] = []
        self._room = QVBoxLayout()
        self._room.setSpacing(8)
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

    def _show(self, parts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> None:
        while len(self._parts) < len(parts):
            heading, rows = Words("because"), Pairs()
            self._room.addWidget(heading)
            self._room.addWidget(rows)
            self._room.addSpacing(10)
            self._parts.append((heading, rows))
        for place, (heading, rows) in enumerate(self._parts):
            told = parts[place] if place < len(parts) else ("", ())
            heading.say(told[0])
            rows.show_pairs(told[1])
