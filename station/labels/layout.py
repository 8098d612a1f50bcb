"""The laid-out form: a layout and the fields of a unit in, placed frozen elements in tenths of a millimetre out.

Every renderer draws this one form, on one grid of dots, so that ZPL, PDF and PNG agree. Nothing here knows a printer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from station.errors import Refusal
from station.labels.documents import Drawing
from station.labels.drawings import drawn_findings
from station.labels.elements import (
    PLACEHOLDER,
    BarcodeElement,
    BoxElement,
    CodeElement,
    Element,
    LineElement,
    MatrixElement,
    PictureElement,
    TextElement,
)
from station.labels.fonts import ABOVE, BELOW, CAPITAL, Fonts, machine_fonts, printable
from station.labels.parts import DOTS_PER_METRE, Bars, Box, LaidOut, Matrix, Part, Picture, TextLine
from station.labels.symbols import Linear, Square, code128, data_matrix, gs1_128, gs1_matrix, qr, retail, retail_number
from station.labels.wording import worded
from station.labels.wrapping import PITCH, Fitted, fit
from station.texts import table


def lay_out(
    drawing: Drawing, name: str, fields: Mapping[str, object], dpi: int, language: str = "en", fonts: Fonts | None = None
) -> LaidOut:
    """Places every element that is shown; `name` is what messages call the label.

    Raises Refusal DPI_UNKNOWN, TEXT_TOO_LONG, GLYPH_MISSING and those that `symbols` raises, and BARCODE_TOO_WIDE.
    """
    if dpi not in DOTS_PER_METRE:
        raise Refusal("DPI_UNKNOWN", dpi=dpi, known=", ".join(map(str, DOTS_PER_METRE)))
    setting = _Setting(drawing, name, _texts(fields), DOTS_PER_METRE[dpi], language, fonts or machine_fonts())
    return LaidOut(name, drawing.width, drawing.height, dpi, tuple(setting.parts()))


def _texts(fields: Mapping[str, object]) -> dict[str, str]:
    """The fields as text. `retail` is the GTIN where a till can read it; `worst` the first hazard, `others` the rest of them."""
    texts = {name: "" if value is None else str(value) for name, value in fields.items()}
    worst, _, others = texts.get("hazard", "").partition(", ")
    return texts | {"retail": retail_number(texts.get("gtin", "")), "worst": worst, "others": others}


@dataclass(frozen=True, slots=True)
class _Setting:
    """What laying out one label needs at every element. `resolution` is in dots a metre."""

    drawing: Drawing
    name: str
    texts: Mapping[str, str]
    resolution: int
    language: str
    fonts: Fonts

    def parts(self) -> Iterator[Part]:
        instead = self.drawing.instead
        for element in self.drawing.element:
            if element.name not in instead and element.holds(self.texts):
                yield from self._placed(element)

    def _placed(self, element: Element) -> Iterator[Part]:
        match element:
            case TextElement():
                yield from self._lines(element)
            case BoxElement():
                yield Box(element.name, element.x, element.y, element.width, element.height, element.line or 0)
            case LineElement():
                yield from _ruled(element)
            case CodeElement():
                yield from self._code(element)
            case PictureElement():
                yield from self._picture(element)

    def _filled(self, template: str) -> str:
        """A template with its fields and words."""
        words = table(self.language, "words")

        def value(key: str, prefix: str | None) -> str:
            text = self.texts.get(key, "")
            return worded(text, prefix, self.language) if prefix else text

        return PLACEHOLDER.sub(lambda m: str(words[m["key"]]) if m["word"] else value(m["key"], m["prefix"]), template)

    def _lines(self, element: TextElement) -> Iterator[TextLine]:
        text = printable(self._filled(element.text))
        if not text:
            return
        fitted = self._fitted(element, text)
        baseline = element.y + _first_baseline(element, fitted)
        for number, line in enumerate(fitted.lines):
            yield TextLine(
                element.name, self.fonts.runs(line, element.weight), element.x, baseline + number * PITCH * fitted.size // 1000,
                element.width, fitted.size, element.align, element.weight == "bold", element.white,
            )  # fmt: skip

    def _fitted(self, element: TextElement, text: str) -> Fitted:
        known = self.fonts.advances(text, element.weight)

        def measure(part: str) -> int:
            return sum(map(known.__getitem__, part))

        size = element.size
        if element.whole:
            size = max(element.least, min(size, element.width * 1000 // max(1, *map(measure, text.split(" ")))))
        fitted = fit(text, measure, element.width, element.height, size, element.least, element.lines)
        if not fitted.whole and not element.cut:
            raise Refusal("TEXT_TOO_LONG", layout=self.name, element=element.name, text=text)
        return fitted

    def _code(self, element: CodeElement) -> Iterator[Part]:
        symbol = _symbol(element, self._filled(element.data))
        room = element.width if isinstance(symbol, Linear) else min(element.width, element.height)
        if module := self._module(element, symbol.width, room):
            yield self._bars(element, symbol, module) if isinstance(symbol, Linear) else self._matrix(element, symbol, module)
        elif element.otherwise:
            yield from self._placed(self.drawing.named(element.otherwise))
        else:
            raise self._too_wide(element, symbol, room)

    def _bars(self, element: CodeElement, symbol: Linear, module: int) -> Bars:
        spare = element.width - self._tenths(module * symbol.width)
        align = element.align if isinstance(element, BarcodeElement) else "left"
        left = element.x + {"left": 0, "center": spare // 2, "right": spare}[align]
        return Bars(element.name, symbol, left + self._tenths(module * symbol.quiet[0]), element.y, element.height, module)

    def _matrix(self, element: CodeElement, symbol: Square, module: int) -> Matrix:
        quiet = self._tenths(module * symbol.quiet)
        return Matrix(element.name, symbol, element.x + quiet, element.y + quiet, module)

    def _picture(self, element: PictureElement) -> Iterator[Picture]:
        finding, side = self._filled(element.picture), min(element.width, element.height)
        if finding in drawn_findings():
            yield Picture(element.name, finding, element.x + (element.width - side) // 2, element.y + (element.height - side) // 2, side)

    def _module(self, element: CodeElement, modules: int, room: int) -> int:
        """The widest module in dots that is wanted and fits; 0 where even the smallest does not."""
        fits = room * self.resolution // (modules * 10000)
        wanted = max(1, element.module * self.resolution // 100_000)
        module = min(fits, wanted)
        return module if module * 100_000 >= element.smallest * self.resolution else 0

    def _tenths(self, dots: int) -> int:
        return dots * 10000 // self.resolution

    def _too_wide(self, element: CodeElement, symbol: Linear | Square, room: int) -> Refusal:
        needed = symbol.width * element.smallest / 100
        return Refusal(
            "BARCODE_TOO_WIDE", layout=self.name, element=element.name, data=symbol.data, needed=f"{needed:.1f}", room=f"{room / 10:.1f}"
        )


def _symbol(element: CodeElement, data: str) -> Linear | Square:
    """The modules of a code; raises what `symbols` raises."""
    if isinstance(element, BarcodeElement):
        return {"code128": code128, "retail": retail, "gs1": gs1_128}[element.symbology](data)
    if isinstance(element, MatrixElement):
        return gs1_matrix(data) if element.gs1 else data_matrix(data)
    return qr(data)


def _ruled(element: LineElement) -> Iterator[Box]:
    """A whole line is one box; a broken one a box for each stroke, the last as long as there is room."""
    upright, long = element.height > element.width, max(element.width, element.height)
    step = element.dash or long
    for start in range(0, long, 2 * step):
        stroke = min(step, long - start)
        if upright:
            yield Box(element.name, element.x, element.y + start, element.width, stroke, 0)
        else:
            yield Box(element.name, element.x + start, element.y, stroke, element.height, 0)


def _first_baseline(element: TextElement, fitted: Fitted) -> int:
    """From the top of the box to the first baseline; capitals are what looks centred in the middle."""
    rest = (len(fitted.lines) - 1) * PITCH * fitted.size // 1000
    match element.vertical:
        case "top":
            return ABOVE * fitted.size // 1000
        case "middle":
            return (element.height - rest + CAPITAL * fitted.size // 1000) // 2
        case "bottom":
            return element.height - rest - BELOW * fitted.size // 1000
