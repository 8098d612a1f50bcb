"""How goods leave the house: the ways, which units may take them, and what has been said so far. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from station.model.containers import Container
from station.model.grades import Disposition
from station.model.units import KnownUnit


class Way(StrEnum):
    """How goods leave."""

    SHIP = "ship"
    DESTROY = "destroy"
    VENDOR = "vendor"
    CUSTOMER = "customer"
    REPAIR = "repair"


class Part(StrEnum):
    """What is asked on the way, in this order; PARTS names those of each way."""

    UNITS = "units"
    DEROGATION = "derogation"
    METHOD = "method"
    WEIGHT = "weight"
    WITNESS = "witness"
    PHOTO = "photo"
    TO = "to"
    REFERENCE = "reference"
    CONFIRM = "confirm"


MOST: Final = 100  # units that leave together; each input saves what was scanned so far
METHODS: Final = ("SHRED", "INCINERATE", "RECYCLE", "DISPOSE", "OTHER")
TAKES: Final[Mapping[Way, frozenset[Disposition]]] = {
    # To recycle is to destroy, too, in the words of Regulation (EU) 2024/1781; a hazard has no other way out.
    Way.DESTROY: frozenset({Disposition.DESTROY, Disposition.RECYCLE, Disposition.QUARANTINE}),
    Way.VENDOR: frozenset({Disposition.RETURN_TO_VENDOR}),
    Way.CUSTOMER: frozenset({Disposition.RETURN_TO_CUSTOMER}),
    Way.REPAIR: frozenset({Disposition.REPAIR}),
}
PARTS: Final[Mapping[Way, tuple[Part, ...]]] = {
    Way.SHIP: (Part.TO, Part.REFERENCE, Part.CONFIRM),
    Way.DESTROY: (Part.UNITS, Part.DEROGATION, Part.METHOD, Part.WEIGHT, Part.WITNESS, Part.PHOTO),
    Way.VENDOR: (Part.UNITS, Part.REFERENCE, Part.CONFIRM),
    Way.CUSTOMER: (Part.UNITS, Part.REFERENCE, Part.CONFIRM),
    Way.REPAIR: (Part.UNITS, Part.TO, Part.REFERENCE, Part.CONFIRM),
}


@dataclass(frozen=True)
class Departure:
    """Units, or a closed lot, that are about to leave. What nobody was asked yet is None; "" is an answer that says nothing.

    `complete`: all units were scanned. `alone`: there is nobody who could witness, since the station knows no people. `found` is the
    lot as it is when the last question is answered, `stopped` what an alert then says about one of its units, by its plate.
    """

    way: Way
    units: tuple[KnownUnit, ...] = ()
    lot: Container | None = None
    complete: bool = False
    alone: bool = False
    derogation: str | None = None
    method: str | None = None
    weight_g: int | None = None
    witness: str | None = None
    waived_by: str | None = None
    to: str | None = None
    reference: str | None = None
    found: Container | None = None
    stopped: tuple[str, str] = ("", "")

    @property
    def count(self) -> int:
        """How many units leave."""
        return self.lot.units if self.lot else len(self.units)
