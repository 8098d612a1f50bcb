"""Look-ups of the bench and of `today` stay quick in a ledger of years: none reads a big table from end to end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, event

from station.clock import SystemClock
from station.insight.unmapped import graded_as_anything_else
from station.knowledge.knowledge import Knowledge
from station.model.facts import NewFact
from station.session.alerts import AlertList
from station.session.containers import Containers
from station.session.units import Units
from tests.ledger.builders import graded, plate, received
from tests.session.shop import Bench

AT = "2026-11-21T20:00:00.000Z"
BIG = ("facts", "items", "parcels", "labels", "f")  # f is the name of facts within a statement

Statement = tuple[str, Any]


@contextmanager
def recorded(reader: Engine) -> Iterator[list[Statement]]:
    """The statements that go to the database meanwhile, with their parameters."""
    found: list[Statement] = []

    def note(_connection: object, _cursor: object, statement: str, params: Any, _context: object, _many: bool) -> None:
        found.append((statement, params))

    event.listen(reader, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(reader, "before_cursor_execute", note)


def plans(reader: Engine, statements: list[Statement]) -> list[str]:
    """What SQLite does for each, step by step."""
    with reader.connect() as connection:
        return [row[3] for statement, params in statements for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", params)]


def units_of(bench: Bench) -> Units:
    knowledge: Knowledge = bench.station.knowledge
    return Units(bench.station.ledger, knowledge, AlertList(knowledge, SystemClock(), ZoneInfo("UTC")))


def stowed(bench: Bench) -> Containers:
    """A tote and a lot with a unit in each."""
    facts = [each for number in (1, 2) for each in (received(plate(number)), graded(plate(number)))]
    places = [NewFact("item.toted", plate(1), {"tote": "T7"}), NewFact("item.lotted", plate(2), {"lot": "L12"})]
    bench.station.ledger.append("I-04", [*facts, *places])
    return units_of(bench).containers


DAY = (date(2026, 11, 21), ZoneInfo("UTC"))
ASKED: dict[str, tuple[Callable[[Bench], object], str]] = {
    "what lies in a bin": (lambda bench: units_of(bench).places.plates_in("A-14", AT), "items_by_bin"),
    "where a unit lay": (lambda bench: units_of(bench).places.unit(plate(1), AT), "sqlite_autoindex_items_1"),
    "open parcels": (lambda bench: units_of(bench).open_parcels("RMA-1", "rma", ("RMA-1", "RMA-2")), "parcels_by_rma"),
    "open parcels by what was scanned": (lambda bench: units_of(bench).open_parcels("1Z999", "tracking", ()), "parcels_by_code"),
    "a unit": (lambda bench: units_of(bench).known(plate(1)), "sqlite_autoindex_items_1"),
    "the label that was scanned": (lambda bench: units_of(bench).labels.read(plate(1), 1), "labels_by_lpn"),
    "units without a label": (lambda bench: units_of(bench).labels.naked(), "labels_by_state"),
    "a label in doubt": (lambda bench: units_of(bench).labels.doubted(), "labels_by_state"),
    "a device": (lambda bench: units_of(bench).with_serial("F2LX99", {("northwind", "NW-PHONE")}), "items_by_serial"),
    "goods of no category": (lambda bench: graded_as_anything_else(bench.station.reader, *DAY), "facts_by_kind"),
    "what will be late": (lambda bench: bench.session.look_ahead(), "parcels_by_state"),
    "what lies in a tote": (lambda bench: stowed(bench).tote("T7"), "items_by_tote"),
    "what lies in a lot": (lambda bench: stowed(bench).lot("L12", inside=True), "items_by_lot"),
    "what a shift leaves open": (lambda bench: units_of(bench).closing_count(), "items_by_state"),
    "the last unit": (lambda bench: units_of(bench).last_of("I-04"), "INTEGER PRIMARY KEY (rowid>?)"),
}  # fmt: skip


@pytest.mark.parametrize("asked", ASKED)
def test_that_a_look_up_is_answered_from_an_index(bench: Bench, asked: str) -> None:
    look_up, index = ASKED[asked]
    with recorded(bench.station.reader) as statements:
        look_up(bench)
    steps = plans(bench.station.reader, statements)
    assert any(index in step for step in steps)
    assert [step for step in steps if step.startswith(tuple(f"SCAN {table}" for table in BIG))] == []


def test_that_the_last_unit_is_searched_for_among_new_facts_only(bench: Bench) -> None:
    ledger, units = bench.station.ledger, units_of(bench)
    head = ledger.append("I-04", [received(plate(1)), graded(plate(1)), received(plate(2))])[-1].seq
    assert units.last_of("I-99") is None
    assert units.last_of("I-04").lpn == plate(1)  # type: ignore[union-attr]  # it was graded
    ledger.append("I-07", [graded(plate(2))])
    for actor, lpn in (("I-04", plate(1)), ("I-07", plate(2))):
        assert units.last_of(actor).lpn == lpn  # type: ignore[union-attr]  # it was graded
    with recorded(bench.station.reader) as statements:
        assert units.last_of("I-99") is None
    assert (head, "I-99") in [params for _statement, params in statements]
    ledger.append("I-04", [graded(plate(2))])
    assert units.last_of("I-04").lpn == plate(2)  # type: ignore[union-attr]  # it was graded
    assert units.last_of("I-99") is None


def test_that_an_open_parcel_is_found_once_by_its_code_and_its_return(bench: Bench) -> None:
    opened = bench.take("RMA-10023").snapshot.parcel
    assert opened
    found = units_of(bench).open_parcels("RMA-10023", "rma", ("RMA-10023",))
    assert [parcel.code for parcel in found] == ["RMA-10023"]
