"""The closing count of a shift: what is left open when it ends."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ClosingCount:
    """Units without a label that is known to be on them, graded ones that lie in no tote, lot or bin, units set aside, open parcels."""

    unlabelled: int = 0
    not_stowed: int = 0
    set_aside: int = 0
    open_parcels: int = 0

    def as_json(self) -> dict[str, Any]:
        """As shift.closed has it."""
        return {name: getattr(self, name) for name in self.__slots__}
