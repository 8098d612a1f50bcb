"""Which font draws which sign: the shipped ones, then the machine's, one font for a whole text where there is one."""

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from station.errors import Refusal
from station.labels import FORMATS, render
from station.labels.catalogue import label
from station.labels.fonts import Fonts, needs_shaping, printable, runs_leftwards
from station.labels.layout import lay_out
from station.labels.parts import TextLine
from tests.labels.readers import FIELDS, codes, payloads, picture

_LATIN = "".join(map(chr, range(0x20, 0x7F))) + "".join(map(chr, range(0xA1, 0x100))).replace("\u00ad", "")


def _font(path: Path, signs: str) -> None:
    """A real TrueType file in which each of the signs is a black square of half an em."""
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for corner in ((50, 450), (450, 450), (450, 0)):
        pen.lineTo(corner)
    pen.closePath()
    square = pen.glyph()
    names = [f"uni{ord(sign):04X}" for sign in signs]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names])
    builder.setupCharacterMap({ord(sign): name for sign, name in zip(signs, names, strict=True)})
    builder.setupGlyf(dict.fromkeys([".notdef", *names], square))
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *names], (500, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    builder.font["OS/2"].recalcUnicodeRanges(builder.font)
    builder.setupPost()
    builder.save(path)


def test_that_the_shipped_fonts_have_latin_greek_and_cyrillic() -> None:
    fonts = Fonts(())
    for weight in ("regular", "bold"):
        runs = fonts.runs(_LATIN + "ŁğŞőŽЖщїґΩώ€–—’„“…·×", weight)
        assert [run.face for run in runs] == [fonts.shipped(weight)]


def test_that_a_sign_is_taken_from_a_font_of_the_machine(tmp_path: Path) -> None:
    _font(tmp_path / "Squares.ttf", "蓝色")
    runs = Fonts((tmp_path,)).runs("Shirt 蓝色, M", "bold")
    assert [run.text for run in runs] == ["Shirt ", "蓝色", ", M"]
    assert Path(runs[1].face.path).name == "Squares.ttf"


def test_that_one_font_draws_a_whole_text_where_it_can(tmp_path: Path) -> None:
    _font(tmp_path / "Squares.ttf", "蓝色 MShirt,")
    runs = Fonts((tmp_path,)).runs("Shirt 蓝色, M", "regular")
    assert [run.text for run in runs] == ["Shirt 蓝色, M"]


def test_that_a_plain_sans_is_preferred(tmp_path: Path) -> None:
    for name in ("AaSerif-Italic.ttf", "BbSansMono.ttf", "CcSans.ttf", "DdSans-Bold.ttf"):
        _font(tmp_path / name, "色")
    assert Path(Fonts((tmp_path,)).runs("色", "regular")[0].face.path).name == "CcSans.ttf"
    assert Path(Fonts((tmp_path,)).runs("色", "bold")[0].face.path).name == "DdSans-Bold.ttf"


def test_that_files_which_are_no_fonts_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "AaSans.ttf").write_bytes(b"not a font")
    (tmp_path / "BbSans.otf").write_bytes(b"")
    _font(tmp_path / "Squares.ttf", "色")
    assert Path(Fonts((tmp_path, tmp_path / "nowhere")).runs("色", "regular")[0].face.path).name == "Squares.ttf"


def test_that_a_mark_which_no_font_can_set_on_its_sign_is_refused(tmp_path: Path) -> None:
    _font(tmp_path / "Squares.ttf", "色")
    with pytest.raises(Refusal) as refused:
        Fonts((tmp_path,)).runs("色\u0fb2", "regular")
    assert refused.value.params["point"] == "U+0FB2"


@pytest.mark.parametrize("fmt", FORMATS)
def test_that_text_in_a_machine_s_font_is_drawn_in_its_place(tmp_path: Path, fmt: str) -> None:
    _font(tmp_path / "Squares.ttf", "蓝色")
    fonts, fields = Fonts((tmp_path,)), {**FIELDS["restock"], "title": "蓝色"}
    laid = lay_out(label("restock"), "restock", fields, 300, fonts=fonts)
    line = next(part for part in laid.parts if isinstance(part, TextLine) and part.name == "title")
    seen = picture(render("restock", fields, fmt, 300, fonts=fonts), fmt, laid)
    assert codes(seen) == payloads(laid)
    middle = laid.dots(line.x + line.size // 4), laid.dots(line.baseline - line.size // 5)
    assert seen.getpixel(middle) == 0
    assert seen.getpixel((middle[0], laid.dots(line.baseline + line.size // 4))) == 255


def test_that_only_scripts_that_need_it_are_shaped() -> None:
    assert not needs_shaping("Größe Жщ Ω 蓝色 アイウ")
    assert all(map(needs_shaping, ("قميص", "חולצה", "เชิ้ต", "x\u0302", "नीली")))
    assert runs_leftwards("12 קמיץ M")
    assert not runs_leftwards("M קמיץ")


def test_that_what_shows_nothing_is_left_out_and_spaces_are_one() -> None:
    assert printable(" a\u00a0 b\r\n\tc\u200b\u00ad\ufeff\ufe0f ") == "a b c"
    assert printable("e\u0301") == "é"
    assert printable("ب\u200cب") == "ب\u200cب"
