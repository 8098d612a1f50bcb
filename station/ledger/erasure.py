"""Takes the contexts of units and parcels away for good: return, order, tracking, notes. The chain verifies as before.

What left in exports and backups is beyond this station: an export was acknowledged elsewhere, a backup has to be deleted.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection

from station.errors import Fault
from station.ledger.ledger import Ledger
from station.store.faults import guarded

# What the projections took from a context, in the same words in which they write it when there is none.
_ERASE: Final = (
    "UPDATE facts SET context = NULL WHERE subject = ? AND context IS NOT NULL",
    "UPDATE items SET rma = NULL, order_number = NULL WHERE lpn = ?",
    "UPDATE parcels SET code = '', rma = NULL, tracking = NULL WHERE parcel = ?",
)


def erase_contexts(ledger: Ledger, subjects: Sequence[str]) -> int:
    """Erases every context of these plates and parcels; how many facts had one. Then no file of the data folder holds them.

    The database is written anew at the end, which takes a while and keeps the bench from saving meanwhile: erase many at
    once, at night. Raises Fault for disk and database; DATABASE_LOCKED where somebody reads an older state of it all along:
    then the contexts are erased, and calling it again (also without subjects) finishes the work on the files.
    """
    erased: list[int] = []
    ledger.append("", (), lambda connection, _facts: erased.append(_erase(connection, subjects)))
    with guarded(ledger.file), ledger.writer.connect() as connection:
        driver: Any = connection.connection.driver_connection
        _compact(driver, ledger.file)
    return erased[-1]


def _erase(connection: Connection, subjects: Sequence[str]) -> int:
    cursor: Any = connection.connection.cursor()
    count = 0
    for subject in subjects:
        count += cursor.execute(_ERASE[0], (subject,)).rowcount
        for statement in _ERASE[1:]:
            cursor.execute(statement, (subject,))
    return count


def _compact(driver: Any, file: str) -> None:  # noqa: ANN401 -- pysqlite3 ships no types
    """Old copies of a row stay in the slack of pages that were split and in the log: both are written anew."""
    # A copy in memory of a database of gigabytes would be too much; the file in its place holds only what is left.
    driver.execute("PRAGMA temp_store = FILE")
    try:
        driver.execute("VACUUM")
    finally:
        driver.execute("PRAGMA temp_store = MEMORY")
    (busy, _pages, _moved) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise Fault("DATABASE_LOCKED", file=file)
