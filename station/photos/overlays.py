"""Circles over a picture: an image and the marks of its fact in, another image out. The photograph itself is never changed."""

from collections.abc import Iterable, Mapping
from typing import Final

from PIL import Image, ImageDraw

_LIGHT: Final = (255, 255, 255)
_DARK: Final = (20, 24, 31)


def circled(image: Image.Image, marks: Iterable[Mapping[str, int]]) -> Image.Image:
    """A copy with each mark as a ring: x and radius in thousandths of the width, y of the height."""
    # Light within dark: it is seen on any goods.
    drawn = image.convert("RGB")
    pen = ImageDraw.Draw(drawn)
    thick = max(2, drawn.width // 160)
    for mark in marks:
        x, y, radius = (mark["x"] * drawn.width / 1000, mark["y"] * drawn.height / 1000, mark["radius"] * drawn.width / 1000)
        for grown, colour in ((thick, _DARK), (0, _LIGHT)):
            outer = radius + grown
            pen.ellipse((x - outer, y - outer, x + outer, y + outer), outline=colour, width=thick)
    return drawn
