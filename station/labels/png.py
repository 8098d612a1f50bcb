"""A laid-out label in, a one-bit PNG out, dot for dot what a print head of that resolution would burn."""

from io import BytesIO

from PIL import Image, ImageDraw

from station.labels.parts import DOTS_PER_METRE, Bars, Box, LaidOut, Matrix, Picture, TextLine
from station.labels.pictograms import picture_dots
from station.labels.raster import text_dots
from station.labels.shapes import bar_rectangles, box_rectangles, matrix_rectangles

_PAPER, _INK = 1, 0


def png(laid: LaidOut) -> bytes:
    """The PNG file, its resolution written into it."""
    resolution = DOTS_PER_METRE[laid.dpi] * 0.0254
    out = BytesIO()
    picture(laid).save(out, "PNG", dpi=(resolution, resolution))
    return out.getvalue()


def picture(laid: LaidOut) -> Image.Image:
    """The label as a Pillow image of mode "1", one pixel a dot."""
    image = Image.new("1", (laid.dots(laid.width), laid.dots(laid.height)), _PAPER)
    pen = ImageDraw.Draw(image)
    for part in laid.parts:
        match part:
            case Box():
                rectangles = box_rectangles(part, laid)
            case Bars():
                rectangles = bar_rectangles(part, laid)
            case Matrix():
                rectangles = matrix_rectangles(part, laid)
            case Picture():
                inked = picture_dots(part, laid.dpi)
                pen.bitmap((inked.x, inked.y), inked.picture, fill=_INK)
                continue
            case TextLine():
                if dots := text_dots(part, laid.dpi):
                    pen.bitmap((dots.x, dots.y), dots.picture, fill=_PAPER if part.white else _INK)
                continue
        for x, y, width, height in rectangles:
            pen.rectangle((x, y, x + width - 1, y + height - 1), fill=_INK)
    return image
