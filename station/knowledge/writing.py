"""Products and expected returns in, rows in the tables out, with the codes by which they are found kept in step."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection

from station.knowledge.keys import gtin_key, other_keys, sku_key, tracking_key
from station.knowledge.rows import ProductRow, line_of, line_row, other_codes, product_of, product_row
from station.knowledge.upserting import Counts, Key, chunks, columns, many, plain, upsert
from station.model.goods import ExpectedLine, Product
from station.model.serials import serial_key
from station.store.schema import expected_lines, products

Code = tuple[str, str, str]
Serial = tuple[str, str, str, str]
FiledProduct = tuple[ProductRow, tuple[str, ...]]

_BODY: Final = 7  # where it stands in a ProductRow
_INSERT_CODE: Final = "INSERT INTO product_codes (code, client, sku) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_DELETE_CODE: Final = "DELETE FROM product_codes WHERE code = ? AND client = ? AND sku = ?"
_INSERT_TRACKING: Final = "INSERT INTO expected_tracking (code, client, rma) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_DELETE_TRACKING: Final = "DELETE FROM expected_tracking WHERE code = ? AND client = ? AND rma = ?"
_INSERT_SERIAL: Final = "INSERT INTO expected_serials (code, client, rma, line) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_DELETE_SERIAL: Final = "DELETE FROM expected_serials WHERE code = ? AND client = ? AND rma = ? AND line = ?"


def write_products(connection: Connection, rows: Iterable[Product]) -> Counts:
    """Insert or replace products by (client, sku), with their codes. GTINs must have been checked (`scan.gtins.gtin14`)."""
    return write_product_rows(connection, ((product_row(product), product.gtins) for product in rows))


def write_product_rows(connection: Connection, rows: Iterable[FiledProduct]) -> Counts:
    """The same for products that are rows already, as `product_row` makes them, each with its GTINs; other codes stand in the row."""
    return sum((_write_products(connection, chunk) for chunk in chunks(rows)), Counts())


def write_returns(connection: Connection, rows: Iterable[ExpectedLine]) -> Counts:
    """Insert or replace expected lines by (client, rma, line), with their tracking and serial numbers."""
    return sum((_write_returns(connection, chunk) for chunk in chunks(rows)), Counts())


def _write_products(connection: Connection, chunk: Sequence[FiledProduct]) -> Counts:
    new: dict[Key, ProductRow] = {row[:2]: row for row, _ in chunk}
    gtins: dict[Key, tuple[str, ...]] = {row[:2]: codes for row, codes in chunk}
    written = upsert(connection, products, 2, new)
    current = [code for key in (gtins if written.added else written.before) for code in _codes(key, gtins[key], new[key][_BODY])]
    stale = {code for key, row in written.before.items() for code in _codes(key, product_of(row).gtins, row[_BODY])}
    many(connection, _DELETE_CODE, stale.difference(current))
    many(connection, _INSERT_CODE, current)
    return written.counted(len(chunk))


def _write_returns(connection: Connection, chunk: Sequence[ExpectedLine]) -> Counts:
    new: dict[Key, ExpectedLine] = {(line.client, line.rma, line.line): line for line in chunk}
    written = upsert(connection, expected_lines, 3, {key: line_row(line) for key, line in new.items()})
    fresh = list(new.values()) if written.added else [new[key] for key in written.before]
    before = [line_of(row, 0) for row in written.before.values()]
    _file_tracking(connection, before, fresh)
    _file_serials(connection, before, fresh)
    return written.counted(len(chunk))


def _file_tracking(connection: Connection, before: Sequence[ExpectedLine], fresh: Sequence[ExpectedLine]) -> None:
    stale = {code for line in before for code in _tracking(line)}
    current = {code for line in fresh for code in _tracking(line)}
    many(connection, _DELETE_TRACKING, {code for code in stale - current if not _still_named(connection, code)})
    many(connection, _INSERT_TRACKING, current)


def _file_serials(connection: Connection, before: Sequence[ExpectedLine], fresh: Sequence[ExpectedLine]) -> None:
    stale = {code for line in before for code in _serials(line)}
    current = {code for line in fresh for code in _serials(line)}
    many(connection, _DELETE_SERIAL, stale - current)
    many(connection, _INSERT_SERIAL, current)


def _codes(key: Key, gtins: Sequence[str], body: str) -> list[Code]:
    client, sku = key
    others = [(other, client, sku) for code in other_codes(body) for other in other_keys(code)]
    return [(sku_key(sku), client, sku), *[(gtin_key(gtin), client, sku) for gtin in gtins], *others]


def _tracking(line: ExpectedLine) -> list[Code]:
    return [(tracking_key(code), line.client, line.rma) for code in line.tracking]


def _serials(line: ExpectedLine) -> list[Serial]:
    if not line.serial:
        return []
    keys = {serial_key(code) for code in line.serials} - {""}
    return [(key, line.client, line.rma, line.line) for key in keys]


def _still_named(connection: Connection, tracking: Code) -> bool:
    """Whether another line of the same return came under this tracking number too."""
    select = f"SELECT {columns(expected_lines)} FROM expected_lines WHERE client = ? AND rma = ?"  # noqa: S608 -- made of constants
    lines = connection.exec_driver_sql(select, tracking[1:])
    return any(tracking in _tracking(line_of(plain(row), 0)) for row in lines)
