"""Keys: a key of the keyboard, the number pad or a foot pedal in, the name that a page gives to what it does out. Pure."""

from typing import Final

from PySide6.QtCore import Qt

from ui.bench.function_keys import PAD_SLASH, PAD_STAR

_DIGITS: Final = {Qt.Key(Qt.Key.Key_0 + digit): str(digit) for digit in range(10)}
_NAMED: Final = {
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_PageUp: "PageUp",
    Qt.Key.Key_PageDown: "PageDown",
    **{Qt.Key(Qt.Key.Key_F1 + number - 1): f"F{number}" for number in range(1, 13)},
}
# On the number pad one hand does everything.
_PAD: Final = {Qt.Key.Key_Minus: "Backspace", Qt.Key.Key_Slash: PAD_SLASH, Qt.Key.Key_Asterisk: PAD_STAR, Qt.Key.Key_Plus: "Enter"}
_TEXT_SIZE: Final = {Qt.Key.Key_Plus: "larger", Qt.Key.Key_Equal: "larger", Qt.Key.Key_Minus: "smaller"}

REPEATING: Final = frozenset({"larger", "smaller", "PageUp", "PageDown"})  # keys that may be held down; what answers is pressed anew


def name_of(key: int, modifiers: Qt.KeyboardModifier, digit: str = "") -> str:
    """Such as "7", "Enter", "Backspace", "Esc", "F8", "PageDown", "larger", "smaller"; "" for a key that does nothing here.

    `digit` is what the key is on most keyboards: a French one gives its digits only with Shift, and nobody presses that with a glove.
    """
    try:
        pressed = Qt.Key(key)
    except ValueError:
        return ""
    if modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
        return ""
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return _TEXT_SIZE.get(pressed, "")
    if modifiers & Qt.KeyboardModifier.KeypadModifier and pressed in _PAD:
        return _PAD[pressed]
    plain = "" if modifiers & Qt.KeyboardModifier.ShiftModifier else digit
    return _DIGITS.get(pressed) or _NAMED.get(pressed, plain)
