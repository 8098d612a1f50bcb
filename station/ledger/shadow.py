"""Facts in, the tables that should follow from them out, in a temporary database beside the live one; then row by row."""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

import pysqlite3.dbapi2 as pysqlite
from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from station.errors import Bug
from station.ledger.findings import Findings
from station.ledger.projections import project
from station.ledger.tables import Tables
from station.model.facts import Fact
from station.store.schema import PROJECTIONS

_FLUSH_EVERY: Final = 500
Row = tuple[Any, ...]


class Shadow:
    """The projections as the facts alone make them. `facts` is a cursor on the database that holds the facts."""

    def __init__(self, file: Path, facts: Any, findings: Findings) -> None:  # noqa: ANN401 -- pysqlite3 ships no types
        self._connection = pysqlite.connect(str(file), isolation_level=None)
        # Thrown away afterwards, so nothing here has to survive anything.
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):
            self._connection.execute(f"PRAGMA {pragma}").fetchall()
        for table in PROJECTIONS:
            self._connection.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        self._connection.execute("BEGIN")  # one for all: otherwise every row is a transaction of its own
        self._tables = Tables(self._connection.cursor(), facts)
        self._findings = findings
        self._taken = 0

    def take(self, fact: Fact) -> None:
        """Derives what follows from one fact."""
        try:
            project(self._tables, fact)
        except (Bug, pysqlite.Error) as error:
            self._findings.add("FACT_UNUSABLE", seq=fact.seq, kind=fact.kind, subject=fact.subject, detail=error)
        self._taken += 1
        if self._taken % _FLUSH_EVERY == 0:
            self._tables.flush()

    def row(self, table: str, key: str, columns: tuple[str, ...]) -> dict[str, Any] | None:
        """These columns of a row, as the facts taken so far made it."""
        return self._tables.get(table, key, columns)

    def flush(self) -> None:
        """Writes what is still being added up, so that others can read the file."""
        self._tables.flush()
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN")

    def compare(self, live: Any) -> None:  # noqa: ANN401 -- pysqlite3 ships no types
        """Names every row of the live tables (`live` is a connection of the driver) that differs, is missing or is too many."""
        self._tables.flush()
        for table in PROJECTIONS:
            self._compare(table, live)

    def close(self) -> None:
        self._connection.close()

    def _compare(self, table: Table, live: Any) -> None:  # noqa: ANN401 -- pysqlite3 ships no types
        keys = [column.name for column in table.primary_key.columns]
        others = [column.name for column in table.columns if column.name not in keys]
        query = f"SELECT {', '.join(keys + others)} FROM {table.name} ORDER BY {', '.join(keys)}"  # noqa: S608 -- our own names
        for left, right in _pairs(live.execute(query), self._connection.execute(query), len(keys)):
            if left == right:
                continue
            key = " ".join(str(value) for value in (left or right or ())[: len(keys)])
            if left is None or right is None:
                self._findings.add("ROW_MISSING" if left is None else "ROW_WITHOUT_FACT", table=table.name, key=key)
                continue
            for name, was, should in zip_longest(others, left[len(keys) :], right[len(keys) :]):
                if was != should:
                    self._findings.add("ROW_DIFFERS", table=table.name, key=key, column=name, was=was, should=should)


def _pairs(left: Iterator[Row], right: Iterator[Row], key: int) -> Iterator[tuple[Row | None, Row | None]]:
    """Two streams in key order, side by side; None where one of them lacks the key. Nothing is held but the two rows at hand."""
    ours, theirs = next(left, None), next(right, None)
    while ours is not None or theirs is not None:
        if theirs is None or (ours is not None and ours[:key] < theirs[:key]):
            yield ours, None
            ours = next(left, None)
        elif ours is None or theirs[:key] < ours[:key]:
            yield None, theirs
            theirs = next(right, None)
        else:
            yield ours, theirs
            ours, theirs = next(left, None), next(right, None)
