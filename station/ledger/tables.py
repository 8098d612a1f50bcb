"""The tables that projections write, as four verbs; here on SQLite's driver. Figures of one transaction are added up first.

A site store gives the same verbs on its own tables, so that the projections are written once.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

import pysqlite3.dbapi2 as pysqlite

from station.errors import Bug
from station.ledger.rows import SELECT, fact_of
from station.model.facts import Fact

_ADD: Final = (
    "INSERT INTO quarter_hours (quarter, client, actor, measure, amount) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (quarter, client, actor, measure) DO UPDATE SET amount = amount + excluded.amount"
)
_LAST: Final = f"{SELECT} WHERE subject = ? AND kind = ? AND seq < ? ORDER BY seq DESC LIMIT 1"

# What was voided for a label is written between it and the decision that gave it. A grade that took nobody any time was given by a
# decision, perhaps at a desk while no bench was open.
_ORIGIN: Final = (
    "SELECT queued.at, queued.actor, coalesce(json_extract(queued.payload, '$.fields.client'), ''), last.at"
    " FROM facts AS queued, facts AS last, facts AS why WHERE queued.seq = ? AND last.seq = ? AND why.seq = ("
    "SELECT max(seq) FROM facts INDEXED BY facts_by_subject WHERE subject = queued.subject AND seq < queued.seq AND kind <> 'label.voided')"
    " AND why.kind = 'item.graded' AND EXISTS (SELECT 1 FROM json_each(why.payload, '$.spent_ms') WHERE value > 0)"
)

KEYS: Final = {
    "items": ("lpn",), "parcels": ("parcel",), "labels": ("job",), "totes": ("tote",), "lots": ("lot",),
    "item_photos": ("sha256", "lpn", "shot"),
}  # fmt: skip


class Tables:
    """Projections on one cursor of the driver; `facts` is another cursor where the facts lie in another database."""

    def __init__(self, cursor: Any, facts: Any = None) -> None:  # noqa: ANN401 -- pysqlite3 ships no types
        self._cursor = cursor
        self._facts = facts or cursor
        self._amounts: dict[tuple[str, str, str, str], int] = {}

    def insert(self, table: str, row: Mapping[str, Any]) -> None:
        """Insert a new row; a Bug where one with its key exists, for instance when a unit is received twice."""
        try:
            self._cursor.execute(_insert(table, tuple(row)), tuple(row.values()))
        except pysqlite.IntegrityError as error:
            raise Bug("FACT_CONTRADICTS", table=table, key=row[KEYS[table][0]], detail=str(error)) from error

    def put_all(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows of the same columns, or replace the values of the rows with the same keys."""
        if rows:
            self._cursor.executemany(_put(table, tuple(rows[0])), [tuple(row.values()) for row in rows])

    def change(self, table: str, key: str, values: Mapping[str, Any]) -> bool:
        """Change the row whose first key column is `key`; False if there is none."""
        done = self._cursor.execute(_change(table, tuple(values)), (*values.values(), key))
        return bool(done.rowcount)

    def erase_photo(self, sha256: str, seq: int) -> None:
        """Mark a photo as erased at every unit that shows it."""
        self._cursor.execute("UPDATE item_photos SET erased_seq = ? WHERE sha256 = ?", (seq, sha256))

    def get(self, table: str, key: str, columns: tuple[str, ...]) -> dict[str, Any] | None:
        """These columns of the row whose first key column is `key`."""
        row = self._cursor.execute(_get(table, columns), (key,)).fetchone()
        return None if row is None else dict(zip(columns, row, strict=True))

    def add(self, quarter: str, client: str, actor: str, amounts: Mapping[str, int], sign: int = 1) -> None:
        """Add figures to a quarter hour; `sign` -1 takes them out."""
        for measure, amount in amounts.items():
            key = (quarter, client, actor, measure)
            self._amounts[key] = self._amounts.get(key, 0) + sign * amount

    def flush(self) -> None:
        """Write the figures that `add` collected."""
        if self._amounts:
            self._cursor.executemany(_ADD, [(*key, amount) for key, amount in self._amounts.items()])
            self._amounts.clear()

    def last_fact(self, subject: str, kind: str, before: int) -> Fact | None:
        """The last fact of a kind about a subject before a seq."""
        row = self._facts.execute(_LAST, (subject, kind, before)).fetchone()
        return None if row is None else fact_of(row)

    def grading_of(self, queued: int, last: int) -> tuple[str, str, str, str] | None:
        """When, by whom and for which client a label was queued, and when its last fact was; by the seqs of those two.

        None for a label that is not the first one of an inspection that ended with a grade.
        """
        row = self._facts.execute(_ORIGIN, (queued, last)).fetchone()
        return None if row is None else (row[0], row[1], row[2], row[3])


@cache
def _get(table: str, columns: tuple[str, ...]) -> str:
    return f"SELECT {', '.join(columns)} FROM {table} WHERE {KEYS[table][0]} = ?"  # noqa: S608 -- names of our own tables


@cache
def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 -- names of our own tables


@cache
def _put(table: str, columns: tuple[str, ...]) -> str:
    key = KEYS[table]
    changes = ", ".join(f"{column} = excluded.{column}" for column in columns if column not in key)
    return f"{_insert(table, columns)} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}"


@cache
def _change(table: str, columns: tuple[str, ...]) -> str:
    return f"UPDATE {table} SET {', '.join(f'{column} = ?' for column in columns)} WHERE {KEYS[table][0]} = ?"  # noqa: S608 -- our own names
