"""Which key was pressed in, the character that a scanner means by it out; a US keyboard, whatever layout the computer is set to.

Scanners type as if on a US keyboard. Layout, Caps Lock and dead keys of the computer garble the text of a key, never its number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Flag, auto
from typing import Final


class Modifier(Flag):
    """What is held down beside a key; Alt, Meta and the like are OTHER: no scanner uses them for characters."""

    NONE = 0
    SHIFT = auto()
    CONTROL = auto()
    OTHER = auto()


@dataclass(frozen=True)
class CodeTable:
    """The keys of one platform by native scan code: characters without and with Shift, the number pad, the keys that end a scan."""

    characters: Mapping[int, tuple[str, str]]
    number_pad: Mapping[int, str]
    ends: Mapping[int, str]


ENTER: Final = "\r"
TAB: Final = "\t"
# An Enter and a Tab end a code alike, whichever of them a scanner sends; only a scanner that sends neither is another matter.
SUFFIXES: Final = {"enter": frozenset({ENTER, TAB}), "tab": frozenset({ENTER, TAB}), "none": frozenset[str]()}
# What Ctrl and a key make, as in ASCII: EOT, FS, GS, RS and US structure some symbols; Ctrl+M, Ctrl+J and Ctrl+I are ends of a scan.
_CONTROLS: Final = {
    "D": "\x04",
    "\\": "\x1c",
    "]": "\x1d",
    "^": "\x1e",
    "6": "\x1e",
    "_": "\x1f",
    "-": "\x1f",
    "M": ENTER,
    "J": ENTER,
    "I": TAB,
}
# The same characters where only the text is known; a line feed ends a scan as Enter does.
_TEXTS: Final = {"\x04": "\x04", "\x1c": "\x1c", "\x1d": "\x1d", "\x1e": "\x1e", "\x1f": "\x1f", ENTER: ENTER, "\n": ENTER, TAB: TAB}

# Rows of a US keyboard from their first code on: plain, then with Shift. evdev took the numbers of scan code set 1 for these.
_ROWS: Final = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
)
_NUMBER_PAD_ROWS: Final = ((55, "*"), (71, "789-456+1230."))


def _table(offset: int, pad_slash: int, pad_enter: int) -> CodeTable:
    return CodeTable(
        characters={
            first + place + offset: pair for first, plain, shifted in _ROWS for place, pair in enumerate(zip(plain, shifted, strict=True))
        },
        number_pad={first + place + offset: sign for first, row in _NUMBER_PAD_ROWS for place, sign in enumerate(row)} | {pad_slash: "/"},
        ends={15 + offset: TAB, 28 + offset: ENTER, pad_enter: ENTER},
    )


X11: Final = _table(offset=8, pad_slash=98 + 8, pad_enter=96 + 8)  # a key code of X11 is that of evdev plus 8; Wayland's is too
WINDOWS: Final = _table(offset=0, pad_slash=0x135, pad_enter=0x11C)  # set 1; Qt adds 0x100 to the codes that come with E0


def table_for(platform: str) -> CodeTable | None:
    """The table of a Qt platform by its name; None where codes say nothing (macOS): there the text has to do."""
    if platform == "windows":
        return WINDOWS
    if platform == "cocoa":
        return None
    return X11


def digit_key(platform: str, code: int) -> str:
    """The digit that stands on this key of the upper row on most keyboards; "" for another key, and where codes say nothing."""
    table = table_for(platform)
    plain = table.characters.get(code, ("", ""))[0] if table else ""
    return plain if plain.isdigit() else ""


def character(table: CodeTable | None, code: int, text: str, modifiers: Modifier) -> str | None:
    """What a scanner means by a key; None for a key that no scanner presses within a code."""
    if modifiers & Modifier.OTHER:
        return None
    if table is None:
        return _from_text(text)
    if code in table.ends:
        return None if modifiers else table.ends[code]
    if code in table.number_pad:
        # Without Num Lock, or with Ctrl, the number pad moves the cursor: it gives no text then.
        return table.number_pad[code] if text and not modifiers & Modifier.CONTROL else None
    if code not in table.characters:
        return None
    plain, shifted = table.characters[code]
    sign = shifted if modifiers & Modifier.SHIFT else plain
    return _CONTROLS.get(sign.upper()) if modifiers & Modifier.CONTROL else sign


def _from_text(text: str) -> str | None:
    if len(text) == 1 and text.isascii() and text.isprintable():
        return text
    return _TEXTS.get(text)
