"""How long a label takes: fields to ZPL, and PDF against a bare reportlab canvas that draws the same shapes."""

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import count
from pathlib import Path
from statistics import median
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from station.labels import render
from station.labels.catalogue import label, label_names
from station.labels.layout import lay_out
from station.labels.parts import DOTS_PER_METRE, Bars, Box, LaidOut, Matrix, TextLine
from station.labels.pdf import TENTH, font_name
from station.labels.shapes import bar_rectangles, box_rectangles, matrix_rectangles
from tests.benchmarks.rows import Row, in_turn, milliseconds
from tests.labels.readers import FIELDS

_ROUNDS: Final = 60
_DOT: Final = 72 / (DOTS_PER_METRE[203] * 0.0254)
_Rectangles = list[tuple[float, float, float, float]]
_Texts = list[tuple[float, float, str, float, str, bool]]


def bench_zpl(folder: Path) -> Iterator[Row]:
    """The median of each layout, each time with another plate, so that nothing but the layout is remembered."""
    del folder
    for name in label_names():
        numbers = count()

        def once(name: str = name, numbers: "count[int]" = numbers) -> bytes:
            return render(name, {**FIELDS[name], "plate": f"B02-{next(numbers):06d}-E"}, "zpl")

        once()
        yield Row(f"label {name}: fields to ZPL", "p50", "≤ 1 ms", median(milliseconds(once) for _ in range(4 * _ROUNDS)), None, "ms")


def bench_pdf(folder: Path) -> Iterator[Row]:
    """Fields to PDF, over the bare canvas."""
    del folder
    for name in label_names():
        bare = _bare(lay_out(label(name), name, FIELDS[name], 203))

        def ours(name: str = name) -> bytes:
            return render(name, FIELDS[name], "pdf")

        ours()
        times = in_turn(ours, bare, _ROUNDS)
        yield Row(f"label {name}: fields to PDF", "p50 over a bare canvas", "≤ 2 ×", median(times[0]), median(times[1]), "ms")


def _bare(laid: LaidOut) -> Callable[[], bytes]:
    """The same rectangles and strings, already measured, on a canvas of the same size."""
    rectangles, texts = _shapes(laid)
    size = laid.width * TENTH, laid.height * TENTH

    def drawn() -> bytes:
        out = BytesIO()
        canvas = Canvas(out, pagesize=size, pageCompression=1)
        for rectangle in rectangles:
            canvas.rect(*rectangle, stroke=0, fill=1)
        for x, y, font, points, text, white in texts:
            canvas.setFillGray(1 if white else 0)
            canvas.setFont(font, points)
            canvas.drawString(x, y, text)
        canvas.save()
        return out.getvalue()

    return drawn


def _shapes(laid: LaidOut) -> tuple[_Rectangles, _Texts]:
    rectangles: _Rectangles = []
    texts: _Texts = []
    for part in laid.parts:
        match part:
            case TextLine():
                x, y = part.left * TENTH, (laid.height - part.baseline) * TENTH
                texts.append((x, y, font_name(part.runs[0].face) or "Helvetica", part.size * TENTH, part.text, part.white))
                continue
            case Box():
                dots = box_rectangles(part, laid)
            case Bars():
                dots = bar_rectangles(part, laid)
            case Matrix():
                dots = matrix_rectangles(part, laid)
        rectangles += [(x * _DOT, laid.height * TENTH - (y + height) * _DOT, width * _DOT, height * _DOT) for x, y, width, height in dots]
    return rectangles, texts
