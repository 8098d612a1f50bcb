"""A working day in the ledger of a shop that no process has open, for pictures of the desk: a data folder in; units in it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from station.assembly import open_station
from station.clock import SystemClock
from station.model.facts import NewFact
from tests.ledger.builders import FakeClock, arrived, graded, held, label, plate, received

_AGO: Final = timedelta(hours=4, minutes=40)  # long words for how long something has waited
_UNITS: Final = 40
_PLATES: Final = 5_000  # those of the shop begin at 1
UNIT: Final = plate(_PLATES + 1)  # a graded one, for the page of one
_GRADES: Final = {"A": "restock", "B": "outlet", "C": "recycle"}
_OWNERS: Final = ("SUPERVISOR", "CLIENT", "CUSTOMER")


def work_a_day(data: Path) -> None:
    """Units of every grade by two inspectors, in totes and in none; some held for each who may decide; parcels at the dock."""
    with open_station(data, FakeClock(SystemClock().now() - _AGO)) as opened:
        due = (opened.clock.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        for number in range(_UNITS):
            for facts in _unit(number, due):
                opened.ledger.append(f"I-0{number % 2 + 1}", facts)
        opened.ledger.append("I-01", [arrived(f"B01-P90000{number}-X", f"RMA-9{number}") for number in range(3)])


def _unit(number: int, due: str) -> Iterator[list[NewFact]]:
    lpn, client = plate(_PLATES + number), ("northwind", "alpine")[number % 2]
    yield [received(lpn, f"RMA-{number}", client=client, price_paid="1249.00", title="Building bricks Harbour, 400 pieces")]
    if number % 8 == 0:
        reason = {
            "reason": "IDENTITY",
            "for": _OWNERS[number // 8 % 3],
            "question": "Which one is it?",
            "default": "escalate",
            "due_at": due,
        }
        yield [held(lpn, reasons=[reason])]
        return
    grade = "ABAC"[number % 4]
    yield [graded(lpn, grade, () if grade == "A" else ("STAIN",), client=client, disposition=_GRADES[grade]), label(lpn)]
    if number % 3 == 0:
        yield [NewFact("item.toted", lpn, {"tote": f"T-{grade}{number % 2}", "disposition": _GRADES[grade], "client": client})]
