"""Placed boxes, bars and matrices in, black rectangles on the grid of dots out: what PNG and PDF both draw.

A rectangle is (left, top, width, height) in whole dots, counted from the top left corner of the label.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from station.labels.parts import Bars, Box, LaidOut, Matrix

Rectangle = tuple[int, int, int, int]
_GUARD: Final = 5  # modules that the guard bars of an EAN reach below the others (GS1 General Specifications 5.2)


def box_rectangles(box: Box, laid: LaidOut) -> list[Rectangle]:
    """The filled box, or the four sides of a frame."""
    x, y = laid.dots(box.x), laid.dots(box.y)
    width, height = max(1, laid.dots(box.x + box.width) - x), max(1, laid.dots(box.y + box.height) - y)
    line = max(1, laid.dots(box.line))
    if not box.line or 2 * line >= min(width, height):
        return [(x, y, width, height)]
    inner = height - 2 * line
    return [
        (x, y, width, line),
        (x, y + height - line, width, line),
        (x, y + line, line, inner),
        (x + width - line, y + line, line, inner),
    ]


def bar_rectangles(bars: Bars, laid: LaidOut) -> list[Rectangle]:
    """One rectangle for each bar."""
    x, y, height = laid.dots(bars.x), laid.dots(bars.y), laid.dots(bars.height)
    longer = height + _GUARD * bars.module
    guards = bars.symbol.guards
    return [
        (x + start * bars.module, y, length * bars.module, longer if start in guards else height)
        for start, length in _black(bars.symbol.modules)
    ]


def matrix_rectangles(matrix: Matrix, laid: LaidOut) -> list[Rectangle]:
    """One rectangle for each run of black modules in a row."""
    x, y, module = laid.dots(matrix.x), laid.dots(matrix.y), matrix.module
    return [
        (x + start * module, y + number * module, length * module, module)
        for number, row in enumerate(matrix.symbol.rows)
        for start, length in _black(row)
    ]


def _black(modules: str) -> Iterator[tuple[int, int]]:
    """Where each run of "1" begins, and how long it is."""
    start = 0
    for sign, group in groupby(modules):
        length = len(list(group))
        if sign == "1":
            yield start, length
        start += length
