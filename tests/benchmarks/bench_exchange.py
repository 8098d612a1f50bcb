"""Files in and out at a million rows, each side in a process of its own, against the bare driver and the csv module."""

import csv
import json
import re
import resource
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import pysqlite3.dbapi2 as pysqlite
from biip.checksums import gs1_standard_check_digit
from openpyxl import Workbook, load_workbook

from station.clock import SystemClock
from station.exchange.batches import KINDS
from station.exchange.export import FolderExport
from station.exchange.flat import COLUMNS
from station.exchange.imports import import_file
from station.knowledge.knowledge import Knowledge
from station.ledger.ledger import Ledger
from station.ledger.rows import COLUMNS as FACT_COLUMNS
from station.ledger.rows import INSERT, SELECT
from station.ledger.selection import Selection
from station.store.folder import DataFolder
from tests.benchmarks.rows import Row
from tests.ledger.builders import graded

MANY: Final = 1_000_000
FEW: Final = 100_000
SHEET: Final = 20_000  # as many as the peer's workbook takes in a bearable time
CLIENTS: Final = 10

_HEADER: Final = ("client", "sku", "gtin", "title", "category", "price", "currency", "bin", "weight_g", "has_battery")
_RUBRICS: Final = ("apparel", "general")
_PRODUCTS: Final = "INSERT INTO products (client, sku, title, category, price, currency, bin, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_CODES: Final = "INSERT INTO product_codes (code, client, sku) VALUES (?, ?, ?)"
_BODY: Final = '{"attributes":{"has_battery":false},"gtins":["0%s"],"weight_g":300}'
# Where in a payload the columns of the CSV lie that are not simply a key of that name.
_PATHS: Final = {
    "seal": "seal.state", "grade_before": "from", "value": "value.amount", "currency": "value.currency", "hold_for": "reasons[0].for",
    "hold_reasons": "reasons[0].reason", "hold_due_at": "reasons[0].due_at",
    **{name: f"condition.{name}" for name in ("ebay", "google", "amazon", "shopify", "cbv", "loop")},
}  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """How long the work took, and the most memory that its process ever held (MiB)."""

    seconds: float
    peak: float


def bench_import_of_products(folder: Path) -> Iterator[Row]:
    """PERFORMANCE.md: import of 1 M products from CSV over csv.reader + executemany into the same tables, memory flat."""
    many, few = _products_file(folder / "many.csv", MANY), _products_file(folder / "few.csv", FEW)
    for name in ("ours", "few", "bare"):
        DataFolder.open_writing(folder / name, SystemClock()).close()
    ours, bare = _apart(_import, folder / "ours", many), _apart(_bare_import, folder / "bare", many)
    again, small = _apart(_import, folder / "ours", many), _apart(_import, folder / "few", few)
    measured = "over csv.reader + executemany into the same tables, one transaction"
    yield Row("import of 1 M products", measured, "≤ 3 ×", ours.seconds, bare.seconds, "s")
    yield Row("the same file again, nothing changes", measured, "–", again.seconds, bare.seconds, "s")
    yield Row("memory of an import", "peak at 1 M rows over peak at 100 k", "≤ 1.2 ×", ours.peak, small.peak, "MiB")


def bench_import_of_other_forms(folder: Path) -> Iterator[Row]:
    """The same products as JSON Lines and as a workbook, over the usual library for each + executemany into the same tables."""
    for form, rows, write, bare, measured in (
        ("jsonl", FEW, _json_file, _json_products, "json.loads a line"),
        ("xlsx", SHEET, _workbook_file, _sheet_products, "openpyxl, read_only"),
    ):
        file = write(folder / f"products.{form}", rows)
        for side in ("ours", "bare"):
            DataFolder.open_writing(folder / form / side, SystemClock()).close()
        ours, theirs = _apart(_import, folder / form / "ours", file), _apart(_bare_rows, folder / form / "bare", file, bare)
        name, over = f"import of {rows // 1000} k products, {form}", f"over {measured} + executemany into the same tables"
        yield Row(name, over, "≤ 3 ×", ours.seconds, theirs.seconds, "s")
        yield Row(f"memory of an import, {form}", "peak over that of the other side", "–", ours.peak, theirs.peak, "MiB")


