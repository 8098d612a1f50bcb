"""A code that may be several things: its readings in, what it may mean for the bench out, and which of these the situation decides."""

from collections.abc import Collection
from typing import Final

from station.bench.states import Ask, Bench, State
from station.model.codes import CodeKind, Meaning, Reading, Scan
from station.scan.carriers import NAMES

PARCELS: Final = frozenset({CodeKind.RMA, CodeKind.TRACKING})
ITEMS: Final = frozenset({CodeKind.GTIN, CodeKind.GS1, CodeKind.SKU, CodeKind.IMEI, CodeKind.SERIAL})
GOODS: Final = PARCELS | ITEMS


def meanings(scan: Scan) -> tuple[Meaning, ...]:
    """Each parcel that the code may be of, and the item, in the order of the readings; all readings of an item are one meaning."""
    readings = [_of_a_pallet(reading) for reading in scan.readings if reading.kind in GOODS]
    items = tuple(reading for reading in readings if reading.kind in ITEMS)
    found: dict[tuple[str, str], Meaning] = {}
    for reading in readings:
        if reading.kind in ITEMS:
            found.setdefault(("item", ""), Meaning(items, "@CODE_IS_ITEM"))
        else:
            found.setdefault((reading.kind, reading.value), _parcel(reading))
    return tuple(found.values())


def decided(possible: tuple[Meaning, ...], bench: Bench, *, expected: bool) -> Meaning | None:
    """The one that the situation decides for; None where it has to be asked. `expected`: the open parcel expects the item."""
    items = [meaning for meaning in possible if is_item(meaning)]
    parcels = [meaning for meaning in possible if not is_item(meaning)]
    wanted: Collection[Meaning] = possible
    if _asks_for_an_item(bench) or expected:
        wanted = items or possible
    elif bench.dock:
        wanted = parcels or possible
    elif bench.state not in (State.READY, State.PARCEL):
        wanted = possible[:1]  # it fits nowhere now, whatever it is
    return next(iter(wanted)) if len(wanted) == 1 else None


def is_item(meaning: Meaning) -> bool:
    """Whether it is the item's own code."""
    return meaning.readings[0].kind in ITEMS


def _asks_for_an_item(bench: Bench) -> bool:
    asked = bench.question is not None and bench.question.ask is Ask.UNIT and bench.question.decision == "IDENTIFY"
    return asked or bench.state is State.COUNTING


def _of_a_pallet(reading: Reading) -> Reading:
    """A serial shipping container code (SSCC) without a GTIN is on a parcel or a pallet, not on an item."""
    sscc = reading.parts.get("sscc")
    alone = reading.kind is CodeKind.GS1 and sscc and "gtin" not in reading.parts
    return Reading(CodeKind.TRACKING, sscc, reading.parts) if alone and sscc else reading


def _parcel(reading: Reading) -> Meaning:
    if reading.kind is CodeKind.RMA:
        return Meaning((reading,), "@CODE_IS_RETURN", {"code": reading.value})
    carrier = NAMES.get(reading.parts.get("carrier", ""))
    label = "@CODE_IS_PARCEL_OF" if carrier else "@CODE_IS_PARCEL"
    return Meaning((reading,), label, {"code": reading.value, **({"carrier": carrier} if carrier else {})})
