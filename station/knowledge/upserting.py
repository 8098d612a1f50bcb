"""Rows in, a table in which they stand out: inserted, replaced or left alone, and counted. Runs inside the transaction of the caller.

Driver-level SQL and no look-up where all rows are new: a first import writes a million products.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table

Row = tuple[Any, ...]
Key = tuple[str, ...]
T = TypeVar("T")

_CHUNK: Final = 1000


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows given; a row given twice counts once as what it did and once as unchanged."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.added + other.added, self.changed + other.changed, self.unchanged + other.unchanged)


@dataclass(frozen=True, slots=True)
class Written:
    """Of one chunk: how many rows are new, and of those that differed what stood there before."""

    added: int
    before: Mapping[Key, Row]

    def counted(self, given: int) -> Counts:
        """The figures of a chunk of which so many rows were given."""
        return Counts(self.added, len(self.before), given - self.added - len(self.before))


def write_rows(connection: Connection, table: Table, keys: int, rows: Iterable[T], row_of: Callable[[T], Row]) -> Counts:
    """Insert or replace all rows of a table to which nothing else has to be kept in step; the first `keys` columns are the key."""
    total = Counts()
    for chunk in chunks(rows):
        new = {row[:keys]: row for row in map(row_of, chunk)}
        total += upsert(connection, table, keys, new).counted(len(chunk))
    return total


def upsert(connection: Connection, table: Table, keys: int, rows: Mapping[Key, Row]) -> Written:
    """Write the rows; the first `keys` columns are their key. Only rows that were there already are compared."""
    marks = ", ".join("?" * len(table.columns))
    insert = f"INSERT INTO {table.name} ({columns(table)}) VALUES ({marks})"  # noqa: S608 -- made of constants
    added = connection.exec_driver_sql(f"{insert} ON CONFLICT DO NOTHING", list(rows.values())).rowcount
    if added == len(rows):
        return Written(added, {})
    stored = _stored(connection, table, keys, rows)
    before = {key: stored[key] for key, row in rows.items() if stored[key] != row}
    names = [column.name for column in table.columns]
    setting = ", ".join(f"{name} = excluded.{name}" for name in names[keys:])
    replace = f"{insert} ON CONFLICT ({', '.join(names[:keys])}) DO UPDATE SET {setting}"
    many(connection, replace, [rows[key] for key in before])
    return Written(added, before)


def many(connection: Connection, statement: str, rows: Iterable[Row]) -> None:
    """Run a statement for each of the rows, neighbours in the index one after the other."""
    if ordered := sorted(rows):
        connection.exec_driver_sql(statement, ordered)


def plain(row: Sequence[Any]) -> Any:  # noqa: ANN401 -- a tuple of whatever the columns hold
    """SQLAlchemy's row as the tuple that the driver gave."""
    return tuple(row)


def columns(table: Table) -> str:
    """The names of all columns, in their order."""
    return ", ".join(column.name for column in table.columns)


def chunks(rows: Iterable[T]) -> Iterator[list[T]]:
    """The rows in lists of a length that one statement can look up."""
    iterator = iter(rows)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk


def _stored(connection: Connection, table: Table, keys: int, rows: Mapping[Key, Row]) -> dict[Key, Row]:
    names = [column.name for column in table.columns][:keys]
    wanted = ", ".join(f"({', '.join('?' * keys)})" for _ in rows)
    select = f"SELECT {columns(table)} FROM {table.name} WHERE ({', '.join(names)}) IN (VALUES {wanted})"  # noqa: S608 -- made of constants
    found = connection.exec_driver_sql(select, tuple(value for row in rows.values() for value in row[:keys]))
    return {tuple(row[:keys]): plain(row) for row in found}
