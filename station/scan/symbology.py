"""The AIM identifier ("]E0") that a scanner may put before the text: which symbology it read (ISO/IEC 15424)."""

import re
from dataclasses import dataclass
from typing import Final

_AIM: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]", re.ASCII)
_EAN_UPC: Final = frozenset({"]E0", "]E3", "]E4"})
_GS1: Final = frozenset({"]C1", "]e0", "]e1", "]e2", "]d2", "]Q3", "]J1"})
_EAN_WITH_ADD_ON: Final = "]E3"


@dataclass(frozen=True, slots=True)
class Symbol:
    """What was scanned: `aim` the identifier or "", `body` the text after it."""

    aim: str
    body: str

    @property
    def is_ean(self) -> bool:
        """An EAN or UPC symbol: the text can only be a GTIN."""
        return self.aim in _EAN_UPC

    @property
    def is_gs1(self) -> bool:
        """A GS1 symbol: the text is element strings, or a Digital Link."""
        return self.aim in _GS1


def symbol(text: str) -> Symbol:
    """Split off the AIM identifier, if there is one; the two or five digits of an add-on symbol are dropped."""
    if not _AIM.match(text):
        return Symbol("", text)
    aim, body = text[:3], text[3:]
    return Symbol(aim, body[:13] if aim == _EAN_WITH_ADD_ON else body)
