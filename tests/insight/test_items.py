"""The list of units: its beginning, its counted stretches and their rows together are what was wanted, newest first, however it is cut."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, event

from station.clock import moment, stamp
from station.insight import items
from station.insight.items import ItemRow, all_items, count_items, fetch_items, open_items
from station.insight.items_wanted import Days, Wanted
from station.store.engines import reader, writer
from station.store.schema import facts, metadata
from station.store.schema import items as table

BERLIN = ZoneInfo("Europe/Berlin")
UNITS = 1_500
BEGIN = datetime(2026, 3, 20, 6, tzinfo=UTC)
STATES = ("graded", "restocked", "toted", "held", "received")
TITLES = ("Kettle, steel", "Legging 100% wool", "Legging_M", "Überjacke")

Row = dict[str, Any]


def unit(number: int, chance: Random) -> Row:
    """The unit with this row number; the clock of the station once went back by a day."""
    at = BEGIN + timedelta(minutes=20 * number) - timedelta(days=1) * (number % 400 == 0)
    state = chance.choices(STATES, (50, 40, 6, 2, 2))[0]
    graded = state not in ("held", "received")
    return {
        "lpn": f"B01-{number:06d}-X", "state": state, "client": chance.choice(("alpine", "northwind", "northwind")), "gtin": None,
        "sku": f"S-{number % 7}", "title": chance.choice(TITLES), "category": chance.choice(("shoes", "toys")), "line": "1",
        "rma": f"RMA-{number // 3}", "order_number": f"SO-{number}", "grade": chance.choice("AAAB") if graded else None,
        "disposition": chance.choice(("restock", "outlet")) if graded else None, "bin": f"A-{number % 5}",
        "tote": f"T{number % 4}" if state == "toted" else None, "lot": None, "because": "[]", "hold": None, "actor": "I-01",
        "graded_by": chance.choice(("I-02", "I-03")) if graded else None, "received_at": stamp(at),
        "graded_at": stamp(at + timedelta(hours=1)) if graded else None, "received_seq": number, "grade_seq": None, "last_seq": number,
        "serial": None,
    }  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    chance = Random(7)
    return [unit(number, chance) for number in range(1, UNITS + 1)]


@pytest.fixture(scope="module")
def database(rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("items") / "station.db"
    engine = writer(path)
    metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(table.insert(), rows)
        connection.execute(facts.insert(), [_fact(UNITS)])
    engine.dispose()
    return path


@pytest.fixture
def engine(database: Path) -> Iterator[Engine]:
    engine = reader(database)
    yield engine
    engine.dispose()


@pytest.fixture(params=[(16, 64, 10), (100, 300, 40), (8_192, 65_536, 5_000)], ids=["small pieces", "middle", "as shipped"])
def pieces(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many row numbers one question looks at, and how many units an index may collect."""
    for name, value in zip(("LOOK", "SPAN", "MOST"), request.param, strict=True):
        monkeypatch.setattr(items, name, value)


def _fact(seq: int) -> Row:
    return {
        "seq": seq, "id": f"B01:x:{seq}", "station": "B01", "ledger": "x", "kind": "item.received", "version": 1, "at": stamp(BEGIN),
        "actor": "I-01", "subject": f"B01-{seq:06d}-X", "payload": "{}", "context": None, "previous": "0" * 64, "digest": "1" * 64,
    }  # fmt: skip


def drawn(engine: Engine, wanted: Wanted, first: int = 20) -> list[ItemRow]:
    """As a page gets it: the first rows, then every stretch."""
    opening = open_items(engine, wanted, BERLIN, first)
    found, below = list(opening.rows), opening.below
    while below:
        stretches, lower = count_items(engine, wanted, BERLIN, below)
        assert [each.high for each in stretches] == [below, *(each.low - 1 for each in stretches[:-1])], "a gap, or twice the same"
        assert lower < below
        for stretch, there in zip(stretches, fetch_items(engine, wanted, BERLIN, stretches), strict=True):
            assert len(there) == stretch.units
            found += there
        below = lower
    return found


def local_day(at: str | None) -> date:
    """Of the site; the first of all days for no moment."""
    return moment(at).astimezone(BERLIN).date() if at else date.min


