"""Grade (condition), outcome (what a finding forces), disposition (what happens next), seal: four separate things."""

from enum import StrEnum
from typing import Final


class Grade(StrEnum):
    """The condition of a unit. There is no default."""

    A = "A"
    B = "B"
    C = "C"


class Outcome(StrEnum):
    """What a finding or an answer forces; the worst of a unit's outcomes decides (`worst`)."""

    A = "A"
    B = "B"
    C = "C"
    HOLD_CUSTOMER = "HOLD:CUSTOMER"
    HOLD_CLIENT = "HOLD:CLIENT"
    HOLD_SUPERVISOR = "HOLD:SUPERVISOR"
    QUARANTINE = "QUARANTINE"

    @property
    def rank(self) -> int:
        """0 for the best outcome, rising."""
        return _RANK[self]

    @property
    def is_hold(self) -> bool:
        return self.value.startswith("HOLD:")

    @property
    def owner(self) -> "Owner | None":
        """Who decides, for a hold."""
        return Owner(self.value.removeprefix("HOLD:")) if self.is_hold else None

    @property
    def grade(self) -> Grade | None:
        """The grade that this outcome stands for; None while it is a hold. Quarantine counts as C."""
        if self.is_hold:
            return None
        return Grade.C if self is Outcome.QUARANTINE else Grade(self.value)


_RANK: Final = {outcome: rank for rank, outcome in enumerate(Outcome)}


class Owner(StrEnum):
    """Who decides about a held unit."""

    SUPERVISOR = "SUPERVISOR"
    CLIENT = "CLIENT"
    CUSTOMER = "CUSTOMER"


class Seal(StrEnum):
    """The state of the factory seal; the worst that an answer gave."""

    SEALED = "SEALED"
    NONE_EXPECTED = "NONE_EXPECTED"
    OPENED_INTACT = "OPENED_INTACT"
    OPENED_DAMAGED = "OPENED_DAMAGED"
    MISSING = "MISSING"

    @property
    def rank(self) -> int:
        return _SEAL_RANK[self]


_SEAL_RANK: Final = {Seal.SEALED: 0, Seal.NONE_EXPECTED: 0, Seal.OPENED_INTACT: 1, Seal.OPENED_DAMAGED: 2, Seal.MISSING: 3}


class Basis(StrEnum):
    """How we know that a finding is absent or present: asked, assumed or unknown."""

    PROMPT = "PROMPT"
    SCAN = "SCAN"
    BOARD = "BOARD"
    LOOKUP = "LOOKUP"
    SHOWN = "SHOWN"
    NOT_SHOWN = "NOT_SHOWN"
    HIDDEN = "HIDDEN"


class Disposition(StrEnum):
    """What happens next with a unit."""

    RESTOCK = "restock"
    OUTLET = "outlet"
    LIQUIDATION = "liquidation"
    REPAIR = "repair"
    RETURN_TO_VENDOR = "return_to_vendor"
    SALVAGE = "salvage"
    RECYCLE = "recycle"
    DONATE = "donate"
    DESTROY = "destroy"
    RETURN_TO_CUSTOMER = "return_to_customer"
    QUARANTINE = "quarantine"
    HOLD = "hold"


SELLABLE: Final = frozenset({Disposition.RESTOCK, Disposition.OUTLET, Disposition.LIQUIDATION})


def worst(outcomes: "list[Outcome]") -> Outcome:
    """The worst of at least one outcome."""
    return max(outcomes, key=lambda outcome: outcome.rank)
