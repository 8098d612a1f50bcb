"""Labels that a site or a client writes: whose counts, and what is refused before anything is printed, with the element and what to do."""

import pytest

from station.errors import Refusal
from station.labels import render
from station.labels.kinds import KINDS
from station.labels.layout import lay_out
from station.labels.parts import Box, Matrix, Part, TextLine
from station.resources import resource_text
from station.texts import notice
from tests.labels.own import BARS, TITLE, layouts_of, refusal_of, written
from tests.labels.readers import codes, picture


def _words(parts: tuple[Part, ...]) -> list[str]:
    return [part.text for part in parts if isinstance(part, TextLine)]


def test_that_a_sites_own_label_replaces_the_shipped_one_and_a_clients_own_both() -> None:
    ours = written(texts='code = "{plate}"\ntitle = "OURS"')
    theirs = written(texts='code = "{plate}"\ntitle = "THEIRS"', head='client = "Nordwind"')
    layouts = layouts_of({("hold", ""): ours, ("hold", "Nordwind"): theirs})
    said = {
        client: _words(lay_out(layouts.label("hold", client=client), "hold", KINDS["hold"].sample, 203).parts)
        for client in ("", "Nordwind", "Ax")
    }
    assert said == {"": ["OURS"], "Nordwind": ["THEIRS"], "Ax": ["OURS"]}
    assert (layouts.own("hold"), layouts.own("plate")) == (True, False)


def test_that_a_sites_own_label_is_printed_in_its_own_form() -> None:
    layouts = layouts_of({("hold", ""): written()})
    laid = lay_out(layouts.label("hold"), "hold", KINDS["hold"].sample, 203)
    data = render("hold", KINDS["hold"].sample, "zpl", layouts=layouts)
    assert codes(picture(data, "zpl", laid)) == {KINDS["hold"].sample["plate"]}


def test_that_a_sites_own_form_is_used_by_every_kind_that_names_it() -> None:
    form = resource_text("labels/forms/notice.toml").replace(
        'name = "band", kind = "box", at = [0, 0, 57, 8]', 'name = "band", kind = "box", at = [0, 0, 57, 8.5]'
    )
    layouts = layouts_of({("forms/notice", ""): form})
    for kind in layouts.uses("notice"):
        band = next(part for part in lay_out(layouts.label(kind), kind, KINDS[kind].sample, 203).parts if isinstance(part, Box))
        assert band.height == 85
    assert set(layouts.uses("notice")) == {"hold", "c", "rework", "unidentified"}


def test_that_a_label_that_is_drawn_for_one_stock_says_so_on_another() -> None:
    with pytest.raises(Refusal) as refused:
        layouts_of({("hold", ""): written()}).label("hold", "4x6in")
    assert (refused.value.code, refused.value.params["known"]) == ("LAYOUT_NOT_FOR_STOCK", "57x32")


def test_that_bars_too_wide_at_their_longest_are_refused_with_both_widths() -> None:
    narrow = BARS.replace("[0, 4, 57, 10]", "[0, 4, 40, 10]")
    refused = refusal_of(written(narrow, TITLE))
    assert (refused.code, refused.params["element"], refused.params["room"]) == ("BARCODE_TOO_WIDE", "bars", "40.0")
    assert float(str(refused.params["needed"])) > 40
    assert layouts_of({("hold", ""): written()}).wrong("hold") == []  # B02-9999999-W/99 fits into 57 mm
    assert refusal_of(written(), station="WAREHS01").code == "BARCODE_TOO_WIDE"  # the longest plate of another station does not


def test_that_a_stand_in_for_bars_that_are_too_wide_is_tried_too() -> None:
    bars = BARS.replace(" }", ', otherwise = "matrix" }')
    matrix = '{ name = "matrix", kind = "datamatrix", slot = "code", at = [0, 4, 10, 10], module = 0.5, smallest = 0.25 }'
    own = {("hold", ""): written(bars, matrix, TITLE)}
    assert layouts_of(own, "WAREHS01").wrong("hold") == []
    parts = lay_out(layouts_of(own).label("hold"), "hold", {"plate": "WAREHS01-9999999-W/99"}, 203).parts
    assert [type(part) for part in parts] == [Matrix]
    small = matrix.replace("10, 10]", "4, 4]")
    assert refusal_of(written(bars, small, TITLE), station="WAREHS01").params["element"] == "matrix"