WANTED: dict[str, tuple[Wanted, Callable[[Row], bool]]] = {
    "everything": (Wanted(), lambda _row: True),
    "a client": (Wanted(clients=("alpine",)), lambda row: row["client"] == "alpine"),
    "two states": (Wanted(states=("held", "received")), lambda row: row["state"] in ("held", "received")),
    "a grade of a client": (
        Wanted(clients=("northwind",), grades=("B",)),
        lambda row: row["client"] == "northwind" and row["grade"] == "B",
    ),
    "who graded it": (Wanted(people=("I-02",)), lambda row: row["graded_by"] == "I-02"),
    "who received what is not graded": (Wanted(people=("I-01",)), lambda row: row["graded_by"] is None),
    "what happens next": (Wanted(dispositions=("outlet",)), lambda row: row["disposition"] == "outlet"),
    "a category and a grade": (Wanted(categories=("toys",), grades=("A",)), lambda row: row["category"] == "toys" and row["grade"] == "A"),
    "the night when clocks change": (
        Wanted(received=Days(date(2026, 3, 29), date(2026, 3, 29))),
        lambda row: local_day(row["received_at"]) == date(2026, 3, 29),
    ),
    "from a day on": (
        Wanted(received=Days(first=date(2026, 4, 5)), grades=("B",)),
        lambda row: local_day(row["received_at"]) >= date(2026, 4, 5) and row["grade"] == "B",
    ),
    "until a day": (Wanted(received=Days(last=date(2026, 3, 22))), lambda row: local_day(row["received_at"]) <= date(2026, 3, 22)),
    "graded on some days": (
        Wanted(graded=Days(date(2026, 3, 25), date(2026, 3, 26))),
        lambda row: local_day(row["graded_at"]) in (date(2026, 3, 25), date(2026, 3, 26)),
    ),
    "a day long ago": (Wanted(received=Days(date(2020, 1, 1), date(2020, 1, 1))), lambda _row: False),
    "a product": (Wanted(skus=(("alpine", "S-3"),)), lambda row: row["client"] == "alpine" and row["sku"] == "S-3"),
    "a tote": (Wanted(tote="T2"), lambda row: row["tote"] == "T2"),
    "what was put into a bin": (Wanted(bin="A-4"), lambda row: row["bin"] == "A-4" and row["state"] == "restocked"),
    "some plates": (
        Wanted(plates=("B01-000003-X", "B01-001400-X", "B01-999999-X")),
        lambda row: row["lpn"] in ("B01-000003-X", "B01-001400-X"),
    ),
    "no plates": (Wanted(plates=()), lambda _row: False),
    "part of a title": (Wanted(text="kettle"), lambda row: "Kettle" in row["title"]),
    "what SQL would take for any signs": (Wanted(text="100%"), lambda row: "100%" in row["title"]),
    "what SQL would take for any sign": (Wanted(text="g_m"), lambda row: row["title"] == "Legging_M"),
    "part of an order": (Wanted(text="so-12"), lambda row: row["order_number"].startswith("SO-12")),
    "nothing at all": (Wanted(text="zzz"), lambda _row: False),
}


@pytest.mark.usefixtures("pieces")
@pytest.mark.parametrize("case", WANTED)
def test_that_all_that_is_wanted_is_listed_newest_first(engine: Engine, rows: list[Row], case: str) -> None:
    wanted, fits = WANTED[case]
    expected = [row["lpn"] for row in reversed(rows) if fits(row)]
    assert [row.lpn for row in drawn(engine, wanted)] == expected
    assert [row.lpn for row in all_items(engine, wanted, BERLIN)] == expected
    assert [row.lpn for row in all_items(engine, wanted, BERLIN, most=7)] == expected[:7]


def test_that_a_row_is_the_unit_with_who_graded_it(engine: Engine, rows: list[Row]) -> None:
    graded = next(row for row in reversed(rows) if row["graded_by"])
    told = next(row for row in all_items(engine, Wanted(), BERLIN) if row.lpn == graded["lpn"])
    assert (told.row, told.person, told.grade, told.title) == (
        graded["received_seq"],
        graded["graded_by"],
        graded["grade"],
        graded["title"],
    )
    assert told.lot == ""


def test_that_the_first_rows_neither_sort_nor_look_at_every_unit(engine: Engine) -> None:
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, sql: str, params: Any, *_: Any) -> None:
        asked.append((sql, params))

    event.listen(engine, "before_cursor_execute", note)
    for wanted, _fits in WANTED.values():
        open_items(engine, wanted, BERLIN)
    told = list(asked)
    with engine.connect() as connection:
        plans = [str(row[3]) for sql, params in told for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", params)]
    assert plans
    assert not [plan for plan in plans if "TEMP B-TREE" in plan or plan == "SCAN items"]
