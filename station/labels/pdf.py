"""A laid-out label in, a one-page PDF of its size out: bars as vectors on the dots of the resolution, text in embedded fonts."""

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from station.labels.drawings import GRID, LINE, Shape, shapes
from station.labels.fonts import Face, needs_shaping
from station.labels.parts import DOTS_PER_METRE, Bars, Box, LaidOut, Matrix, Picture, TextLine
from station.labels.raster import overhang, text_dots
from station.labels.shapes import Rectangle, bar_rectangles, box_rectangles, matrix_rectangles

TENTH: Final = 72 / 254  # points
_FINE: Final = 600  # dpi of text that has to be drawn as dots


def pdf(laid: LaidOut) -> bytes:
    """The PDF file. The same label gives the same bytes: it holds no time and no random identifier."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(_page(laid.width), _page(laid.height)), invariant=1, pageCompression=1)
    canvas.setTitle(laid.layout)
    draw(canvas, laid)
    canvas.save()
    return out.getvalue()


def _page(tenths: int) -> float:
    """Points, never rounded up: a page that is a hair larger gets one dot more, and every bar is then stretched over two."""
    return int(tenths * TENTH * 1000) / 1000


def draw(canvas: Canvas, laid: LaidOut) -> None:
    """A laid-out form on a canvas, its bottom left corner at the canvas's origin."""
    for part in laid.parts:
        match part:
            case Box():
                _fill(canvas, box_rectangles(part, laid), laid)
            case Bars():
                _fill(canvas, bar_rectangles(part, laid), laid)
            case Matrix():
                _fill(canvas, matrix_rectangles(part, laid), laid)
            case TextLine():
                _text(canvas, part, laid)
            case Picture():
                _picture(canvas, part, laid)


def font_name(face: Face) -> str | None:
    """The face as a font of reportlab, registered once; None for one that it cannot embed."""
    return _registered(face) if face.is_truetype else None


@lru_cache(maxsize=64)
def _registered(face: Face) -> str | None:
    name = f"{face.path}#{face.number}"
    try:
        registerFont(TTFont(name, face.path, subfontIndex=face.number))
    except TTFError:
        return None  # its licence bits forbid embedding, or a table is odd: it is drawn as dots
    return name


def _fill(canvas: Canvas, rectangles: list[Rectangle], laid: LaidOut) -> None:
    """All rectangles as one path, so that no renderer leaves a seam between two of them."""
    dot = 72 / (DOTS_PER_METRE[laid.dpi] * 0.0254)
    top = laid.height * TENTH
    path = canvas.beginPath()
    for x, y, width, height in rectangles:
        path.rect(x * dot, top - (y + height) * dot, width * dot, height * dot)
    canvas.drawPath(path, stroke=0, fill=1)


def _text(canvas: Canvas, line: TextLine, laid: LaidOut) -> None:
    names = [name for run in line.runs if (name := font_name(run.face))]
    if len(names) < len(line.runs) or needs_shaping(line.text):  # drawString places signs, it does not shape them
        _dotted(canvas, line, laid)
        return
    size = line.size * TENTH
    x, y = max(line.left, line.x + overhang(line)) * TENTH, (laid.height - line.baseline) * TENTH
    canvas.setFillGray(1 if line.white else 0)
    for run, name in zip(line.runs, names, strict=True):
        canvas.setFont(name, size)
        canvas.drawString(x, y, run.text)
        x += run.advance * size / 1000
    canvas.setFillGray(0)


def _picture(canvas: Canvas, picture: Picture, laid: LaidOut) -> None:
    """As lines and surfaces: sharp at any size."""
    scale = picture.side * TENTH / GRID
    canvas.saveState()
    canvas.translate(picture.x * TENTH, (laid.height - picture.y) * TENTH)
    canvas.scale(scale, -scale)
    canvas.setLineWidth(LINE)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for shape in shapes(picture.finding):
        _shape(canvas, shape)
    canvas.restoreState()


def _shape(canvas: Canvas, shape: Shape) -> None:
    path = canvas.beginPath()
    draws: dict[str, Callable[..., None]] = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
    for command, values in shape.steps:
        draws[command](*values)
    canvas.setDash(list(shape.dash))
    canvas.drawPath(path, stroke=int(shape.lined), fill=int(shape.filled))


def _dotted(canvas: Canvas, line: TextLine, laid: LaidOut) -> None:
    """The line as a fine picture, its paper transparent."""
    dots = text_dots(line, _FINE)
    if dots is None:
        return
    dot = 72 / (DOTS_PER_METRE[_FINE] * 0.0254)
    width, height = dots.picture.size
    ink = Image.new("RGBA", dots.picture.size, (255, 255, 255, 0) if line.white else (0, 0, 0, 0))
    ink.putalpha(dots.picture.convert("L"))
    y = laid.height * TENTH - (dots.y + height) * dot
    canvas.drawImage(ImageReader(ink), dots.x * dot, y, width * dot, height * dot, mask="auto")
