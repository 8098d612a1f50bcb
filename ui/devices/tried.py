"""What a scanner sent while it is tried out, as it came; and as words, since GS, CR and TAB cannot be seen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from station.model.codes import BADGE

_NAMES: Final[Mapping[str, str]] = {
    "\x04": "EOT",
    "\t": "TAB",
    "\n": "LF",
    "\r": "CR",
    "\x1c": "FS",
    "\x1d": "GS",
    "\x1e": "RS",
    "\x1f": "US",
    "\x7f": "DEL",
}
_BADGE: Final = re.compile(BADGE, re.ASCII | re.IGNORECASE)
KEYBOARD: Final = "keyboard"
CAMERA: Final = "camera"


@dataclass(frozen=True, slots=True)
class Tried:
    """The whole text, what ended it ("" where nothing did), the time from each key to the next, and from where it came.

    `source` is KEYBOARD, CAMERA, or a serial port as the settings name it. `noise`: it was no text at all.
    """

    text: str
    end: str
    gaps_ms: tuple[int, ...] = ()
    source: str = KEYBOARD
    noise: bool = False


def hides(text: str) -> bool:
    """Whether a badge begins somewhere in it."""
    return _BADGE.search(text) is not None


def masked(text: str) -> str:
    """The text without the secret of a badge: everything behind its first word."""
    found = _BADGE.search(text)
    return f"{text[: found.end()]}…" if found else text


def in_words(text: str) -> str:
    """The text with a name in angles for each sign that cannot be seen."""
    return "".join(_seen(sign) for sign in text)


def _seen(sign: str) -> str:
    if sign.isprintable():
        return sign
    return f"‹{_NAMES.get(sign) or f'{ord(sign):02X}'}›"
