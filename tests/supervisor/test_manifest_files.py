"""The files of a manifest, read back as whoever receives them reads them: no cell is a formula, no word of a customer leaves."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from PIL import Image

from station.insight.manifest import manifest
from station.ledger.ledger import Ledger
from station.photos.store import PhotoStore
from station.supervisor.manifest_files import COLUMNS, UNIT_COLUMNS, ManifestWords, manifest_csv, manifest_xlsx, write_archive
from station.texts import named_finding, word
from tests.insight.stocked import lotted, unit
from tests.ledger.builders import open_ledger

MADE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FORMULAS = (
    '=HYPERLINK("http://example.com","a")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "＝1+1", "  =1+1", "<r><t>=1</t></r>", "http://example.com",
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "station") as opened:
        yield opened


def words(ledger: Ledger, lot: str = "L12", language: str = "en") -> ManifestWords:
    names = {"STAIN": "stain"}
    found = manifest(ledger.reader, lot)
    return ManifestWords(found, language, lambda code: names.get(code, code), MADE, ZoneInfo("Europe/Berlin"), "Leipzig", "B01")


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def sheets_of(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (2400, 1800), colour).save(out, "JPEG")
    return out.getvalue()


def test_that_the_csv_has_a_line_for_each_kind_of_unit(ledger: Ledger) -> None:
    plates = [unit(ledger, number, photos=[("a" * 64, "FRONT")]) for number in (1, 2)]
    lotted(ledger, "L12", *plates)
    data = manifest_csv(words(ledger))
    (row,) = rows_of(data)
    assert tuple(row) == COLUMNS
    assert row == {
        "lot": "L12", "client": "northwind", "sku": "YL-BLK-M", "gtin": "09521321000012", "title": "Legging, black, M",
        "condition": "used: stain", "grade": "B", "quantity": "2", "value_each": "20.00", "value": "40.00", "currency": "EUR",
        "plates": " | ".join(plates), "photos": " | ".join(f"photos/{lpn}_1_front.jpg" for lpn in plates),
    }  # fmt: skip


def test_that_the_workbook_has_lines_with_their_sum_units_and_what_the_lot_is(ledger: Ledger) -> None:
    lotted(ledger, "L12", unit(ledger, 1), unit(ledger, 2), unit(ledger, 3, price="100.00", currency="PLN", sku="OTHER"))
    sheets = sheets_of(manifest_xlsx(words(ledger)))
    assert list(sheets) == ["Manifest", "Units", "About this lot"]
    lines = sheets["Manifest"]
    quantity, value, currency = (COLUMNS.index(name) for name in ("quantity", "value", "currency"))
    assert [row[value] for row in lines[1:3]] == [100, 40]
    assert [(row[0], row[quantity], row[value], row[currency]) for row in lines[4:]] == [("Total", 3, 100, "PLN"), (None, None, 40, "EUR")]
    assert [row[0] for row in sheets["Units"][1:]] == ["B01-000003-X", "B01-000001-X", "B01-000002-X"]
    assert len(sheets["Units"][0]) == len(UNIT_COLUMNS)
    about = {row[0]: row[1] for row in sheets["About this lot"]}
    assert (about["Lot"], about["Units"], about["Made"]) == ("L12", "3", "22 Nov 2026, 10:30")


@pytest.mark.parametrize("text", FORMULAS)
def test_that_nothing_that_somebody_wrote_is_a_formula_or_a_link_in_either_file(ledger: Ledger, text: str) -> None:
    lotted(ledger, "L12", unit(ledger, 1, title=text, sku=text, gtin=text))
    (row,) = rows_of(manifest_csv(words(ledger)))
    assert row["title"].removeprefix("'") == text
    assert row["title"].startswith("'") == (text not in ("<r><t>=1</t></r>", "http://example.com"))
    book = load_workbook(BytesIO(manifest_xlsx(words(ledger))))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert [cell.value for cell in cells if cell.hyperlink] == []
    written = {text, text.replace("<r>", "_x003C_r>")}  # a spreadsheet reads both as the same text, this reader does not
    assert [cell.number_format for cell in book["Manifest"][2] if cell.value in written] == ["@", "@", "@"]


def test_that_neither_file_says_whose_return_it_was(ledger: Ledger) -> None:
    lotted(ledger, "L12", unit(ledger, 1, serial="SN-SECRET"))
    texts = [manifest_csv(words(ledger)).decode(), str(sheets_of(manifest_xlsx(words(ledger))))]
    assert [
        secret for secret in ("RMA-10023", "SO-88120", "003404341234", "too small", "SN-SECRET", "I-04") for text in texts if secret in text
    ] == []


def test_that_an_empty_lot_has_files_without_lines(ledger: Ledger) -> None:
    lpn = unit(ledger, 1)
    lotted(ledger, "L12", lpn)
    lotted(ledger, "L13", lpn)
    assert rows_of(manifest_csv(words(ledger))) == []
    lines = sheets_of(manifest_xlsx(words(ledger)))["Manifest"]
    assert [row[:1] for row in lines if row[0]] == [("Lot",), ("Total",)]


def test_that_the_archive_has_both_files_and_every_picture_that_they_name(ledger: Ledger, tmp_path: Path) -> None:
    photos = PhotoStore(tmp_path / "photos")
    digests = [photos.put(picture(colour)) for colour in ("red", "blue")]
    lpn = unit(ledger, 1, photos=[(digests[0], "FRONT"), (digests[1], "CLOSE")])
    lotted(ledger, "L12", lpn)
    heard: list[tuple[int, int]] = []
    out = tmp_path / "l12.zip"
    write_archive(out, words(ledger), photos, lambda done, total: heard.append((done, total)))
    with ZipFile(out) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        told = rows_of(archive.read("manifest-L12.csv"))[0]["photos"].split(" | ")
        with Image.open(BytesIO(archive.read(told[0]))) as shown:
            assert (shown.format, max(shown.size), dict(shown.getexif())) == ("JPEG", 1600, {})
    assert names == ["manifest-L12.csv", "manifest-L12.xlsx", *told]
    assert heard == [(1, 2), (2, 2)]
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_that_a_name_that_no_file_can_have_still_makes_files(ledger: Ledger, tmp_path: Path) -> None:
    lotted(ledger, "L:12+A", unit(ledger, 1))
    write_archive(tmp_path / "odd.zip", words(ledger, "L:12+A"), PhotoStore(tmp_path / "photos"))
    with ZipFile(tmp_path / "odd.zip") as archive:
        assert archive.namelist() == ["manifest-L-12-A.csv", "manifest-L-12-A.xlsx"]


def test_that_the_words_are_those_of_the_language_and_amounts_stay_exact(ledger: Ledger) -> None:
    lotted(ledger, "L12", unit(ledger, 1, price="1234.56"))
    told = ManifestWords(
        manifest(ledger.reader, "L12"), "de", lambda code: named_finding(code, "de"), MADE, ZoneInfo("UTC"), "Leipzig", "B01"
    )
    assert rows_of(manifest_csv(told))[0]["value"] == "1234.56"
    assert dict(told.about())[word("MANIFEST_WORTH", "de")] == "1.234,56 €"
    assert told.found.totals == {"EUR": Decimal("1234.56")}


def test_that_every_column_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    section = text.split("## Manifest of a lot")[1].split("\n## ")[0]
    assert [name for name in COLUMNS if f"`{name}`" not in section] == []
