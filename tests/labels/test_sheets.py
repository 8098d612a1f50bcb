"""Sheets of cards: every card of every page is read back, wide enough for a scanner at arm's length."""

from dataclasses import asdict

import pypdfium2
import pytest
import zxingcpp

from station.devices.calibration import CODES
from station.errors import Refusal
from station.labels.cards import Card, command_cards
from station.labels.catalogue import sheet_form, sheet_names
from station.labels.layout import lay_out
from station.labels.parts import Bars, TextLine
from station.labels.sheets import sheet
from station.labels.symbols import code128
from station.scan.commands import COMMANDS, PREFIX
from tests.labels.readers import codes, page, words

_DPI = 300


def _cards(kind: str, count: int) -> list[Card]:
    code = {
        "commands": "RS-HOLD-REASON{:02d}", "findings": "RS-FIND-PAIR_COLOURS_{:02d}", "badges": "RS-BADGE-ABCDEFGHIJKLMN{:02d}",
        "bins": "RS-BIN-A-{:02d}", "plates": "B02-0000{:02d}-E",
    }[kind]  # fmt: skip
    return [Card(code.format(number), f"Card {number}", "What it means, in a sentence.", "Cosmetic") for number in range(count)]


def _pages(data: bytes) -> int:
    return len(pypdfium2.PdfDocument(data))


@pytest.mark.parametrize("kind", [name for name in sheet_names() if name != "calibration"])
def test_that_every_card_of_every_page_is_read_back(kind: str) -> None:
    cards = _cards(kind, sheet_form(kind).places + 3)
    data = sheet(kind, cards, note="apparel, edition 4")
    assert _pages(data) == 2
    assert set().union(*(codes(page(data, number, _DPI)) for number in range(2))) == {card.code for card in cards}


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


def test_that_no_card_lies_alone_on_its_page_and_label_stock_is_filled() -> None:
    for kind, last in (("commands", 3), ("findings", 2), ("plates", 1)):
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


def test_that_an_empty_or_unknown_sheet_is_refused() -> None:
    with pytest.raises(Refusal, match="SHEET_EMPTY"):
        sheet("bins", [])
    with pytest.raises(Refusal, match="SHEET_UNKNOWN"):
        sheet("posters", _cards("bins", 1))
