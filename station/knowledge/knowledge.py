"""Look-ups in the reference data: a code in, products, expected lines or alerts out. Reads only, and remembers nothing.

What another process imports counts from the next look-up on.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine

from station.knowledge import lookups
from station.knowledge.asking import Asking
from station.knowledge.keys import alert_keys, gtin_key, serial_keys, sku_key, spellings, tracking_key
from station.knowledge.rows import line_of, product_of
from station.knowledge.unmapped import Unmapped, unmapped
from station.model.codes import CodeKind
from station.model.goods import Alert, Component, ExpectedLine, Product
from station.scan.gtins import digits


class Knowledge:
    """What is known here. Raises Fault (DATABASE_LOCKED, DATABASE_DAMAGED, …) when the database cannot be read."""

    def __init__(self, reader: Engine) -> None:
        self._asking = Asking(reader)
        self._rows = self._asking.rows

    def products(self, code: str) -> tuple[Product, ...]:
        """All products under a GTIN (8 to 14 digits), a SKU or another code of theirs in any case; several where clients share a code."""
        keys = gtin_key(code) if digits(code) else "", sku_key(code)
        found = [self._product(row) for row in self._rows(lookups.PRODUCTS_BY_CODE, keys)]
        if len(found) < 2:
            return tuple(found)
        unique = {(product.client, product.sku): product for product in found}
        return tuple(unique[key] for key in sorted(unique))

    def product(self, client: str, sku: str) -> Product | None:
        """The product of this client and SKU, in any case; None if unknown."""
        rows = self._rows(lookups.PRODUCT, (client, sku))
        if rows:
            return self._product(rows[0])
        return next((product for product in self.products(sku) if product.client == client and product.sku.upper() == sku.upper()), None)

    def by_rma(self, rma: str) -> tuple[ExpectedLine, ...]:
        """All lines of this return, of every client that has one of this number."""
        return self._first(lookups.LINES_BY_RMA, spellings(rma))

    def by_order(self, order: str) -> tuple[ExpectedLine, ...]:
        """All lines that came from this order number, of every client."""
        return self._first(lookups.LINES_BY_ORDER, spellings(order))

    def by_tracking(self, code: str) -> tuple[ExpectedLine, ...]:
        """The lines expected under this tracking number, and those of the same returns that name none."""
        wanted = tracking_key(code)
        lines = self._lines(lookups.LINES_BY_TRACKING, (wanted,))
        return _unique(line for line in lines if not line.tracking or wanted in map(tracking_key, line.tracking))

    def by_serial(self, code: str) -> tuple[ExpectedLine, ...]:
        """The lines whose unit was sold with this serial number or IMEI, whatever its spaces, hyphens and capitals."""
        return self._first(lookups.LINES_BY_SERIAL, serial_keys(code))

    def open_lines_for(self, client: str, sku: str) -> tuple[ExpectedLine, ...]:
        """This client's lines that still expect this SKU, or another code of it; of very many those of the newest returns."""
        product = self.product(client, sku)
        names = (sku, *product.codes) if product else (sku,)
        own = dict.fromkeys(spelling for name in names for spelling in spellings(name))
        found = [line for spelling in own for line in self._lines(lookups.OPEN_BY_CLIENT_SKU, (client, spelling))]
        for gtin in product.gtins if product else ():
            found += self._lines(lookups.OPEN_BY_CLIENT_GTIN, (client, gtin))
        return _unique(found)

    def open_lines_for_code(self, code: str) -> tuple[ExpectedLine, ...]:
        """Every client's lines that still expect what this GTIN or SKU stands for, products that we do not know included."""
        found = [line for product in self.products(code) for line in self.open_lines_for(product.client, product.sku)]
        found += [line for sku in spellings(code) for line in self._lines(lookups.OPEN_BY_SKU, (sku,))]
        found += self._lines(lookups.OPEN_BY_GTIN, (gtin_key(code),))
        return _unique(found)

    def alerts(self, keys: Collection[tuple[str, str]], today: str) -> tuple[Alert, ...]:
        """The alerts about any of these (kind, value), of every client, that are not over on `today` (ISO date); each once."""
        asked = dict.fromkeys((filed, kind) for kind, value in keys for filed in alert_keys(kind, value))
        rows = [row for filed, kind in asked for row in self._rows(lookups.ALERTS, (filed, kind, today))]
        return tuple(Alert(*row) for row in rows)

    def unmapped(self, rubric_names: Collection[str]) -> Unmapped:
        """(client, category, products) of all categories that none of these rubrics decides about, the most frequent first.

        Category "" are products without one. Reads every product: for a check-up or the end of an import, never for a scan.
        """
        return unmapped(self._asking, rubric_names)

    def clients(self) -> tuple[str, ...]:
        """The ids of all clients that have products or expected returns, sorted, in their own case."""
        return tuple(sorted(client for (client,) in self._rows(lookups.CLIENTS, ())))

    def client(self, name: str) -> str | None:
        """The id of this client as it is filed, whatever the case in which it was scanned; None if unknown."""
        wanted = name.casefold()
        return next((client for client in self.clients() if client.casefold() == wanted), None)

    def filed(self, kind: CodeKind, code: str) -> str | None:
        """An RMA, tracking number, SKU, GTIN, serial number or IMEI as it is written here; None if it is not known.

        A code that is no SKU but another code of a product stays what it is, in capitals: several products may have it.
        """
        for statement, keys in lookups.FILED[kind]:
            for key in keys(code):
                if rows := self._rows(statement, (key,)):
                    return _spelt(code, rows) if kind is CodeKind.SKU else str(rows[0][0])
        return None

    def close(self) -> None:
        """Close the connections of all threads; the next look-up opens a new one."""
        self._asking.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _product(self, row: Any) -> Product:  # noqa: ANN401 -- a row of the driver
        product = product_of(row[:-1], row[-1] or "")
        if not product.components:
            return product
        return replace(product, components=tuple(self._titled(product.client, part) for part in product.components))

    def _titled(self, client: str, part: Component) -> Component:
        named = self._named(client, part.sku)
        return replace(part, title=named[1]) if named else part

    def _first(self, statement: str, keys: Iterable[str]) -> tuple[ExpectedLine, ...]:
        """The lines under the first of these keys that has any."""
        return next((found for key in keys if (found := _unique(self._lines(statement, (key,))))), ())

    def _lines(self, statement: str, keys: tuple[str, ...]) -> Iterator[ExpectedLine]:
        for *row, seen, sku, title in self._rows(statement, keys):
            line = line_of(tuple(row), seen, title or "")
            yield line if sku is not None else self._completed(line)

    def _completed(self, line: ExpectedLine) -> ExpectedLine:
        """A line that names its product by another of its codes, or by its SKU in another case, with what the product list says."""
        named = self._named(line.client, line.sku, line.gtin)
        return replace(line, sku=named[0], title=line.title or named[1]) if named else line

    def _named(self, client: str, sku: str, gtin: str = "") -> tuple[str, str] | None:
        """SKU and title of the product under this SKU (else GTIN); None if unknown, or several: then the unit's own code decides."""
        rows = self._rows(lookups.SKUS_OF_CLIENT, (sku_key(sku) if sku else gtin, client))
        own = [row for row in rows if row[0].upper() == sku.upper()]  # rather than one that only once had this SKU
        found = own or rows
        return found[0] if len(found) == 1 else None


def _spelt(code: str, rows: list[Any]) -> str:
    return next((str(sku) for (sku,) in rows if sku.upper() == code.upper()), code.upper())


def _unique(lines: Iterable[ExpectedLine]) -> tuple[ExpectedLine, ...]:
    by_key = {(line.client, line.rma, len(line.line), line.line): line for line in lines}
    return tuple(by_key[key] for key in sorted(by_key))
