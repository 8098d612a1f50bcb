"""Sheets of cards: every card of every page is read back, wide enough for a scanner at arm's length."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import product

import pypdfium2
import pytest
import zxingcpp

from station.devices.calibration import CODES
from station.errors import Refusal
from station.labels.cards import Card, command_cards
from station.labels.catalogue import sheet_form
from station.labels.documents import PAPERS
from station.labels.layout import lay_out
from station.labels.papers import form_for, papers, stocks
from station.labels.parts import Bars, TextLine
from station.labels.sheets import sheet
from station.labels.symbols import code128
from station.scan.commands import COMMANDS, PREFIX
from tests.labels.readers import codes, page, words

_DPI = 400  # at 300 zxing-cpp finds a code in these bars that nobody printed
_KINDS = ("commands", "findings", "badges", "bins", "plates")  # totes, lots and counts are laid out as bins are
_ON_STOCK = ("commands", "badges", "lots", "plates")
_MM = 72 / 25.4


def _cards(kind: str, count: int) -> list[Card]:
    code = {
        "commands": "RS-HOLD-REASON{:02d}", "findings": "RS-FIND-PAIR_COLOURS_{:02d}", "badges": "RS-BADGE-ABCDEFGHIJKLMN{:02d}",
        "bins": "RS-BIN-A-{:02d}", "totes": "RS-TOTE-T{}", "lots": "LOT-2026-{:03d}", "counts": "RS-COUNT-A-{:02d}",
        "plates": "B02-0000{:02d}-E",
    }[kind]  # fmt: skip
    return [Card(code.format(number), f"Card {number}", "What it means, in a sentence.", "Cosmetic") for number in range(count)]


def _pages(data: bytes) -> int:
    return len(pypdfium2.PdfDocument(data))


def _size(data: bytes) -> tuple[int, int]:
    """Of the first page, in tenths of a mm."""
    width, height = pypdfium2.PdfDocument(data)[0].get_size()
    return round(width / _MM * 10), round(height / _MM * 10)


def _some(every: Iterable[tuple[str, str]], small: Sequence[tuple[str, str]]) -> list[object]:
    """All of them, of which those not in the small form are for `make prove`."""
    return [pytest.param(*each, marks=() if each in small else pytest.mark.prove) for each in every]


def _read_back(data: bytes) -> set[str]:
    return set().union(*(codes(page(data, number, _DPI)) for number in range(_pages(data))))


@pytest.mark.parametrize(("kind", "paper"), _some(product(_KINDS, papers()), [*((kind, "a4") for kind in _KINDS), ("commands", "letter")]))
def test_that_every_card_of_every_page_is_read_back(kind: str, paper: str) -> None:
    cards = _cards(kind, form_for(kind, paper).places + 3)
    data = sheet(kind, cards, note="apparel, edition 4", paper=paper)
    assert _pages(data) == 2
    assert _size(data) == PAPERS[paper]
    assert _read_back(data) == {card.code for card in cards}


@pytest.mark.parametrize(("kind", "stock"), _some(product(_ON_STOCK, stocks()), [("commands", "3x8"), ("lots", "3x7"), ("badges", "3x10")]))
def test_that_label_stock_is_filled_and_every_label_is_read_back(kind: str, stock: str) -> None:
    form = form_for(kind, stock=stock)
    cards = _cards(kind, form.places + 1)
    data = sheet(kind, cards, stock=stock)
    assert _size(data) == PAPERS[form.paper]
    assert [len(codes(page(data, number, _DPI))) for number in range(_pages(data))] == [form.places, 1]
    assert _read_back(data) == {card.code for card in cards}


# Avery's own measures in inches or mm: columns, rows, width and height of a label, left and top margin, from column to column.
@pytest.mark.parametrize(
    ("stock", "columns", "rows", "width", "height", "left", "top", "pitch"),
    [("3x7", 3, 7, 63.5, 38.1, 7.2, 15.1, 66), ("3x8", 3, 8, 63.5, 33.9, 7.2, 12.9, 66), ("3x10", 3, 10, 66.675, 25.4, 4.76, 12.7, 69.85)],
)
def test_that_the_stock_is_where_its_maker_cuts_it(
    stock: str, columns: int, rows: int, width: float, height: float, left: float, top: float, pitch: float
) -> None:
    form = form_for("bins", stock=stock)
    assert (form.columns, form.rows) == (columns, rows)
    assert [form.card.width / 10, form.card.height / 10] == pytest.approx([width, height], abs=0.05)
    corners = [form.corner(0), form.corner(columns - 1), form.corner(form.places - columns)]
    wanted = [left, top, left + (columns - 1) * pitch, top, left, top + (rows - 1) * height]
    assert [length / 10 for corner in corners for length in corner] == pytest.approx(wanted, abs=0.15)


def test_that_a_badge_on_label_stock_shows_no_code_and_a_bin_does() -> None:
    assert "ABCDEFGHIJKLMN" not in words(sheet("badges", _cards("badges", 2), stock="3x7"))
    assert "RS-BIN-A-00" in words(sheet("bins", _cards("bins", 2), stock="3x10"))
    plate = words(sheet("plates", [Card("B02-000033-E", "B02-000033-E")], stock="3x8"))
    assert plate.count("B02-000033-E") == 1


@pytest.mark.parametrize(
    ("kind", "paper", "stock", "code"),
    [
        ("posters", "", "", "SHEET_UNKNOWN"),
        ("bins", "a5", "", "PAPER_UNKNOWN"),
        ("bins", "", "4x9", "SHEET_STOCK_UNKNOWN"),
        ("bins", "letter", "3x7", "SHEET_STOCK_PAPER"),
        ("plates", "a4", "3x10", "SHEET_STOCK_PAPER"),
        ("findings", "", "3x7", "SHEET_NOT_FOR_STOCK"),
        ("calibration", "", "3x10", "SHEET_NOT_FOR_STOCK"),
    ],
)
def test_that_paper_which_cannot_be_is_refused(kind: str, paper: str, stock: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        sheet(kind, _cards("bins", 1), paper=paper, stock=stock)
    assert refused.value.code == code


def test_that_plates_are_always_peeled_off() -> None:
    assert [form_for("plates", paper).name for paper in ("", "a4", "letter")] == ["3x7", "3x7", "3x10"]


def test_that_a_page_of_letter_keeps_clear_of_its_edges() -> None:
    for kind in ("commands", "findings", "badges", "bins", "calibration"):
        form = form_for(kind, "letter")
        (left, _), (right, bottom) = form.corner(0), form.corner(form.places - 1)
        width, height = PAPERS["letter"]
        assert abs(left - (width - right - form.card.width)) <= 1
        assert bottom + form.card.height <= height - 42


@pytest.mark.parametrize("kind", ["commands", "findings", "bins", "plates"])
def test_that_usual_codes_have_modules_that_a_scanner_reads_from_30_cm(kind: str) -> None:
    found = zxingcpp.read_barcodes(page(sheet(kind, _cards(kind, 1)), dpi=_DPI))[0]
    width = (found.position.top_right.x - found.position.top_left.x) * 25.4 / _DPI
    symbol = code128(found.text)
    assert width / (symbol.width - sum(symbol.quiet)) >= 0.33


def test_that_the_codes_that_test_a_scanner_are_read_exactly_with_their_separator() -> None:
    cards = [Card(code.gs1 or code.text, f"Code {code.number}", group="gs1" if code.gs1 else "") for code in CODES]
    found = zxingcpp.read_barcodes(page(sheet("calibration", cards), dpi=_DPI))
    assert {read.bytes.decode() for read in found} == {code.text for code in CODES}
    assert [read.symbology_identifier for read in found if read.format == zxingcpp.BarcodeFormat.DataMatrix] == ["]d2"]


def test_that_a_gs1_symbol_of_what_are_no_fields_is_refused() -> None:
    with pytest.raises(Refusal, match="BARCODE_GS1"):
        sheet("calibration", [Card("no fields", "Code 5", group="gs1")])


def test_that_no_card_lies_alone_on_its_page() -> None:
    for kind, last in (("commands", 3), ("findings", 2)):
        cards = _cards(kind, sheet_form(kind).places + 1)
        data = sheet(kind, cards)
        assert len(codes(page(data, 1, _DPI))) == last
        assert codes(page(data, 0, _DPI)) | codes(page(data, 1, _DPI)) == {card.code for card in cards}


def test_that_a_hint_of_two_lines_stays_clear_of_the_bars() -> None:
    form = sheet_form("commands")
    card = Card("RS-HOLD-CLIENT", "Hold", "The unit waits with a label on its shelf, and the supervisor decides about it within two days.")
    laid = lay_out(form.card, "commands", asdict(card), 600)
    hint = [part for part in laid.parts if isinstance(part, TextLine) and part.name == "text"]
    (bars,) = (part for part in laid.parts if isinstance(part, Bars))
    assert len(hint) == 2
    assert hint[-1].baseline + 3 * hint[-1].size // 10 + 10 <= bars.y


def test_that_the_head_of_a_page_names_the_sheet_its_note_and_its_number() -> None:
    data = sheet("bins", _cards("bins", 1), title="Aisle A", note="warehouse north")
    assert words(data).startswith("Aisle A warehouse north 1 of 1")
    assert words(sheet("findings", _cards("findings", 1))).startswith("What do you see? 1 of 1")


def test_that_a_card_says_its_words() -> None:
    assert "Card 0 What it means, in a sentence." in words(sheet("findings", _cards("findings", 1)))


def test_that_the_token_of_a_badge_is_not_written_out() -> None:
    card = Card("RS-BADGE-ABCDEFGHIJKLMNOP", "Jin Li", "Inspector")
    assert "ABCDEFGHIJKLMNOP" not in words(sheet("badges", [card]))


def test_that_a_code_too_long_for_bars_becomes_a_data_matrix() -> None:
    code = "RS-BIN-OUTLET-AISLE-12-SHELF-04-LEFT"
    found = zxingcpp.read_barcodes(page(sheet("bins", [Card(code, "Outlet 12/04")])))
    assert [(read.text, read.format) for read in found] == [(code, zxingcpp.BarcodeFormat.DataMatrix)]


def test_that_there_is_a_card_for_every_command() -> None:
    assert {card.code for card in command_cards()} == {PREFIX + command for command in COMMANDS}
    assert all(card.title and card.text for card in command_cards())
    data = sheet("commands", command_cards())
    assert set().union(*(codes(page(data, number, _DPI)) for number in range(_pages(data)))) == {card.code for card in command_cards()}


def test_that_an_empty_sheet_is_refused() -> None:
    with pytest.raises(Refusal, match="SHEET_EMPTY"):
        sheet("bins", [])