def bench_export_of_units(folder: Path) -> Iterator[Row]:
    """PERFORMANCE.md: export of 1 M units over the same query written by the bare driver + csv, memory flat."""
    _graded_units(folder / "many", MANY)
    _graded_units(folder / "few", FEW)
    for name, query in (("jsonl", SELECT), ("csv", _flat_query())):
        ours = _apart(_export, folder / "many", name)
        bare = _apart(_bare_export, folder / "many", query)
        small = _apart(_export, folder / "few", name)
        yield Row(
            f"export of 1 M units, {name}", "over the same query by the bare driver + csv.writer", "≤ 3 ×", ours.seconds, bare.seconds, "s"
        )
        yield Row(f"memory of an export, {name}", "peak at 1 M units over peak at 100 k", "≤ 1.2 ×", ours.peak, small.peak, "MiB")
    ours, bare = _apart(_export, folder / "many", "jsonl", "client-3"), _apart(_bare_export, folder / "many", SELECT, "client-3")
    measured = "over the same query by the bare driver + csv.writer"
    yield Row("export of one client of ten, jsonl", f"{measured}, out of 1 M units", "≤ 3 ×", ours.seconds, bare.seconds, "s")


def bench_export_of_workbooks(folder: Path) -> Iterator[Row]:
    """XLSX beside a library that builds workbooks from the same query row by row; memory flat."""
    _graded_units(folder / "many", 5 * SHEET)
    _graded_units(folder / "few", SHEET)
    many, few = _apart(_export, folder / "many", "xlsx"), _apart(_export, folder / "few", "xlsx")
    bare = _apart(_bare_workbook, folder / "few")
    measured = "over the same query by the bare driver + openpyxl, write_only"
    yield Row(f"export of {SHEET // 1000} k units, xlsx", measured, "≤ 1 ×", few.seconds, bare.seconds, "s")
    yield Row(
        "memory of an export, xlsx", f"peak at {SHEET // 200} k units over peak at {SHEET // 1000} k", "≤ 1.2 ×", many.peak, few.peak, "MiB"
    )


def _apart(work: Callable[..., None], *given: object) -> Measured:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, work, given).result()


def _measured(work: Callable[..., None], given: tuple[Any, ...]) -> Measured:
    begun = perf_counter()
    work(*given)
    return Measured(perf_counter() - begun, _peak())


def _peak() -> float:
    status = Path("/proc/self/status")
    if status.exists():  # Linux: what getrusage tells there began with the memory of the parent
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))[1]) / 2**10  # type: ignore[index]  # always there
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def _products(rows: int) -> Iterator[tuple[str, ...]]:
    for number in range(rows):
        gtin = f"400{number * 7919 % 1_000_000_000:09d}"  # not in the order of the SKUs, as with real ones
        gtin += str(gs1_standard_check_digit(gtin))
        price = f"{number % 90 + 5}.{number % 100:02d}"
        title, place = f"Leggings, black, size {number % 9}", f"A-{number % 99:02d}"
        yield "northwind", f"SKU-{number:07d}", gtin, title, "apparel", price, "EUR", place, "300", "no"


