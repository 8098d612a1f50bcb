"""Codes that are scanned while a bin is counted, with what a count needs looked up: plates, goods, and how many there are of these.

A bin holds goods, so a code that may be one is one; what is not needed stays out of the event, since a count saves all of its own.
"""

from typing import Any

from station.bench import events as ev
from station.bench.counting import MOST
from station.bench.states import Bench
from station.errors import Refusal
from station.model.codes import CodeKind, Reading, Scan
from station.session.matching import Fields, Matching
from station.session.plates import PlateCodes
from station.session.unclear import ITEMS
from station.session.units import Units

_LONGEST = len(str(MOST))


class CountCodes:
    """Looks codes up for a count. `at` is the moment of the scan, as facts write time."""

    def __init__(self, matching: Matching, units: Units, plates: PlateCodes) -> None:
        self._matching = matching
        self._units = units
        self._plates = plates

    def asked(self, place: str, at: str) -> Fields:
        """Of a count that begins: what should lie in the bin, whether it is in the books, and whether they know the bin."""
        places = self._units.places
        return {
            "bin": place,
            "expected": places.plates_in(place, at),
            "taken": places.was_counted(place, at),
            "known": places.is_known(place),
        }

    def told(self, scan: Scan, bench: Bench, at: str) -> tuple[type[ev.Event], Fields] | None:
        """The event and its fields; None for what is no plate, no goods and no number.

        Raises Refusal PLATE_UNKNOWN, LABEL_UNKNOWN, UNIT_SET_ASIDE (nobody has decided about it, so it belongs into no bin) or
        QUANTITY_WRONG.
        """
        plate, number = scan.of(CodeKind.LPN), scan.of(CodeKind.NUMBER)
        items = tuple(reading for reading in scan.readings if reading.kind in ITEMS)
        if plate:
            return ev.PlateScanned, self._plates.counted(plate, at)
        if number and (len(number.value) <= _LONGEST or not items):
            return ev.NumberEntered, {"number": _whole(number)}
        if not items:
            return None
        found: dict[str, Any] = self._matching.item(scan.text, items, bench)
        return ev.ItemScanned, {name: found[name] for name in ("code", "products", "parts")}


def _whole(number: Reading) -> int:
    if not number.value.isdecimal():
        raise Refusal("QUANTITY_WRONG", number=number.value, most=MOST)
    return int(number.value)
