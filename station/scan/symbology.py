"""The AIM identifier ("]E0") that a scanner may put before the text: which symbology it read (ISO/IEC 15424)."""

import re
from dataclasses import dataclass, replace
from typing import Final

from station.model.codes import Reading

_AIM: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]", re.ASCII)
_EAN_UPC: Final = frozenset({"]E0", "]E3", "]E4"})
_GS1: Final = frozenset({"]C1", "]e0", "]e1", "]e2", "]d2", "]Q3", "]J1"})
_EAN_WITH_ADD_ON: Final = "]E3"
_UPC: Final = "]E0"  # EAN-13, UPC-A, and UPC-E from scanners that do not write it out; ]E4 is EAN-8 alone


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
    def may_be_upc_e(self) -> bool:
        """A symbol whose eight digits can be a UPC-E."""
        return self.aim == _UPC

    @property
    def is_gs1(self) -> bool:
        """A GS1 symbol: the text is element strings, or a Digital Link."""
        return self.aim in _GS1

    def marked(self, reading: Reading) -> Reading:
        """The reading with the identifier among its parts, if there is one."""
        return replace(reading, parts={**reading.parts, "symbology": self.aim}) if self.aim else reading


def symbol(text: str) -> Symbol:
    """Split off the AIM identifier, if there is one; the two or five digits of an add-on symbol are dropped."""
    if not _AIM.match(text):
        return Symbol("", text)
    aim, body = text[:3], text[3:]
    return Symbol(aim, body[:13] if aim == _EAN_WITH_ADD_ON else body)
