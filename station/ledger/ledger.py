"""The ledger: facts in, one durable transaction with everything derived from them, facts out in pages.

What `append` has returned survives a power cut; what it raised for has left nothing behind.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from secrets import token_hex
from threading import RLock
from typing import Any, Final

from sqlalchemy import Connection, Engine

from station.clock import Clock, stamp
from station.errors import Bug
from station.ledger.projections import project
from station.ledger.rows import INSERT, SELECT, Stamper, fact_of
from station.ledger.selection import Selection
from station.ledger.tables import Tables
from station.model.facts import ZERO_DIGEST, Fact, NewFact
from station.store.faults import DATABASE_ERRORS, fault_of, guarded

PAGE: Final = 500
LOCKED_TRIES: Final = 6  # each waits for the driver's busy timeout of five seconds

Within = Callable[[Connection, Sequence[Fact]], None]

_HEAD: Final = "SELECT seq, digest FROM facts ORDER BY seq DESC LIMIT 1"
_NEXT_NUMBER: Final = "INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value"


@dataclass(frozen=True, slots=True)
class Head:
    """The last fact: its seq and digest. An empty ledger stands at 0 and 64 zeros."""

    seq: int
    digest: str


class Ledger:
    """The facts of one station. `append` may be called from any thread; one transaction runs at a time."""

    def __init__(self, writer: Engine, reader: Engine, clock: Clock) -> None:
        self.writer = writer
        self.reader = reader
        self.clock = clock
        self.file = str(writer.url.database)
        self._lock = RLock()
        self._appending = False
        with guarded(self.file), reader.connect() as connection:
            rows = connection.exec_driver_sql("SELECT key, value FROM meta WHERE key IN ('station', 'ledger')")
            meta: dict[str, str] = {row[0]: row[1] for row in rows}
        self.station: str = meta["station"]
        self.ledger_id: str = meta["ledger"]

    def append(self, actor: str, facts: Sequence[NewFact], within: Within | None = None) -> tuple[Fact, ...]:
        """Commit `facts` with their projections, and what `within` does on the same connection, all or nothing.

        `within` gets the committed-to-be facts; it may run again when the database was locked, so it must change nothing
        outside. Without facts it is just a durable transaction. Raises Fault (disk full, locked, read-only, damaged) or
        Bug (a fact that is not canonical, incomplete, or about a unit that was never received); then nothing has changed.
        """
        with self._lock:
            if self._appending:
                raise Bug("APPEND_WITHIN_APPEND", kinds=", ".join(fact.kind for fact in facts))
            self._appending = True
            try:
                return self._append_patiently(actor, facts, within)
            finally:
                self._appending = False

    def facts(self, since: int = 0, kinds: Sequence[str] = (), subject: str | None = None, limit: int | None = None) -> Iterator[Fact]:
        """Facts after seq `since` in order, optionally of some kinds ("item.*" stands for all of them) or of one subject.

        Read in pages, each its own short snapshot, so that a slow consumer never keeps the WAL from being reset.
        """
        selection = Selection(tuple(kinds), subject)
        left = limit
        while left is None or left > 0:
            wanted = PAGE if left is None else min(PAGE, left)
            page = self.page(since, selection, wanted)
            yield from page
            if len(page) < wanted:
                return
            since = page[-1].seq
            left = None if left is None else left - wanted

    def page(self, since: int, selection: Selection, limit: int) -> list[Fact]:
        """At most `limit` facts after `since`, in one short snapshot."""
        where, params = selection.where()
        with guarded(self.file), self.reader.connect() as connection:
            rows = cursor_of(connection).execute(f"{SELECT} WHERE seq > ?{where} ORDER BY seq LIMIT ?", (since, *params, limit)).fetchall()
        return [fact_of(row) for row in rows]

    def fact(self, seq: int) -> Fact | None:
        """The fact with this number."""
        found = self.page(seq - 1, Selection(), 1)
        return found[0] if found and found[0].seq == seq else None

    def head(self) -> Head:
        """The last committed fact."""
        with guarded(self.file), self.reader.connect() as connection:
            row = connection.exec_driver_sql(_HEAD).one_or_none()
        return Head(row[0], row[1]) if row else Head(0, ZERO_DIGEST)

    def next_number(self, counter: str) -> int:
        """The next number of a counter ("lpn", "parcel", "person"), given once and never again; starts at 1."""
        numbers: list[int] = []
        self.append("", (), lambda connection, _facts: numbers.append(next_number(connection, counter)))
        return numbers[-1]

    def _append_patiently(self, actor: str, facts: Sequence[NewFact], within: Within | None) -> tuple[Fact, ...]:
        tries = 0
        while True:
            tries += 1
            try:
                return self._append_once(actor, facts, within)
            except DATABASE_ERRORS as error:
                fault = fault_of(error, self.file)
                if fault is None:
                    raise
                if fault.code != "DATABASE_LOCKED" or tries == LOCKED_TRIES:
                    raise fault from error

    def _append_once(self, actor: str, facts: Sequence[NewFact], within: Within | None) -> tuple[Fact, ...]:
        with self.writer.connect() as connection:
            driver: Any = connection.connection.driver_connection
            # Begun and ended on the driver: SQLAlchemy's transaction objects cost as much as three of the statements.
            driver.execute("BEGIN IMMEDIATE")
            try:
                committed = self._write(driver.cursor(), actor, facts) if facts else ()
                if within is not None:
                    within(connection, committed)
                driver.commit()
            except BaseException:
                driver.rollback()
                raise
        return committed

    def _write(self, cursor: Any, actor: str, facts: Sequence[NewFact]) -> tuple[Fact, ...]:  # noqa: ANN401 -- pysqlite3 ships no types
        head = cursor.execute(_HEAD).fetchone() or (0, ZERO_DIGEST)
        stamper = Stamper(self.station, self.ledger_id, *head)
        at = stamp(self.clock.now())
        stamped = [stamper.stamp(new, at, actor, token_hex(16)) for new in facts]
        cursor.executemany(INSERT, [row for _fact, row in stamped])
        tables = Tables(cursor)
        for fact, _row in stamped:
            project(tables, fact)
        tables.flush()
        return tuple(fact for fact, _row in stamped)


def next_number(connection: Connection, counter: str) -> int:
    """The same inside a transaction of the writer, for a number that must be given together with something else."""
    number: int = cursor_of(connection).execute(_NEXT_NUMBER, (counter,)).fetchone()[0]
    return number


def cursor_of(connection: Connection) -> Any:  # noqa: ANN401 -- pysqlite3 ships no types
    """The driver's own cursor: on the path of every save SQLAlchemy's statement handling would double the cost."""
    return connection.connection.cursor()
