"""How parts of a page stand: two beside one another, or one above the other where the window has no room for both; rows that wrap."""

from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.supervisor.flow import Flow
from ui.supervisor.look import GRID
from ui.theme import scaled

_LEAST: Final = 560  # px at the text scale 1 that the main part needs beside the other


class Line(Flow):
    """Parts in rows, each in the middle of its row: a label stands beside the middle of its field."""

    def arranged(self, width: int, height: int) -> list[tuple[QWidget, QRect]]:
        found = super().arranged(width, height)
        high = {rect.top(): max(other.height() for _, other in found if other.top() == rect.top()) for _, rect in found}
        return [(part, rect.translated(0, (high[rect.top()] - rect.height()) // 2)) for part, rect in found]


class Sides(QWidget):
    """`main` takes what the side leaves; the side is `width` px wide at the text scale 1."""

    def __init__(self, main: QWidget, side: QWidget, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side, self._width = side, width
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(20, 2 * GRID, 20, 2 * GRID)
        self._row.setSpacing(2 * GRID)
        self._row.addWidget(main, 1)
        self._row.addWidget(side)
        self.fit()

    def fit(self) -> None:
        """The text has another size, or the window has."""
        beside = self.width() >= scaled(self._width + _LEAST)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._side.setMinimumWidth(scaled(self._width) if beside else 0)
        self._side.setMaximumWidth(scaled(self._width) if beside else 16_777_215)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self.fit()
