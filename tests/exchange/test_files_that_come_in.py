"""Files as other systems write them: encodings, delimiters, quotes, line ends. What was taken, what was refused, and where."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.errors import Fault, Refusal
from station.exchange.mapping import Format, Mapping
from station.exchange.products import ProductRows
from station.exchange.records import Broken
from station.exchange.refused import MOST_ROWS
from station.exchange.seen import Seen
from tests.exchange.conftest import Desk, refused_codes

SHOES = "sku,gtin,title,price\nSH-1,4006381333931,Schuhe größer,12.50\nSH-2,,Schuhe weiß,13.00\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (SHOES.encode("utf-8"), "utf-8"),
        (SHOES.encode("utf-8-sig"), "utf-8-sig"),
        (SHOES.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + SHOES.encode("utf-16-be"), "utf-16"),
        (SHOES.encode("utf-16-le"), "utf-16-le"),
        (SHOES.encode("utf-16-be"), "utf-16-be"),
        (SHOES.encode("cp1252"), "cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 with mark", "utf-16 big", "utf-16 without mark", "utf-16 big without mark", "windows-1252"],
)
def test_that_every_encoding_gives_the_same_names(desk: Desk, content: bytes, encoding: str) -> None:
    report = desk.products(content)
    assert (report.encoding, report.added, report.refused) == (encoding, 2, 0)
    assert [product.title for sku in ("SH-1", "SH-2") for product in desk.knowledge.products(sku)] == ["Schuhe größer", "Schuhe weiß"]


def test_that_a_declared_encoding_is_taken_at_its_word(desk: Desk) -> None:
    mapping = Mapping(format=Format(encoding="cp850"))
    assert desk.products(SHOES.encode("cp850"), mapping=mapping).encoding == "cp850"
    assert desk.knowledge.products("SH-1")[0].title == "Schuhe größer"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_that_delimiter_and_line_ends_are_found(desk: Desk, delimiter: str, end: str) -> None:
    report = desk.products(SHOES.replace(",", delimiter).replace("\n", end))
    assert (report.delimiter, report.rows, report.added, report.refused) == (delimiter, 2, 2, 0)


def test_that_the_line_that_excel_writes_before_the_header_is_understood(desk: Desk) -> None:
    report = desk.products("sep=;\r\nsku;title\r\nA;one, with a comma\r\n")
    assert (report.delimiter, report.added) == (";", 1)
    assert desk.knowledge.products("A")[0].title == "one, with a comma"


def test_that_a_comma_inside_semicolon_names_does_not_decide_the_delimiter(desk: Desk) -> None:
    report = desk.products('sku;"title"\nA;"x,y,z"\nB;"p,q,r"\n')
    assert (report.delimiter, report.added) == (";", 2)


def test_that_quotes_go_over_lines_and_line_numbers_stay_those_of_an_editor(desk: Desk) -> None:
    report = desk.products('sku,title,price\nA,"two\nlines ""quoted""",1.00\nB,plain,wrong\nC,"x\r\n\r\ny",3.00\nD,,also wrong\n')
    assert (report.rows, report.added, report.refused) == (4, 2, 2)
    assert refused_codes(report) == [(4, "price", "CELL_MONEY"), (8, "price", "CELL_MONEY")]
    assert desk.knowledge.products("A")[0].title == 'two lines "quoted"'


def test_that_a_quote_that_is_never_closed_costs_its_own_line_only(desk: Desk) -> None:
    report = desk.products('sku,title\nA,"never closed\nB,fine\nC,"also fine"\nD,fine\n')
    assert (report.rows, report.added, report.refused) == (4, 3, 1)
    assert refused_codes(report) == [(2, "", "ROW_QUOTES")]


def test_that_a_quote_open_at_the_end_of_a_long_file_costs_its_own_line_only(desk: Desk) -> None:
    lines = ["sku,title", 'A,"never closed', *(f"S-{number},plain" for number in range(5_000))]
    report = desk.products("\n".join(lines))
    assert (report.added, report.refused) == (5_000, 1)


def test_that_text_behind_a_closing_quote_refuses_the_row(desk: Desk) -> None:
    report = desk.products('sku,title\nA,"one" two\nB,12" ruler\n')
    assert refused_codes(report) == [(2, "", "ROW_QUOTES")]
    assert desk.knowledge.products("B")[0].title == '12" ruler'


def test_that_blank_lines_and_rows_of_empty_cells_are_no_rows(desk: Desk) -> None:
    report = desk.products("\n\nsku,title\n\nA,one\n,\n\nB,two\n\n")
    assert (report.rows, report.added, report.refused) == (2, 2, 0)


