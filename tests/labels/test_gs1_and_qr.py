"""GS1 symbols and QR codes: three decoders that others made read the same fields, with FNC1 where GS1 wants it."""

from pathlib import Path
from typing import Final

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from station.errors import Refusal
from station.labels.gs1 import FNC1, message
from station.labels.parts import LaidOut, Matrix
from station.labels.symbols import gs1_128, gs1_matrix, qr
from station.labels.zpl import code128_data, zpl
from tests.labels.readers import commands, picture, strays
from tests.labels.second_readers import bars_and_qr, data_matrix, needs_both
from tests.labels.test_symbols import drawn, printed

FIELDS: Final = "(01)09521321000018(10)AB12(21)xyz"
_VALUES: Final = st.text("ABCxyz0123456789-/.", min_size=1, max_size=12)
_GS1: Final = st.lists(
    st.one_of(
        st.sampled_from(["(00)106141411928374657", "(01)09521321000018", "(17)271231", "(3103)001250", "(30)12"]),
        st.tuples(st.sampled_from(["(10)", "(21)", "(240)", "(400)"]), _VALUES).map("".join),
    ),
    min_size=1, max_size=3, unique_by=lambda field: field[:4],
).map("".join)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(_GS1)
def test_that_gs1_128_is_read_back_from_our_modules_and_from_a_printer_s(fields: str) -> None:
    symbol = gs1_128(fields)
    ours = drawn([symbol.modules] * 40, 3, 10)
    theirs = printed(b"^BCN,60,N,N,N,N^FD" + code128_data(symbol.codes).encode("ascii"), "specification", 2400)
    for image in (ours, theirs):
        (read,) = zxingcpp.read_barcodes(image)
        assert (read.text, read.bytes.decode(), read.symbology_identifier) == (fields, message(fields), "]C1")


@settings(max_examples=80, deadline=None)
@given(_GS1)
def test_that_a_gs1_data_matrix_is_as_large_at_a_printer_as_here_and_holds_the_same(fields: str) -> None:
    symbol = gs1_matrix(fields)
    laid = LaidOut("site", 570, 320, 203, (Matrix("matrix", symbol, 50, 50, 4),))
    seen = picture(zpl(laid), "zpl", laid)
    assert "^BX" in commands(zpl(laid))
    for image in (drawn(list(symbol.rows), 4, 2), seen):
        (read,) = zxingcpp.read_barcodes(image)
        assert (read.text, read.bytes.decode(), read.symbology_identifier) == (fields, message(fields), "]d2")
    side = 4 * len(symbol.rows)
    assert [seen.getpixel((40, 40)), seen.getpixel((40, 39 + side)), seen.getpixel((39 + side, 39 + side))] == [0, 0, 0]
    assert seen.crop((0, 40 + side, 456, 256)).getextrema() == (255, 255)


@needs_both
def test_that_debian_s_readers_find_the_same_fields(tmp_path: Path) -> None:
    symbol = gs1_128(FIELDS)
    bars = printed(b"^BCN,60,N,N,N,N^FD" + code128_data(symbol.codes).encode("ascii"), "zd621", 1600)
    link = "https://id.gs1.org/01/09521321000018/10/AB12"
    assert bars_and_qr([bars, drawn(list(qr(link).rows), 4, 4)], tmp_path) == [{message(FIELDS)}, {link}]
    assert data_matrix(drawn(list(gs1_matrix(FIELDS).rows), 5, 3), tmp_path) == FNC1 + message(FIELDS)


def test_that_fnc1_stands_only_where_a_field_of_varying_length_ends() -> None:
    assert message("(01)09521321000018(17)271231(10)A") == "010952132100001817271231" + "10A"
    assert message("(10)A(01)09521321000018") == f"10A{FNC1}0109521321000018"


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=60))
def test_that_a_qr_code_is_read_back_and_is_the_same_dots_at_a_printer(text: str) -> None:
    symbol = qr(text)
    (read,) = zxingcpp.read_barcodes(drawn(list(symbol.rows), 4, symbol.quiet))
    assert (read.text, read.format) == (text, zxingcpp.BarcodeFormat.QRCode)
    laid = LaidOut("site", 570, 320, 203, (Matrix("qr", symbol, 40, 40, 4),))
    assert strays(picture(zpl(laid), "zpl", laid), drawn(list(symbol.rows), 4, 8)) == 0


@pytest.mark.parametrize("make", [gs1_128, gs1_matrix])
@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("(01)09521321000019", "BARCODE_CHECK_DIGIT"),
        ("(00)106141411928374650", "BARCODE_CHECK_DIGIT"),
        ("(414)4226350800001", "BARCODE_CHECK_DIGIT"),
        ("0109521321000018", "BARCODE_GS1"),
        ("(10)", "BARCODE_GS1"),
        ("(10)A(B", "BARCODE_GS1"),
        ("(10)" + "x" * 21, "BARCODE_GS1"),
        ("(17)271332", "BARCODE_GS1"),
        ("(9999)x", "BARCODE_GS1"),
        ("(10)Größe", "BARCODE_CHARACTER"),
        ("", "BARCODE_EMPTY"),
    ],
)
def test_that_what_is_no_gs1_symbol_is_refused(make: type, data: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        make(data)
    assert refused.value.code == code


def test_that_a_symbol_which_holds_too_much_is_refused() -> None:
    with pytest.raises(Refusal, match="QR_TOO_LONG"):
        qr("x" * 3000)
    with pytest.raises(Refusal, match="BARCODE_TOO_LONG"):
        gs1_matrix("".join(f"({number}){'x' * 28}" for number in (240, 241, 250, 251, 8008)[:4]) + "(10)" + "y" * 20)
