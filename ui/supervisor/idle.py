"""Whether anybody is at the desk: keys, touches and the wheel in; `idle` out when nothing came for as many minutes as the site says."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_MINUTE_MS: Final = 60_000
_SIGNS: Final = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchBegin}


class IdleWatch(QObject):
    """Looks at what the window receives before any of its widgets does. A scan of a scanner on a wire is told by `awake`."""

    idle = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        self._watched: QObject | None = None

    def watch(self, minutes: int) -> None:
        """From now on; 0 minutes: never."""
        self._timer.stop()
        if self._watched is None and (handle := self._window.windowHandle()):
            self._watched = handle
            handle.installEventFilter(self)
        if minutes:
            self._timer.start(minutes * _MINUTE_MS)

    def rest(self) -> None:
        """Nobody is signed in: there is nothing to lock."""
        self._timer.stop()

    def awake(self) -> None:
        """Somebody is here."""
        if self._timer.isActive():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Nothing is kept from the window."""
        if event.type() in _SIGNS:
            self.awake()
        return super().eventFilter(watched, event)