@pytest.mark.parametrize(
    ("at", "code"),
    [("[2, 12, 53, 6]", "LAYOUT_OVERLAP"), ("[0, 6, 2, 6]", "LAYOUT_QUIET_ZONE"), ("[2, 30, 53, 6]", "LAYOUT_OVER_EDGE")],
)
def test_that_text_on_a_code_beside_it_or_off_the_edge_isrefused(at: str, code: str) -> None:
    refused = refusal_of(written(BARS, TITLE.replace("[2, 16, 53, 6]", at)))
    assert (refused.code, refused.params["element"]) == (code, "title")
    assert "title" in notice(refused).message


def test_that_the_long_bars_of_an_ean_count_and_a_frame_around_a_code_does_not_cover_it() -> None:
    ean = '{ name = "ean", kind = "barcode", symbology = "retail", slot = "gtin", at = [2, 4, 53, 10], module = 0.38, smallest = 0.26 }'
    frame = '{ name = "frame", kind = "box", at = [1, 1, 55, 16], line = 0.3 }'
    plate = '{ name = "plate", kind = "datamatrix", slot = "code", at = [2, 22, 9, 9], module = 0.38, smallest = 0.25 }'
    texts = 'gtin = { text = "{retail}", when = ["retail"] }\ntitle = "{title}"\ncode = "{plate}"'
    assert (
        layouts_of({("hold", ""): written(ean, frame, plate, TITLE.replace("16, 53, 6", "17.2, 53, 4.8"), texts=texts)}).wrong("hold") == []
    )
    below = TITLE.replace("[2, 16,", "[2, 14.2,")
    assert refusal_of(written(ean, plate, below, texts=texts)).code == "LAYOUT_OVERLAP"


def test_that_elements_which_are_never_printed_together_may_share_a_place() -> None:
    other = BARS.replace('"bars"', '"sku-bars"').replace('slot = "code"', 'slot = "sku", otherwise = "sku"')
    matrix = '{ name = "sku", kind = "datamatrix", slot = "sku", at = [0, 4, 11, 11], module = 0.38, smallest = 0.25 }'
    plate = '{ name = "plate", kind = "datamatrix", slot = "plate", at = [46, 22, 9, 9], module = 0.38, smallest = 0.25 }'
    title = TITLE.replace("53, 6", "43, 6")
    texts = 'code = { text = "{plate}", unless = ["sku"] }\nsku = { text = "{sku}", when = ["sku"] }\ntitle = "{title}"\nplate = "{plate}"'
    assert layouts_of({("hold", ""): written(BARS, other, matrix, plate, title, texts=texts)}).wrong("hold") == []
    both = texts.replace(', unless = ["sku"]', "")
    assert refusal_of(written(BARS, other, matrix, plate, title, texts=both)).code == "LAYOUT_OVERLAP"


def test_that_a_field_which_the_kind_is_not_given_is_refused_with_those_it_has() -> None:
    refused = refusal_of(written(name="restock", texts='code = "{plate}"\ntitle = "{grade}"'), "restock")
    assert (refused.code, refused.params["element"], refused.params["field"]) == ("LAYOUT_FIELD", "title", "grade")
    assert "fnsku" in notice(refused).advice


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (written(texts='code = "{plate}"\ntitel = "{title}"'), "LAYOUT_SLOT"),
        (written(texts='code = "{plate}"\ntitle = "{titel}"'), "LAYOUT_FIELD_UNKNOWN"),
        (written(head='form = "nowhere"'), "LAYOUT_FORM_UNKNOWN"),
        (written(name="plate"), "LAYOUT_NAME"),
        (written(name="sticker"), "LAYOUT_UNKNOWN"),
        (written().replace("57x32", "60x30"), "LAYOUT_STOCK_UNKNOWN"),
        (written(head="colour = 1"), "LAYOUT_UNREADABLE"),
        ("name = ", "LAYOUT_UNREADABLE"),
    ],
)
def test_that_what_a_document_gets_wrong_as_a_whole_is_named(text: str, code: str) -> None:
    wrong = layouts_of({("hold", ""): text}).wrong("hold")
    assert [each.code for each in wrong] == [code]
    assert notice(wrong[0]).message


def test_that_text_which_must_not_be_cut_and_does_not_fit_is_refused_before_it_is_printed() -> None:
    refused = refusal_of(written(BARS, TITLE.replace(", cut = true", "")))
    assert (refused.code, refused.params["element"]) == ("TEXT_TOO_LONG", "title")
