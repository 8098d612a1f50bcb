"""A button for what cannot be taken back: the first touch asks, naming what will happen; the second does it. No dialog."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPushButton, QWidget

_ASKED_MS: Final = 6000


class SureButton(QPushButton):
    """`agreed`: touched twice within a few seconds, with nothing else in between."""

    agreed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "plain")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self._does, self._asks = "", ""
        self._timer = QTimer(self, singleShot=True, interval=_ASKED_MS)
        self._timer.timeout.connect(self.forget)
        self.clicked.connect(self.on_clicked)

    def say(self, does: str, asks: str) -> None:
        """What it does, and the question before it does it."""
        self._does, self._asks = does, asks
        self.forget()

    def forget(self) -> None:
        """Nobody agreed."""
        self._timer.stop()
        self.setText(self._does)

    def on_clicked(self) -> None:
        """Once, or once more."""
        asked = self._timer.isActive()
        self.forget()
        if asked:
            self.agreed.emit()
        else:
            self.setText(self._asks)
            self._timer.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        self.forget()
        super().focusOutEvent(event)
