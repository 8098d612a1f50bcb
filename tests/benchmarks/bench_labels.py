"""How long a label takes: fields to ZPL, and PDF against a bare reportlab canvas that draws the same shapes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import count, product
from pathlib import Path
from statistics import median
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from station.labels import render
from station.labels.kinds import DEFAULT_STOCK, KINDS
from station.labels.parts import DOTS_PER_METRE, Bars, Box, LaidOut, Matrix, TextLine
from station.labels.pdf import TENTH, font_name
from station.labels.shapes import bar_rectangles, box_rectangles, matrix_rectangles
from station.model.labels import STOCKS
from tests.benchmarks.rows import Row, in_turn, milliseconds
from tests.labels.readers import laid_out

_ROUNDS: Final = 60
_LARGEST: Final = "4x6in"
_DOT: Final = 72 / (DOTS_PER_METRE[203] * 0.0254)
_Rectangles = list[tuple[float, float, float, float]]
_Texts = list[tuple[float, float, str, float, str, bool]]


def bench_zpl(folder: Path) -> Iterator[Row]:
    """The median of each label, each time with another plate, so that nothing but the layout is remembered."""
    del folder
    yield from _slowest_and_median("zpl", "≤ 1 ms")


def bench_tspl(folder: Path) -> Iterator[Row]:
    """The same as a bitmap."""
    del folder
    yield from _slowest_and_median("tspl", "–")


def bench_pdf(folder: Path) -> Iterator[Row]:
    """Fields to PDF, over the bare canvas."""
    del folder
    rows = [_pdf(kind, stock) for kind, stock in sorted(product(KINDS, STOCKS)) if stock in (DEFAULT_STOCK, _LARGEST)]
    rows.sort(key=lambda row: row.ratio or 0)
    yield replace(rows[-1], name=f"{rows[-1].name}: worst of {len(rows)}")
    yield replace(rows[len(rows) // 2], name=f"{rows[len(rows) // 2].name}: median of {len(rows)}")


def _slowest_and_median(fmt: str, must_reach: str) -> Iterator[Row]:
    """Of the stock that most stations have, and of all stocks."""
    took = {(kind, stock): _p50(kind, stock, fmt) for kind, stock in product(KINDS, STOCKS)}
    for stocks, called in (((DEFAULT_STOCK,), DEFAULT_STOCK), (tuple(STOCKS), "every stock")):
        some = sorted((time, f"{kind} {stock}") for (kind, stock), time in took.items() if stock in stocks)
        for (time, label_name), which in ((some[-1], "slowest"), (some[len(some) // 2], "median")):
            name = f"label to {fmt.upper()}, {called}: {which} of {len(some)}, {label_name}"
            yield Row(name, "p50", must_reach, time, None, "ms")


def _p50(kind: str, stock: str, fmt: str) -> float:
    numbers = count()
    own = "plate" if KINDS[kind].unit else "code"

    def once() -> bytes:
        return render(kind, {**KINDS[kind].sample, own: f"B02-{next(numbers):06d}-E"}, fmt, stock=stock)

    once()
    return median(milliseconds(once) for _ in range(_ROUNDS))


def _pdf(kind: str, stock: str) -> Row:
    bare = _bare(laid_out(kind, stock=stock))

    def ours() -> bytes:
        return render(kind, KINDS[kind].sample, "pdf", stock=stock)

    ours()
    times = in_turn(ours, bare, _ROUNDS // 3)
    return Row(f"label to PDF, {kind} {stock}", "p50 over a bare canvas", "≤ 2 ×", median(times[0]), median(times[1]), "ms")


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
