"""What the parts of a lying bar are: looks and their words in; a small square of the colour before each out, in rows that wrap."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui.supervisor.chart_painting import colour_of
from ui.supervisor.flow import Flow
from ui.supervisor.look import GRID, desk_tokens
from ui.theme import scaled

_SQUARE: Final = 12  # px


class Key(QLabel):
    """One part: its colour and its words."""

    def __init__(self, look: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._look = look
        self.setProperty("role", "note")
        self.setContentsMargins(scaled(_SQUARE) + GRID, 0, GRID, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        super().paintEvent(event)
        side = scaled(_SQUARE)
        painter = QPainter(self)
        painter.fillRect(QRectF(0, (self.height() - side) / 2, side, side), colour_of(self._look, desk_tokens()))
        painter.end()


class Legend(Flow):
    """All parts of a bar, in their order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[tuple[str, str], ...] = ()

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """These instead of those before: a look and its words each."""
        if tuple(keys) == self._keys:
            return
        self._keys = tuple(keys)
        for each in self.take_all():
            each.hide()
            each.deleteLater()
        for look, text in keys:
            key = Key(look, text)
            self.add(key)
            key.show()
        self.forget()
        self.setVisible(bool(keys))
