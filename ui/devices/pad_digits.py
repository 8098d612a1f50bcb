"""The number pad without Num Lock: its keys mean arrows then, and nobody at a bench wants those. Key events of a window in, digits out.

An event filter on the platform's window, so that whatever has the focus gets a digit.
"""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

_DIGITS: Final = {
    Qt.Key.Key_Insert: "0", Qt.Key.Key_End: "1", Qt.Key.Key_Down: "2", Qt.Key.Key_PageDown: "3", Qt.Key.Key_Left: "4",
    Qt.Key.Key_Clear: "5", Qt.Key.Key_Right: "6", Qt.Key.Key_Home: "7", Qt.Key.Key_Up: "8", Qt.Key.Key_PageUp: "9",
}  # fmt: skip
_KINDS: Final = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)
_HELD: Final = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class PadDigits(QObject):
    """Of the window that this widget is shown in.

    On a Mac nothing is changed: its number pad always gives digits, and Qt counts its arrows as part of it.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name for it
        """Qt's question: True keeps the event from its receiver."""
        if isinstance(watched, QWidget):
            _follow(watched, event, self)
        elif event.type() in _KINDS and isinstance(event, QKeyEvent) and (digit := pad_digit(event)):
            QCoreApplication.sendEvent(watched, _as_digit(event, digit))
            return True
        return False


def _follow(widget: QWidget, event: QEvent, digits: QObject) -> None:
    """The platform's window is there as soon as the widget is shown."""
    window = widget.window().windowHandle() if event.type() == QEvent.Type.Show else None
    if window:
        window.installEventFilter(digits)  # once, however often it is called


def pad_digit(event: QKeyEvent) -> str:
    """The digit on the key, where the number pad sent something else for it; "" for any other key. Shift means the arrow, as ever."""
    held = event.modifiers()
    if not held & Qt.KeyboardModifier.KeypadModifier or held & _HELD or QGuiApplication.platformName() == "cocoa":
        return ""
    try:
        return _DIGITS.get(Qt.Key(event.key()), "")
    except ValueError:
        return ""


def _as_digit(event: QKeyEvent, digit: str) -> QKeyEvent:
    made = QKeyEvent(
        event.type(),
        Qt.Key(Qt.Key.Key_0 + int(digit)),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        digit,
        event.isAutoRepeat(),
    )
    made.setTimestamp(event.timestamp())
    return made
