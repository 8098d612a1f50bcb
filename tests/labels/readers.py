"""What others make of our bytes: zplkit draws ZPL, pypdfium2 draws PDF, Pillow opens PNG, zxing-cpp reads the codes.

No package reads TSPL, so a reader of its BITMAP is here, written from the printers' manual and not from our writer.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Final

import pypdfium2
import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps
from zplkit import Options
from zplkit import render as render_zpl
from zplkit.parse import parse
from zplkit.rendering import Limits

from station.labels.catalogue import label
from station.labels.kinds import DEFAULT_STOCK, KINDS
from station.labels.layout import lay_out
from station.labels.parts import DOTS_PER_METRE, Bars, LaidOut, Matrix

PLATE: Final = "B02-000033-E"
GTIN: Final = "4006381333931"
FIELDS: Final[Mapping[str, Mapping[str, str]]] = {name: kind.sample for name, kind in KINDS.items()}
Box = tuple[int, int, int, int]
_BITMAP: Final = re.compile(rb"BITMAP (?P<x>\d+),(?P<y>\d+),(?P<width>\d+),(?P<height>\d+),(?P<mode>\d),")
_LARGE: Final = Limits(graphic_bytes=1 << 24)  # zplkit's default is meant for one 203 dpi label


def laid_out(kind: str, dpi: int = 203, stock: str = DEFAULT_STOCK, fields: Mapping[str, object] | None = None) -> LaidOut:
    """A shipped label with its sample, or with these fields."""
    return lay_out(label(kind, stock), kind, FIELDS[kind] if fields is None else fields, dpi)


def payloads(laid: LaidOut) -> set[str]:
    """What the codes of a label have to say."""
    return {part.symbol.data for part in laid.parts if isinstance(part, Bars | Matrix)}


def picture(data: bytes, fmt: str, laid: LaidOut) -> Image.Image:
    """The label as others see it: grey, one pixel a dot, exactly as large as `laid`."""
    size = laid.dots(laid.width), laid.dots(laid.height)
    made = {"zpl": _from_zpl, "tspl": _from_tspl, "pdf": _from_pdf, "png": _from_png}[fmt](data, laid.dpi, size)
    assert abs(made.width - size[0]) <= 1
    assert abs(made.height - size[1]) <= 1
    return made.crop((0, 0, *size))


def codes(image: Image.Image) -> set[str]:
    """Every payload that a decoder finds in a picture."""
    return {found.text for found in zxingcpp.read_barcodes(image)}


def commands(data: bytes) -> list[str]:
    """The ZPL commands in their order, such as ["^XA", "^CI", …], as an independent parser frames them."""
    framed = [bytes(element) for element in parse(data).elements]
    return [command[:3].decode("ascii") for command in framed if command[:1] in b"^~" and command.strip()]


def tspl_commands(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The TSPL commands in their order: each line, and for a BITMAP the data that its own line counts off."""
    at = 0
    while at < len(data):
        if counted := _BITMAP.match(data, at):
            begin = counted.end()
            at = begin + int(counted["width"]) * int(counted["height"])
            assert data[at : at + 2] == b"\r\n", "the bitmap is shorter or longer than it says"
            yield counted[0].decode("ascii"), data[begin:at]
            at += 2
        else:
            line, _, _ = data[at:].partition(b"\r\n")
            at += len(line) + 2
            yield line.decode("ascii"), b""


def page(data: bytes, number: int = 0, dpi: float = 300) -> Image.Image:
    """One page of a PDF in grey."""
    drawn: Image.Image = pypdfium2.PdfDocument(data)[number].render(scale=dpi / 72).to_pil()
    return drawn.convert("L")


def words(data: bytes) -> str:
    """All text of the first page of a PDF as a reader copies it, each run of spaces and line ends one space."""
    return " ".join(pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range().split())


def ink(image: Image.Image) -> Box:
    """The smallest box around everything black: left, top, right, bottom in dots."""
    found = ImageOps.invert(image.point(lambda grey: 0 if grey < 128 else 255)).getbbox()
    assert found is not None, "nothing was drawn"
    return found


def strays(one: Image.Image, other: Image.Image) -> int:
    """How many black dots have none within one dot of them in the other picture, counted both ways."""
    left, top, right, bottom = (side(ends) for side, ends in zip((min, min, max, max), zip(ink(one), ink(other), strict=True), strict=True))
    box = left - 2, top - 2, right + 2, bottom + 2
    first, second = (ImageOps.invert(image.crop(box).point(lambda grey: 0 if grey < 128 else 255)) for image in (one, other))
    near = ImageFilter.MaxFilter(3)
    alone = [ImageChops.subtract(a, b.filter(near)) for a, b in ((first, second), (second, first))]
    return sum(image.histogram()[255] for image in alone)


def _from_zpl(data: bytes, dpi: int, size: tuple[int, int]) -> Image.Image:
    drawn = render_zpl(data, Options(profile="specification", width=size[0], height=size[1], dpi=dpi), limits=_LARGE)
    assert len(drawn.labels) == 1
    dots = drawn.labels[0].rasterize()
    return Image.frombytes("L", (dots.width, dots.height), dots.pixels)


def _from_tspl(data: bytes, dpi: int, size: tuple[int, int]) -> Image.Image:
    """A 0 is a burnt dot, the highest bit the leftmost; what lies beyond the head is not printed."""
    del dpi
    image = Image.new("L", size, 255)
    for command, bits in tspl_commands(data):
        if drawn := _BITMAP.fullmatch(command.encode("ascii")):
            x, y, width, height, mode = (int(number) for number in drawn.groups())
            assert mode == 0, "overwrite"
            image.paste(Image.frombytes("1", (8 * width, height), bits), (x, y))
    return image


def _from_pdf(data: bytes, dpi: int, size: tuple[int, int]) -> Image.Image:
    del size
    return page(data, dpi=DOTS_PER_METRE[dpi] * 0.0254)


def _from_png(data: bytes, dpi: int, size: tuple[int, int]) -> Image.Image:
    del dpi, size
    return Image.open(BytesIO(data)).convert("L")
