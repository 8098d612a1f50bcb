"""The kinds of export files: machines get every cell as it stands, people get none that a spreadsheet would run."""

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from station.errors import Refusal
from station.exchange.batches import Delivery
from station.exchange.flat import COLUMNS, NUMBERS
from station.ledger.digest import canonical
from station.spreadsheets.cells import for_people
from station.texts import word
from tests.exchange.outgoing import deliver, fact_rows
from tests.ledger.builders import graded

HOSTILE: Final = [
    "=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x", "   =1", "\u3000＝1", "\ufeff=1",
    "'=1", '"=1"', ";=1", "1,5", "00012", "1e5", "TRUE", "<f>1+1</f>", "&lt;f&gt;", "]]>", "a_x000D_b", "_x0041_", "\x00\x01\x1f", "\x0b",
    "\u2028", "\x85", "\ufffe\uffff", "Größe 🧦", " both ends ", "line\r\nend", 'DDE("cmd";"/C calc";"!A0")', "_x0041_x0042_", "_x0041\x00",
    "<r>", "<r>\x01</r>", '<r><t>a</t></r></is></c><c r="ZZ9"><f>1+1</f></c><c r="ZZ10" t="inlineStr"><is><r><t>b</t></r>',
]  # fmt: skip
_TEXTS: Final = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(HOSTILE)


def _file(delivery: Delivery, suffix: str) -> Path:
    (found,) = (file.path for file in delivery.files if file.path.name.endswith(f"{delivery.plan.last_seq:09d}{suffix}"))
    return found


def _csv(path: Path, encoding: str = "utf-8") -> list[list[str]]:
    return list(csv.reader(StringIO(path.read_bytes().decode(encoding), newline="")))


def _sheets(path: Path) -> Iterator[list[list[Any]]]:
    book = load_workbook(path)
    for sheet in book.worksheets:
        yield [[cell.value for cell in row] for row in sheet.iter_rows()]
    book.close()


def _column(rows: list[list[Any]], name: str = "title") -> list[Any]:
    return [row[COLUMNS.index(name)] for row in rows[1:]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("out")


@settings(deadline=None)  # each example waits for a disk
@given(st.lists(_TEXTS, min_size=1, max_size=8))
def test_that_any_text_reaches_machines_as_it_stands(folder: Path, titles: list[str]) -> None:
    delivery = deliver(folder, fact_rows(titles))
    lines = _file(delivery, ".jsonl").read_text(encoding="utf-8").split("\n")
    assert [json.loads(line)["payload"]["title"] for line in lines if line] == titles
    assert _column(_csv(_file(delivery, ".csv"))) == titles
    (sheet,) = _sheets(_file(delivery, ".xlsx"))
    assert [unescape(title or "") for title in _column(sheet)] == titles


@settings(deadline=None)  # each example waits for a disk
@given(st.lists(_TEXTS, min_size=1, max_size=8))
def test_that_no_cell_for_people_begins_like_a_formula_and_all_of_it_is_there(folder: Path, titles: list[str]) -> None:
    rows = _csv(_file(deliver(folder, fact_rows(titles, market="=1"), ["people-csv"]), ".people.csv"), "utf-8-sig")
    cells = _column(rows)
    assert cells == [for_people(title) for title in titles]
    assert [cell.removeprefix("'") if cell != title else cell for cell, title in zip(cells, titles, strict=True)] == titles
    begins = re.compile("[ \u00a0\u3000\ufeff]*[=+\\-@＝＋－＠\t\r\n]")
    assert [cell for row in rows for cell in row if begins.match(cell)] == []


def test_that_a_workbook_holds_no_formula_whatever_its_cells_begin_with(tmp_path: Path) -> None:
    path = _file(deliver(tmp_path, fact_rows(HOSTILE)), ".xlsx")
    with ZipFile(path) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode("utf-8")
        assert archive.testzip() is None
    assert "<f>" not in text
    assert "<f " not in text
    place = COLUMNS.index("title") + 1
    cells = [load_workbook(path).worksheets[0].cell(row, place) for row in range(2, len(HOSTILE) + 2)]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}


def test_that_numbers_are_numbers_and_codes_are_texts(tmp_path: Path) -> None:
    rows = fact_rows(["A"], price_paid="39.90", line="7") + fact_rows(["A"], price_paid="1234567890123456.78", value={"amount": "-5"})
    (sheet,) = _sheets(_file(deliver(tmp_path, rows), ".xlsx"))
    wanted = ("seq", "price_paid", "gtin", "line", "value")
    first, second = ([row[COLUMNS.index(name)] for name in wanted] for row in sheet[1:])
    assert first == [1, 39.9, "09521321000012", "7", None]
    assert second == [1, "1234567890123456.78", "09521321000012", "1", -5]
    assert set(COLUMNS) > NUMBERS


def test_that_the_row_of_titles_is_bold_and_stays_in_sight(tmp_path: Path) -> None:
    sheet = load_workbook(_file(deliver(tmp_path, fact_rows(["A"])), ".xlsx")).worksheets[0]
    assert tuple(cell.value for cell in sheet[1]) == COLUMNS
    assert all(cell.font.bold for cell in sheet[1])
    assert not any(cell.font.bold for cell in sheet[2])
    assert sheet.freeze_panes == "A2"


