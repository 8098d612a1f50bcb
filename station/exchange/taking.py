"""The rows of one file on their way into the database: a batch converted, written in one transaction, its refusals reported, the next."""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, Protocol

from sqlalchemy import Connection

from station.errors import Refusal
from station.exchange.pace import Pace
from station.exchange.records import Record, Table
from station.exchange.refused import RefusedFile, RefusedRow
from station.exchange.rows import RowRefused
from station.exchange.seen import Seen
from station.knowledge import Counts
from station.ledger.ledger import Ledger
from station.model.facts import Fact

Write = Callable[[Connection, Sequence[Any]], Counts]


class Rows(Protocol):
    """What makes objects of cells: `convert` raises RowRefused; `keys` may each stand in a file once."""

    def convert(self, cells: Sequence[str]) -> Any: ...  # noqa: ANN401 -- a Product or an ExpectedLine

    def keys(self, rows: Sequence[Any], /) -> list[tuple[str, ...]]: ...


class Taking:
    """The rows of one file on their way into the database, with the figures so far."""

    def __init__(self, ledger: Ledger, write: Write, rows: Rows, seen: Seen, refused: RefusedFile) -> None:
        self._ledger, self._write, self._rows, self._seen, self._refused = ledger, write, rows, seen, refused
        self._pace = Pace()
        self._lines: list[int] = []
        self._batch: list[Any] = []
        self._not_taken: list[RefusedRow] = []
        self.rows = self.added = self.changed = self.unchanged = 0

    def all(self, table: Table, tell: Callable[[], None], cancelled: Callable[[], bool]) -> bool:
        """Takes every record; True when it was cancelled before the end."""
        records = table.records()
        while some := list(islice(records, self._pace.rows)):
            self._convert(some)
            self._drop_repeated()
            if self._batch:
                self._commit()
            self._report()
            self.rows += len(some)
            tell()
            if cancelled():
                return True
        return False

    def _convert(self, records: Sequence[Record]) -> None:
        self._lines, self._batch = [], []
        convert = self._rows.convert
        for line, cells in records:
            try:
                if cells is None:
                    raise RowRefused("", "", Refusal("ROW_QUOTES"))
                self._batch.append(convert(cells))
                self._lines.append(line)
            except RowRefused as row:
                self._not_taken.append(RefusedRow(line, row.column, row.value, row.reason))

    def _drop_repeated(self) -> None:
        # Two rows of one key would undo each other at every import; which one is right, nobody can know.
        keys = self._rows.keys(self._batch)
        repeated = self._seen.earlier(keys, self._lines)
        for position, first in repeated.items():
            reason = Refusal("ROW_TWICE", first=first)
            self._not_taken.append(RefusedRow(self._lines[position], "", " ".join(keys[position]), reason))
        if repeated:
            self._batch = [row for position, row in enumerate(self._batch) if position not in repeated]

    def _report(self) -> None:
        for row in sorted(self._not_taken, key=lambda row: row.line):
            self._refused.add(row)
        self._not_taken.clear()

    def _commit(self) -> None:
        counts: list[Counts] = []

        def write(connection: Connection, _facts: Sequence[Fact]) -> None:
            started = self._ledger.clock.elapsed_ms()
            counts.append(self._write(connection, self._batch))
            # Without the commit: how long the disk takes to sync does not depend on the rows.
            self._pace.took(len(self._batch), self._ledger.clock.elapsed_ms() - started)

        self._ledger.append("", (), write)
        self.added += counts[-1].added
        self.changed += counts[-1].changed
        self.unchanged += counts[-1].unchanged
