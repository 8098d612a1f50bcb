"""What a machine reads: text in, the modules of a Code 128, EAN, Data Matrix or QR symbol out, the same for every renderer."""

from dataclasses import dataclass
from typing import Final

import zxingcpp
from barcode.charsets import code128 as charset
from barcode.ean import EuropeanArticleNumber8, EuropeanArticleNumber13
from stdnum import ean

from station.errors import Refusal
from station.labels.gs1 import FNC1, message

_BLACK_IS_ONE: Final = b"1" + b"0" * 255
# (set C, at the start) -> the value that chooses the set.
_START_OR_CHANGE: Final = {(False, True): 104, (True, True): 105, (False, False): 100, (True, False): 99}
FNC1_VALUE: Final = 102  # of Code 128, in each of its sets
_RETAIL_LENGTHS: Final = (8, 12, 13)
# ISO/IEC 16022: the square symbols, side in modules and data codewords, in the order of their version numbers.
_SQUARES: Final = (
    (10, 3), (12, 5), (14, 8), (16, 12), (18, 18), (20, 22), (22, 30), (24, 36), (26, 44), (32, 62), (36, 86), (40, 114),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Linear:
    """Bars: `modules` is a row of "1" (black) and "0", `quiet` the clear modules on the left and on the right.

    `symbology` is "code128", "gs1-128", "ean13" or "ean8". `guards` are the modules of bars that reach five modules below the
    others (EAN). `codes` are the Code 128 values without check and stop; empty for an EAN, whose `data` then is all its digits.
    """

    symbology: str
    data: str
    modules: str
    quiet: tuple[int, int]
    guards: tuple[int, ...] = ()
    codes: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """In modules, quiet zones included."""
        return len(self.modules) + sum(self.quiet)


@dataclass(frozen=True, slots=True)
class Square:
    """A Data Matrix or QR code: `rows` of "1" and "0", as many as each has signs, and `quiet` clear modules around it.

    `symbology` is "datamatrix", "gs1-datamatrix" or "qr". `held` is what it holds: `data`, or for GS1 the fields with FNC1 as GS.
    """

    data: str
    rows: tuple[str, ...]
    symbology: str = "datamatrix"
    quiet: int = 1
    held: str = ""

    @property
    def width(self) -> int:
        """In modules, quiet zones included; its height too."""
        return len(self.rows) + 2 * self.quiet


def code128(data: str) -> Linear:
    """Code 128 of printable ASCII, in code sets B and C. Raises Refusal BARCODE_EMPTY, BARCODE_CHARACTER."""
    _readable(data)
    return _bars("code128", data, _code128_values(data))


def gs1_128(data: str) -> Linear:
    """GS1-128, which is Code 128 with FNC1 at its start, of fields such as "(01)09521321000018(10)AB12".

    Raises Refusal BARCODE_EMPTY, BARCODE_CHARACTER, BARCODE_GS1, BARCODE_CHECK_DIGIT.
    """
    _readable(data)
    return _bars("gs1-128", data, _code128_values(message(data), gs1=True))


def _bars(symbology: str, data: str, codes: list[int]) -> Linear:
    check = (codes[0] + sum(place * code for place, code in enumerate(codes))) % 103
    modules = "".join(charset.CODES[code] for code in (*codes, check)) + charset.STOP + "11"
    return Linear(symbology, data, modules, (10, 10), codes=tuple(codes))


def _code128_values(data: str, *, gs1: bool = False) -> list[int]:
    """Start, data and changes of set (ISO/IEC 15417, annex E): set C for digits in pairs where that saves a value, else set B.

    The tables are python-barcode's, this choice is not: its own (0.16.1) drops the first two digits of "9912".
    """
    values: list[int] = []
    pairs, place = False, 0
    while place < len(data):
        if data[place] == FNC1:
            values.append(FNC1_VALUE)
            place += 1
            continue
        digits = len(data) - place - len(data[place:].lstrip("0123456789"))
        ends = place == 0 or place + digits == len(data)
        in_pairs = digits >= (2 if pairs or digits == len(data) == 2 else 4 if ends else 6)
        if values and not pairs and in_pairs and digits % 2:
            in_pairs = False  # the odd digit goes first, in the set that we are in
        if not values or in_pairs != pairs:
            values += [_START_OR_CHANGE[in_pairs, not values], *[FNC1_VALUE] * (gs1 and not values)]
            pairs = in_pairs
        values.append(int(data[place : place + 2]) if pairs else ord(data[place]) - 32)
        place += 2 if pairs else 1
    return values


def retail_number(gtin: str) -> str:
    """The 8, 12 or 13 digits of a GTIN that a shop's till reads, or "" for anything that is none (also a case's GTIN-14).

    Raises Refusal BARCODE_CHECK_DIGIT: a wrong check digit is never corrected, and python-barcode would do just that.
    """
    code = gtin.strip()
    if not (code.isascii() and code.isdigit() and len(code) in (*_RETAIL_LENGTHS, 14)):
        return ""
    if not ean.is_valid(code):
        raise Refusal("BARCODE_CHECK_DIGIT", data=code)
    if len(code) < 14:
        return code
    return _without_zeros(code)


def retail(digits: str) -> Linear:
    """EAN-8 or EAN-13; a UPC-A is the EAN-13 that begins with 0, bar for bar. Raises Refusal BARCODE_CHECK_DIGIT, BARCODE_EMPTY."""
    number = retail_number(digits)
    if not number:
        raise Refusal("BARCODE_EMPTY", data=digits)
    if len(number) == 8:
        return Linear("ean8", number, EuropeanArticleNumber8(number[:7]).build()[0], (7, 7), (0, 2, 32, 34, 64, 66))
    number = number.zfill(13)
    return Linear("ean13", number, EuropeanArticleNumber13(number[:12]).build()[0], (11, 7), (0, 2, 46, 48, 92, 94))


def data_matrix(data: str) -> Square:
    """A square Data Matrix of printable ASCII, in the size that plain ASCII encoding needs: any printer's encoder can fill it.

    Raises Refusal BARCODE_EMPTY, BARCODE_CHARACTER, BARCODE_TOO_LONG.
    """
    _readable(data)
    made = zxingcpp.create_barcode(data, zxingcpp.BarcodeFormat.DataMatrix, version=_version(data, _ascii_codewords(data)))
    return Square(data, _rows(made), held=data)


def gs1_matrix(data: str) -> Square:
    """A square GS1 Data Matrix, with FNC1 at its start and where a field of varying length ends, of fields such as "(01)…(10)AB12".

    Raises Refusal BARCODE_EMPTY, BARCODE_CHARACTER, BARCODE_GS1, BARCODE_CHECK_DIGIT, BARCODE_TOO_LONG.
    """
    _readable(data)
    held = message(data)
    version = _version(data, 1 + _ascii_codewords(held))
    try:
        made = zxingcpp.create_barcode(data, zxingcpp.BarcodeFormat.DataMatrix, gs1=True, version=version)
    except ValueError as error:  # what biip lets pass, zxing-cpp does not
        raise Refusal("BARCODE_GS1", data=data, why=str(error)) from error
    return Square(data, _rows(made), "gs1-datamatrix", held=held)


def qr(data: str) -> Square:
    """A QR code of printable ASCII, of which 15 % may be dirty (level M). Raises Refusal BARCODE_EMPTY, BARCODE_CHARACTER, QR_TOO_LONG."""
    _readable(data)
    try:
        made = zxingcpp.create_barcode(data, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    except ValueError as error:
        raise Refusal("QR_TOO_LONG", data=data, length=len(data)) from error
    return Square(data, _rows(made), "qr", quiet=4, held=data)


def _version(data: str, codewords: int) -> int:
    """The number of the smallest square symbol that holds so many codewords."""
    found = next((number for number, (_, room) in enumerate(_SQUARES, start=1) if room >= codewords), None)
    if found is None:
        raise Refusal("BARCODE_TOO_LONG", data=data, length=len(data))
    return found


def _rows(made: "zxingcpp.Barcode") -> tuple[str, ...]:
    image = made.to_image(scale=1, add_hrt=False, add_quiet_zones=False)
    pixels = memoryview(image)  # type: ignore[arg-type]  # one byte a module, 0 is black; its types omit that it is a buffer
    side = (pixels.shape or (0,))[0]
    rows = pixels.tobytes().translate(_BLACK_IS_ONE).decode("ascii")
    return tuple(rows[start : start + side] for start in range(0, side * side, side))


def _without_zeros(code: str) -> str:
    """A GTIN written with 14 digits, as the number on the package; "" for one that begins with 1 to 9."""
    if code.startswith("000000"):
        return code[6:]
    if code.startswith("00"):
        return code[2:]
    return code[1:] if code.startswith("0") else ""


def _ascii_codewords(data: str) -> int:
    """How many codewords ASCII encoding takes: two digits share one."""
    count = place = 0
    while place < len(data):
        place += 2 if data[place : place + 2].isdigit() and place + 1 < len(data) else 1
        count += 1
    return count


def _readable(data: str) -> None:
    """Printable ASCII only: scanners type other signs differently, by their keyboard layout."""
    if not data:
        raise Refusal("BARCODE_EMPTY", data=data)
    wrong = next((sign for sign in data if not " " <= sign <= "~"), None)
    if wrong is not None:
        raise Refusal("BARCODE_CHARACTER", data=data, character=f"U+{ord(wrong):04X}")
