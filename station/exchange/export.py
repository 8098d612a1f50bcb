"""The ledger to a folder: one batch of files a run, then the cursor. Nothing new, no file.

A run that was cut off anywhere is repeated with the same names and bytes: what has left once never leaves as something else.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any, Final

from filelock import FileLock, Timeout
from sqlalchemy import Connection

from station.clock import stamp
from station.errors import Fault, Refusal
from station.exchange.batches import Batch, Plan, write_batch
from station.exchange.formats import FORMATS, Format, Rows
from station.ledger.ledger import Ledger
from station.ledger.readers import Counts, Reader
from station.ledger.rows import SELECT
from station.ledger.selection import Selection
from station.store.faults import guarded

KINDS: Final = ("parcel.*", "item.*", "lot.*")
DEFAULT_TARGET: Final = "folder"
_PAGE: Final = 2_000

_REMEMBER: Final = (
    "INSERT INTO batches (reader, first_seq, last_seq, count, file, sha256, head, written_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (reader, first_seq) DO UPDATE SET last_seq = excluded.last_seq, count = excluded.count,"
    " file = excluded.file, sha256 = excluded.sha256, head = excluded.head, written_at = excluded.written_at"
)


class FolderExport:
    """One target: a reader of parcel, item and lot facts, named `export:<target>`, that writes into a folder."""

    def __init__(
        self, ledger: Ledger, exports: Path, target: str = DEFAULT_TARGET, out: Path | None = None, formats: Sequence[Format] = FORMATS
    ) -> None:
        """`exports` is the station's own exports folder (plans and locks lie there); files go to `out`, else to `exports/<target>`.

        Raises Refusal EXPORT_TARGET for a name that is no plain word.
        """
        if not target.replace("-", "").replace("_", "").isalnum() or not target.isascii():
            raise Refusal("EXPORT_TARGET", target=target)
        self.target = target
        self.folder = out or exports / target
        self._ledger = ledger
        self._exports = exports
        self._formats = formats
        self._selection = Selection(KINDS)
        self._reader = Reader(ledger, f"export:{target}", KINDS)

    def run(self) -> tuple[Batch, ...]:
        """Write what is new: one batch; first the one that an earlier run did not finish, if there is one; none if nothing is new.

        Raises Refusal EXPORT_RUNNING or EXPORT_FOLDER; Fault EXPORT_NOT_WRITTEN (disk full, folder gone) or of the
        database. After any of them nothing counts as exported that is not there in full.
        """
        with self._alone():
            plans = (plan for step in (self._unfinished, self._next) if (plan := step()) is not None)
            return tuple(self._export(plan) for plan in plans)

    def follow(self, stop: Event, every_seconds: float) -> Iterator[Batch]:
        """Run until `stop` is set, with a pause after each run; the batches as they are written."""
        while not stop.is_set():
            yield from self.run()
            stop.wait(every_seconds)

    def counts(self) -> Counts:
        """captured = acknowledged + pending + rejected, of this target."""
        return self._reader.counts()

    def _next(self) -> Plan | None:
        where, params = self._selection.where()
        head, cursor = self._ledger.head(), self._reader.cursor()
        query = f"SELECT min(seq), max(seq) FROM facts WHERE seq > ? AND seq <= ?{where}"  # noqa: S608 -- made of constants
        with guarded(self._ledger.file), self._ledger.reader.connect() as connection:
            first, last = connection.exec_driver_sql(query, (cursor, head.seq, *params)).one()
        if first is None:
            return None
        now = stamp(self._ledger.clock.now())
        plan = Plan(self._ledger.station, self._ledger.ledger_id, self.target, first, last, head.seq, head.digest, now)
        with self._faults(self._plan_file):
            plan.save(self._plan_file)
        return plan

    def _unfinished(self) -> Plan | None:
        plan = Plan.load(self._plan_file)
        if plan is None or plan.ledger != self._ledger.ledger_id or plan.first_seq <= self._reader.cursor():
            return None
        return plan

    def _export(self, plan: Plan) -> Batch:
        self._make_folder()
        with self._faults(self.folder / plan.name):
            batch = write_batch(plan, self.folder, self._formats, self._pages(plan))
        self._ledger.append("", (), lambda connection, _facts: self._finish(connection, batch))
        self._forget_plan()
        return batch

    def _pages(self, plan: Plan) -> Iterator[Rows]:
        """The facts of a plan, each page a short snapshot: a long one would keep the WAL from being reset."""
        where, params = self._selection.where()
        query = f"{SELECT} WHERE seq > ? AND seq <= ?{where} ORDER BY seq LIMIT {_PAGE}"
        after = plan.first_seq - 1
        while after < plan.last_seq:
            with guarded(self._ledger.file), self._ledger.reader.connect() as connection:
                raw: Any = connection.connection.driver_connection
                rows: list[Any] = raw.execute(query, (after, plan.last_seq, *params)).fetchall()
            if not rows:
                return
            yield rows
            after = rows[-1][0]

    def _finish(self, connection: Connection, batch: Batch) -> None:
        plan, manifest = batch.plan, batch.manifest
        head = f"{plan.head_seq}:{plan.head_digest}"
        values = (plan.first_seq, plan.last_seq, batch.count, manifest.name, manifest.sha256, head, plan.planned_at)
        connection.exec_driver_sql(_REMEMBER, (self._reader.name, *values))
        self._reader.advance(connection, plan.head_seq)

    def _forget_plan(self) -> None:
        with self._faults(self._plan_file):
            self._plan_file.unlink(missing_ok=True)

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refusal("EXPORT_FOLDER", folder=str(self.folder), detail=error.strerror or str(error)) from error

    @property
    def _plan_file(self) -> Path:
        return self._exports / f"{self.target}.plan.json"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        lock = FileLock(self._exports / f"{self.target}.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise Refusal("EXPORT_RUNNING", target=self.target) from error
        except OSError as error:
            raise Refusal("EXPORT_FOLDER", folder=str(self._exports), detail=error.strerror or str(error)) from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _faults(self, file: Path) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise Fault("EXPORT_NOT_WRITTEN", file=str(file), detail=error.strerror or str(error)) from error
