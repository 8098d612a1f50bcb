"""A data folder with a few finished units, a row of every list and nobody at work: what verify, backup and restore are shown."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pysqlite3.dbapi2 as pysqlite

from station.knowledge.lists import write_alerts, write_categories, write_shipments
from station.knowledge.writing import write_products, write_returns
from station.ledger.findings import Report
from station.ledger.ledger import Ledger
from station.ledger.verify import Progress, silent, verify
from station.model.goods import Alert, Category, ExpectedLine, Product, Shipment
from station.photos.store import PhotoStore
from tests.crash.worker import picture
from tests.ledger import builders

UNITS = 4


@dataclass(frozen=True)
class Station:
    """Where it is, and the SHA-256 of the photo of each unit, in order."""

    path: Path
    digests: tuple[str, ...]

    @property
    def database(self) -> Path:
        return self.path / "station.db"

    @property
    def photos(self) -> PhotoStore:
        return PhotoStore(self.path / "photos")

    def photo(self, number: int) -> Path:
        """The file of the photo of unit `number` (from 0)."""
        place = self.photos.path(self.digests[number])
        assert place is not None
        return place

    def verify(self, progress: Progress = silent) -> Report:
        return verify(self.database, self.path / "exports", self.photos.check, progress)

    def tamper(self, *statements: str, **values: object) -> None:
        """Changes the database as somebody with a database browser would; `values` are the statements' named parameters."""
        with closing(pysqlite.connect(str(self.database), isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement, values)

    def row(self, query: str) -> tuple[Any, ...]:
        with closing(pysqlite.connect(str(self.database))) as connection:
            found: tuple[Any, ...] = connection.execute(query).fetchone()
        return found


def make_station(path: Path) -> Station:
    """UNITS units, each received, photographed, graded and labelled: three facts each."""
    photos = PhotoStore(path / "photos")
    with builders.open_ledger(path) as ledger:
        _list(ledger)
        digests = tuple(photos.put(picture(Random(number))) for number in range(UNITS))
        for photo in digests:
            lpn = builders.plate(ledger.next_number("lpn"))
            ledger.append("I-01", [builders.received(lpn)])
            ledger.append("I-01", [builders.graded(lpn, photos=[photo]), builders.label(lpn)])
    return Station(path, digests)


def _list(ledger: Ledger) -> None:
    with ledger.writer.begin() as connection:
        write_products(
            connection, [Product("northwind", "YL-BLK-M", "Leggings", "Leggings", gtins=("4006381333931",), codes=("X0012ABCDE",))]
        )
        write_returns(connection, [ExpectedLine("northwind", "RMA-1", "1", "YL-BLK-M", tracking=("1Z999AA10123456784",), serial="A1|B2")])
        write_alerts(connection, [Alert("northwind", "rma", "RMA-1", "Call Ada", "hold")])
        write_categories(connection, [Category("", "Leggings", "apparel")])
        write_shipments(connection, [Shipment("northwind", "YL-BLK-M", "2026-W47", 120, "DE")])
