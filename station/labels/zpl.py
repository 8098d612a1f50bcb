"""A laid-out label in, ZPL II out: the printer's own bars, Data Matrix and font where they are exact, dots for all other text.

Formats: Zebra, "ZPL II Programming Guide". All text goes through ^FH, and Code 128 has its own signs for ^ and ~, so that no
title and no code can be a command.
"""

import re
from functools import lru_cache
from typing import Final

from station.labels.font_zero import CAPITAL_ZERO, width_zero
from station.labels.fonts import CAPITAL
from station.labels.gs1 import FNC1
from station.labels.parts import Bars, Box, LaidOut, Matrix, Part, Picture, TextLine
from station.labels.pictograms import picture_dots
from station.labels.raster import Dots, matrix_dots, text_dots
from station.labels.shapes import bar_rectangles
from station.labels.symbols import FNC1_VALUE, Square

_UNSAFE: Final = re.compile(rb"[^A-Za-z0-9 .,/()+-]")
_LEGIBLE: Final = 0.95  # squeezed further, font 0 is harder to read than dots are to send
_WIDEST: Final = 10  # dots that ^BY makes a module at most; wider bars are drawn one by one
_ESCAPES: Final = "`|\\!#$%&?@{}[]"  # a Data Matrix field has its own escape sign: one that its data does not use


def zpl(laid: LaidOut) -> bytes:
    """One label (^XA to ^XZ), printable ASCII. ^CI28 since another program may have left the printer in another code page."""
    dotted = frozenset(part.name for part in laid.parts if isinstance(part, TextLine) and not _is_native(part))
    body = "".join(_field(part, laid, dotted) for part in laid.parts)
    size = f"^PW{laid.dots(laid.width)}^LL{laid.dots(laid.height)}"
    return f"^XA^CI28^LH0,0^LS0^LT0^FWN{size}{body}^XZ\n".encode("ascii")


def _field(part: Part, laid: LaidOut, dotted: frozenset[str]) -> str:
    """One element; `dotted` names those of which a line cannot be native, so that all their lines look alike."""
    match part:
        case Box():
            return _box(part, laid)
        case Bars():
            return _bars(part, laid)
        case Matrix():
            return _matrix(part, laid)
        case Picture():
            return _pictured(part, laid.dpi)
        case TextLine():
            return _dotted(part, laid.dpi) if part.name in dotted else _native(part, laid)


def _box(box: Box, laid: LaidOut) -> str:
    left, top = laid.dots(box.x), laid.dots(box.y)
    width, height = max(1, laid.dots(box.x + box.width) - left), max(1, laid.dots(box.y + box.height) - top)
    line = min(max(1, laid.dots(box.line)) if box.line else width, width, height)
    return f"^FO{left},{top}^GB{width},{height},{line},B,0^FS"


def _bars(bars: Bars, laid: LaidOut) -> str:
    if bars.module > _WIDEST:
        return "".join(f"^FO{x},{y}^GB{width},{height},{min(width, height)},B,0^FS" for x, y, width, height in bar_rectangles(bars, laid))
    place = f"^FO{laid.dots(bars.x)},{laid.dots(bars.y)}^BY{bars.module}"
    height = laid.dots(bars.height)
    match bars.symbol.symbology:
        case "ean13":  # the printer adds the check digit: it takes exactly twelve, and seven for EAN-8
            return f"{place}^BEN,{height},N,N^FD{bars.symbol.data[:12]}^FS"
        case "ean8":
            return f"{place}^B8N,{height},N,N^FD{bars.symbol.data[:7]}^FS"
        case _:  # mode N: the code sets are ours, so the bars are as wide here as in the other renderers
            return f"{place}^BCN,{height},N,N,N,N^FD{code128_data(bars.symbol.codes)}^FS"


def _matrix(matrix: Matrix, laid: LaidOut) -> str:
    """A Data Matrix by the printer's own encoder, which the symbol's size was chosen for.

    A QR code goes as dots, since a printer chooses its version and its mask itself (^BQ takes neither).
    """
    symbol = matrix.symbol
    escape = next((sign for sign in _ESCAPES if sign not in symbol.held), "")
    if symbol.symbology == "qr" or not escape:
        return _graphic(matrix_dots(matrix, laid.dpi), white=False)
    side = len(symbol.rows)
    place = f"^FO{laid.dots(matrix.x)},{laid.dots(matrix.y)}"
    return f"{place}^BXN,{matrix.module},200,{side},{side},6,{escape}^FH^FD{_escaped(_matrix_data(symbol, escape))}^FS"


def _matrix_data(symbol: Square, escape: str) -> str:
    """What the symbol holds, each FNC1 as ^BX writes it."""
    held = FNC1 + symbol.held if symbol.symbology == "gs1-datamatrix" else symbol.held
    return held.replace(FNC1, f"{escape}1")


def _is_native(line: TextLine) -> bool:
    # Font 0 beyond ASCII differs from one firmware to the next, and alignment needs its widths: dots are right everywhere.
    return line.align == "left" and line.text.isascii() and _squeeze(line) >= _LEGIBLE


@lru_cache(maxsize=64)  # captions and large words come again with every label
def _dotted(line: TextLine, dpi: int) -> str:
    dots = text_dots(line, dpi)
    return "" if dots is None else _graphic(dots, white=line.white)


@lru_cache(maxsize=16)
def _pictured(picture: Picture, dpi: int) -> str:
    return _graphic(picture_dots(picture, dpi), white=False)


def _squeeze(line: TextLine) -> float:
    """How much narrower than it is font 0 has to run to keep to the width that the layout measured (its hyphen is an em wide)."""
    ours = sum(run.advance for run in line.runs)
    return ours * CAPITAL_ZERO / (width_zero(line.text) * CAPITAL)


def _native(line: TextLine, laid: LaidOut) -> str:
    """The printer's font 0, its capitals as high as ours."""
    height = max(10, round(laid.dots(line.size * 10) * CAPITAL / CAPITAL_ZERO / 10))
    reverse = "^FR" if line.white else ""
    place = f"^FT{laid.dots(line.x)},{laid.dots(line.baseline)}"
    return f"{place}^A0N,{height},{max(8, int(height * min(1.0, _squeeze(line))))}{reverse}^FH^FD{_escaped(line.text)}^FS"


def _graphic(dots: Dots, *, white: bool) -> str:
    width, height = dots.picture.size
    row = (width + 7) // 8
    data = dots.picture.tobytes().hex().upper()
    return f"^FO{dots.x},{dots.y}{'^FR' if white else ''}^GFA,{row * height},{row * height},{row},{data}^FS"


def code128_data(codes: tuple[int, ...]) -> str:
    """Code 128 values as ^BC mode N writes them: invocations name the start, the changes of set, and ^ > ~ (which are signs of it)."""
    text = {104: ">:", 105: ">;"}[codes[0]]
    pairs = codes[0] == 105
    for code in codes[1:]:
        if code == FNC1_VALUE:
            text += ">8"
        elif code == (100 if pairs else 99):
            text += ">6" if pairs else ">5"
            pairs = not pairs
        else:
            text += f"{code:02d}" if pairs else {30: ">0", 62: "><", 94: ">="}.get(code, chr(code + 32))
    return text


def _escaped(data: str) -> str:
    """Field data under ^FH: every sign that is not plainly harmless as _ and two hexadecimal digits of its UTF-8 bytes."""
    return _UNSAFE.sub(lambda found: b"_%02X" % found[0][0], data.encode()).decode("ascii")
