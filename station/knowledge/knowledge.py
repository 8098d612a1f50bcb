"""Look-ups in the reference data: a code in, products or expected lines out. Reads only.

Each thread keeps one driver connection and prepared statements: taking a connection from the pool for each look-up costs
more than the look-up. A single SELECT is its own snapshot, so no reader holds back the WAL between scans.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from threading import Lock, local
from types import TracebackType
from typing import Any, Self

import pysqlite3.dbapi2 as pysqlite
from sqlalchemy import Engine

from station.knowledge import lookups
from station.knowledge.keys import gtin_key, sku_key, spellings, tracking_key
from station.knowledge.rows import line_of, product_of
from station.model.codes import CodeKind
from station.model.goods import ExpectedLine, Product
from station.scan.gtins import digits
from station.store.faults import fault_of


class Knowledge:
    """What is known here. Raises Fault (DATABASE_LOCKED, DATABASE_DAMAGED, …) when the database cannot be read."""

    def __init__(self, reader: Engine) -> None:
        self._reader = reader
        self._mine = local()
        self._all: list[Any] = []
        self._lock = Lock()

    def products(self, code: str) -> tuple[Product, ...]:
        """All products under a GTIN (8 to 14 digits) or a SKU in any case, by client; several where clients share a code."""
        keys = gtin_key(code) if digits(code) else "", sku_key(code)
        found = [product_of(row) for row in self._rows(lookups.PRODUCTS_BY_CODE, keys)]
        if len(found) < 2:
            return tuple(found)
        unique = {(product.client, product.sku): product for product in found}
        return tuple(unique[key] for key in sorted(unique))

    def product(self, client: str, sku: str) -> Product | None:
        """The product of this client and SKU, in any case; None if unknown."""
        rows = self._rows(lookups.PRODUCT, (client, sku))
        if rows:
            return product_of(rows[0])
        return next((product for product in self.products(sku) if product.client == client and product.sku.upper() == sku.upper()), None)

    def by_rma(self, rma: str) -> tuple[ExpectedLine, ...]:
        """All lines of this return, of every client that has one of this number."""
        return self._by_name(lookups.LINES_BY_RMA, rma)

    def by_order(self, order: str) -> tuple[ExpectedLine, ...]:
        """All lines that came from this order number, of every client."""
        return self._by_name(lookups.LINES_BY_ORDER, order)

    def by_tracking(self, code: str) -> tuple[ExpectedLine, ...]:
        """The lines expected under this tracking number, and those of the same returns that name none."""
        wanted = tracking_key(code)
        lines = self._lines(lookups.LINES_BY_TRACKING, (wanted,))
        return _unique(line for line in lines if not line.tracking or wanted in map(tracking_key, line.tracking))

    def open_lines_for(self, client: str, sku: str) -> tuple[ExpectedLine, ...]:
        """This client's lines that still expect this SKU, or a GTIN of it; of very many those of the newest returns."""
        product = self.product(client, sku)
        found = [line for own in spellings(sku) for line in self._lines(lookups.OPEN_BY_CLIENT_SKU, (client, own))]
        for gtin in product.gtins if product else ():
            found += self._lines(lookups.OPEN_BY_CLIENT_GTIN, (client, gtin))
        return _unique(found)

    def open_lines_for_code(self, code: str) -> tuple[ExpectedLine, ...]:
        """Every client's lines that still expect what this GTIN or SKU stands for, products that we do not know included."""
        found = [line for product in self.products(code) for line in self.open_lines_for(product.client, product.sku)]
        found += [line for sku in spellings(code) for line in self._lines(lookups.OPEN_BY_SKU, (sku,))]
        found += self._lines(lookups.OPEN_BY_GTIN, (gtin_key(code),))
        return _unique(found)

    def clients(self) -> tuple[str, ...]:
        """The ids of all clients that have products or expected returns, sorted, in their own case."""
        return tuple(sorted(client for (client,) in self._rows(lookups.CLIENTS, ())))

    def client(self, name: str) -> str | None:
        """The id of this client as it is filed, whatever the case in which it was scanned; None if unknown."""
        wanted = name.casefold()
        return next((client for client in self.clients() if client.casefold() == wanted), None)

    def filed(self, kind: CodeKind, code: str) -> str | None:
        """An RMA, tracking number, SKU or GTIN as it is written here; None if it is not known."""
        for statement, keys in lookups.FILED[kind]:
            for key in keys(code):
                if rows := self._rows(statement, (key,)):
                    return str(rows[0][0])
        return None

    def close(self) -> None:
        """Close the connections of all threads; the next look-up opens a new one."""
        with self._lock:
            while self._all:
                self._all.pop().close()
            self._mine = local()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _by_name(self, statement: str, code: str) -> tuple[ExpectedLine, ...]:
        for spelling in spellings(code):
            if found := _unique(self._lines(statement, (spelling,))):
                return found
        return ()

    def _lines(self, statement: str, keys: tuple[str, ...]) -> Iterator[ExpectedLine]:
        for *row, seen, sku, title in self._rows(statement, keys):
            line = line_of(tuple(row), seen, title or "")
            yield line if sku is not None else self._completed(line)

    def _completed(self, line: ExpectedLine) -> ExpectedLine:
        """A line that names its product by GTIN only, or by its SKU in another case, with what the product list says."""
        code = sku_key(line.sku) if line.sku else line.gtin
        named = self._rows(lookups.SKUS_OF_CLIENT, (code, line.client))
        if len(named) != 1:  # unknown, or several: then the unit's own code decides
            return line
        return replace(line, sku=named[0][0], title=line.title or named[0][1])

    def _rows(self, statement: str, keys: tuple[str, ...]) -> list[Any]:
        try:
            rows: list[Any] = self._connection().execute(statement, keys).fetchall()
        except pysqlite.Error as error:
            fault = fault_of(error, str(self._reader.url.database))
            raise error if fault is None else fault from error
        return rows

    def _connection(self) -> Any:  # noqa: ANN401 -- pysqlite3 ships no types
        try:
            return self._mine.connection
        except AttributeError:
            pooled = self._reader.raw_connection()
            mine = pooled.driver_connection  # a detached fairy no longer names it
            pooled.detach()  # ours until close: the pool stays free for whoever reads in pages
            with self._lock:
                self._all.append(pooled)
            self._mine.connection = mine
            return self._mine.connection


def _unique(lines: Iterable[ExpectedLine]) -> tuple[ExpectedLine, ...]:
    by_key = {(line.client, line.rma, len(line.line), line.line): line for line in lines}
    return tuple(by_key[key] for key in sorted(by_key))