def test_that_rows_of_another_width_are_refused_but_empty_cells_beyond_the_header_are_not(desk: Desk) -> None:
    report = desk.products("sku,title,bin\nA,one,B-1,,\nB,two,B-2,3\nC,three\nD,four,B-4\n")
    assert (report.added, report.refused) == (2, 2)
    assert refused_codes(report) == [(3, "", "ROW_LONG"), (4, "", "ROW_SHORT")]


def test_that_a_file_cut_off_in_its_last_row_loses_only_that_row(desk: Desk) -> None:
    report = desk.products("sku,title,bin\nA,one,B-1\nB,tw")
    assert (report.added, refused_codes(report)) == (1, [(3, "", "ROW_SHORT")])


def test_that_a_header_alone_is_a_file_of_no_rows(desk: Desk) -> None:
    report = desk.products("sku,title\n")
    assert (report.rows, report.accepted, report.refused, report.refused_file) == (0, 0, 0, None)


def test_that_a_key_that_stands_twice_is_refused_and_the_first_row_counts(desk: Desk) -> None:
    content = "sku,title\nA,first\nB,other\nA,second\n"
    report = desk.products(content)
    assert (report.added, report.refused) == (2, 1)
    assert refused_codes(report) == [(4, "", "ROW_TWICE")]
    again = desk.products(content)
    assert (again.added, again.changed, again.unchanged, again.refused) == (0, 0, 2, 1)
    assert desk.knowledge.products("A")[0].title == "first"


def test_that_a_key_is_known_again_over_many_batches(desk: Desk) -> None:
    rows = [f"S-{number},x" for number in range(3_000)]
    report = desk.products("\n".join(["sku,title", *rows, "S-7,y", "S-2999,z"]))
    assert (report.added, refused_codes(report)) == (3_000, [(3002, "", "ROW_TWICE"), (3003, "", "ROW_TWICE")])


def test_that_a_full_temporary_disk_is_a_fault_that_names_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Seen.__init__

    def small(self: Seen) -> None:
        made(self)
        self._db.execute("PRAGMA max_page_count = 20")

    monkeypatch.setattr(Seen, "__init__", small)
    with pytest.raises(Fault) as raised:
        desk.products("sku\n" + "".join(f"S-{number:090d}\n" for number in range(2_000)))
    assert raised.value.code == "DISK_FULL"
    assert "restock-station-import-" in str(raised.value.params["file"])


HEADERS = (
    "client", "sku", "gtin", "title", "price", "weight_g", "supplier", "tracks", "components", "has_battery", "child_product", "style",
    "codes",
)  # fmt: skip
QUOTES = Broken(Refusal("ROW_QUOTES"))
CELLS = st.sampled_from(
    [
        "",
        " ",
        "A",
        "B ",
        "x y",
        "12.50",
        "7",
        "yes",
        "no",
        "serial",
        "4006381333931",
        "96385074|4006381333931",
        "P*2!|Q",
        '"gtins":["',
        '"codes":["',
        "CODES STAND HERE",
        "Ä|\\|A",
    ]
)


@given(st.lists(st.lists(CELLS, min_size=len(HEADERS), max_size=len(HEADERS)), min_size=1, max_size=8))
@settings(max_examples=200)
def test_that_many_rows_give_the_same_together_as_one_by_one(rows: list[list[str]]) -> None:
    plan = ProductRows(HEADERS, {name: position for position, name in enumerate(HEADERS)}, Mapping())
    together = plan.convert([(line, cells) for line, cells in enumerate(rows)])
    alone = [plan.convert([(line, cells), (line, QUOTES)]) for line, cells in enumerate(rows)]
    assert together.lines == [line for each in alone for line in each.lines]
    assert together.objects == [product for each in alone for product in each.objects]
    refused = [row for each in alone for row in each.refused if row.reason.code != "ROW_QUOTES"]
    assert [(row.line, row.column, row.value, row.reason.code) for row in together.refused] == [
        (row.line, row.column, row.value, row.reason.code) for row in refused
    ]


def test_that_a_file_of_refused_rows_is_counted_whole_and_reported_in_part(desk: Desk) -> None:
    report = desk.products("sku,price\n" + "".join(f"SH-{number},much\n" for number in range(MOST_ROWS + 50)))

    assert (report.refused, report.added) == (MOST_ROWS + 50, 0)
    rows = refused_codes(report)
    assert (len(rows), rows[-2:]) == (MOST_ROWS + 1, [(MOST_ROWS + 1, "price", "CELL_MONEY"), (MOST_ROWS + 2, "", "ROWS_MORE")])
