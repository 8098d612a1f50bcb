"""The pictogram of a finding in, black dots out: for PNG, and for printers."""

from functools import lru_cache
from itertools import pairwise
from math import ceil, hypot
from typing import Final

from PIL import Image, ImageDraw

from station.labels.drawings import GRID, LINE, Shape, shapes
from station.labels.parts import Picture, dots
from station.labels.raster import Dots

_STEPS: Final = 12  # straight pieces that a curve becomes
_FINER: Final = 4  # each dot is decided by so many times so many

Point = tuple[float, float]


@lru_cache(maxsize=64)
def picture_dots(picture: Picture, dpi: int) -> Dots:
    """The pictogram on the grid of a resolution: what a print head burns."""
    side = max(1, dots(picture.side, dpi))
    scale = side * _FINER / GRID
    canvas = Image.new("L", (side * _FINER, side * _FINER))
    pen = ImageDraw.Draw(canvas)
    for shape in shapes(picture.finding):
        for line in _lines(shape):
            _draw(pen, [(x * scale, y * scale) for x, y in line], shape, scale)
    small = canvas.resize((side, side), Image.Resampling.BOX).point(lambda ink: 255 if ink > 127 else 0)
    return Dots(dots(picture.x, dpi), dots(picture.y, dpi), small.convert("1"))


def _draw(pen: ImageDraw.ImageDraw, line: list[Point], shape: Shape, scale: float) -> None:
    if shape.filled:
        pen.polygon(line, fill=255)
    if not shape.lined:
        return
    half = LINE * scale / 2
    for part in _dashed(line, [length * scale for length in shape.dash]) if shape.dash else [line]:
        pen.line(part, fill=255, width=round(2 * half))
        for x, y in part:  # round ends and corners
            pen.ellipse((x - half, y - half, x + half, y + half), fill=255)


def _lines(shape: Shape) -> list[list[Point]]:
    """Its steps as lines of straight pieces."""
    lines: list[list[Point]] = []
    for command, values in shape.steps:
        points = list(zip(values[::2], values[1::2], strict=True))
        if command == "M":
            lines.append(points)
        elif command == "C":
            lines[-1] += [_on_curve((lines[-1][-1], *points), step / _STEPS) for step in range(1, _STEPS + 1)]
        else:
            lines[-1] += points or lines[-1][:1]
    return lines


def _on_curve(points: tuple[Point, ...], t: float) -> Point:
    """A point of a cubic Bézier curve."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, points, strict=True)) for axis in (0, 1))
    return x, y


def _dashed(line: list[Point], dash: list[float]) -> list[list[Point]]:
    """The strokes of a line dashed "stroke gap"; it is walked in pieces so short that none is cut."""
    strokes: list[list[Point]] = []
    gone, drawing = 0.0, False
    for (x0, y0), (x1, y1) in pairwise(line):
        long = hypot(x1 - x0, y1 - y0)
        pieces = max(1, ceil(long))
        for piece in range(pieces):
            inside = gone % sum(dash) < dash[0]
            if inside and not drawing:
                strokes.append([])
            if inside:
                strokes[-1].append((x0 + (x1 - x0) * piece / pieces, y0 + (y1 - y0) * piece / pieces))
            drawing = inside
            gone += long / pieces
    return [stroke for stroke in strokes if len(stroke) > 1]
