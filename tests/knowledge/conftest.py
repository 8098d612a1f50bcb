"""A small warehouse of two clients on a real database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from station.knowledge.knowledge import Knowledge
from station.knowledge.lists import write_alerts, write_categories, write_shipments
from station.knowledge.upserting import Counts
from station.knowledge.writing import write_products, write_returns
from station.model.goods import Alert, Category, Component, ExpectedLine, Product, Shipment
from station.store.engines import reader, writer
from station.store.schema import items, metadata

LEGGINGS = Product(
    client="northwind",
    sku="YL-BLK-M",
    title="Yoga leggings, black, M",
    category="apparel",
    gtins=("4006381333931", "036000291452"),
    price=Decimal("30.00"),
    currency="EUR",
    bin="14-C",
    weight_g=0,
    supplier='Ada "A" & Söhne',
    tracks="lot",
    attributes={"has_battery": False, "hygiene_sealed": True},
    components=(Component("STRAP", 2, essential=True), Component("BAG")),
)
LAMP = Product("northwind", "lamp-1", "Desk lamp", gtins=("96385074",))
SAME_CODE = Product("contoso", "10001", "Leggings, resold", gtins=("4006381333931",))
LINE = ExpectedLine(
    client="northwind",
    rma="RMA-10023",
    line="1",
    sku="YL-BLK-M",
    quantity=2,
    order="SO-88120",
    tracking=("1Z 999 AA1 01 2345 6784",),
    market="DE",
    reason="SIZE",
    note="too small; ™ “quoted” \\",
    requested_at="2026-11-20T08:00:00.000Z",
    price_paid=Decimal("29.90"),
    currency="EUR",
    discount=Decimal("0.10"),
)


@dataclass
class Warehouse:
    """The database, its look-ups, and the ways to fill it."""

    engine: Engine
    knowledge: Knowledge

    def products(self, *rows: Product) -> Counts:
        return self._write(lambda connection: write_products(connection, rows))

    def returns(self, *rows: ExpectedLine) -> Counts:
        return self._write(lambda connection: write_returns(connection, rows))

    def alerts(self, *rows: Alert) -> Counts:
        return self._write(lambda connection: write_alerts(connection, rows))

    def categories(self, *rows: Category) -> Counts:
        return self._write(lambda connection: write_categories(connection, rows))

    def shipments(self, *rows: Shipment) -> Counts:
        return self._write(lambda connection: write_shipments(connection, rows))

    def table(self, name: str) -> list[tuple[object, ...]]:
        """Every row of a table, in the order of its key."""
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")]  # noqa: S608 -- a name of ours

    def received(self, lpn: str, line: ExpectedLine, state: str = "graded") -> None:
        """A unit that came in against a line, as the projection holds it."""
        given = {"lpn": lpn, "state": state, "client": line.client, "sku": line.sku, "rma": line.rma, "line": line.line}
        fixed = {"title": "", "category": "", "because": "[]", "actor": "I-04", "received_at": "", "received_seq": 1, "last_seq": 1}
        with self.engine.begin() as connection:
            connection.execute(items.insert(), {**given, **fixed})

    def _write(self, work: Callable[[Connection], Counts]) -> Counts:
        with self.engine.begin() as connection:
            return work(connection)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    engine, reading = writer(tmp_path / "station.db"), reader(tmp_path / "station.db")
    metadata.create_all(engine)
    with Knowledge(reading) as knowledge:
        yield Warehouse(engine, knowledge)
    engine.dispose()
    reading.dispose()
