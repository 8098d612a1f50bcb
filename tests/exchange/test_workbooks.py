"""Workbooks: which sheet, what else they carry, and those that are damaged, cut off or packed to do harm."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from station.errors import Refusal
from station.exchange import containers
from tests.exchange.conftest import Desk, refused_codes
from tests.exchange.files import CONTENT_TYPES, packed, raw_workbook, texts, workbook

PRODUCTS = [["sku", "title"], ["A", "one"]]


def _more_sheets(book: Workbook, _sheet: Worksheet) -> None:
    book.create_sheet("Empty")
    book.create_sheet("Prices").append(["sku", "price"])
    hidden = book.create_sheet("Lists")
    hidden.append(["sku"])
    hidden.append(["H"])
    hidden.sheet_state = "hidden"


def test_that_several_sheets_with_something_in_them_are_named_and_one_must_be_chosen(desk: Desk) -> None:
    content = workbook(*PRODUCTS, change=_more_sheets)
    said = desk.refusal("products", content)
    assert (said.code, "“Products”, “Prices”." in said.message) == ("WORKBOOK_SHEETS", True)
    report = desk.products(content, sheet="products")
    assert (report.sheet, report.added) == ("Products", 1)


def test_that_a_hidden_sheet_counts_only_when_it_is_named(desk: Desk) -> None:
    assert desk.products(workbook(*PRODUCTS, change=_more_sheets), sheet="Lists").added == 1
    said = desk.refusal("products", workbook(*PRODUCTS, change=_more_sheets), sheet="Stock")
    assert (said.code, "“Products”, “Empty”, “Prices”, “Lists”" in said.message) == ("WORKBOOK_SHEET_UNKNOWN", True)


def test_that_a_sheet_of_a_text_and_a_workbook_without_anything_are_refused(desk: Desk) -> None:
    assert desk.refusal("products", "sku\nA\n", sheet="Products").code == "WORKBOOK_IS_TEXT"
    assert desk.refusal("products", workbook()).code == "WORKBOOK_EMPTY"


def test_that_macros_and_links_are_neither_run_nor_followed_but_said(desk: Desk) -> None:
    content = raw_workbook(texts("sku"), texts("A"), kinds=["vbaProject", "externalLink"])
    report = desk.products(content)
    assert (report.added, report.remarks) == (1, ("IMPORT_MACROS", "IMPORT_LINKS"))


def test_that_shared_and_formatted_texts_are_read_without_how_they_are_pronounced(desk: Desk) -> None:
    content = raw_workbook(
        texts("sku", "title"),
        '<c t="s"><v>0</v></c><c t="s"><v>1</v></c>',
        '<c r="A3" t="s"><v>2</v></c><c r="B3" t="s"><v>0</v></c>',
        texts=[
            "<t>A</t>",
            "<r><t>東京</t></r><rPh><t>トウキョウ</t></rPh><r><t xml:space='preserve'> 駅_x000D_</t></r>",
            "<t>B_x0000_n</t>",
        ],
    )
    report = desk.products(content)
    assert (report.added, refused_codes(report)) == (1, [(3, "sku", "CELL_NOT_PRINTABLE")])
    assert desk.knowledge.products("A")[0].title == "東京 駅"


def test_that_every_text_of_a_large_list_is_found_again(desk: Desk) -> None:
    rows = [f'<c t="s"><v>{number}</v></c>' for number in range(1, 12_000)]
    content = raw_workbook('<c t="s"><v>0</v></c>', *rows, texts=["<t>sku</t>", *(f"<t>Größe {number}</t>" for number in range(1, 12_000))])
    assert desk.products(content).added == 11_999
    assert desk.knowledge.products("Größe 11999")


DAMAGED = {
    "no archive": b"PK\x03\x04\x14\x00\x06\x00rest of a workbook",
    "no parts": packed(CONTENT_TYPES),
    "no such text": raw_workbook(texts("sku"), texts("A"), texts=[]).replace(b"sharedStrings", b"sharedStringz"),
    "XML with a type definition": raw_workbook(texts("sku"), texts("A"), before='<!DOCTYPE x [<!ENTITY a "aaaa">]>'),
    "a cell beyond the last column": raw_workbook('<c r="ZZZZ1" t="inlineStr"><is><t>sku</t></is></c>'),
    "a text that has no number": raw_workbook('<c r="A1" t="s"><v>x</v></c>'),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_that_a_damaged_workbook_is_refused_with_a_sentence(desk: Desk, name: str) -> None:
    assert desk.refusal("products", DAMAGED[name]).code in {"WORKBOOK_DAMAGED", "WORKBOOK_BROKEN"}


def test_that_a_workbook_whose_bytes_were_changed_on_the_way_gives_no_row(desk: Desk) -> None:
    out = BytesIO()
    with ZipFile(BytesIO(workbook(["sku"], *([f"S-{number}"] for number in range(500))))) as old, ZipFile(out, "w", ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert desk.refusal("products", out.getvalue().replace(b">S-400<", b">S-4OO<")).code == "WORKBOOK_DAMAGED"


def test_that_a_text_that_is_missing_stops_the_import_at_its_row(desk: Desk) -> None:
    content = raw_workbook(texts("sku"), *[texts(f"S-{number}") for number in range(1_000)], '<c t="s"><v>7</v></c>')
    with pytest.raises(Refusal) as raised:
        desk.products(content)
    assert raised.value.code == "WORKBOOK_BROKEN"


def test_that_a_workbook_that_would_fill_the_disk_is_not_opened(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(CONTENT_TYPES, "x")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(64 << 20))
    assert desk.refusal("products", bomb.getvalue()).code == "WORKBOOK_TOO_LARGE"
    monkeypatch.setattr(containers, "MOST_PARTS", 3)
    assert desk.refusal("products", workbook(*PRODUCTS)).code == "WORKBOOK_TOO_LARGE"


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=20))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_that_whatever_a_workbook_holds_gives_rows_or_a_refusal(desk: Desk, changes: list[tuple[int, int]]) -> None:
    content = bytearray(workbook(*PRODUCTS))
    for place, byte in changes:
        content[place % len(content)] = byte
    try:
        desk.products(bytes(content))
    except Refusal as refusal:
        told = refusal.code.partition("_")[0]
    else:
        told = "FILE"
    assert told in {"WORKBOOK", "FILE", "HEADER", "ENCODING"}
