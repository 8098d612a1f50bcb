"""Every kind of label on every stock in every format agrees: codes read alike, bars and boxes within a dot, text within its box."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from typing import Final

import pytest
from PIL import Image, ImageDraw

from station.errors import Refusal
from station.labels import FORMATS, render
from station.labels.catalogue import label
from station.labels.fonts import Fonts
from station.labels.kinds import KINDS
from station.labels.layout import lay_out
from station.labels.parts import Bars, Box, LaidOut, Matrix, Part, TextLine
from station.labels.pdf import pdf
from station.labels.png import png
from station.labels.tspl import tspl
from station.labels.zpl import zpl
from station.model.labels import STOCKS
from tests.labels.readers import FIELDS, GTIN, PLATE, codes, commands, ink, laid_out, payloads, picture, strays

_RENDERERS: Final = {"zpl": zpl, "tspl": tspl, "pdf": pdf, "png": png}
_EACH: Final = sorted(product(KINDS, STOCKS))
# At 203 dpi, where dots are coarsest, every label; at the finer two, which take longer to read, a few. All of them in `make prove`.
_SMALL: Final = [(kind, stock, 203) for kind, stock in _EACH] + [
    (kind, stock, dpi) for kind, stock, dpi in product(("restock", "outlet", "pallet"), ("57x32", "50x25"), (300, 600))
]
_REST: Final = [place for place in ((kind, stock, dpi) for kind, stock in _EACH for dpi in (300, 600)) if place not in _SMALL]
_FULL: Final = [pytest.param(*place, marks=pytest.mark.prove) for place in _REST]


def _only(laid: LaidOut, parts: Iterable[Part]) -> dict[str, Image.Image]:
    """Some parts of a label, as each renderer shows them."""
    alone = replace(laid, parts=tuple(parts))
    return {fmt: picture(renderer(alone), fmt, alone) for fmt, renderer in _RENDERERS.items()}


def _box_of(line: TextLine, laid: LaidOut) -> tuple[int, int, int, int]:
    """The box that the layout gave a line, a dot or a tenth of a mm wider all around, in which it is measured; its last dots are inside."""
    top, bottom = line.baseline - line.size, line.baseline + 3 * line.size // 10
    left, right, more = laid.dots(line.x), laid.dots(line.x + line.width), max(1, laid.dots(1))
    return left - more, laid.dots(top) - more, right + more, laid.dots(bottom) + more


@pytest.mark.parametrize(("kind", "stock", "dpi"), [*_SMALL, *_FULL])
def test_that_a_label_is_read_back_to_its_payload(kind: str, stock: str, dpi: int) -> None:
    laid = laid_out(kind, dpi, stock)
    wanted = payloads(laid)
    assert not KINDS[kind].unit or FIELDS[kind]["plate"] in wanted
    assert wanted or kind == "lithium"
    for fmt in FORMATS:
        assert codes(picture(render(kind, FIELDS[kind], fmt, dpi, stock=stock), fmt, laid)) == wanted, fmt


@pytest.mark.parametrize(("kind", "stock", "dpi"), [*_SMALL, *_FULL])
def test_that_bars_and_boxes_agree_within_a_dot_among_the_renderers(kind: str, stock: str, dpi: int) -> None:
    laid = laid_out(kind, dpi, stock)
    seen = _only(laid, [part for part in laid.parts if isinstance(part, Bars | Box | Matrix)])
    assert {fmt: strays(seen["png"], image) for fmt, image in seen.items()} == dict.fromkeys(FORMATS, 0)


@pytest.mark.parametrize(("kind", "stock", "dpi"), [*_SMALL, *_FULL])
def test_that_every_line_of_text_stays_in_its_box_in_every_renderer(kind: str, stock: str, dpi: int) -> None:
    laid = laid_out(kind, dpi, stock)
    lines = [replace(part, white=False) for part in laid.parts if isinstance(part, TextLine)]
    assert lines
    for fmt, image in _only(laid, lines).items():
        pen = ImageDraw.Draw(image)
        for line in lines:
            left, top, right, bottom = _box_of(line, laid)
            assert image.crop((max(0, left), max(0, top), right, bottom)).histogram()[:128] != [0] * 128, (fmt, line.text)
        for line in lines:
            left, top, right, bottom = _box_of(line, laid)
            pen.rectangle((left, top, right - 1, bottom - 1), fill=255)
        assert image.point(lambda grey: 0 if grey < 128 else 255).getextrema() == (255, 255), fmt


@pytest.mark.parametrize("marks", ["\u0301\u0306\u0303" * 8, "\u0323\u0331" * 8])
def test_that_marks_piled_on_a_sign_do_not_reach_into_the_bars(marks: str) -> None:
    laid = lay_out(label("restock"), "restock", {**FIELDS["restock"], "title": f"Zx{marks}y"}, 300, fonts=Fonts(()))
    line = next(part for part in laid.parts if isinstance(part, TextLine) and part.name == "title")
    _, top, _, bottom = _box_of(line, laid)
    for fmt, image in _only(laid, [line]).items():
        drawn = ink(image)
        assert top <= drawn[1] < drawn[3] <= bottom, fmt


def test_that_words_on_a_black_band_are_white_in_every_renderer() -> None:
    seen = 0
    for kind in KINDS:
        laid = laid_out(kind)
        for line in (part for part in laid.parts if isinstance(part, TextLine) and part.white):
            left, right = laid.dots(line.left), laid.dots(line.left + line.advance)
            box = left, laid.dots(line.baseline - 7 * line.size // 10), right, laid.dots(line.baseline)
            for fmt in FORMATS:
                image = picture(render(kind, FIELDS[kind], fmt), fmt, laid).crop(box)
                black, white = image.point(lambda grey: 0 if grey < 128 else 255).histogram()[0::255]
                assert 0.15 < white / (black + white) < 0.75, (kind, line.text, fmt)
            seen += 1
    assert seen


def test_that_bars_too_wide_for_a_printer_s_own_are_drawn_one_by_one() -> None:
    laid = laid_out("restock", 600, "4x6in")
    assert max(part.module for part in laid.parts if isinstance(part, Bars)) > 10  # what ^BY takes at most
    drawn = commands(zpl(laid))
    assert "^BE" not in drawn
    assert drawn.count("^GB") >= 30


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
@pytest.mark.parametrize("stock", STOCKS)
def test_that_the_next_buyer_learns_neither_grade_nor_reason_nor_client(stock: str, fmt: str) -> None:
    secret = {"grade": "A", "reason": "Worn once", "client": "nordwind", "disposition": "restock", "owner": "CLIENT", "shelf": "X1"}
    for kind in ("restock", "fnsku"):
        told = render(kind, {**FIELDS[kind], **secret}, fmt, stock=stock)
        assert told == render(kind, FIELDS[kind], fmt, stock=stock)


def test_that_a_unit_without_a_gtin_gets_its_sku_as_a_code() -> None:
    fields = {name: value for name, value in FIELDS["restock"].items() if name not in ("gtin", "fnsku")}
    laid = laid_out("restock", fields=fields)
    assert codes(picture(render("restock", fields, "zpl"), "zpl", laid)) == {PLATE, FIELDS["restock"]["sku"]}
    assert GTIN not in payloads(laid)


def test_that_a_sku_too_long_for_bars_becomes_a_data_matrix() -> None:
    fields = {**FIELDS["restock"], "gtin": "", "fnsku": "", "sku": "SHIRT-BLUE-MARINE-EXTRA-LONG-2024"}
    laid = laid_out("restock", fields=fields)
    assert not any(isinstance(part, Bars) for part in laid.parts)
    for fmt in FORMATS:
        assert codes(picture(render("restock", fields, fmt), fmt, laid)) == {PLATE, "SHIRT-BLUE-MARINE-EXTRA-LONG-2024"}


@pytest.mark.parametrize(
    ("layout", "fmt", "dpi", "stock", "code"),
    [
        ("sticker", "zpl", 203, "57x32", "LAYOUT_UNKNOWN"),
        ("../c", "zpl", 203, "57x32", "LAYOUT_UNKNOWN"),
        ("c", "epl", 203, "57x32", "FORMAT_UNKNOWN"),
        ("c", "zpl", 203, "10x10", "LAYOUT_STOCK_UNKNOWN"),
    ]
    + [("c", fmt, 150, "57x32", "DPI_UNKNOWN") for fmt in FORMATS],
)
def test_that_what_does_not_exist_is_refused_with_what_does(layout: str, fmt: str, dpi: int, stock: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        render(layout, FIELDS["c"], fmt, dpi, stock=stock)
    assert refused.value.code == code
    assert refused.value.params["known"]


def test_that_a_unit_without_a_plate_gets_no_label() -> None:
    with pytest.raises(Refusal, match="BARCODE_EMPTY"):
        render("hold", {**FIELDS["hold"], "plate": None}, "zpl")
