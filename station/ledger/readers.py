"""A reader of the ledger: a cursor, and exception rows behind it. Everything that leaves the station is one of these.

captured = acknowledged + pending + rejected, always. One bad record holds nobody up, except later facts of its own unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from station.clock import stamp
from station.errors import Bug
from station.ledger.ledger import Ledger
from station.ledger.rows import COLUMNS, fact_of
from station.ledger.selection import Selection
from station.model.facts import ZERO_DIGEST, Fact
from station.store.faults import guarded

_FACT: Final = f"SELECT {', '.join(f'facts.{column}' for column in COLUMNS)} FROM facts"  # noqa: S608 -- made of constants
_OWN: Final = "SELECT 1 FROM reader_exceptions AS own WHERE own.reader = :reader AND own.seq = facts.seq"
_RETRIES: Final = (
    "FROM reader_exceptions AS row JOIN facts AS other ON other.seq = row.seq WHERE row.reader = :reader AND row.state = 'retry'"
)

_DUE: Final = (
    f"{_FACT} JOIN reader_exceptions AS mine ON mine.seq = facts.seq"
    " WHERE mine.reader = :reader AND mine.state = 'retry' AND mine.next_at <= :now"
    f" AND NOT EXISTS (SELECT 1 {_RETRIES} AND row.next_at > :now AND other.subject = facts.subject AND row.seq < facts.seq)"
    " ORDER BY facts.seq LIMIT :limit"
)
_NEW: Final = (
    f"{_FACT} WHERE facts.seq > :cursor{{kinds}} AND NOT EXISTS ({_OWN})"
    f" AND facts.subject NOT IN (SELECT other.subject {_RETRIES} AND row.next_at > :now)"
    " ORDER BY facts.seq LIMIT :limit"
)
_WAIT: Final = (
    "INSERT INTO reader_exceptions (reader, seq, state, attempts, next_at, answer)"  # noqa: S608 -- made of constants
    f" SELECT :reader, facts.seq, 'retry', 0, (SELECT max(row.next_at) {_RETRIES} AND other.subject = facts.subject), ''"
    f" FROM facts WHERE facts.seq > :cursor AND facts.seq <= :target{{kinds}} AND NOT EXISTS ({_OWN})"
    f" AND EXISTS (SELECT 1 {_RETRIES} AND other.subject = facts.subject AND row.seq < facts.seq)"
)
_EXCEPTION: Final = (
    "INSERT INTO reader_exceptions (reader, seq, state, attempts, next_at, answer) VALUES (?, ?, ?, 1, ?, ?)"
    " ON CONFLICT (reader, seq) DO UPDATE SET"
    " state = excluded.state, attempts = attempts + 1, next_at = excluded.next_at, answer = excluded.answer"
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Facts of a reader's kinds since its first seq: captured = acknowledged + pending + rejected."""

    captured: int
    acknowledged: int
    pending: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Exceptional:
    """A fact behind the cursor that is not delivered. `state`: retry or rejected; `answer`: what the peer said last."""

    seq: int
    state: str
    attempts: int
    next_at: str | None
    answer: str


