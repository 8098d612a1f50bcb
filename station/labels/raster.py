"""A line of text or a matrix in, black dots out: for PNG, and for all that a printer's own font cannot draw well.

Plain scripts are set sign by sign at the places that the layout measured, so every renderer breaks and ends a line alike.
Arabic, Hebrew, Thai and the like go through Pillow's Raqm, which shapes and orders them within a run.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from station.labels.fonts import Face, needs_shaping, runs_leftwards
from station.labels.parts import DOTS_PER_METRE, Matrix, TextLine, dots

_MARGIN: Final = 8  # dots; letters may begin a little before their origin
_HIGHEST, _LOWEST = 1.0, 0.3  # of the em, above and below the baseline
_LEGIBLE: Final = 0.75  # of its size: a line with high marks is made no smaller


@dataclass(frozen=True, slots=True)
class Dots:
    """A one-bit picture, ink is 1, and the dot where its top left corner goes."""

    x: int
    y: int
    picture: Image.Image


@lru_cache(maxsize=64)  # captions, words and prices come again and again
def text_dots(line: TextLine, dpi: int) -> Dots | None:
    """The line on the grid of a resolution, inside its box; None where it leaves no ink."""
    size = line.size * DOTS_PER_METRE[dpi] / 10000
    baseline = int(size * 1.5)
    top, bottom = baseline - int(size * _HIGHEST), baseline + int(size * _LOWEST)
    left, room = dots(line.x, dpi), dots(line.width, dpi)
    canvas = _inked(line, size, 1.0, room)
    whole = canvas.getbbox()
    if whole and (whole[1] < top or whole[3] > bottom):  # a tone mark on a vowel is part of the word: smaller, not cut off
        taller = max((baseline - whole[1]) / (baseline - top), (whole[3] - baseline) / (bottom - baseline))
        canvas = _inked(line, size, max(_LEGIBLE, 1 / taller), room)
    # Marks piled up on a sign would still reach into the bars above or below.
    ink = canvas.crop((0, top, canvas.width, bottom)).getbbox()
    if ink is None:
        return None
    width = ink[2] - ink[0]
    begin = max(0, {"left": 0, "center": (room - width) // 2, "right": room - width}[line.align])
    y = dots(line.baseline, dpi) - baseline + top + ink[1]
    return Dots(left + begin, max(0, y), canvas.crop((ink[0], top + ink[1], ink[2], top + ink[3])))


def overhang(line: TextLine) -> int:
    """How far its first sign reaches to the left of where it begins, in tenths of a mm, rounded up."""
    finest = max(DOTS_PER_METRE.values())
    _, before, _ = _glyph(line.runs[0].face, line.size * finest / 10000, line.runs[0].text[0])
    return -(min(0, before) * 10000 // finest)


def matrix_dots(matrix: Matrix, dpi: int) -> Dots:
    """A Data Matrix or QR code on the grid of a resolution, without its quiet zone."""
    rows = matrix.symbol.rows
    small = Image.new("1", (len(rows), len(rows)))
    small.putdata([int(sign) for row in rows for sign in row])
    side = len(rows) * matrix.module
    return Dots(dots(matrix.x, dpi), dots(matrix.y, dpi), small.resize((side, side), Image.Resampling.NEAREST))


def _inked(line: TextLine, size: float, part: float, room: int) -> Image.Image:
    """The line at a part of its size, its baseline at one and a half ems of the whole."""
    canvas = Image.new("1", (int(sum(run.advance for run in line.runs) * size / 1000 * 2 + size) + 2 * _MARGIN, int(size * 2.4)))
    draw = _shaped if needs_shaping(line.text) else _set
    draw(canvas, line, size * part, int(size * 1.5), room)
    return canvas


def _set(canvas: Image.Image, line: TextLine, size: float, baseline: int, _room: int) -> None:
    """Sign by sign, each at its own place rounded to a dot."""
    x = 0
    for run in line.runs:
        advances = run.face.advances
        for sign in run.text:
            glyph, before, above = _glyph(run.face, size, sign)
            if glyph is not None:
                corner = (_MARGIN + round(x * size / 1000) + before, baseline - above)
                canvas.paste(1, (*corner, corner[0] + glyph.width, corner[1] + glyph.height), glyph)
            x += advances.get(sign, 0)


def _shaped(canvas: Image.Image, line: TextLine, size: float, baseline: int, room: int) -> None:
    """All runs one after the other. Joined forms may run wider than the layout could measure: then a little smaller."""
    runs = line.runs[::-1] if runs_leftwards(line.text) else line.runs
    while True:
        fonts = [_font(run.face, size) for run in runs]
        widths = [font.getlength(run.text) for font, run in zip(fonts, runs, strict=True)]
        if sum(widths) <= room or size < 4:
            break
        size -= 0.5
    pen, x = ImageDraw.Draw(canvas), float(_MARGIN)
    for font, run, width in zip(fonts, runs, widths, strict=True):
        pen.text((x, baseline), run.text, fill=1, font=font, anchor="ls")
        x += width


@lru_cache(maxsize=4096)
def _glyph(face: Face, size: float, sign: str) -> tuple[Image.Image | None, int, int]:
    """One sign in black dots, where it begins right of its origin, and how far it reaches above the baseline."""
    side = int(size * 2) + _MARGIN
    canvas = Image.new("1", (2 * side, 2 * side))
    ImageDraw.Draw(canvas).text((side // 2, side), sign, fill=1, font=_font(face, size), anchor="ls")
    ink = canvas.getbbox()
    return (None, 0, 0) if ink is None else (canvas.crop(ink), ink[0] - side // 2, side - ink[1])


@lru_cache(maxsize=64)
def _font(face: Face, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(face.path, size, index=face.number)
