"""The list of all units, newest first: what is wanted in; its first rows at once, how many there are, and any part of it out.

Units lie in `items` in the order in which they were received, so a part of the list is a stretch of row numbers. Whoever draws the list
counts it stretch by stretch, in questions of some milliseconds each, and from then on can fetch any part by its stretch.
"""

# ruff: noqa: S608 -- every statement is made of constants of this room
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine

from station.insight.items_wanted import PERSON, Part, Wanted
from station.store.faults import guarded

FIRST: Final = 60  # rows: more than a screen has
MOST: Final = 5_000  # units that are few enough to be collected by an index, and to be sorted
LOOK: Final = 8_192  # row numbers that are looked at before anything is shown, some 2 ms of work
SPAN: Final = 65_536  # row numbers that one question counts, some 15 ms of work
_BIN: Final = 128  # row numbers that are counted together; a stretch has at least as many units where units are dense

_COLUMNS: Final = (
    "rowid", "lpn", "state", "client", "sku", "title", "category", "rma", "order_number", "grade", "disposition", "bin", "tote", "lot",
    "received_at", "graded_at",
)  # fmt: skip
# Without an index, but for the row number: the planner would rather collect every unit of a client, and then sort them.
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)}, {PERSON} AS person FROM items NOT INDEXED WHERE"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One unit. `row` grows in the order of receiving; `person` is the id of who graded it, else of who received it.

    Times are stamps as facts have them; what is not known is "".
    """

    row: int
    lpn: str
    state: str
    client: str
    sku: str
    title: str
    category: str
    rma: str
    order: str
    grade: str
    disposition: str
    bin: str
    tote: str
    lot: str
    received_at: str
    graded_at: str
    person: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Row numbers from `high` down to `low`, and how many units among them are wanted."""

    high: int
    low: int
    units: int


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning of a list: there may be more from the row number `below` downwards, which is 0 where these are all.

    `top` is the newest row number of all, and `seq` the newest fact, as they were then.
    """

    rows: tuple[ItemRow, ...]
    below: int
    top: int
    seq: int


def open_items(reader: Engine, wanted: Wanted, zone: ZoneInfo, first: int = FIRST) -> Opening:
    """The newest units that are wanted, at most `first`; those of the newest row numbers only, where no index finds them."""
    with guarded(str(reader.url.database)), reader.connect() as connection:
        top, seq = newest(connection)
        few = _few(connection, wanted, zone)
        high = top if few else _bound(connection, wanted, zone, "max", top)
        low = 0 if few else max(0, high - LOOK)
        rows = tuple(_rows(connection, _among(few, wanted, zone), high, low + 1, first))
    below = rows[-1].row - 1 if len(rows) == first else low
    return Opening(rows, below, top, seq)


def count_items(reader: Engine, wanted: Wanted, zone: ZoneInfo, below: int) -> tuple[tuple[Stretch, ...], int]:
    """The stretches from the row number `below` downwards, and the row number from which to go on; 0 at the end."""
    with guarded(str(reader.url.database)), reader.connect() as connection:
        if wanted.everything and (stretches := _unbroken(connection, below)):
            return stretches, 0
        few = _few(connection, wanted, zone)
        least = 1 if few else _bound(connection, wanted, zone, "min", 1)
        low = 1 if few else max(least, below - SPAN + 1)
        sql, values = _among(few, wanted, zone)
        counted = connection.exec_driver_sql(
            f"SELECT rowid / {_BIN}, count(*) FROM items NOT INDEXED WHERE rowid BETWEEN ? AND ? AND {sql} GROUP BY 1 ORDER BY 1 DESC",
            (low, below, *values),
        ).all()
    return tuple(_stretches(counted, below, low)), low - 1 if low > least else 0


def fetch_items(reader: Engine, wanted: Wanted, zone: ZoneInfo, stretches: Sequence[Stretch]) -> tuple[tuple[ItemRow, ...], ...]:
    """What is wanted of each of these stretches, newest first."""
    with guarded(str(reader.url.database)), reader.connect() as connection:
        among = _among(_few(connection, wanted, zone), wanted, zone)
        return tuple(tuple(_rows(connection, among, each.high, each.low)) for each in stretches)


def all_items(reader: Engine, wanted: Wanted, zone: ZoneInfo, most: int = 0) -> Iterator[ItemRow]:
    """The whole list, or at most `most` of it, a page at a time: each its own short snapshot, so that it may be of any length."""
    high, given = -1, 0
    while high:
        with guarded(str(reader.url.database)), reader.connect() as connection:
            high = newest(connection)[0] if high < 0 else high
            few = _few(connection, wanted, zone)
            low = 1 if few else max(1, high - SPAN + 1)
            rows = list(_rows(connection, _among(few, wanted, zone), high, low, MOST))
        for row in rows:
            yield row
            given += 1
            if given == most:
                return
        high = (rows[-1].row if len(rows) == MOST else low) - 1


def newest(connection: Connection) -> tuple[int, int]:
    """The newest row number of `items`, and the newest fact; 0 where there is none."""
    top, seq = connection.exec_driver_sql("SELECT (SELECT max(rowid) FROM items), (SELECT max(seq) FROM facts)").one()
    return top or 0, seq or 0


def _few(connection: Connection, wanted: Wanted, zone: ZoneInfo) -> Part | None:
    """A question for the row numbers that holds all that is wanted and is answered by an index with no more than MOST; or None."""
    for sql, values in wanted.few(zone):
        found = f"SELECT rowid FROM items WHERE {sql}"
        units = connection.exec_driver_sql(f"SELECT count(*) FROM ({found} LIMIT {MOST + 1})", values).scalar_one()
        if units <= MOST:
            return found, values
    return None


def _bound(connection: Connection, wanted: Wanted, zone: ZoneInfo, which: str, otherwise: int) -> int:
    """Where the wanted days end ("max") or begin ("min") among the row numbers: what lies beyond need not be looked at."""
    if not wanted.received:
        return otherwise
    sql, values = next(iter(Wanted(received=wanted.received).few(zone)))
    found: int | None = connection.exec_driver_sql(f"SELECT {which}(rowid) FROM items WHERE {sql}", values).scalar_one()
    return found or otherwise


def _among(few: Part | None, wanted: Wanted, zone: ZoneInfo) -> Part:
    """The condition for all that is wanted, looked for among the few where an index finds those."""
    sql, values = wanted.condition(zone)
    return (f"rowid IN ({few[0]}) AND {sql}", (*few[1], *values)) if few else (sql, values)


def _rows(connection: Connection, among: Part, high: int, low: int, most: int = -1) -> Iterator[ItemRow]:
    sql, params = among
    asked = f"{_SELECT} rowid BETWEEN ? AND ? AND {sql} ORDER BY rowid DESC LIMIT ?"
    for row in connection.exec_driver_sql(asked, (low, high, *params, most)):
        number, *values = row
        yield ItemRow(number, *("" if value is None else str(value) for value in values))


def _unbroken(connection: Connection, below: int) -> tuple[Stretch, ...]:
    """Stretches that need not be counted, where every row number stands for a unit: none is ever taken out of `items`."""
    units = connection.exec_driver_sql("SELECT count(*) FROM items").scalar_one()
    if units != newest(connection)[0]:
        return ()
    return tuple(Stretch(high, max(1, high - _BIN + 1), high - max(1, high - _BIN + 1) + 1) for high in range(below, 0, -_BIN))


def _stretches(counted: Sequence[Any], high: int, low: int) -> Iterator[Stretch]:
    """Small counts put together, without a gap between one stretch and the next."""
    units = 0
    for place, number in counted:
        units += number
        if units >= _BIN and (end := max(low, place * _BIN)) > low:
            yield Stretch(high, end, units)
            high, units = end - 1, 0
    if high >= low:
        yield Stretch(high, low, units)
