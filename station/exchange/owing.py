"""What each target still owes the main system, for a screen: how many facts wait, what was sent last. Only looks, and stays quick.

`standings` counts everything ever captured; this counts what lies after the cursor, and no further than a screen can show.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from station.exchange.batches import KINDS
from station.exchange.owed import LastBatch, Owing
from station.exchange.purposes import DEFAULT_TARGET, READERS, Purpose, remembered
from station.exchange.standings import LAST
from station.ledger.ledger import Ledger
from station.ledger.selection import Selection
from station.store.faults import guarded

MOST: Final = 10_000  # counted no further: "9,999+" is as clear to a person, and a million would be read at each commit

_READERS: Final = "SELECT substr(name, ?), cursor FROM readers WHERE substr(name, 1, ?) = ? ORDER BY name"
_REJECTED: Final = "SELECT count(*) FROM reader_exceptions WHERE reader = ? AND state = 'rejected'"
_RETRIES: Final = "SELECT count(*) FROM reader_exceptions WHERE reader = ? AND state = 'retry'"


def owing(ledger: Ledger, exports: Path) -> tuple[Owing, ...]:
    """All targets by name; where none has ever run, the one that a plain export would begin, with everything still to send."""
    with guarded(ledger.file), ledger.reader.connect() as connection:
        rows = connection.exec_driver_sql(_READERS, (len(READERS) + 1, len(READERS), READERS)).all()
    targets = [(str(name), int(cursor)) for name, cursor in rows] or [(DEFAULT_TARGET, 0)]
    return tuple(_owings(ledger, exports, targets))


def _owings(ledger: Ledger, exports: Path, targets: list[tuple[str, int]]) -> Iterator[Owing]:
    for target, cursor in targets:
        purpose = remembered(ledger, target) or Purpose()
        with guarded(ledger.file), ledger.reader.connect() as connection:
            reader = READERS + target
            never_tried, since = _after(connection, purpose, cursor)
            waiting = never_tried + int(connection.exec_driver_sql(_RETRIES, (reader,)).scalar_one())
            rejected = int(connection.exec_driver_sql(_REJECTED, (reader,)).scalar_one())
            last = connection.exec_driver_sql(LAST, (reader,)).one_or_none()
        place = purpose.place(exports, target)
        yield Owing(target, min(waiting, MOST), rejected, LastBatch(*last) if last else None, place, since)


def _after(connection: Connection, purpose: Purpose, cursor: int) -> tuple[int, str]:
    where, params = Selection(purpose.kinds or KINDS, client=purpose.client).where()
    query = f"SELECT count(*), coalesce(min(at), '') FROM (SELECT at FROM facts WHERE seq > ?{where} LIMIT {MOST})"  # noqa: S608 -- made of constants
    count, since = connection.exec_driver_sql(query, (cursor, *params)).one()
    return int(count), str(since)
