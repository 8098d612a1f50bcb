"""A shift of as many units as wanted, of all that a bench does day by day: its returns as rows, its scans as lines.

It uses no plates, badges or moments, so that any bench that is given the same scans must come to the same facts.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Final

GOODS: Final = {
    "NW-TEE-BLK-S": "9521321000018",
    "NW-TEE-BLK-M": "9521321000025",
    "NW-TEE-BLK-L": "9521321000032",
    "NW-TEE-WHT-S": "9521321000049",
    "NW-TEE-WHT-M": "9521321000056",
    "NW-HOOD-GRY-M": "9521321000070",
    "NW-HOOD-GRY-L": "9521321000087",
}


@dataclass(frozen=True)
class Unit:
    """One way in which a unit goes over the bench: what is scanned for an item of this code."""

    name: str
    scans: Callable[[str], list[str]]


CLEAN: Final = Unit("clean", lambda code: [code, "RS-AS-NEW"])
KINDS: Final = (
    CLEAN,
    CLEAN,
    Unit("stain, B", lambda code: [code, "RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-2"]),
    # Refused where the parcel's first unit has none before it, or where nothing is in hand any more: that must be the same, too.
    Unit("same as the one before", lambda code: [code, "RS-SAME", "RS-AS-NEW"]),
    Unit("changed her mind", lambda code: [code, "RS-FIND-HOLE", "RS-UNDO", "RS-AS-NEW"]),
    Unit("rolled off at once", lambda code: [code, "RS-FIND-HAIR_LINT", "RS-DONE", "RS-REWORK", "RS-ANSWER-1", "RS-ANSWER-1"]),
    Unit("a supervisor decides", lambda code: [code, "RS-HOLD-SUPERVISOR"]),
    Unit("set aside and taken up", lambda code: [code, "RS-PARK", "RS-RESUME", "RS-AS-NEW"]),
    Unit("undone after the save, graded again", lambda code: [code, "RS-AS-NEW", "RS-UNDO", "RS-CONFIRM", "RS-AS-NEW"]),
    Unit("a needle", lambda code: [code, "RS-STOP"]),
    Unit("a code of nobody first", lambda code: ["4006381333931", "RS-UNDO", code, "RS-AS-NEW"]),
    Unit("label again", lambda code: [code, "RS-AS-NEW", "RS-REPRINT", "RS-ANSWER-1"]),
    Unit("tag off", lambda code: [code, "RS-FIND-TAG_OFF", "RS-DONE", "RS-ANSWER-2"]),
)


@dataclass(frozen=True)
class Shift:
    """`units` come over the bench; each parcel of three announces four, so that one is missing and said to be."""

    units: int

    def write_returns(self, folder: Path) -> Path:
        """The returns file that the main system would have sent."""
        file = folder / "mixed.csv"
        with file.open("w", newline="", encoding="utf-8") as out:
            rows = csv.writer(out)
            rows.writerow(["rma", "client", "sku", "quantity", "price_paid", "currency"])
            rows.writerows([rma, "northwind", sku, 4, "19.90", "EUR"] for rma, sku, _ in self._parcels())
        return file

    def scans(self) -> list[str]:
        """Every scan, one after the other."""
        kinds = cycle(KINDS)
        lines: list[str] = []
        for rma, sku, units in self._parcels():
            lines.append(rma)
            for _ in range(units):
                lines += next(kinds).scans(GOODS[sku])
            lines += ["RS-CLOSE", "RS-ANSWER-1"]
        return lines

    def _parcels(self) -> Iterator[tuple[str, str, int]]:
        for number, sku in zip(range(0, self.units, 3), cycle(GOODS), strict=False):
            yield f"RMA-M{number}", sku, min(3, self.units - number)
