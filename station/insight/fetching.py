"""Where a unit lies that nobody has in hand though it is to be inspected: its facts in, the place to fetch it from out."""

from collections.abc import Iterable
from typing import Final

from station.model import facts as kinds
from station.model.facts import Fact

# What a fact calls the place to which the unit went with it.
_PLACES: Final = {
    kinds.ITEM_GRADED: ("bin",),
    kinds.ITEM_OVERRIDDEN: ("bin",),
    kinds.ITEM_HELD: ("shelf", "bin"),
    kinds.ITEM_TOTED: ("tote",),
    kinds.ITEM_LOTTED: ("lot",),
    kinds.ITEM_RESTOCKED: ("bin",),
    kinds.ITEM_TAKEN_OUT: ("bin",),
}


def fetch_from(facts: Iterable[Fact]) -> str:
    """The shelf, bin, tote or lot in which a unit lay when its hold was released for the bench or its grade was taken back.

    `facts` are those of one unit, the oldest first. "" where the last of these facts was another, or where no place was told.
    """
    place, to_inspect = "", False
    for fact in facts:
        if names := _PLACES.get(fact.kind):
            place, to_inspect = next((str(fact.payload[name]) for name in names if fact.payload.get(name)), ""), False
        elif fact.kind in (kinds.ITEM_REOPENED, kinds.ITEM_RELEASED):
            to_inspect = not fact.payload.get("disposition")
    return place if to_inspect else ""