class Reader:
    """One named reader of some kinds of fact ("item.*" stands for all of them), of every client or of one.

    Its state survives rebuilds and is in backups.

    A delivery ends in one transaction of the ledger, for example in `Ledger.append(..., within=...)`: first `settle`,
    `retry` and `reject` for single facts, then `advance` over the rest, which counts as acknowledged.
    """

    def __init__(self, ledger: Ledger, name: str, kinds: Sequence[str], since: int = 0, client: str | None = None) -> None:
        self.name = name
        self.kinds = tuple(kinds)
        self._ledger = ledger
        self._where = _named_where(Selection(self.kinds, client=client))
        if self._state() is None:
            ledger.append("", (), lambda connection, _facts: self._register(connection, since))

    def pending(self, limit: int) -> list[Fact]:
        """At most `limit` facts to deliver now, in order: first retries that are due, then those after the cursor.

        A fact waits while an earlier one about the same subject waits for its retry.
        """
        with guarded(self._ledger.file), self._ledger.reader.connect() as connection:
            state = {"cursor": self._cursor(connection), "now": stamp(self._ledger.clock.now())}
            due = self._facts(connection, _DUE, limit=limit, **state)
            new = self._facts(connection, _NEW, limit=limit - len(due), **state) if len(due) < limit else []
        return due + new

    def advance(self, connection: Connection, to_seq: int) -> None:
        """Acknowledge everything up to `to_seq` that has no exception row.

        A fact about a subject whose earlier fact waits for a retry is not acknowledged, but set to wait behind it.
        Raises Bug READER_ADVANCE for a cursor that would go back, or beyond the last fact.
        """
        cursor = self._cursor(connection)
        found = connection.exec_driver_sql("SELECT digest FROM facts WHERE seq = ?", (to_seq,)).scalar_one_or_none()
        if to_seq < cursor or (found is None and to_seq > 0):
            raise Bug("READER_ADVANCE", reader=self.name, cursor=cursor, to_seq=to_seq)
        where, params = self._where
        waiting = {"reader": self.name, "cursor": cursor, "target": to_seq, **params}
        connection.exec_driver_sql(_WAIT.format(kinds=where), waiting)
        connection.exec_driver_sql("UPDATE readers SET cursor = ?, digest = ? WHERE name = ?", (to_seq, found or ZERO_DIGEST, self.name))

    def retry(self, connection: Connection, seq: int, answer: str, next_at: datetime) -> None:
        """This fact was not taken; try again from `next_at` on. Also for a rejected one, when a person says so."""
        self._except(connection, seq, "retry", stamp(next_at), answer)

    def reject(self, connection: Connection, seq: int, answer: str) -> None:
        """This fact was refused for good: it waits for a person, and holds nobody up."""
        self._except(connection, seq, "rejected", None, answer)

    def settle(self, connection: Connection, seq: int) -> None:
        """A fact that was waiting or rejected is delivered now, or given up by a person: it counts as acknowledged."""
        connection.exec_driver_sql("DELETE FROM reader_exceptions WHERE reader = ? AND seq = ?", (self.name, seq))

    def exceptions(self, state: str = "rejected", limit: int = 100) -> list[Exceptional]:
        """The first exception rows in a state, in order."""
        query = "SELECT seq, state, attempts, next_at, answer FROM reader_exceptions WHERE reader = ? AND state = ? ORDER BY seq LIMIT ?"
        with guarded(self._ledger.file), self._ledger.reader.connect() as connection:
            return [Exceptional(*row) for row in connection.exec_driver_sql(query, (self.name, state, limit))]

    def cursor(self) -> int:
        """The seq up to which everything is acknowledged or has an exception row."""
        state = self._state()
        return state[1] if state else 0

    def counts(self) -> Counts:
        """How far it is, counted in one snapshot, each number on its own."""
        with guarded(self._ledger.file), self._ledger.reader.connect() as connection:
            since, cursor = connection.exec_driver_sql("SELECT since, cursor FROM readers WHERE name = ?", (self.name,)).one()
            clean, bounds = f" AND NOT EXISTS ({_OWN})", {"since": since, "cursor": cursor}
            captured = self._count(connection, "facts.seq > :since", **bounds)
            acknowledged = self._count(connection, f"facts.seq > :since AND facts.seq <= :cursor{clean}", **bounds)
            fresh = self._count(connection, f"facts.seq > :cursor{clean}", **bounds)
            states = connection.exec_driver_sql(
                "SELECT state, count(*) FROM reader_exceptions WHERE reader = ? GROUP BY state", (self.name,)
            )
            waiting = {row[0]: int(row[1]) for row in states}
        return Counts(captured, acknowledged, fresh + waiting.get("retry", 0), waiting.get("rejected", 0))

    def _state(self) -> tuple[int, int] | None:
        with guarded(self._ledger.file), self._ledger.reader.connect() as connection:
            row = connection.exec_driver_sql("SELECT since, cursor FROM readers WHERE name = ?", (self.name,)).one_or_none()
        return None if row is None else (row[0], row[1])

    def _register(self, connection: Connection, since: int) -> None:
        digest = connection.exec_driver_sql("SELECT digest FROM facts WHERE seq = ?", (since,)).scalar_one_or_none()
        connection.exec_driver_sql(
            "INSERT INTO readers (name, since, cursor, digest) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO NOTHING",
            (self.name, since, since, digest or ZERO_DIGEST),
        )

    def _cursor(self, connection: Connection) -> int:
        return int(connection.exec_driver_sql("SELECT cursor FROM readers WHERE name = ?", (self.name,)).scalar_one())

    def _facts(self, connection: Connection, query: str, **values: object) -> list[Fact]:
        where, params = self._where
        rows = connection.exec_driver_sql(query.format(kinds=where), {"reader": self.name, **values, **params})
        return [fact_of(row) for row in rows]

    def _count(self, connection: Connection, condition: str, **values: object) -> int:
        where, params = self._where
        query = f"SELECT count(*) FROM facts WHERE {condition}{where}"  # noqa: S608 -- made of constants
        return int(connection.exec_driver_sql(query, {"reader": self.name, **values, **params}).scalar_one())

    def _except(self, connection: Connection, seq: int, state: str, next_at: str | None, answer: str) -> None:
        where, params = self._where
        mine = connection.exec_driver_sql(f"SELECT 1 FROM facts WHERE facts.seq = :seq{where}", {"seq": seq, **params}).first()  # noqa: S608
        if mine is None or seq <= self._since(connection):
            raise Bug("READER_FOREIGN_FACT", reader=self.name, seq=seq)
        connection.exec_driver_sql(_EXCEPTION, (self.name, seq, state, next_at, answer))

    def _since(self, connection: Connection) -> int:
        return int(connection.exec_driver_sql("SELECT since FROM readers WHERE name = ?", (self.name,)).scalar_one())


def _named_where(selection: Selection) -> tuple[str, dict[str, str]]:
    """The condition with named parameters, since these statements name theirs."""
    where, values = selection.where()
    for number in range(len(values)):
        where = where.replace("?", f":value{number}", 1)
    return where, {f"value{number}": value for number, value in enumerate(values)}
