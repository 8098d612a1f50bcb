"""Is everything still as it was written? Reads a station's database, photos and exports; names each thing that is not.

Changes nothing and needs no lock. The database is read in one snapshot, so a bench may go on working meanwhile.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sqlalchemy import Connection, Engine

from station.errors import Fault
from station.ledger.anchors import AnchorCheck, in_database, rows_ahead
from station.ledger.chain import ChainCheck
from station.ledger.counters import CounterCheck
from station.ledger.exports import check_exports, in_manifests
from station.ledger.findings import Findings, Report
from station.ledger.histories import HistoryCheck
from station.ledger.rows import SELECT
from station.ledger.shadow import Shadow
from station.store.engines import reader
from station.store.faults import guarded

Progress = Callable[[str, int, int], None]  # what is being read, how many are done, how many there are
PhotoState = Callable[[str], str]  # SHA-256 -> "ok", "missing" or "damaged"

PAGE: Final = 500
_DAMAGED: Final = ("DATABASE_DAMAGED", "DISK_FAILED")
_PHOTOS: Final = (
    "SELECT sha256, min(lpn), min(shot), count(*) FROM item_photos WHERE erased_seq IS NULL AND sha256 > ?"
    " GROUP BY sha256 ORDER BY sha256 LIMIT ?"
)


def silent(_step: str, _done: int, _all: int) -> None:
    """A progress that tells nobody."""


def verify(database: Path, exports: Path, photo_state: PhotoState, progress: Progress = silent) -> Report:
    """Checks the whole station and reports.

    The steps, as `progress` names them: "database" (SQLite's own check), "facts" (chain, digests, contexts, readers,
    exports, whether it can have happened so, derived tables), "exports" (their files), "photos" (every photo that a fact
    names and that was not erased).
    Raises Fault where the database cannot be opened at all; damage met on the way is a finding.
    """
    engine = reader(database)
    try:
        return _Verification(engine, str(database), exports, photo_state, progress).run()
    finally:
        engine.dispose()


class _Verification:
    """One run, with what its steps share."""

    def __init__(self, engine: Engine, file: str, exports: Path, photo_state: PhotoState, progress: Progress) -> None:
        self._engine, self._file, self._exports = engine, file, exports
        self._photo_state, self._progress = photo_state, progress
        self._findings = Findings()
        self._facts = self._items = self._photos = self._files = 0
        self._head = (0, "")
        self._remembered: dict[str, str] = {}

    def run(self) -> Report:
        with guarded(self._file), self._engine.connect() as connection:
            for step in (self._check_database, self._check_facts):
                with self._damage_noted():
                    step(connection)
        self._files = check_exports(self._exports, self._remembered, self._findings, self._progress)
        with self._damage_noted():
            self._check_photos()
        found = self._findings
        return Report(self._facts, self._items, self._photos, self._files, *self._head, tuple(found.kept), found.more)

    @contextmanager
    def _damage_noted(self) -> Iterator[None]:
        """A page that cannot be read ends its step, not the verification: the other steps may still tell something."""
        try:
            with guarded(self._file):
                yield
        except Fault as fault:
            if fault.code not in _DAMAGED:
                raise
            self._findings.add("DATABASE_BROKEN", detail=fault.params["detail"], after=self._facts)

    def _check_database(self, connection: Connection) -> None:
        self._progress("database", 0, 1)
        for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(100)"):
            if line != "ok":
                self._findings.add("DATABASE_BROKEN", detail=line, after=self._facts)
        for table, row, parent, _key in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            self._findings.add("DATABASE_BROKEN", detail=f"{table} {row} names a row of {parent} that is not there", after=self._facts)
        self._progress("database", 1, 1)

    def _check_facts(self, connection: Connection) -> None:
        live: Any = connection.connection.driver_connection
        meta = dict(live.execute("SELECT key, value FROM meta").fetchall())
        ((total,),) = live.execute("SELECT count(*) FROM facts").fetchall()
        follow = ChainCheck(meta["station"], self._findings)
        counters = CounterCheck(meta["station"], self._findings)
        self._remembered = dict(live.execute("SELECT file, sha256 FROM batches").fetchall())
        anchors = AnchorCheck(chain(in_database(connection), in_manifests(self._exports, meta["station"])), self._findings)
        with TemporaryDirectory(prefix="restock-station-verify-", ignore_cleanup_errors=True) as folder:
            shadow = Shadow(Path(folder) / "projections.db", live.cursor(), self._findings)
            histories = HistoryCheck(shadow.row, self._findings)
            try:
                for row in self._rows(live, total):
                    fact = follow.take(row)
                    anchors.take(row[0], row[3], row[-1], fact)
                    if fact is not None:
                        histories.take(fact)
                        shadow.take(fact)
                        counters.take(fact)
                self._head = (follow.seq, follow.digest)
                follow.end(meta["ledger"])
                anchors.end(follow.seq)
                counters.end(dict(live.execute("SELECT name, value FROM counters").fetchall()))
                rows_ahead(connection, follow.seq, self._findings)
                shadow.compare(live)
                ((self._items,),) = live.execute("SELECT count(*) FROM items").fetchall()
            finally:
                shadow.close()

    def _rows(self, live: Any, total: int) -> Iterator[Any]:  # noqa: ANN401 -- pysqlite3 ships no types
        self._progress("facts", 0, total)
        for row in live.execute(f"{SELECT} ORDER BY seq"):
            yield row
            self._facts += 1
            if self._facts % PAGE == 0:
                self._progress("facts", self._facts, total)
        self._progress("facts", self._facts, total)

    def _check_photos(self) -> None:
        with self._engine.connect() as connection:
            total = connection.exec_driver_sql("SELECT count(DISTINCT sha256) FROM item_photos WHERE erased_seq IS NULL").scalar_one()
        last = ""
        self._progress("photos", 0, total)
        while page := self._photo_page(last):
            for sha256, lpn, shot, units in page:
                self._check_photo(sha256, lpn, shot, units)
            last = page[-1][0]
            self._photos += len(page)
            self._progress("photos", self._photos, total)

    def _photo_page(self, after: str) -> list[Any]:
        # Each page is a snapshot of its own: reading the pictures takes long, and must not keep the WAL from being reset.
        with self._engine.connect() as connection:
            return list(connection.exec_driver_sql(_PHOTOS, (after, PAGE)).all())

    def _check_photo(self, sha256: str, lpn: str, shot: str, units: int) -> None:
        state = str(self._photo_state(sha256))
        if state == "ok" or (state == "missing" and self._erased_meanwhile(sha256)):
            return
        code = "PHOTO_GONE" if state == "missing" else "PHOTO_CHANGED"
        self._findings.add(code, sha256=sha256, lpn=lpn, shot=shot, others=units - 1)

    def _erased_meanwhile(self, sha256: str) -> bool:
        query = "SELECT count(*) FROM item_photos WHERE sha256 = ? AND erased_seq IS NULL"
        with self._engine.connect() as connection:
            return int(connection.exec_driver_sql(query, (sha256,)).scalar_one()) == 0
