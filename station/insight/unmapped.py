"""Units that were graded as anything else because nothing says which category their goods are: a day in, counts by category out."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine

from station.clock import stamp
from station.rules.rulebook import GENERAL
from station.store.engines import folded

# Backwards from the end, and every graded unit is a row, so that a day costs what was graded since it began and not what the ledger holds.
_GRADED: Final = (
    "SELECT f.at, items.client, items.category, json_extract(f.payload, '$.rubric') LIKE ? FROM facts AS f"
    " JOIN items ON items.lpn = f.subject WHERE f.kind = 'item.graded' ORDER BY f.seq DESC"
)
_MAPPED: Final = "SELECT client, filed FROM categories"
_SLACK: Final = timedelta(hours=1)  # a clock may have been set back meanwhile
_OLDER: Final = 500  # units in a row that end the search: a batch of a handheld has times of its own, older than what stands before it


def graded_as_anything_else(reader: Engine, day: date, zone: ZoneInfo) -> Counter[tuple[str, str]]:
    """How many units of each (client, category) the rubric for anything else graded on this local day, and no mapping says so."""
    begin, end = (datetime.combine(day + timedelta(days=days), time(), zone) for days in (0, 1))
    first, last, stop = stamp(begin), stamp(end), stamp(begin - _SLACK)
    counts: Counter[tuple[str, str]] = Counter()
    with reader.connect() as connection:
        mapped = {(client, filed) for client, filed in connection.exec_driver_sql(_MAPPED)}
        for client, category in _general(connection, first, last, stop):
            name = folded(category)
            if (client, name) not in mapped and ("", name) not in mapped:
                counts[client, category] += 1
    return counts


def _general(connection: Connection, first: str, last: str, stop: str) -> Iterator[tuple[str, str]]:
    """Client and category of each unit that the rubric for anything else graded in this time."""
    older = 0
    for at, client, category, general in connection.exec_driver_sql(_GRADED, (f"{GENERAL}@%",)):
        older = older + 1 if at < stop else 0
        if older == _OLDER:
            return
        if general and first <= at < last:
            yield client, category
