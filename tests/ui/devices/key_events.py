"""Key events as the platform makes them for one window: a question for shortcuts, the key down, the key up; with code, text and time."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.devices.typing import GS, key_of
from ui.devices.scan_codes import Modifier

HELD: Final = {Modifier.NONE: Qt.KeyboardModifier.NoModifier, Modifier.SHIFT: Qt.KeyboardModifier.ShiftModifier}
_QT_KEYS: Final = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, GS: Qt.Key.Key_BracketRight}
_STARTS: Final = count(100_000, 20_000)  # ms; no two of these come close to each other


def window_of(widget: QWidget) -> QWindow:
    """The platform's window that it is shown in."""
    handle = widget.window().windowHandle()
    assert handle is not None
    return handle


def type_keys(window: QWindow, text: str, gap_ms: int = 5, start_ms: int | None = None, held_ms: int = 0) -> None:
    """The keys of a scanner, or of a finger that holds them, one after the other; long after any before unless it is said when."""
    begin = next(_STARTS) if start_ms is None else start_ms
    for place, sign in enumerate(text):
        code, held = key_of(sign)
        modifiers = HELD.get(held, Qt.KeyboardModifier.ControlModifier)
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, _QT_KEYS.get(sign, Qt.Key(ord(sign.upper()))), modifiers, code, 0, 0, sign)
            event.setTimestamp(begin + place * gap_ms + (held_ms if kind == QEvent.Type.KeyRelease else 0))
            QCoreApplication.sendEvent(window, event)


@contextmanager
def filtering(app: QApplication, wedge: QObject) -> Iterator[None]:
    """The filter is on the application, and off again at the end."""
    app.installEventFilter(wedge)
    try:
        yield
    finally:
        app.removeEventFilter(wedge)
