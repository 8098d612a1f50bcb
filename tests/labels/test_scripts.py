"""Titles in the scripts that shops write in: the same dots in each format, joined and ordered as Qt's own text engine sets them."""

from typing import Final

import pytest
from PIL import Image, ImageChops, ImageFilter
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter
from PySide6.QtWidgets import QApplication

from station.errors import Refusal
from station.labels import FORMATS, render
from station.labels.catalogue import label, parse
from station.labels.documents import Label
from station.labels.fonts import clusters, machine_fonts, needs_shaping
from station.labels.layout import lay_out
from station.labels.parts import TextLine
from station.labels.raster import text_dots
from tests.labels.readers import FIELDS, codes, laid_out, payloads, picture
from tests.labels.scripts import TITLES, needs_their_fonts

pytestmark = needs_their_fonts
LAYOUT: Final = """
name = "site"
edition = 1
width = 400
height = 20
[[element]]
name = "title"
kind = "text"
text = "{title}"
x = 2
y = 2
width = 396
height = 14
size = 10
"""
_DPI: Final = 203
_EM: Final = 80  # dots: 10 mm at 8 dots a mm


def _line(title: str) -> TextLine:
    (line,) = lay_out(parse(LAYOUT, "site", Label), "site", {"title": title}, _DPI).parts
    assert isinstance(line, TextLine)
    return line


def _by_qt(line: TextLine, text: str) -> Image.Image:
    """Its ink as Qt sets the text in the same font."""
    (run,) = line.runs
    number = QFontDatabase.addApplicationFont(run.face.path)
    font = QFont(QFontDatabase.applicationFontFamilies(number)[run.face.number])
    font.setPixelSize(_EM)
    font.setKerning(needs_shaping(text))  # the other scripts are set at the widths that the layout measured
    font.setStyleStrategy(QFont.StyleStrategy.NoAntialias)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    image = QImage(3200, 2 * _EM, QImage.Format.Format_Grayscale8)
    image.fill(0)
    pen = QPainter(image)
    pen.setPen("white")
    pen.setFont(font)
    pen.drawText(QPointF(_EM, 1.4 * _EM), text)
    pen.end()
    drawn = Image.frombytes("L", (image.width(), image.height()), bytes(image.constBits()), "raw", "L", image.bytesPerLine())
    return drawn.crop(drawn.getbbox())


def _alike(one: Image.Image, other: Image.Image) -> float:
    """How much of the ink of each has some of the other within three dots: 1 for the same text, less where signs lie elsewhere."""
    size = max(one.width, other.width), max(one.height, other.height)
    first, second = (image.crop((0, 0, *size)) for image in (one, other))
    near = ImageFilter.MaxFilter(7)
    first, second = (image.point(lambda grey: 255 if grey > 127 else 0) for image in (first, second))
    met = [ImageChops.multiply(a, b.filter(near)).histogram()[255] / a.histogram()[255] for a, b in ((first, second), (second, first))]
    return min(met)


def _as_large_as(ours: Image.Image, theirs: Image.Image) -> Image.Image:
    assert theirs.width / theirs.height == pytest.approx(ours.width / ours.height, rel=0.02)
    return theirs.resize(ours.size)


@pytest.mark.parametrize("script", TITLES)
def test_that_a_title_is_set_as_qt_sets_it(qapp: QApplication, script: str) -> None:
    del qapp
    line = _line(TITLES[script])
    dots = text_dots(line, _DPI)
    assert dots is not None
    ours = dots.picture.convert("L")
    theirs = _by_qt(line, line.text)
    # Marks that stand on each other are higher than a line: it is smaller then, and whole.
    assert ours.height >= (0.8 if script == "Thai" else 0.95) * theirs.height
    assert _alike(ours, _as_large_as(ours, theirs)) > 0.9


@pytest.mark.parametrize("script", ["Arabic", "Hebrew"])
def test_that_the_comparison_sees_a_line_that_runs_the_wrong_way(qapp: QApplication, script: str) -> None:
    del qapp
    line = _line(TITLES[script])
    dots = text_dots(line, _DPI)
    assert dots is not None
    assert _alike(dots.picture.convert("L"), _by_qt(line, f"\u202d{line.text}")) < 0.8


@pytest.mark.parametrize("script", ["Arabic", "Hebrew"])
def test_that_a_brand_and_a_number_stay_readable_in_a_line_that_runs_leftwards(qapp: QApplication, script: str) -> None:
    del qapp
    line = _line(f"{TITLES[script]} iPhone 15")
    dots = text_dots(line, _DPI)
    assert dots is not None
    ours = dots.picture.convert("L")
    assert _alike(ours, _as_large_as(ours, _by_qt(line, line.text))) > 0.9


@pytest.mark.parametrize("script", TITLES)
def test_that_each_script_is_the_same_dots_for_printers_and_preview(script: str) -> None:
    fields = {**FIELDS["restock"], "title": TITLES[script]}
    laid = laid_out("restock", fields=fields)
    seen = {fmt: picture(render("restock", fields, fmt), fmt, laid) for fmt in FORMATS}
    for image in seen.values():
        assert codes(image) == payloads(laid)
    line = next(part for part in laid.parts if isinstance(part, TextLine) and part.name == "title")
    box = laid.dots(line.x), laid.dots(line.baseline - line.size), laid.dots(line.x + line.width), laid.dots(line.baseline + line.size // 4)
    assert seen["tspl"].crop(box).tobytes() == seen["png"].crop(box).tobytes() == seen["zpl"].crop(box).tobytes()
    assert needs_shaping(line.text) == (script in ("Arabic", "Hebrew", "Thai", "Devanagari"))


@pytest.mark.parametrize("fmt", FORMATS)
def test_that_a_sign_which_no_font_of_any_machine_has_is_named(fmt: str) -> None:
    with pytest.raises(Refusal) as refused:
        render("restock", {**FIELDS["restock"], "title": "Shirt \U000e0fff"}, fmt)
    assert refused.value.code == "GLYPH_MISSING"
    assert refused.value.params["point"] == "U+E0FFF"


def test_that_letters_which_are_written_as_one_are_not_parted() -> None:
    assert clusters("क्षमा") == ["क्ष", "मा"]
    assert machine_fonts().draws("क्षमा")
    assert label("restock").name == "restock"
