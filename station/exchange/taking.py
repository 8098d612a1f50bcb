"""The rows of one file on their way into the database: a batch converted, written in one transaction, its refusals reported, the next."""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, Protocol

from sqlalchemy import Connection

from station.errors import Refusal
from station.exchange.pace import Pace
from station.exchange.records import Record, Table
from station.exchange.refused import RefusedFile, RefusedRow
from station.exchange.rows import Converted
from station.exchange.seen import Seen
from station.knowledge.upserting import Counts
from station.ledger.ledger import Ledger
from station.model.facts import Fact

Write = Callable[[Connection, Sequence[Any]], Counts]
Note = Callable[[Sequence[Any]], None]


class MakesRows(Protocol):
    """What makes objects of records; each of their `keys` may stand in a file once."""

    def convert(self, records: Sequence[Record]) -> Converted: ...

    def keys(self, objects: Sequence[Any], /) -> list[tuple[str, ...]]: ...


class Taking:
    """The rows of one file on their way into the database, with the figures so far."""

    def __init__(self, ledger: Ledger, write: Write, rows: MakesRows, seen: Seen, refused: RefusedFile, note: Note) -> None:
        """`note` is told the objects of every batch that is taken."""
        self._ledger, self._write, self._rows, self._seen, self._refused, self._note = ledger, write, rows, seen, refused, note
        self._pace = Pace()
        self.rows = self.added = self.changed = self.unchanged = 0

    def all(self, table: Table, tell: Callable[[], None], cancelled: Callable[[], bool]) -> bool:
        """Takes every record; True when it was cancelled before the end."""
        records = table.records()
        while some := list(islice(records, self._pace.rows)):
            batch = self._rows.convert(some)
            self._drop_repeated(batch)
            if batch.objects:
                self._commit(batch.objects)
                self._note(batch.objects)
            for row in sorted(batch.refused, key=lambda row: row.line):
                self._refused.add(row)
            self.rows += len(some)
            tell()
            if cancelled():
                return True
        return False

    def _drop_repeated(self, batch: Converted) -> None:
        # Two rows of one key would undo each other at every import; which one is right, nobody can know.
        keys = self._rows.keys(batch.objects)
        repeated = self._seen.earlier(keys, batch.lines)
        for position, first in repeated.items():
            reason = Refusal("ROW_TWICE", first=first)
            batch.refused.append(RefusedRow(batch.lines[position], "", " ".join(keys[position]), reason))
        if repeated:
            batch.objects = [row for position, row in enumerate(batch.objects) if position not in repeated]

    def _commit(self, objects: Sequence[Any]) -> None:
        counts: list[Counts] = []

        def write(connection: Connection, _facts: Sequence[Fact]) -> None:
            started = self._ledger.clock.elapsed_ms()
            counts.append(self._write(connection, objects))
            # Without the commit: how long the disk takes to sync does not depend on the rows.
            self._pace.took(len(objects), self._ledger.clock.elapsed_ms() - started)

        self._ledger.append("", (), write)
        self.added += counts[-1].added
        self.changed += counts[-1].changed
        self.unchanged += counts[-1].unchanged
