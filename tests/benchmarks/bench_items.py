"""The supervisor's list of units, at 10 k and 1 M: its first rows with filters and without, a page from its middle, a unit by its order."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Final

from station.assembly import Station, read_station
from station.clock import SystemClock
from station.supervisor.items import Days, Wanted, item_count, item_lines, item_list, item_units, sought
from tests.benchmarks.rows import Row, in_turn, milliseconds
from tests.benchmarks.stores import A_DAY, FEW, FIRST_DAY, MANY, days, store

_ROUNDS: Final = 40
_FIRST: Final = "first rows"
FRAME_MS: Final = 1000 / 60
_RARE: Final = Wanted(clients=("alpine",), grades=("C",), categories=("toys",), people=("I-01",))


def bench_list_of_units(folder: Path) -> Iterator[Row]:
    """What the page asks for before anything can be drawn; each over the same at 10,000 units, and the first of all over one frame."""
    del folder
    with read_station(store(MANY), SystemClock()) as many, read_station(store(FEW), SystemClock()) as few:
        for name, ours, others in _works(many, few):
            in_turn(ours, others, 3)
            taken, least = (median(times) for times in in_turn(ours, others, _ROUNDS))
            yield Row(f"list of units, 1 M: {name}", "p50 over that at 10,000 units", "≤ 1.5 ×", taken, least, "ms")
            if name == _FIRST:
                yield Row(f"list of units, 1 M: {name}, ready to be drawn", "p50 over one frame", "≤ 1", taken, FRAME_MS, "ms")


def bench_count_of_units(folder: Path) -> Row:
    """What goes on behind the first rows, in questions of a few milliseconds: every unit looked at, against a bare count of the same."""
    del folder
    with read_station(store(MANY), SystemClock()) as opened, opened.reader.connect() as bare:
        sql = "SELECT count(*) FROM items NOT INDEXED WHERE client = 'alpine' AND grade = 'C'"
        wanted = Wanted(clients=("alpine",), grades=("C",))
        ours = median(milliseconds(lambda: item_units(opened, wanted)) for _ in range(5))
        least = median(milliseconds(lambda: bare.exec_driver_sql(sql).all()) for _ in range(5))
    return Row("list of units, 1 M: a filter counted to the end", "p50 over one bare count", "≤ 3 ×", ours, least, "ms")


def _works(many: Station, few: Station) -> Iterator[tuple[str, Callable[[], object], Callable[[], object]]]:
    """What is asked, at either of them."""
    for name, of in (
        (_FIRST, _listed(lambda _units: Wanted())),
        ("first rows of a client", _listed(lambda _units: Wanted(clients=("alpine",)))),
        ("first rows of what is held", _listed(lambda _units: Wanted(states=("held",)))),
        ("first rows of one day", _listed(lambda units: Wanted(received=_middle(units)))),
        ("first rows of a word", _listed(lambda _units: Wanted(text="kettle"))),
        ("first rows of a rare mixture", _listed(lambda _units: _RARE)),
        ("a page from its middle", _page),
        ("where is an order", lambda opened, units: lambda: sought(opened, f"SO-{units - A_DAY:07d}", "en")),
    ):
        yield name, of(many, MANY), of(few, FEW)


def _listed(wanted: Callable[[int], Wanted]) -> Callable[[Station, int], Callable[[], object]]:
    return lambda opened, units: lambda: item_list(opened, wanted(units), "en")


def _page(opened: Station, units: int) -> Callable[[], object]:
    stretches, _below = item_count(opened, Wanted(), units)
    middle = stretches[len(stretches) // 2 : len(stretches) // 2 + 1]
    return lambda: item_lines(opened, Wanted(), middle, "en")


def _middle(units: int) -> Days:
    day = date.fromisoformat(FIRST_DAY) + timedelta(days=days(units) // 2)
    return Days(day, day)