def test_that_what_one_sheet_cannot_hold_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = [f"T{number}" for number in range(1, 8)]
    monkeypatch.setattr("station.exchange.xlsx.ROWS", 4)
    path = _file(deliver(tmp_path, fact_rows(titles), page=2), ".xlsx")
    sheets = list(_sheets(path))
    assert load_workbook(path).sheetnames == ["facts", "facts 2", "facts 3"]
    assert [tuple(sheet[0]) for sheet in sheets] == [COLUMNS] * 3
    assert [_column(sheet) for sheet in sheets] == [["T1", "T2", "T3"], ["T4", "T5", "T6"], ["T7"]]


def test_that_a_sheet_that_grows_too_large_ends_before_its_last_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("station.exchange.xlsx._BYTES", 8_000)
    sheets = list(_sheets(_file(deliver(tmp_path, fact_rows(["A"] * 8), page=1), ".xlsx")))
    assert len(sheets) > 1
    assert sum(len(_column(sheet)) for sheet in sheets) == 8


def test_that_a_text_longer_than_a_cell_is_cut_in_the_workbook_only(tmp_path: Path) -> None:
    titles = ["a" * 32_767, "a" * 32_768, "🧦" * 16_383 + "ab"]
    delivery = deliver(tmp_path, fact_rows(titles))
    (sheet,) = _sheets(_file(delivery, ".xlsx"))
    assert _column(sheet) == ["a" * 32_767, "a" * 32_766 + "…", "🧦" * 16_383 + "…"]
    lines = _file(delivery, ".jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["payload"]["title"] for line in lines] == titles


def test_that_the_same_batch_again_gives_the_same_bytes_in_every_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = deliver(tmp_path / "one", fact_rows(HOSTILE), page=3)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    second = deliver(tmp_path / "two", fact_rows(HOSTILE), page=7)
    assert [(file.path.name, file.sha256) for file in first.files] == [(file.path.name, file.sha256) for file in second.files]
    with ZipFile(_file(first, ".xlsx")) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 31, 0, 0, 0)}
        dates = re.findall(r">([^<]+)</dcterms:(created|modified)>", archive.read("docProps/core.xml").decode("utf-8"))
    assert dates == [("2026-11-21T20:18:25Z", "created"), ("2026-11-21T20:18:25Z", "modified")]


def test_that_titles_for_people_are_words(tmp_path: Path) -> None:
    path = _file(deliver(tmp_path, fact_rows(["Größe"])), ".people.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    titles = _csv(path, "utf-8-sig")[0]
    assert titles == [word(f"EXPORT_COLUMN_{name}") for name in COLUMNS]
    assert len(set(titles)) == len(COLUMNS)


def test_that_serial_lot_and_expiry_come_from_the_return_or_from_the_bench(tmp_path: Path) -> None:
    traced = {"serial": "S-2", "imei": "490154203237518", "lot": "L2", "expiry": "2027-03-31", "best_before": "2027-02-28"}
    row = fact_rows(["A"])[0]
    judged = (*row[:4], "item.graded", *row[5:9], canonical(dict(graded(traced=traced).payload))[0], *row[10:])
    named = fact_rows(["A"], serial="S-1", traced=traced, style="YL-BLK")[0]
    rows = _csv(_file(deliver(tmp_path, [row, judged, named]), ".csv"))
    cells = [[line[COLUMNS.index(name)] for name in ("serial", "lot", "expiry", "imei", "best_before", "style")] for line in rows[1:]]
    assert cells == [
        ["", "", "", "", "", ""],
        ["S-2", "L2", "2027-03-31", "490154203237518", "2027-02-28", ""],
        ["S-1", "L2", "2027-03-31", "490154203237518", "2027-02-28", "YL-BLK"],
    ]


def test_that_the_columns_that_were_promised_stand_where_they_stood() -> None:
    promised = (
        "id", "station", "ledger", "seq", "at", "kind", "version", "actor", "lpn", "parcel", "digest", "rma", "order", "tracking", "client",
        "sku", "gtin", "title", "category", "market", "line", "route", "reason", "serial", "lot", "expiry", "quantity", "outcome",
        "disposition", "bin", "tote", "shelf", "decision", "corrects", "price_paid", "rubric", "policy", "grade", "grade_before", "seal",
        "because", "findings", "photos", "hold_for", "hold_reasons", "hold_due_at", "value", "currency", "ebay", "google", "amazon",
        "shopify", "cbv", "loop", "style", "imei", "best_before",
    )  # fmt: skip
    assert COLUMNS[: len(promised)] == promised


def test_that_a_format_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as raised:
        deliver(tmp_path, fact_rows(["A"]), ["csv", "pdf"])
    assert (raised.value.code, raised.value.params["known"]) == ("EXPORT_FORMAT", "jsonl, csv, xlsx, people-csv")
    assert list(tmp_path.iterdir()) == []
