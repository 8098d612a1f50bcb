"""Every layout in every format and resolution is drawn by a part that others made and read back to the same payload."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import pytest
from PIL import Image

from station.errors import Refusal
from station.labels import FORMATS, render
from station.labels.catalogue import label, label_names
from station.labels.fonts import Fonts
from station.labels.layout import lay_out
from station.labels.parts import DOTS_PER_METRE, Bars, Box, LaidOut, Matrix, Part, TextLine
from station.labels.pdf import pdf
from station.labels.png import png
from station.labels.zpl import zpl
from tests.labels.readers import FIELDS, PAYLOADS, PLATE, codes, commands, ink, picture, strays, words

_RENDERERS: Final = {"zpl": zpl, "pdf": pdf, "png": png}


def _laid(name: str, dpi: int) -> LaidOut:
    return lay_out(label(name), name, FIELDS[name], dpi)


def _only(laid: LaidOut, parts: Iterable[Part]) -> dict[str, Image.Image]:
    """Some parts of a label, as each renderer shows them."""
    alone = replace(laid, parts=tuple(parts))
    return {fmt: picture(renderer(alone), fmt, alone) for fmt, renderer in _RENDERERS.items()}


def _box_of(line: TextLine, laid: LaidOut) -> tuple[int, int, int, int]:
    """The box that the layout gave a line, one dot wider all around."""
    top, bottom = line.baseline - line.size, line.baseline + 3 * line.size // 10
    left, right = laid.dots(line.x), laid.dots(line.x + line.width)
    return left - 1, laid.dots(top) - 1, right + 1, laid.dots(bottom) + 1


def test_that_the_shipped_layouts_are_those_of_the_bench() -> None:
    assert set(label_names()) == set(FIELDS)


@pytest.mark.parametrize("dpi", DOTS_PER_METRE)
@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("name", FIELDS)
def test_that_a_label_is_read_back_to_its_payload(name: str, fmt: str, dpi: int) -> None:
    assert codes(picture(render(name, FIELDS[name], fmt, dpi), fmt, _laid(name, dpi))) == PAYLOADS[name]


@pytest.mark.parametrize("dpi", DOTS_PER_METRE)
@pytest.mark.parametrize("name", FIELDS)
def test_that_bars_and_boxes_agree_within_a_dot_among_the_renderers(name: str, dpi: int) -> None:
    laid = _laid(name, dpi)
    for shape in [part for part in laid.parts if isinstance(part, Bars | Box | Matrix)]:
        seen = _only(laid, [shape])
        assert {fmt: strays(seen["png"], image) for fmt, image in seen.items()} == dict.fromkeys(FORMATS, 0), shape.name


@pytest.mark.parametrize("dpi", DOTS_PER_METRE)
@pytest.mark.parametrize("name", FIELDS)
def test_that_every_line_of_text_stays_in_its_box_in_every_renderer(name: str, dpi: int) -> None:
    laid = _laid(name, dpi)
    lines = [replace(part, white=False) for part in laid.parts if isinstance(part, TextLine)]
    assert lines
    for line in lines:
        left, top, right, bottom = _box_of(line, laid)
        for fmt, image in _only(laid, [line]).items():
            drawn = ink(image)
            assert left <= drawn[0], (line.name, fmt)
            assert top <= drawn[1], (line.name, fmt)
            assert drawn[2] <= right, (line.name, fmt)
            assert drawn[3] <= bottom, (line.name, fmt)


@pytest.mark.parametrize("marks", ["\u0301\u0306\u0303" * 8, "\u0323\u0331" * 8])
def test_that_marks_piled_on_a_sign_do_not_reach_into_the_bars(marks: str) -> None:
    laid = lay_out(label("restock"), "restock", {**FIELDS["restock"], "title": f"Zx{marks}y"}, 300, fonts=Fonts(()))
    line = next(part for part in laid.parts if isinstance(part, TextLine) and part.name == "title")
    _, top, _, bottom = _box_of(line, laid)
    for fmt, image in _only(laid, [line]).items():
        drawn = ink(image)
        assert top <= drawn[1] < drawn[3] <= bottom, fmt


@pytest.mark.parametrize("name", ["hold", "c"])
def test_that_words_on_a_black_band_are_white_in_every_renderer(name: str) -> None:
    laid = _laid(name, 203)
    band = next(part for part in laid.parts if isinstance(part, Box))
    for fmt in FORMATS:
        image = picture(render(name, FIELDS[name], fmt), fmt, laid).crop((0, 0, laid.dots(band.width), laid.dots(band.height)))
        black, white = image.point(lambda grey: 0 if grey < 128 else 255).histogram()[0::255]
        assert 0.03 < white / (black + white) < 0.5, fmt


def test_that_the_same_label_is_the_same_bytes() -> None:
    for fmt in FORMATS:
        assert render("restock", FIELDS["restock"], fmt) == render("restock", FIELDS["restock"], fmt)


def test_that_zpl_is_one_label_of_the_right_size_in_ascii() -> None:
    data = render("plate", FIELDS["plate"], "zpl", 203)
    assert data.isascii()
    assert commands(data)[0] == "^XA"
    assert commands(data).count("^XZ") == 1
    assert b"^PW456^LL256" in data


@pytest.mark.parametrize("fmt", FORMATS)
def test_that_the_next_buyer_learns_neither_grade_nor_reason_nor_client(fmt: str) -> None:
    secret = {"grade": "A", "reason": "Worn once", "client": "nordwind", "disposition": "restock", "owner": "CLIENT", "shelf": "X1"}
    assert render("restock", {**FIELDS["restock"], **secret}, fmt) == render("restock", FIELDS["restock"], fmt)


def test_that_a_label_says_what_its_unit_needs() -> None:
    assert words(render("outlet", FIELDS["outlet"], "pdf")) == "B OUTLET SKU TS-BLU-M 19.90 EUR was 39.90 EUR Merino T-shirt B02-000033-E"
    assert words(render("hold", FIELDS["hold"], "pdf")) == (
        "HOLD Who decides: Client Surplus: nobody announced this unit Shelf HOLD-C Client nordwind B02-000033-E"
    )
    assert words(render("c", FIELDS["c"], "pdf")) == "QUARANTINE Needle, nail or sharp edge To Q-01 B02-000033-E"
    repair = {**FIELDS["c"], "disposition": "return_to_vendor"}
    assert words(render("c", repair, "pdf")) == "C RETURN TO VENDOR Needle, nail or sharp edge To Q-01 B02-000033-E"


def test_that_quarantine_is_far_larger_than_any_other_word() -> None:
    sizes = {part.name: part.size for part in _laid("c", 203).parts if hasattr(part, "size")}
    assert sizes["quarantine"] > 2 * max(size for name, size in sizes.items() if name != "quarantine")


def test_that_prices_are_left_out_where_none_is_given() -> None:
    plain = {name: value for name, value in FIELDS["outlet"].items() if "price" not in name}
    assert words(render("outlet", plain, "pdf")) == "B OUTLET SKU TS-BLU-M Merino T-shirt B02-000033-E"


def test_that_a_unit_without_a_gtin_gets_its_sku_as_bars() -> None:
    fields = {**FIELDS["restock"], "gtin": None}
    assert codes(picture(render("restock", fields, "zpl"), "zpl", lay_out(label("restock"), "restock", fields, 203))) == {PLATE, "TS-BLU-M"}


def test_that_a_sku_too_long_for_bars_becomes_a_data_matrix() -> None:
    fields = {**FIELDS["restock"], "gtin": "", "sku": "SHIRT-BLUE-MARINE-EXTRA-LONG-2024"}
    laid = lay_out(label("restock"), "restock", fields, 203)
    assert not any(isinstance(part, Bars) for part in laid.parts)
    for fmt in FORMATS:
        assert codes(picture(render("restock", fields, fmt), fmt, laid)) == {PLATE, "SHIRT-BLUE-MARINE-EXTRA-LONG-2024"}


@pytest.mark.parametrize(
    ("layout", "fmt", "dpi", "code"),
    [("sticker", "zpl", 203, "LAYOUT_UNKNOWN"), ("../c", "zpl", 203, "LAYOUT_UNKNOWN"), ("c", "epl", 203, "FORMAT_UNKNOWN")]
    + [("c", fmt, 150, "DPI_UNKNOWN") for fmt in FORMATS],
)
def test_that_what_does_not_exist_is_refused_with_what_does(layout: str, fmt: str, dpi: int, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        render(layout, FIELDS["c"], fmt, dpi)
    assert refused.value.code == code
    assert refused.value.params["known"]


def test_that_a_unit_without_a_plate_gets_no_label() -> None:
    with pytest.raises(Refusal, match="BARCODE_EMPTY"):
        render("hold", {**FIELDS["hold"], "plate": None}, "zpl")


def test_that_a_barcode_wider_than_its_label_is_refused_with_both_widths() -> None:
    with pytest.raises(Refusal) as refused:
        render("plate", {"plate": "B02-000033-E-AND-MUCH-MORE"}, "zpl")
    assert refused.value.code == "BARCODE_TOO_WIDE"
    assert refused.value.params["element"] == "plate-bars"
    assert refused.value.params["room"] == "57.0"
    assert float(str(refused.value.params["needed"])) > 57


def _said(name: str, **fields: str) -> dict[str, str]:
    laid = lay_out(label(name), name, {"plate": PLATE, "title": "Merino T-shirt", "client": "nordwind", **fields}, 203)
    lines: dict[str, str] = {}
    for part in laid.parts:
        if isinstance(part, TextLine):
            lines[part.name] = f"{lines.get(part.name, '')} {part.text}".strip()
    return lines


def test_that_no_label_shows_a_raw_code_for_its_reason() -> None:
    sent_back = _said("c", disposition="return_to_customer", reason="CUSTOMER", bin="RTC-01")
    assert (sent_back["disposition"], sent_back["sent-back"]) == ("RETURN TO CUSTOMER", "Decided: it goes back to the customer")
    assert "reason" not in sent_back
    repaired = _said("c", disposition="repair", grade="C", reason="SEAM_OPEN, OUR_OWN, Hole")
    assert repaired["reason"] == "Loose thread or open seam, Our own, Hole"
    assert _said("hold", reason="SURPLUS", owner="CLIENT", shelf="HOLD-C")["reason"] == "More than expected"


@pytest.mark.parametrize("disposition", ["repair", "quarantine"])
def test_that_a_damaged_unit_names_its_article_and_its_client(disposition: str) -> None:
    said = _said("c", disposition=disposition, grade="C", reason="Hole", bin="REP-01")
    assert (said["title"], said["client"], said["bin"]) == ("Merino T-shirt", "nordwind", "REP-01")


def test_that_what_goes_to_liquidation_is_not_called_outlet_and_says_its_place() -> None:
    said = _said("outlet", disposition="liquidation", grade="B", bin="LIQ-01")
    assert (said["disposition"], said["bin"], "outlet" in said) == ("LIQUIDATION", "To LIQ-01", False)
