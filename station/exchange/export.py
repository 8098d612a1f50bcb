"""The ledger to a target: one batch a run, then the cursor. Nothing new, nothing leaves.

A run that was cut off anywhere is repeated with the same names and bytes: what has left once never leaves as something else.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout
from sqlalchemy import Connection

from station.clock import stamp
from station.errors import Fault, Refusal
from station.exchange.batches import Batch, Delivery, Plan, Rows, Target
from station.exchange.folder_target import FolderTarget
from station.exchange.purposes import DEFAULT_TARGET, READERS, Purpose, agreed, remember, remembered
from station.ledger.ledger import Ledger
from station.ledger.readers import Counts, Reader
from station.ledger.rows import SELECT
from station.ledger.selection import Selection
from station.store.faults import guarded

_PAGE: Final = 2_000

_REMEMBER: Final = (
    "INSERT INTO batches (reader, first_seq, last_seq, count, file, sha256, head, written_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (reader, first_seq) DO UPDATE SET last_seq = excluded.last_seq, count = excluded.count,"
    " file = excluded.file, sha256 = excluded.sha256, head = excluded.head, written_at = excluded.written_at"
)


class Export:
    """One target's side of the ledger: a reader named `export:<target>`, its plan, and what it remembers of what has left."""

    def __init__(
        self, ledger: Ledger, exports: Path, target: str, to: Callable[[Purpose], Target], *,
        client: str | None = None, kinds: Sequence[str] = (), formats: Sequence[str] = (), folder: str = "", language: str = "en",
    ) -> None:  # fmt: skip
        """`to` makes the target from what was agreed; `exports` is the station's own exports folder: plans and locks lie there.

        What is not said is as it was at the run before; at the first run every client and kind.
        Raises Refusal EXPORT_TARGET for a name that is no plain word, EXPORT_RUNNING, EXPORT_FOLDER, and what `agreed` raises.
        """
        if not target.replace("-", "").replace("_", "").isalnum() or not target.isascii():
            raise Refusal("EXPORT_TARGET", target=target)
        self._ledger = ledger
        self._exports = exports
        self._target = target
        self._language = language
        with alone(exports, target):
            self._purpose = agreed(ledger, target, client, kinds, formats, folder)
            self._reader = Reader(ledger, READERS + target, self._purpose.kinds, client=self._purpose.client)
        self._to = to(self._purpose)

    def run(self) -> tuple[Delivery, ...]:
        """Deliver what is new: one batch; first the one that an earlier run did not finish, if there is one; none if nothing is new.

        Raises Refusal EXPORT_RUNNING or EXPORT_FOLDER; Fault EXPORT_NOT_WRITTEN (disk full, folder gone), of the database, or what
        the target raises. After any of them nothing counts as exported that is not there in full.
        """
        with alone(self._exports, self._target):
            plans = (plan for step in (self._unfinished, self._next) if (plan := step()) is not None)
            done = tuple(self._deliver(plan) for plan in plans)
            if remembered(self._ledger, self._target) != self._purpose:  # formats and folder, now that they have served
                remember(self._ledger, self._target, self._purpose)
        return done

    def counts(self) -> Counts:
        """captured = acknowledged + pending + rejected, of this target."""
        return self._reader.counts()

    def _next(self) -> Plan | None:
        where, params = Selection(self._purpose.kinds, client=self._purpose.client).where()
        head, cursor = self._ledger.head(), self._reader.cursor()
        # From both ends, since the facts of one client can only be told by reading them.
        end = f"SELECT seq FROM facts WHERE seq > ? AND seq <= ?{where} ORDER BY seq"  # noqa: S608 -- made of constants
        bounds = (cursor, head.seq, *params)
        with guarded(self._ledger.file), self._ledger.reader.connect() as connection:
            first, last = connection.exec_driver_sql(f"SELECT ({end} LIMIT 1), ({end} DESC LIMIT 1)", bounds + bounds).one()
        if first is None:
            return None
        now, made = stamp(self._ledger.clock.now()), self._purpose
        named = (self._ledger.station, self._ledger.ledger_id, self._target)
        plan = Plan(*named, first, last, head.seq, head.digest, now, made.client, made.kinds, made.formats, self._language)
        with _faults(self._plan_file):
            plan.save(self._plan_file)
        return plan

    def _unfinished(self) -> Plan | None:
        plan = Plan.load(self._plan_file)
        if plan is None or plan.ledger != self._ledger.ledger_id or plan.first_seq <= self._reader.cursor():
            return None
        return plan

    def _deliver(self, plan: Plan) -> Delivery:
        delivery = self._to.deliver(Batch(plan, partial(self._pages, plan)))
        self._ledger.append("", (), lambda connection, _facts: self._finish(connection, delivery))
        self._forget_plan()
        return delivery

    def _pages(self, plan: Plan) -> Iterator[Rows]:
        """The facts of a plan, each page a short snapshot: a long one would keep the WAL from being reset."""
        where, params = Selection(plan.kinds, client=plan.client).where()
        query = f"{SELECT} WHERE seq > ? AND seq <= ?{where} ORDER BY seq"
        for after in range(plan.first_seq - 1, plan.last_seq, _PAGE):
            with guarded(self._ledger.file), self._ledger.reader.connect() as connection:
                raw: Any = connection.connection.driver_connection
                rows: Rows = raw.execute(query, (after, min(after + _PAGE, plan.last_seq), *params)).fetchall()
            if rows:
                yield rows

    def _finish(self, connection: Connection, delivery: Delivery) -> None:
        plan, proof = delivery.plan, delivery.manifest
        if proof:
            head = f"{plan.head_seq}:{plan.head_digest}"
            values = (plan.first_seq, plan.last_seq, delivery.acknowledged, proof.path.name, proof.sha256, head, plan.planned_at)
            connection.exec_driver_sql(_REMEMBER, (self._reader.name, *values))
        self._reader.advance(connection, plan.head_seq)

    def _forget_plan(self) -> None:
        with _faults(self._plan_file):
            self._plan_file.unlink(missing_ok=True)

    @property
    def _plan_file(self) -> Path:
        return self._exports / f"{self._target}.plan.json"


class FolderExport(Export):
    """An export whose target is a folder."""

    def __init__(
        self, ledger: Ledger, exports: Path, target: str = DEFAULT_TARGET, out: Path | None = None, formats: Sequence[str] = (),
        *, client: str | None = None, kinds: Sequence[str] = (), language: str = "en",
    ) -> None:  # fmt: skip
        """At the first run files go to `exports/<target>`, where `out` does not say otherwise. Raises what `Export` raises."""

        def to(purpose: Purpose) -> FolderTarget:
            self.folder = purpose.place(exports, target)
            return FolderTarget(self.folder)

        folder = str(out.absolute()) if out else ""
        super().__init__(ledger, exports, target, to, client=client, kinds=kinds, formats=formats, folder=folder, language=language)


@contextmanager
def alone(exports: Path, target: str) -> Iterator[None]:
    """Nobody else works for this target meanwhile. Raises Refusal EXPORT_RUNNING or EXPORT_FOLDER."""
    lock = FileLock(exports / f"{target}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise Refusal("EXPORT_RUNNING", target=target) from error
    except OSError as error:
        raise Refusal("EXPORT_FOLDER", folder=str(exports), detail=error.strerror or str(error)) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _faults(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Fault("EXPORT_NOT_WRITTEN", file=str(file), detail=error.strerror or str(error)) from error
