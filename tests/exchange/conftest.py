"""A station that takes files: real folder, real database, and the sentences that a person would read."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from station.errors import StationError
from station.exchange.imports import ImportReport, import_file
from station.exchange.kinds import Kind
from station.knowledge.knowledge import Knowledge
from station.ledger.ledger import Ledger
from station.texts import Notice, notice
from tests.ledger.builders import open_ledger


@dataclass
class Desk:
    """Where files are handed in."""

    inbox: Path
    reports: Path
    ledger: Ledger
    knowledge: Knowledge

    def put(self, name: str, content: str | bytes) -> Path:
        """A file as somebody sent it; a text is written as UTF-8, its line ends as they stand."""
        path = self.inbox / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def take(self, kind: Kind, file: Path, **options: Any) -> ImportReport:
        """Import a file that is there."""
        return import_file(kind, file, ledger=self.ledger, knowledge=self.knowledge, reports=self.reports, **options)

    def products(self, content: str | bytes, **options: Any) -> ImportReport:
        """Import a products file of client northwind."""
        return self.take("products", self.put("products.csv", content), **({"client": "northwind"} | options))

    def returns(self, content: str | bytes, **options: Any) -> ImportReport:
        """Import a returns file of client northwind."""
        return self.take("returns", self.put("returns.csv", content), **({"client": "northwind"} | options))

    def hand_in(self, kind: Kind, content: str | bytes, **options: Any) -> ImportReport:
        """Import a file of any kind, of no client in particular."""
        return self.take(kind, self.put(f"{kind}.csv", content), **options)

    def refusal(self, kind: Kind, content: str | bytes, **options: Any) -> Notice:
        """What is said to whoever hands this file in; nothing of it is taken."""
        before = self.tables()
        with pytest.raises(StationError) as raised:
            self.take(kind, self.put(f"{kind}.csv", content), **({"client": "northwind"} | options))
        assert self.tables() == before
        return notice(raised.value)

    def tables(self) -> dict[str, list[Any]]:
        """All reference data, row by row."""
        names = (
            "products", "product_codes", "expected_lines", "expected_tracking", "expected_serials", "alerts", "categories", "shipments",
        )  # fmt: skip
        with self.ledger.reader.connect() as connection:
            return {name: list(connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1, 2, 3").all()) for name in names}  # noqa: S608


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with open_ledger(tmp_path / "station") as ledger, Knowledge(ledger.reader) as knowledge:
        yield Desk(inbox, tmp_path / "station" / "reports", ledger, knowledge)


def refused_rows(report: ImportReport) -> list[dict[str, str]]:
    """The report of refused rows as somebody's spreadsheet reads it."""
    if report.refused_file is None:
        return []
    with report.refused_file.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def refused_codes(report: ImportReport) -> list[tuple[int, str, str]]:
    """Line, column and code of every refused row."""
    return [(int(row["line"]), row["column"], row["code"]) for row in refused_rows(report)]
