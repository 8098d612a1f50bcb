"""Bars and matrices: what python-barcode, a ZPL printer and a decoder make of a payload, and what is refused before any of them."""

from typing import Final, Literal

import pytest
import zxingcpp
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps
from zplkit import Options
from zplkit import render as render_zpl

from station.errors import Refusal
from station.labels.symbols import code128, data_matrix, retail, retail_number
from station.labels.zpl import code128_data
from tests.labels.readers import codes

_PRINTERS: Final[tuple[Literal["specification", "zd621"], ...]] = ("specification", "zd621")
PRINTABLE = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=40)
DIGITS = st.text("0123456789", min_size=1, max_size=24)


def drawn(rows: list[str], module: int, quiet: int) -> Image.Image:
    """Rows of modules as a picture."""
    image = Image.new("L", (len(rows[0]), len(rows)))
    image.putdata([0 if sign == "1" else 255 for row in rows for sign in row])
    large = image.resize((image.width * module, image.height * module), Image.Resampling.NEAREST)
    return ImageOps.expand(large, quiet * module, fill=255)


def printed(field: bytes, profile: Literal["specification", "zd621"], width: int = 1600) -> Image.Image:
    """One ZPL field as a printer draws it, at a module of two dots."""
    drawn = render_zpl(b"^XA^CI28^FO60,20^BY2" + field + b"^FS^XZ", Options(profile=profile, width=width, height=120, dpi=203))
    dots = drawn.labels[0].rasterize()
    return Image.frombytes("L", (dots.width, dots.height), dots.pixels)


@settings(max_examples=150, deadline=None)
@example("99")
@example("9912345")
@example("A9912345678B12345")
@given(st.one_of(PRINTABLE, DIGITS))
def test_that_code_128_is_read_back_from_our_modules(data: str) -> None:
    symbol = code128(data)
    assert len(symbol.modules) == 11 * (len(symbol.codes) + 1) + 13
    assert codes(drawn([symbol.modules] * 40, 3, 10)) == {data}


@settings(max_examples=150, deadline=None)
@given(st.one_of(PRINTABLE, DIGITS))
def test_that_a_printer_draws_code_128_as_wide_as_we_do(data: str) -> None:
    symbol = code128(data)
    for profile in _PRINTERS:
        image = printed(b"^BCN,60,N,N,N,N^FD" + code128_data(symbol.codes).encode("ascii"), profile)
        left, _, right, _ = ImageOps.invert(image).getbbox() or (0, 0, 0, 0)
        assert (left, right - left) == (60, 2 * len(symbol.modules))
        assert codes(image.crop((20, 0, right + 40, 120))) == {data}


@pytest.mark.parametrize(
    ("data", "values"),
    [
        ("B02-000033-E", [104, 34, 16, 18, 13, 99, 0, 0, 33, 100, 13, 37]),
        ("12", [105, 12]),
        ("123", [104, 17, 18, 19]),
        ("12345", [105, 12, 34, 100, 21]),
        ("A12345", [104, 33, 17, 99, 23, 45]),
        ("A1234B", [104, 33, 17, 18, 19, 20, 34]),
        ("9912", [105, 99, 12]),
    ],
)
def test_that_digits_go_in_pairs_where_it_saves_a_bar(data: str, values: list[int]) -> None:
    assert list(code128(data).codes) == values


@settings(max_examples=150, deadline=None)
@given(PRINTABLE)
def test_that_a_data_matrix_is_square_and_read_back(data: str) -> None:
    symbol = data_matrix(data)
    assert {len(row) for row in symbol.rows} == {len(symbol.rows)}
    found = zxingcpp.read_barcodes(drawn(list(symbol.rows), 4, 2))
    assert [(read.text, read.format) for read in found] == [(data, zxingcpp.BarcodeFormat.DataMatrix)]


@pytest.mark.parametrize(
    ("gtin", "number"),
    [
        ("4006381333931", "4006381333931"),
        ("96385074", "96385074"),
        ("036000291452", "036000291452"),
        ("04006381333931", "4006381333931"),
        ("00036000291452", "036000291452"),
        ("00000096385074", "96385074"),
        (" 4006381333931 ", "4006381333931"),
        ("14006381333938", ""),
        ("", ""),
        ("3-598-21500-2", ""),
        ("12345", ""),
        ("\u0664\u0660\u0660\u0666\u0663\u0668\u0661\u0663\u0663\u0663\u0669\u0663\u0661", ""),
    ],
)
def test_that_a_till_reads_a_gtin_in_each_of_its_lengths_and_nothing_else(gtin: str, number: str) -> None:
    assert retail_number(gtin) == number


@pytest.mark.parametrize("gtin", ["4006381333932", "96385075", "036000291453", "14006381333939", "00000000000001"])
def test_that_a_wrong_check_digit_is_refused_and_never_corrected(gtin: str) -> None:
    with pytest.raises(Refusal, match="BARCODE_CHECK_DIGIT"):
        retail_number(gtin)


@pytest.mark.parametrize(
    ("number", "read"), [("4006381333931", "4006381333931"), ("96385074", "96385074"), ("036000291452", "0036000291452")]
)
def test_that_our_ean_is_read_back(number: str, read: str) -> None:
    assert codes(drawn([retail(number).modules] * 40, 3, 12)) == {read}


def test_that_an_ean_of_nothing_is_refused() -> None:
    with pytest.raises(Refusal, match="BARCODE_EMPTY"):
        retail("TS-BLU-M")


@pytest.mark.parametrize("make", [code128, data_matrix])
@pytest.mark.parametrize(("data", "sign"), [("Größe", "U+00F6"), ("A\tB", "U+0009"), ("A\u2013B", "U+2013"), ("A\x7f", "U+007F")])
def test_that_signs_which_keyboards_garble_are_refused_by_name(make: type, data: str, sign: str) -> None:
    with pytest.raises(Refusal) as refused:
        make(data)
    assert refused.value.code == "BARCODE_CHARACTER"
    assert refused.value.params["character"] == sign


def test_that_a_data_matrix_beyond_its_sizes_is_refused() -> None:
    assert len(data_matrix("x" * 114).rows) == 40
    with pytest.raises(Refusal, match="BARCODE_TOO_LONG"):
        data_matrix("x" * 115)
