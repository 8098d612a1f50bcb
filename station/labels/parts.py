"""What a label consists of when every element has its place: frozen parts in tenths of a millimetre, which each renderer draws."""

from dataclasses import dataclass
from typing import Final

from station.labels.fonts import Run
from station.labels.symbols import Linear, Square

DOTS_PER_METRE: Final = {203: 8000, 300: 11811, 600: 23622}  # a "203 dpi" head has 8 dots a mm


@dataclass(frozen=True, slots=True)
class Box:
    """A frame `line` thick, or filled where line is 0. Tenths of a mm, as everywhere below."""

    name: str
    x: int
    y: int
    width: int
    height: int
    line: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line: `x` and `width` are its box, `baseline` where the letters stand, `size` the em."""

    name: str
    runs: tuple[Run, ...]
    x: int
    baseline: int
    width: int
    size: int
    align: str
    bold: bool
    white: bool

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def advance(self) -> int:
        """Its own width at its size, in tenths of a mm, rounded up."""
        return -(-sum(run.advance for run in self.runs) * self.size // 1000)

    @property
    def left(self) -> int:
        """Where its first letter begins."""
        spare = self.width - self.advance
        return self.x + {"left": 0, "center": spare // 2, "right": spare}[self.align]


@dataclass(frozen=True, slots=True)
class Bars:
    """A linear symbol: `x` is the left edge of its first bar, `module` the width of a module in dots."""

    name: str
    symbol: Linear
    x: int
    y: int
    height: int
    module: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """A Data Matrix: `x`, `y` is the corner of its first module, `module` in dots."""

    name: str
    symbol: Square
    x: int
    y: int
    module: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The pictogram of a finding in a square: its corner nearest the top left, and its side."""

    name: str
    finding: str
    x: int
    y: int
    side: int


Part = Box | TextLine | Bars | Matrix | Picture


@dataclass(frozen=True, slots=True)
class LaidOut:
    """One label, ready to be drawn at one resolution (203, 300 or 600 dpi)."""

    layout: str
    width: int
    height: int
    dpi: int
    parts: tuple[Part, ...]

    def dots(self, tenths: int) -> int:
        """Tenths of a mm as whole dots of the print head."""
        return dots(tenths, self.dpi)


def dots(tenths: int, dpi: int) -> int:
    """Tenths of a mm as whole dots of a print head of 203, 300 or 600 dpi."""
    return (tenths * DOTS_PER_METRE[dpi] + 5000) // 10000
