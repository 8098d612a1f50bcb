"""Rows of words in columns that wrap, with a thin line between them: cells in, nothing out. For short lists that nobody sorts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLayoutItem, QSizePolicy, QWidget

from ui.theme import scaled
from ui.widgets.words import Words

_GAP: Final = 16


@dataclass(frozen=True, slots=True)
class Cell:
    """`role` as of the desk's sheet; `share` of the width that its column gets, 0 for as wide as its words."""

    text: str
    role: str = ""
    share: int = 0


Line = tuple[Cell, ...]


class Lines(QWidget):
    """Drawn anew only where something is new: words that somebody is reading stay where they are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(6)
        self._lines: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these, in this order."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        self._clear()
        wide = max((len(line) for line in lines), default=0)
        for column in range(wide):
            shares = [line[column].share for line in lines if column < len(line)]
            self._grid.setColumnStretch(column, max(shares, default=0))
        for place, line in enumerate(lines):
            if place:
                self._grid.addWidget(_rule(self), place * 2 - 1, 0, 1, wide)
            self._put(line, place * 2)
        self.setVisible(bool(lines))

    def _put(self, line: Line, row: int) -> None:
        for column, cell in enumerate(line):
            words = Words(cell.role, cell.text or " ")
            words.setWordWrap(bool(cell.share))
            if not cell.share:
                words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)  # a date is never cut
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, row, column)

    def _clear(self) -> None:
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        while item := self._taken():
            if part := item.widget():
                part.hide()
                part.deleteLater()

    def _taken(self) -> QLayoutItem | None:
        return self._grid.takeAt(0) if self._grid.count() else None


def _rule(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setObjectName("rule")
    line.setFixedHeight(max(1, scaled(1)))
    return line
