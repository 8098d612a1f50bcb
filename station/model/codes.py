"""What a scanned text can be. `scan` makes these from text; it never guesses between two readings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

BADGE: Final = "RS-BADGE-"  # what stands before the secret token on a badge


class CodeKind(StrEnum):
    """The kinds of code; a reading has exactly one."""

    KEY = "key"
    COMMAND = "command"
    FINDING = "finding"
    BADGE = "badge"
    BIN = "bin"
    TOTE = "tote"
    LOT = "lot"
    SHIP = "ship"
    REFERENCE = "reference"
    CLIENT = "client"
    HOLD = "hold"
    LPN = "lpn"
    RMA = "rma"
    TRACKING = "tracking"
    GTIN = "gtin"
    GS1 = "gs1"
    SKU = "sku"
    IMEI = "imei"
    SERIAL = "serial"
    EXPIRY = "expiry"
    COUNT = "count"
    LANGUAGE = "language"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a text.

    `value` is the normalised code: a GTIN as 14 digits with zeros in front, an LPN in
    upper case, a command without its "RS-" (such as "ANSWER-1", "AS-NEW"), a finding code, a badge token, a bin.
    `parts` holds what a compound code carries: gtin, serial, lot, expiry (ISO date), best_before, count, symbology.
    """

    kind: CodeKind
    value: str
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scan:
    """A text and its readings, the most likely first; more than one means that context decides."""

    text: str
    readings: tuple[Reading, ...]

    @property
    def first(self) -> Reading:
        return self.readings[0]

    def of(self, kind: CodeKind) -> Reading | None:
        """The reading of this kind, if there is one."""
        return next((reading for reading in self.readings if reading.kind is kind), None)


def is_badge(text: str) -> bool:
    """Whether somebody's badge was scanned, or typed in whatever case."""
    return text.strip().upper().startswith(BADGE)


def badge_token(text: str) -> str:
    """What a badge says, with or without its beginning."""
    return text.strip().upper().removeprefix(BADGE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that an unclear code may be: its readings, and a key of the words table ("@…") with `params` to name it."""

    readings: tuple[Reading, ...]
    label: str
    params: Mapping[str, object] = field(default_factory=dict)
