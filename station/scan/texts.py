"""The raw text of one scan in, the same text fit to be read out, or a refusal. Hostile texts end here."""

from collections.abc import Mapping
from typing import Final

from station.errors import Refusal
from station.model.codes import BADGE

# The parts of a reading that the form alone does not carry: it holds only if this station knows the code.
IF_KNOWN: Final[Mapping[str, str]] = {"if": "known"}
GS: Final = "\x1d"  # the group separator, which scanners send for FNC1
MOST_CHARACTERS: Final = 512  # a Digital Link with everything in it stays below 300
_SHOWN: Final = 60


def cleaned(raw: str) -> str:
    """The text without the line end and spaces around it.

    Raises Refusal CODE_EMPTY, CODE_TOO_LONG, or CODE_NOT_READABLE for control characters other than GS (a scan cut in
    two, two scans joined, a wrong baud rate) and for anything that looks like a way out of a folder.
    """
    text = raw.strip(" \t\r\n")
    if not text:
        raise Refusal("CODE_EMPTY")
    if len(text) > MOST_CHARACTERS:
        raise Refusal("CODE_TOO_LONG", text=shown(text), length=len(text), most=MOST_CHARACTERS)
    if not text.replace(GS, "").isprintable() or "../" in text or "..\\" in text:
        raise Refusal("CODE_NOT_READABLE", text=shown(text))
    return text


def compact(text: str) -> str:
    """The text in capitals, without the spaces that are printed between groups and without separators; "" for letters of other scripts."""
    return text.replace(" ", "").replace(GS, "").upper() if text.isascii() else ""


def shown(text: str) -> str:
    """The text as a sentence may show it: printable, short, and without the secret of a badge."""
    if text.upper().startswith(BADGE):
        return f"{BADGE}…"
    visible = "".join(char if char.isprintable() else "·" for char in text[:_SHOWN])
    return visible if len(text) <= _SHOWN else f"{visible}…"
