"""Workbooks that people open: a text stays that very text in that very cell, whatever it looks like."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from station.clock import moment
from station.model.money import Money
from station.spreadsheets.books import add_page, add_table, book

ZONE = ZoneInfo("Europe/Berlin")
MARKUP = "<r><t>note</t></r></si><si><r><t>RELEASE at full price</t></r>"  # it once moved every text after it one cell on
BROKEN = "<r><b></r>"  # it once made the workbook unreadable


def read(data: bytes) -> list[list[object]]:
    (page,) = load_workbook(BytesIO(data)).worksheets
    return [[cell.value for cell in row] for row in page.iter_rows()]


@pytest.mark.parametrize("text", [MARKUP, BROKEN, "=1+1", "+49 30", "_x0041_", "a\rb", "https://example.org", "0001", "\x07bell"])
def test_that_a_text_reads_as_it_was_written_and_the_next_one_stays_in_its_own_cell(text: str) -> None:
    out = BytesIO()
    with book(out) as opened:
        add_table(opened, "Notes", ("note", "plate"), [(text, "U-1"), ("plain", "U-2")], ZONE)
    rows = read(out.getvalue())
    # openpyxl gives back the escapes of control characters as Excel stores them.
    assert rows[1][0] in (
        text,
        text.replace("\x07", "_x0007_").replace("\r", "_x000D_").replace("_x0041_", "_x005F_x0041_").replace("<r>", "_x003C_r>", 1),
    )
    assert [rows[0], rows[1][1], rows[2]] == [["note", "plate"], "U-1", ["plain", "U-2"]]


def test_that_numbers_days_times_and_money_are_what_they_are() -> None:
    out = BytesIO()
    cells = (7, Decimal("1.5"), Money(Decimal("59.00"), "EUR"), date(2026, 11, 21), moment("2026-11-21T20:18:25.123Z"), None)
    with book(out) as opened:
        add_table(opened, "Day: [1]", ("a", "b", "c", "d", "e", "f"), [cells], ZONE)
    rows = read(out.getvalue())
    assert rows[1][:4] == [7, 1.5, 59, datetime(2026, 11, 21)]  # noqa: DTZ001 -- a spreadsheet has no zones
    told = rows[1][4]
    assert isinstance(told, datetime)
    assert f"{told:%Y-%m-%d %H:%M}" == "2026-11-21 21:18"
    assert load_workbook(BytesIO(out.getvalue())).sheetnames == ["Day 1"]


def test_that_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    out = BytesIO()
    with book(out) as opened:
        add_page(opened, "x").write_string(0, 0, "x")
        add_table(opened, "long", ("a",), [("😀" * 20_000,)], ZONE)
    page = load_workbook(BytesIO(out.getvalue()))["long"]
    assert str(page["A2"].value).endswith("…")
