"""Units that were graded as anything else because nothing says which category their goods are: a day in, counts by category out."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from station.clock import stamp
from station.rules.rulebook import GENERAL
from station.store.engines import folded

# Backwards from the end, so that a day costs what was graded since it began and not what the ledger holds.
_GRADED: Final = (
    "SELECT f.at, items.client, items.category FROM facts AS f JOIN items ON items.lpn = f.subject"
    " WHERE f.kind = 'item.graded' AND json_extract(f.payload, '$.rubric') LIKE ? ORDER BY f.seq DESC"
)
_MAPPED: Final = "SELECT client, filed FROM categories"
_SLACK: Final = timedelta(hours=1)  # a clock may have been set back meanwhile


def graded_as_anything_else(reader: Engine, day: date, zone: ZoneInfo) -> Counter[tuple[str, str]]:
    """How many units of each (client, category) the rubric for anything else graded on this local day, and no mapping says so."""
    begin, end = (datetime.combine(day + timedelta(days=days), time(), zone) for days in (0, 1))
    first, last, stop = stamp(begin), stamp(end), stamp(begin - _SLACK)
    counts: Counter[tuple[str, str]] = Counter()
    with reader.connect() as connection:
        mapped = {(client, filed) for client, filed in connection.exec_driver_sql(_MAPPED)}
        for at, client, category in connection.exec_driver_sql(_GRADED, (f"{GENERAL}@%",)):
            if at < stop:
                break
            name = folded(category)
            if first <= at < last and (client, name) not in mapped and ("", name) not in mapped:
                counts[client, category] += 1
    return counts
