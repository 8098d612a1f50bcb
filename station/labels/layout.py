"""The laid-out form: a layout and the fields of a unit in, placed frozen elements in tenths of a millimetre out.

Every renderer draws this one form, on one grid of dots, so that ZPL, PDF and PNG agree. Nothing here knows a printer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from station.errors import Refusal
from station.labels.documents import (
    PLACEHOLDER,
    BarcodeElement,
    BoxElement,
    Drawing,
    Element,
    MatrixElement,
    PictureElement,
    Placed,
    TextElement,
)
from station.labels.drawings import drawn_findings
from station.labels.fonts import ABOVE, BELOW, CAPITAL, Fonts, machine_fonts, printable
from station.labels.parts import DOTS_PER_METRE, Bars, Box, LaidOut, Matrix, Part, Picture, TextLine
from station.labels.symbols import code128, data_matrix, gs1_matrix, retail, retail_number
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
    """The fields as text; `retail` is the GTIN where a till can read it."""
    texts = {name: "" if value is None else str(value) for name, value in fields.items()}
    return texts | {"retail": retail_number(texts.get("gtin", ""))}


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
            if element.name not in instead and self._shown(element):
                yield from self._placed(element)

    def _placed(self, element: Element) -> Iterator[Part]:
        match element:
            case TextElement():
                yield from self._lines(element)
            case BoxElement():
                yield Box(element.name, element.x, element.y, element.width, element.height, element.line or 0)
            case MatrixElement():
                yield self._matrix(element)
            case BarcodeElement():
                yield from self._bars(element)
            case PictureElement():
                yield from self._picture(element)

    def _shown(self, element: Placed) -> bool:
        texts = self.texts
        return (
            all(texts.get(name) for name in element.when)
            and not any(texts.get(name) for name in element.unless)
            and all(texts.get(name, "") in values for name, values in element.where.items())
            and not any(texts.get(name, "") in values for name, values in element.where_not.items())
        )

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
        fitted = fit(
            text, lambda part: sum(map(known.__getitem__, part)), element.width, element.height, element.size, element.least, element.lines
        )
        if not fitted.whole and not element.cut:
            raise Refusal("TEXT_TOO_LONG", layout=self.name, element=element.name, text=text)
        return fitted

    def _bars(self, element: BarcodeElement) -> Iterator[Part]:
        symbol = {"code128": code128, "retail": retail}[element.symbology](self._filled(element.data))
        module = self._module(element, symbol.width, element.width)
        if module:
            spare = element.width - self._tenths(module * symbol.width)
            left = element.x + {"left": 0, "center": spare // 2, "right": spare}[element.align]
            yield Bars(element.name, symbol, left + self._tenths(module * symbol.quiet[0]), element.y, element.height, module)
        elif element.otherwise:
            yield from self._placed(next(other for other in self.drawing.element if other.name == element.otherwise))
        else:
            raise self._too_wide(element, symbol.data, symbol.width)

    def _picture(self, element: PictureElement) -> Iterator[Picture]:
        finding, side = self._filled(element.picture), min(element.width, element.height)
        if finding in drawn_findings():
            yield Picture(element.name, finding, element.x + (element.width - side) // 2, element.y + (element.height - side) // 2, side)

    def _matrix(self, element: MatrixElement) -> Matrix:
        symbol = (gs1_matrix if element.gs1 else data_matrix)(self._filled(element.data))
        side = len(symbol.rows) + 2
        module = self._module(element, side, min(element.width, element.height))
        if not module:
            raise self._too_wide(element, symbol.data, side)
        return Matrix(element.name, symbol, element.x + self._tenths(module), element.y + self._tenths(module), module)

    def _module(self, element: BarcodeElement | MatrixElement, modules: int, room: int) -> int:
        """The widest module in dots that is wanted and fits; 0 where even the smallest does not."""
        fits = room * self.resolution // (modules * 10000)
        wanted = max(1, element.module * self.resolution // 100_000)
        module = min(fits, wanted)
        return module if module * 100_000 >= element.smallest * self.resolution else 0

    def _tenths(self, dots: int) -> int:
        return dots * 10000 // self.resolution

    def _too_wide(self, element: BarcodeElement | MatrixElement, data: str, modules: int) -> Refusal:
        needed = modules * element.smallest / 100
        room = min(element.width, element.height) if isinstance(element, MatrixElement) else element.width
        return Refusal(
            "BARCODE_TOO_WIDE", layout=self.name, element=element.name, data=data, needed=f"{needed:.1f}", room=f"{room / 10:.1f}"
        )


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
