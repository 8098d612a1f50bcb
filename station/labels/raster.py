"""A line of text in, black dots out: for PNG, and for all that a printer's own font cannot draw well.

Plain scripts are set sign by sign at the places that the layout measured, so every renderer breaks and ends a line alike.
Arabic, Hebrew, Thai and the like go through Pillow's Raqm, which shapes and orders them within a run.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from station.labels.fonts import Face, needs_shaping, runs_leftwards
from station.labels.parts import DOTS_PER_METRE, TextLine, dots

_MARGIN: Final = 8  # dots; letters may begin a little before their origin
_HIGHEST, _LOWEST = 1.0, 0.3  # of the em, above and below the baseline


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
    left, room = dots(line.x, dpi), dots(line.width, dpi)
    canvas = _shaped(line, size, room) if needs_shaping(line.text) else _set(line, size)
    # Marks piled up on a sign would reach into the bars above or below.
    top, bottom = baseline - int(size * _HIGHEST), baseline + int(size * _LOWEST)
    ink = canvas.crop((0, top, canvas.width, bottom)).getbbox()
    if ink is None:
        return None
    width = ink[2] - ink[0]
    begin = max(0, {"left": 0, "center": (room - width) // 2, "right": room - width}[line.align])
    y = dots(line.baseline, dpi) - baseline + top + ink[1]
    return Dots(left + begin, max(0, y), canvas.crop((ink[0], top + ink[1], ink[2], top + ink[3])))


def _set(line: TextLine, size: float) -> Image.Image:
    """Sign by sign, each at its own place rounded to a dot."""
    canvas = Image.new("1", (int(sum(run.advance for run in line.runs) * size / 1000 + size) + 2 * _MARGIN, int(size * 2.4)))
    x, baseline = 0, int(size * 1.5)
    for run in line.runs:
        advances = run.face.advances
        for sign in run.text:
            glyph, before, above = _glyph(run.face, size, sign)
            if glyph is not None:
                corner = (_MARGIN + round(x * size / 1000) + before, baseline - above)
                canvas.paste(1, (*corner, corner[0] + glyph.width, corner[1] + glyph.height), glyph)
            x += advances.get(sign, 0)
    return canvas


def _shaped(line: TextLine, size: float, room: int) -> Image.Image:
    """All runs one after the other. Joined forms may run wider than the layout could measure: then a little smaller."""
    runs = line.runs[::-1] if runs_leftwards(line.text) else line.runs
    while True:
        fonts = [_font(run.face, size) for run in runs]
        widths = [font.getlength(run.text) for font, run in zip(fonts, runs, strict=True)]
        if sum(widths) <= room or size < 4:
            break
        size -= 0.5
    canvas = Image.new("1", (int(sum(widths) + size) + 2 * _MARGIN, int(size * 2.4)))
    pen, x = ImageDraw.Draw(canvas), float(_MARGIN)
    for font, run, width in zip(fonts, runs, widths, strict=True):
        pen.text((x, int(size * 1.5)), run.text, fill=1, font=font, anchor="ls")
        x += width
    return canvas


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
