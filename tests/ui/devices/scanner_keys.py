"""A scanner that types, as the platform hands its keys to a window: native scan codes, no pause, Enter at the end."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow

from tests.ui.devices.typing import key_of
from ui.devices.scan_codes import Modifier

_QT_KEYS: Final = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\x1d": Qt.Key.Key_BracketRight}
_HELD: Final = {Modifier.NONE: Qt.KeyboardModifier.NoModifier, Modifier.SHIFT: Qt.KeyboardModifier.ShiftModifier}
_KINDS: Final = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class ScannerKeys:
    """Scans into one window; between two scans lies a second, since the same code twice within a moment is ignored."""

    def __init__(self, window: QWindow) -> None:
        self._window = window
        self._at_ms = 1000

    def scan(self, code: str, before_last: Callable[[], object] = lambda: None) -> None:
        """One code and its Enter; `before_last` is called when only that is missing."""
        for sign in f"{code}\r":
            if sign == "\r":
                before_last()
            native, held = key_of(sign)
            modifiers = _HELD.get(held, Qt.KeyboardModifier.ControlModifier)
            for kind in _KINDS:
                event = QKeyEvent(kind, _QT_KEYS.get(sign, Qt.Key(ord(sign.upper()))), modifiers, native, 0, 0, sign)
                event.setTimestamp(self._at_ms)
                QCoreApplication.sendEvent(self._window, event)
            self._at_ms += 2
        self._at_ms += 1000
