"""Projections built anew from their facts, against the bare driver that inserts the same rows."""

from contextlib import closing
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import pysqlite3.dbapi2 as pysqlite

from station.clock import SystemClock
from station.ledger.rebuild import rebuild
from station.store.folder import DataFolder
from station.store.schema import PROJECTIONS
from tests.benchmarks.rows import Row
from tests.ledger.builders import graded, label, open_ledger, plate, received

UNITS: Final = 10_000
_A_TRANSACTION: Final = 500


def bench_rebuild(folder: Path) -> Row:
    """PERFORMANCE.md: rebuild of projections, seconds over bare inserts of the same rows in one transaction; the best of three."""
    ours, bare = float("inf"), float("inf")
    with open_ledger(folder / "ours") as ledger:
        for begin in range(0, UNITS, _A_TRANSACTION):
            ledger.append("I-04", [fact for number in range(begin, begin + _A_TRANSACTION) for fact in _unit(number)])
        for number in range(3):
            bare = min(bare, _inserted(folder / "ours" / "station.db", folder / f"bare{number}"))
            begun = perf_counter()
            assert rebuild(ledger) == 3 * UNITS
            ours = min(ours, perf_counter() - begun)
    return Row(f"rebuild of projections, {3 * UNITS:,} facts", "over bare inserts of the same rows", "≤ 3 ×", ours, bare, "s")


def _unit(number: int) -> list[Any]:
    lpn = plate(number)
    photos = [sha256(f"{number}-{shot}".encode()).hexdigest() for shot in range(3)]
    return [received(lpn), graded(lpn, photos=photos), label(lpn)]


def _inserted(source: Path, target: Path) -> float:
    """Seconds to write all rows of the projections of one database into another, which has the same tables and indexes."""
    DataFolder.open_writing(target, SystemClock()).close()
    with closing(pysqlite.connect(str(source))) as full, closing(pysqlite.connect(str(target / "station.db"), isolation_level=None)) as db:
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            db.execute(f"PRAGMA {pragma}").fetchall()
        tables = {table.name: full.execute(f"SELECT * FROM {table.name}").fetchall() for table in PROJECTIONS}  # noqa: S608 -- our own names
        begun = perf_counter()
        db.execute("BEGIN IMMEDIATE")
        for name, rows in tables.items():
            if rows:
                places = ", ".join("?" * len(rows[0]))
                db.executemany(f"INSERT INTO {name} VALUES ({places})", rows)  # noqa: S608 -- our own names
        db.execute("COMMIT")
        return perf_counter() - begun
