"""A file of any length needs the same memory: 20,000 rows against 2,000, and in the full form up to a million against 100,000."""

import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from station.exchange.imports import import_file
from station.knowledge.knowledge import Knowledge
from tests.exchange.files import raw_workbook, texts
from tests.ledger.builders import open_ledger

KEPT: Final = 400  # bytes that a row takes if it is kept: a list and its texts
ALLOWED: Final = 3 << 20  # caches that fill up, and batches that differ
_SHEET = "xl/worksheets/sheet1.xml"
_TEXTS = "xl/sharedStrings.xml"


def _csv(path: Path, rows: int) -> None:
    with path.open("w") as out:
        out.write("sku,title,price\n")
        out.writelines(f"SKU-{number:07d},Leggings black {number},{number % 90}.50\n" for number in range(rows))


def _json_lines(path: Path, rows: int) -> None:
    with path.open("w") as out:
        out.writelines(
            f'{{"sku":"SKU-{number:07d}","title":"Leggings black {number}","price":{number % 90}.50}}\n' for number in range(rows)
        )


def _workbook(path: Path, rows: int) -> None:
    """Its titles are shared texts, as Excel writes them."""
    path.write_bytes(raw_workbook(texts("sku", "title", "price")))
    with ZipFile(path) as old:
        parts = {name: old.read(name).decode() for name in old.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as new:
        for name in parts.keys() - {_SHEET, _TEXTS}:
            new.writestr(name, parts[name])
        _write(new, _TEXTS, parts, "</sst>", (f"<si><t>Leggings black {number}</t></si>" for number in range(rows)))
        _write(new, _SHEET, parts, "</sheetData>", map(_row, range(rows)))


def _write(archive: ZipFile, name: str, parts: dict[str, str], end: str, rows: Iterator[str]) -> None:
    before, behind = parts[name].split(end)
    with archive.open(name, "w", force_zip64=True) as out:
        out.write(before.encode())
        for row in rows:
            out.write(row.encode())
        out.write(f"{end}{behind}".encode())


def _row(number: int) -> str:
    text = f'<c t="inlineStr"><is><t>SKU-{number:07d}</t></is></c>'
    return f'<row r="{number + 2}">{text}<c t="s"><v>{number}</v></c><c><v>{number % 90}.5</v></c></row>'


def _peak(folder: Path, file: Path, rows: int) -> int:
    """The most bytes that Python held at once while this file was taken. The clock stands still, so batches are equally large."""
    with open_ledger(folder) as ledger, Knowledge(ledger.reader) as knowledge:
        tracemalloc.start()
        try:
            report = import_file("products", file, ledger=ledger, knowledge=knowledge, reports=folder)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert (report.added, report.refused) == (rows, 0)
    return peak


def _full(write: Callable[[Path, int], None], name: str, rows: int = 1_000_000) -> object:
    return pytest.param(write, rows // 10, rows, marks=[pytest.mark.prove, pytest.mark.timeout(1_500)], id=f"{name}, {rows} rows")


@pytest.mark.parametrize(
    ("write", "few", "many"),
    [
        pytest.param(_csv, 2_000, 20_000, id="csv"),
        pytest.param(_json_lines, 2_000, 20_000, id="json lines"),
        pytest.param(_workbook, 1_000, 10_000, id="workbook"),
        _full(_csv, "csv"),
        _full(_json_lines, "json lines"),
        _full(_workbook, "workbook", 300_000),
    ],
)
def test_that_a_file_ten_times_as_long_needs_no_more_memory(
    tmp_path: Path, write: Callable[[Path, int], None], few: int, many: int
) -> None:
    peaks = []
    for rows in (few, many):
        file = tmp_path / f"{rows}.file"
        write(file, rows)
        peaks.append(_peak(tmp_path / str(rows), file, rows))
    # A workbook keeps eight bytes for each shared text: where it ends in the file of texts.
    allowed = ALLOWED + (12 * many if write is _workbook else 0)
    assert allowed < KEPT * (many - few)
    assert peaks[1] - peaks[0] < allowed, peaks
