"""Reference data in, rows in the tables out: inserted, replaced or left alone. Runs inside the transaction of the caller.

Driver-level SQL and no look-up where all rows are new: a first import writes a million products.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table

from station.knowledge.keys import gtin_key, sku_key, tracking_key
from station.knowledge.rows import ProductRow, line_of, line_row, product_of, product_row
from station.model.goods import ExpectedLine, Product
from station.store.schema import expected_lines, products

Row = tuple[Any, ...]
Key = tuple[str, ...]
Code = tuple[str, str, str]
FiledProduct = tuple[ProductRow, tuple[str, ...]]
T = TypeVar("T")

_CHUNK: Final = 1000
_INSERT_CODE: Final = "INSERT INTO product_codes (code, client, sku) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_DELETE_CODE: Final = "DELETE FROM product_codes WHERE code = ? AND client = ? AND sku = ?"
_INSERT_TRACKING: Final = "INSERT INTO expected_tracking (code, client, rma) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_DELETE_TRACKING: Final = "DELETE FROM expected_tracking WHERE code = ? AND client = ? AND rma = ?"


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows given; a row given twice counts once as what it did and once as unchanged."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.added + other.added, self.changed + other.changed, self.unchanged + other.unchanged)


@dataclass(frozen=True, slots=True)
class _Written:
    """Of one chunk: how many rows are new, and of those that differed what stood there before."""

    added: int
    before: Mapping[Key, Row]


def write_products(connection: Connection, rows: Iterable[Product]) -> Counts:
    """Insert or replace products by (client, sku), with their codes. GTINs must have been checked (`scan.gtins.gtin14`)."""
    return write_product_rows(connection, ((product_row(product), product.gtins) for product in rows))


def write_product_rows(connection: Connection, rows: Iterable[FiledProduct]) -> Counts:
    """The same for products that are rows already, as `product_row` makes them, each with its GTINs."""
    return sum((_write_products(connection, chunk) for chunk in _chunks(rows)), Counts())


def write_returns(connection: Connection, rows: Iterable[ExpectedLine]) -> Counts:
    """Insert or replace expected lines by (client, rma, line), with the tracking numbers of their returns."""
    return sum((_write_returns(connection, chunk) for chunk in _chunks(rows)), Counts())


def _write_products(connection: Connection, chunk: Sequence[FiledProduct]) -> Counts:
    new: dict[Key, ProductRow] = {row[:2]: row for row, _ in chunk}
    gtins: dict[Key, tuple[str, ...]] = {row[:2]: codes for row, codes in chunk}
    written = _upsert(connection, products, 2, new)
    current = [code for key in (gtins if written.added else written.before) for code in _codes(key, gtins[key])]
    stale = {code for key, row in written.before.items() for code in _codes(key, product_of(row).gtins)}
    _many(connection, _DELETE_CODE, stale.difference(current))
    _many(connection, _INSERT_CODE, current)
    return _counted(chunk, written)


def _write_returns(connection: Connection, chunk: Sequence[ExpectedLine]) -> Counts:
    new: dict[Key, ExpectedLine] = {(line.client, line.rma, line.line): line for line in chunk}
    written = _upsert(connection, expected_lines, 3, {key: line_row(line) for key, line in new.items()})
    fresh: Iterable[ExpectedLine] = new.values() if written.added else (new[key] for key in written.before)
    stale = {code for row in written.before.values() for code in _tracking(line_of(row, 0))}
    current = {code for line in fresh for code in _tracking(line)}
    _many(connection, _DELETE_TRACKING, {code for code in stale - current if not _still_named(connection, code)})
    _many(connection, _INSERT_TRACKING, current)
    return _counted(chunk, written)


def _codes(key: Key, gtins: Sequence[str]) -> list[Code]:
    client, sku = key
    return [(sku_key(sku), client, sku), *[(gtin_key(gtin), client, sku) for gtin in gtins]]


def _tracking(line: ExpectedLine) -> list[Code]:
    return [(tracking_key(code), line.client, line.rma) for code in line.tracking]


def _still_named(connection: Connection, tracking: Code) -> bool:
    """Whether another line of the same return came under this tracking number too."""
    select = f"SELECT {_columns(expected_lines)} FROM expected_lines WHERE client = ? AND rma = ?"  # noqa: S608 -- made of constants
    lines = connection.exec_driver_sql(select, tracking[1:])
    return any(tracking in _tracking(line_of(_plain(row), 0)) for row in lines)


def _upsert(connection: Connection, table: Table, keys: int, rows: Mapping[Key, Row]) -> _Written:
    """Write the rows; the first `keys` columns are their key. Only rows that were there already are compared."""
    marks = ", ".join("?" * len(table.columns))
    insert = f"INSERT INTO {table.name} ({_columns(table)}) VALUES ({marks})"  # noqa: S608 -- made of constants
    added = connection.exec_driver_sql(f"{insert} ON CONFLICT DO NOTHING", list(rows.values())).rowcount
    if added == len(rows):
        return _Written(added, {})
    stored = _stored(connection, table, keys, rows)
    before = {key: stored[key] for key, row in rows.items() if stored[key] != row}
    names = [column.name for column in table.columns]
    setting = ", ".join(f"{name} = excluded.{name}" for name in names[keys:])
    replace = f"{insert} ON CONFLICT ({', '.join(names[:keys])}) DO UPDATE SET {setting}"
    _many(connection, replace, [rows[key] for key in before])
    return _Written(added, before)


def _stored(connection: Connection, table: Table, keys: int, rows: Mapping[Key, Row]) -> dict[Key, Row]:
    names = [column.name for column in table.columns][:keys]
    wanted = ", ".join(f"({', '.join('?' * keys)})" for _ in rows)
    select = f"SELECT {_columns(table)} FROM {table.name} WHERE ({', '.join(names)}) IN (VALUES {wanted})"  # noqa: S608 -- made of constants
    found = connection.exec_driver_sql(select, tuple(value for row in rows.values() for value in row[:keys]))
    return {tuple(row[:keys]): _plain(row) for row in found}


def _many(connection: Connection, statement: str, rows: Iterable[Row]) -> None:
    if ordered := sorted(rows):  # neighbours in the index one after the other
        connection.exec_driver_sql(statement, ordered)


def _plain(row: Sequence[Any]) -> Any:  # noqa: ANN401 -- SQLAlchemy's row as the tuple that the driver gave
    return tuple(row)


def _columns(table: Table) -> str:
    return ", ".join(column.name for column in table.columns)


def _counted(chunk: Sequence[object], written: _Written) -> Counts:
    changed = len(written.before)
    return Counts(written.added, changed, len(chunk) - written.added - changed)


def _chunks(rows: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk
