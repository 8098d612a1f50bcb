"""Pictograms on paper: every drawing is understood, all renderers draw the same, and a finding's card shows its own beside its bars."""

from dataclasses import replace
from typing import Final

import pypdfium2
import pytest
from PIL import ImageChops

from station.errors import Refusal
from station.insight.cards import finding_cards
from station.knowledge.documents import Documents
from station.labels.catalogue import parse
from station.labels.documents import Label
from station.labels.drawings import GRID, LINE, drawn_findings, shapes
from station.labels.layout import lay_out
from station.labels.parts import Picture
from station.labels.rendering import FORMATS, render
from station.labels.sheets import sheet
from station.rules.rulebook import Rulebook
from station.session.rulebook import load_rulebook
from tests.labels.readers import Box, codes, ink, page, picture, strays, words

LAYOUT: Final = """
name = "pictured"
edition = 1
width = 30
height = 20
[[element]]
name = "picture"
kind = "picture"
picture = "{picture}"
x = 3
y = 1
width = 24
height = 18
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return load_rulebook(Documents(tmp_path_factory.mktemp("none")))[0]


def _label() -> Label:
    return parse(LAYOUT, "pictured", Label)


@pytest.mark.parametrize("finding", sorted(drawn_findings()))
def test_that_every_drawing_is_understood_to_its_last_point(finding: str) -> None:
    for shape in shapes(finding):
        assert shape.filled or shape.lined
        assert shape.steps[0][0] == "M"
        for command, values in shape.steps:
            assert len(values) == {"M": 2, "L": 2, "C": 6, "Z": 0}[command]
            assert all(0 <= value <= GRID for value in values[-2:])


@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("finding", ["STAIN", "ONE_SHOE", "PAIR_COLOURS_DIFFER", "SCREEN_CRACK", "MANUAL_MISSING"])
def test_that_all_renderers_draw_the_same_picture(finding: str, dpi: int) -> None:
    laid = lay_out(_label(), "pictured", {"picture": finding}, dpi)
    (part,) = laid.parts
    assert part == Picture("picture", finding, 60, 10, 180), "square, in the middle of its box"
    images = {fmt: picture(render(_label(), {"picture": finding}, fmt, dpi), fmt, laid) for fmt in FORMATS}
    assert strays(images["png"], images["zpl"]) == 0
    # A curve is straight pieces as dots, and a dash ends between two of them: a few dots of thousands may stand beside each other.
    black = images["png"].histogram()[0]
    assert strays(images["png"], images["pdf"]) <= black * 0.02
    assert _inside(ink(images["pdf"]), laid.dots(60), laid.dots(10), laid.dots(180))


def _inside(found: Box, x: int, y: int, side: int) -> bool:
    return found[0] >= x and found[1] >= y and found[2] <= x + side + 1 and found[3] <= y + side + 1


def test_that_a_line_is_as_thick_on_paper_as_it_is_drawn() -> None:
    laid = lay_out(_label(), "pictured", {"picture": "SIM_LEFT"}, 600)
    image = picture(render(_label(), {"picture": "SIM_LEFT"}, "pdf", 600), "pdf", laid)
    left = ink(image)[0]
    row = laid.dots(10 + 180 * 34 // GRID)
    run = next(n for n in range(1, 99) if image.getpixel((left + n, row)) == 255)
    assert abs(run - laid.dots(180 * LINE // GRID)) <= 2


def test_that_a_finding_without_a_pictogram_has_an_empty_place() -> None:
    assert lay_out(_label(), "pictured", {"picture": "OURS"}, 300).parts == ()
    with pytest.raises(Refusal, match="LAYOUT_FIELD_UNKNOWN"):
        parse(LAYOUT.replace("{picture}", "{photograph}"), "pictured", Label)


def test_that_every_finding_card_has_its_picture_and_bars_that_are_read_back(rules: Rulebook) -> None:
    cards = finding_cards(rules, "en", "de")
    assert {card.picture for card in cards} <= drawn_findings()
    assert all(card.code == f"RS-FIND-{card.picture}" for card in cards)
    data = sheet("findings", cards)
    pages = range(len(pypdfium2.PdfDocument(data)))
    assert set().union(*(codes(page(data, number, 250)) for number in pages)) == {card.code for card in cards}


def test_that_a_card_says_its_words_in_two_languages_and_in_one_only_once(rules: Rulebook) -> None:
    stain = next(card for card in finding_cards(rules, "de", "en") if card.picture == "STAIN")
    assert (stain.second_title, stain.second_text) == ("Stain or make-up mark", "Seen at arm's length, or over 2 mm")
    assert stain.title != stain.second_title
    both = words(sheet("findings", [stain], language="de"))
    assert stain.title in both
    assert "Stain or make-up mark" in both
    alone = next(card for card in finding_cards(rules, "en") if card.picture == "STAIN")
    assert words(sheet("findings", [alone])).count("Stain or make-up mark") == 1


def test_that_a_picture_stands_left_of_the_words_and_of_the_quiet_zone(rules: Rulebook) -> None:
    (stain,) = (card for card in finding_cards(rules) if card.picture == "STAIN")
    with_picture = page(sheet("findings", [stain]), dpi=200)
    without = page(sheet("findings", [replace(stain, picture="")]), dpi=200)
    box = ImageChops.difference(with_picture, without).getbbox()
    assert box is not None
    left, top, right, bottom = (round(dots / 200 * 25.4) for dots in box)
    assert (left >= 12, right <= 36, top >= 18, bottom <= 45) == (True, True, True, True)
