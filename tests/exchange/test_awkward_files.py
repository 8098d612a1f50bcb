"""Files as they really arrive: of each, how many rows are taken and which are refused for what. Taken again, no file changes anything."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.worksheet.worksheet import Worksheet

from station.exchange.kinds import Kind
from station.exchange.mapping import NO_MAPPING, Format, Mapping
from tests.exchange.conftest import Desk, refused_codes, refused_rows
from tests.exchange.files import json_lines, raw_workbook, texts, workbook

SHOES = "sku,title,price\nA,Größe 38,12.50\nB,Größe 39,13.00\n"
COMMA = Mapping(format=Format(decimal=","))


@dataclass(frozen=True)
class Awkward:
    """A file, how it is declared, what is added by it, and (line, column, code) of every row that is not."""

    content: bytes
    added: int
    refused: tuple[tuple[int, str, str], ...] = ()
    kind: Kind = "products"
    mapping: Mapping = NO_MAPPING


def _hidden(_book: Workbook, sheet: Worksheet) -> None:
    sheet.row_dimensions[2].hidden = True


def _merged_title(_book: Workbook, sheet: Worksheet) -> None:
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:B3")


def _of_1904(book: Workbook, _sheet: Worksheet) -> None:
    book.epoch = MAC_EPOCH


FILES: dict[str, Awkward] = {
    "a byte order mark": Awkward(SHOES.encode("utf-8-sig"), 2),
    "UTF-16 LE with mark": Awkward(b"\xff\xfe" + SHOES.encode("utf-16-le"), 2),
    "UTF-16 BE with mark": Awkward(b"\xfe\xff" + SHOES.encode("utf-16-be"), 2),
    "UTF-16 LE without mark": Awkward(SHOES.encode("utf-16-le"), 2),
    "UTF-16 BE without mark": Awkward(SHOES.encode("utf-16-be"), 2),
    "Windows-1252": Awkward(SHOES.encode("cp1252"), 2),
    "semicolons": Awkward(SHOES.replace(",", ";").encode(), 2),
    "tabs": Awkward(SHOES.replace(",", "\t").encode(), 2),
    "pipes, declared": Awkward(SHOES.replace(",", "|").encode(), 2, mapping=Mapping(format=Format(delimiter="|"))),
    "sep=; before the header": Awkward(b"sep=;\r\nsku;title\r\nA;one, two\r\n", 1),
    "quotes over lines": Awkward(b'sku,title,price\nA,"two\nlines ""quoted""",1.00\nB,x,dear\n', 1, ((4, "price", "CELL_MONEY"),)),
    "a quote that is never closed": Awkward(b'sku,title\nA,"open\nB,fine\nC,"fine, too"\n', 2, ((2, "", "ROW_QUOTES"),)),
    "text behind a closing quote": Awkward(b'sku,title\nA,"one" two\nB,12" ruler\n', 1, ((2, "", "ROW_QUOTES"),)),
    "12,50 and 12.50 where the point counts": Awkward(b'sku,price\nA,12.50\nB,"12,50"\n', 1, ((3, "price", "CELL_DECIMAL"),)),
    "12,50 and 12.50 where the comma counts": Awkward(b"sku;price\nA;12,50\nB;12.50\n", 1, ((3, "price", "CELL_DECIMAL"),), mapping=COMMA),
    "1.234,50 undeclared": Awkward(b"sku;price\nA;1.234,50\nB;1.234\n", 0, ((2, "price", "CELL_DECIMAL"), (3, "price", "CELL_THOUSANDS"))),
    "1.234,50 declared": Awkward(b"sku;price\nA;1.234,50\n", 1, mapping=Mapping(format=Format(decimal=",", thousands="."))),
    "empty lines and trailing empty columns": Awkward(b"\n\nsku,title,,\n\nA,one,,\n,,,\n\nB,two,,\n\n", 2),
    "duplicate keys": Awkward(b"sku,title\nA,first\nB,other\na,lower\nA,second\n", 3, ((5, "", "ROW_TWICE"),)),
    "CR, LF and CRLF in one file": Awkward(b"sku,title\rA,one\nB,two\r\nC,three\rD,four", 4),
    "a title above the header": Awkward(b"Products of the week\nas of 2026-11-21\n\nsku,title,price\nA,one,1.00\nB,two,dear\n", 1, (
        (6, "price", "CELL_MONEY"),
    )),
    "a file that was cut off": Awkward(b"sku,title,bin\nA,one,B-1\nB,tw", 1, ((3, "", "ROW_SHORT"),)),
    "formulas as cells": Awkward(b"sku,title,weight_g\nA,=1+1,300\n=HYPERLINK(0),+x,@SUM(1)\n", 1, ((3, "weight_g", "CELL_NUMBER"),)),
    "a GTIN that a spreadsheet has rounded": Awkward(b"sku,gtin\nA,4.00638E+12\nB,12345678905\nC,012345678905\n", 1, (
        (2, "gtin", "CELL_GTIN_EXPONENT"), (3, "gtin", "CELL_GTIN_ZEROS"),
    )),
    "a workbook": Awkward(workbook(["sku", "title", "price"], ["A", "Größe 38", 12.5], ["B", "two\nlines", 13]), 2),
    "a workbook whose texts are numbers and whose numbers are texts": Awkward(
        workbook(["sku", "gtin", "price", "weight_g"], [1001, 4006381333931, "12,50", "300"], ["1002", "4006381333931", 12.5, 300.0]), 2,
        mapping=COMMA,
    ),
    "a workbook with a title and merged cells": Awkward(
        workbook(["Products, 2026-11-21"], [], ["Goods", "", "Money"], ["sku", "title", "price"], ["A", "x", 1.5], change=_merged_title), 1
    ),
    "a workbook with hidden rows, empty rows and empty columns": Awkward(
        workbook(["sku", "title", None, None], ["A", "one", None, None], [], ["", "", ""], ["B", "two", None, None], change=_hidden), 2
    ),
    "a workbook with formulas": Awkward(raw_workbook(
        texts("sku", "title", "price"),
        texts("A", "kept") + "<c><f>1+1</f><v>2</v></c>",
        texts("B", "never stored") + "<c><f>1+1</f></c>",
        texts("C", "never stored") + "<c><f>1+1</f><v/></c>",
        texts("D", "not found") + '<c t="e"><f>VLOOKUP(1,X,2)</f><v>#N/A</v></c>',
        '<c t="str"><f>"E"</f><v>E</v></c><c t="str"><f>""</f><v></v></c><c><v>1.5</v></c>',
    ), 2, ((3, "price", "CELL_FORMULA"), (4, "price", "CELL_FORMULA"), (5, "price", "CELL_ERROR"))),
    "a workbook with GTINs as numbers": Awkward(raw_workbook(
        texts("sku", "gtin"),
        texts("A") + "<c><v>9521320000002</v></c>",
        texts("B") + "<c><v>9.521320000002E12</v></c>",
        texts("C") + "<c><v>12345678905</v></c>",
        texts("D", "9.52132E+12"),
        texts("E") + "<c><v>1.2345678901234568E+17</v></c>",
    ), 2, ((4, "gtin", "CELL_GTIN_ZEROS"), (5, "gtin", "CELL_GTIN_EXPONENT"), (6, "gtin", "CELL_DIGITS_LOST"))),
    "a workbook with dates": Awkward(workbook(
        ["rma", "sku", "requested_at", "delivered_at"],
        ["R-1", "A", date(2026, 11, 21), datetime(2026, 11, 21, 20, 18, 25)],  # noqa: DTZ001 -- workbooks know no zones
        ["R-2", "A", 46347, None],
        ["R-3", "A", "2026-11-21", "21.11.2026"],
        ["R-4", date(2026, 3, 1), None, None],
    ), 1, ((3, "requested_at", "CELL_DATE_NUMBER"), (4, "delivered_at", "CELL_DATE"), (5, "sku", "CELL_IS_DATE")), kind="returns"),
    "a workbook that counts its days from 1904": Awkward(
        workbook(["rma", "sku", "requested_at"], ["R-1", "A", date(2026, 11, 21)], change=_of_1904), 1, kind="returns"
    ),
    "a workbook with something in a column without a name": Awkward(
        workbook(["sku", "title"], ["A", "one"], ["B", "two", None, "x"]), 1, ((3, "", "ROW_BEYOND"),)
    ),
    "a workbook whose header has one name for two columns": Awkward(
        workbook(["sku", "price", None], ["A", 1, 2], ["B", 3], change=lambda _, sheet: sheet.merge_cells("B1:C1")), 1,
        ((2, "", "ROW_BEYOND"),),
    ),
    "JSON Lines": Awkward(json_lines(
        '{"sku": "A", "gtin": ["4006381333931", "96385074"], "price": 12.50, "has_battery": true}',
        '{"sku": "B", "title": "later named", "price": null}',
        '{"sku": "C", "title": "cut o',
        '{"sku": "D", "title": {"de": "Hose", "sizes": [1, 2]}}',
        '["E"]',
        '{"sku": "F", "sku": "G"}',
        "",
        '{"sku": 1007, "price": 1.234, "gtin": 4006381333931}',
        '{"sku": "H\\u0000n1"}',
        '{"sku": "I", "price": NaN}',
    ), 3, (
        (3, "", "ROW_JSON"), (4, "title", "CELL_NESTED"), (5, "", "ROW_JSON"), (6, "", "ROW_JSON_TWICE"), (9, "", "ROW_JSON"),
        (10, "price", "CELL_ERROR"),
    )),
    "JSON Lines in UTF-16 where the comma counts": Awkward(
        '{"sku": "A", "price": 12.5}\r\n{"sku": "B", "price": "12,50"}\r\n{"sku": "C", "price": "12.50"}\r\n'.encode("utf-16"), 2,
        ((3, "price", "CELL_DECIMAL"),), mapping=COMMA,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_that_an_awkward_file_is_taken_row_by_row(desk: Desk, name: str) -> None:
    awkward = FILES[name]
    file = desk.put("awkward", awkward.content)
    report = desk.take(awkward.kind, file, mapping=awkward.mapping, client="northwind")
    assert (report.added, tuple(refused_codes(report))) == (awkward.added, awkward.refused)
    assert report.rows == report.added + len(awkward.refused)
    before = desk.tables()
    again = desk.take(awkward.kind, file, mapping=awkward.mapping, client="northwind")
    assert (again.added, again.changed, again.unchanged, again.refused) == (0, 0, awkward.added, len(awkward.refused))
    assert desk.tables() == before


REFUSED: dict[str, tuple[bytes, str]] = {
    "duplicate headers": (b"sku,title,Title\nA,one,two\n", "HEADER_TWICE"),
    "NUL bytes": (b"sku,title\nA,o\0ne\n", "FILE_HAS_NUL"),
    "a damaged UTF-8 file": ("sku,title\nA,größer\nB,gr".encode() + b"\xf6\xdf\n", "ENCODING_UNKNOWN"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_that_a_file_whose_columns_or_bytes_are_wrong_is_refused_as_a_whole(desk: Desk, name: str) -> None:
    content, code = REFUSED[name]
    assert desk.refusal("products", content).code == code


def test_that_names_and_amounts_are_the_same_from_every_file(desk: Desk) -> None:
    for name in ("Windows-1252", "UTF-16 BE without mark", "a workbook"):
        desk.products(FILES[name].content)
        (product,) = desk.knowledge.products("A")
        assert (product.title, product.price) == ("Größe 38", Decimal("12.5"))


def test_that_numbers_of_a_workbook_keep_their_digits(desk: Desk) -> None:
    desk.products(FILES["a workbook with GTINs as numbers"].content)
    assert [product.gtins for sku in "AB" for product in desk.knowledge.products(sku)] == [("09521320000002",)] * 2
    desk.products(raw_workbook(texts("sku", "price"), texts("P") + "<c><v>19.989999999999998</v></c>", texts("Q") + "<c><v>5E-1</v></c>"))
    assert [product.price for sku in "PQ" for product in desk.knowledge.products(sku)] == [Decimal("19.99"), Decimal("0.50")]


def test_that_what_is_no_text_is_shown_in_the_report_as_it_stands_in_the_file(desk: Desk) -> None:
    report = desk.products(FILES["a workbook with formulas"].content)
    assert [row["value"] for row in refused_rows(report)] == ["", "", "#N/A"]
    report = desk.products(FILES["a workbook with GTINs as numbers"].content)
    assert [row["value"] for row in refused_rows(report)] == ["12345678905", "9.52132E+12", "123456789012346000"]


def test_that_dates_of_a_workbook_are_dates_wherever_it_counts_from(desk: Desk) -> None:
    for name in ("a workbook with dates", "a workbook that counts its days from 1904"):
        desk.returns(FILES[name].content)
        assert desk.knowledge.by_rma("R-1")[0].requested_at == "2026-11-21"
    desk.returns(FILES["a workbook with dates"].content, mapping=Mapping(format=Format(zone="Europe/Berlin", date="%d.%m.%Y")))
    assert desk.knowledge.by_rma("R-1")[0].delivered_at == "2026-11-21T19:18:25.000Z"


def test_that_numbers_of_json_are_exact_and_lists_are_several(desk: Desk) -> None:
    desk.products(FILES["JSON Lines"].content)
    (product,) = desk.knowledge.products("A")
    assert (product.gtins, product.price, product.attributes) == (
        ("04006381333931", "00000096385074"),
        Decimal("12.50"),
        {"has_battery": True},
    )
    assert desk.knowledge.products("1007")[0].price == Decimal("1.234")


def test_that_a_cell_that_looks_like_a_formula_is_taken_verbatim_and_escaped_in_the_report(desk: Desk) -> None:
    report = desk.products(FILES["formulas as cells"].content)
    assert desk.knowledge.products("A")[0].title == "=1+1"
    assert [row["value"] for row in refused_rows(report)] == ["'@SUM(1)"]


def test_that_the_report_says_where_the_header_was_found(desk: Desk) -> None:
    report = desk.products(FILES["a title above the header"].content)
    assert (report.header_line, report.above) == (4, 2)
    report = desk.products(FILES["a workbook with a title and merged cells"].content)
    assert (report.form, report.sheet, report.header_line, report.above) == ("xlsx", "Products", 4, 2)