def _products_file(path: Path, rows: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(chain([_HEADER], _products(rows)))
    return path


def _json_file(path: Path, rows: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(dict(zip(_HEADER, row, strict=True))) + "\n" for row in _products(rows))
    return path


def _workbook_file(path: Path, rows: int) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Products")
    for row in chain([_HEADER], _products(rows)):
        sheet.append(row)
    book.save(path)
    return path


def _import(station: Path, file: Path) -> None:
    with DataFolder.open_writing(station, SystemClock()) as folder:
        writer, reader = folder.writer(), folder.reader()
        with Knowledge(reader) as knowledge:
            ledger = Ledger(writer, reader, SystemClock())
            report = import_file("products", file, ledger=ledger, knowledge=knowledge, reports=station / "reports", rubrics=_RUBRICS)
        assert report.rows == report.accepted + report.unchanged
        writer.dispose()
        reader.dispose()


def _bare_import(station: Path, file: Path) -> None:
    _bare_rows(station, file, _csv_products)


def _bare_rows(station: Path, file: Path, read: Callable[[Path], Iterator[Sequence[Any]]]) -> None:
    db = _bare(station)
    db.execute("BEGIN IMMEDIATE")
    rows = read(file)
    while page := list(islice(rows, 500)):
        db.executemany(_PRODUCTS, [(row[0], row[1], *row[3:8], _BODY % row[2]) for row in page])
        db.executemany(_CODES, [(f"0{row[2]}", row[0], row[1]) for row in page])
        db.executemany(_CODES, [(f"sku:{row[1]}", row[0], row[1]) for row in page])
    db.execute("COMMIT")
    db.close()


def _csv_products(file: Path) -> Iterator[Sequence[Any]]:
    with file.open(encoding="utf-8", newline="") as text:
        rows = csv.reader(text)
        next(rows)
        yield from rows


def _json_products(file: Path) -> Iterator[Sequence[Any]]:
    with file.open(encoding="utf-8") as text:
        for line in text:
            row = json.loads(line)
            yield [row[name] for name in _HEADER]


def _sheet_products(file: Path) -> Iterator[Sequence[Any]]:
    book = load_workbook(file, read_only=True)
    yield from islice(book["Products"].iter_rows(values_only=True), 1, None)
    book.close()


def _graded_units(station: Path, units: int) -> None:
    """A folder with so many `item.graded` of ten clients in turn; the digests play no part here, so they are made up."""
    DataFolder.open_writing(station, SystemClock()).close()
    units_of = [dict(graded(photos=["a" * 64], client=f"client-{number}").payload) for number in range(CLIENTS)]
    payloads = [json.dumps(payload, sort_keys=True, separators=(",", ":")) for payload in units_of]
    context = json.dumps({"order": "SO-88120", "rma": "RMA-10023", "salt": "0" * 32, "tracking": None})
    db = _bare(station)
    db.execute("BEGIN IMMEDIATE")
    db.executemany(INSERT, (
        (seq, f"B01:7f3a9c:{seq}", "B01", "7f3a9c", "item.graded", 1, "2026-11-21T20:18:25.123Z", "I-04", f"B01-{seq:06d}-X",
         payloads[seq % CLIENTS], context, "b" * 64, f"{seq:064x}")
        for seq in range(1, units + 1)
    ))  # fmt: skip
    db.executemany(_PRODUCTS, [(f"client-{number}", "S", "", "", "", "", "", "{}") for number in range(CLIENTS)])
    db.execute("COMMIT")
    db.close()


def _export(station: Path, form: str, client: str | None = None) -> None:
    with DataFolder.open_writing(station, SystemClock()) as folder:
        writer, reader = folder.writer(), folder.reader()
        ledger = Ledger(writer, reader, SystemClock())
        (batch,) = FolderExport(ledger, folder.exports, client or form, formats=[form], client=client).run()
        assert batch.acknowledged * (CLIENTS if client else 1) >= batch.plan.last_seq
        writer.dispose()
        reader.dispose()


def _bare_export(station: Path, query: str, client: str | None = None) -> None:
    db = _bare(station)
    where, params = Selection(KINDS).where()
    if client:
        where, params = f"{where} AND payload ->> '$.client' = ?", (*params, client)
    with (station / "bare.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(db.execute(f"{query} WHERE seq > 0{where} ORDER BY seq", params))
    db.close()


def _bare_workbook(station: Path) -> None:
    db = _bare(station)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("facts")
    sheet.append(COLUMNS)
    for row in db.execute(f"{_flat_query()} ORDER BY seq"):
        sheet.append(row)
    book.save(station / "bare.xlsx")
    db.close()


def _flat_query() -> str:
    """The columns of our CSV, taken out of the JSON by SQLite itself."""
    columns: list[str] = []
    for name in COLUMNS:
        if name in FACT_COLUMNS:
            columns.append(name)
        elif name in ("rma", "order", "tracking"):
            columns.append(f"context ->> '$.{name}'")
        else:
            columns.append("subject" if name == "lpn" else f"payload ->> '$.{_PATHS.get(name, name)}'")
    return f"SELECT {', '.join(columns)} FROM facts"  # noqa: S608 -- made of constants


def _bare(station: Path) -> Any:
    db = pysqlite.connect(str(station / "station.db"), isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        db.execute(f"PRAGMA {pragma}").fetchall()
    return db
