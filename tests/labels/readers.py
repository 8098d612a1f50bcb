"""What others make of our bytes: zplkit draws ZPL, pypdfium2 draws PDF, Pillow opens PNG, zxing-cpp reads the codes."""

from collections.abc import Mapping
from io import BytesIO
from typing import Final

import pypdfium2
import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps
from zplkit import Options
from zplkit import render as render_zpl
from zplkit.parse import parse
from zplkit.rendering import Limits

from station.labels.parts import DOTS_PER_METRE, LaidOut

PLATE: Final = "B02-000033-E"
GTIN: Final = "4006381333931"
FIELDS: Final[Mapping[str, Mapping[str, object]]] = {
    "restock": {"plate": PLATE, "sku": "TS-BLU-M", "gtin": GTIN, "title": "Merino crew-neck T-shirt, navy blue, size M"},
    "outlet": {
        "plate": PLATE, "sku": "TS-BLU-M", "gtin": GTIN, "title": "Merino T-shirt", "grade": "B", "price": "19.90", "old_price": "39.90",
        "currency": "EUR",
    },
    "hold": {"plate": PLATE, "reason": "Surplus: nobody announced this unit", "owner": "CLIENT", "shelf": "HOLD-C", "client": "nordwind"},
    "c": {"plate": PLATE, "grade": "C", "disposition": "quarantine", "reason": "Needle, nail or sharp edge", "bin": "Q-01"},
    "plate": {"plate": PLATE},
}  # fmt: skip
PAYLOADS: Final = {"restock": {PLATE, GTIN}, "outlet": {PLATE}, "hold": {PLATE}, "c": {PLATE}, "plate": {PLATE}}
Box = tuple[int, int, int, int]
_LARGE: Final = Limits(graphic_bytes=1 << 24)  # zplkit's default is meant for one 203 dpi label


def picture(data: bytes, fmt: str, laid: LaidOut) -> Image.Image:
    """The label as others see it: grey, one pixel a dot, exactly as large as `laid`."""
    size = laid.dots(laid.width), laid.dots(laid.height)
    made = {"zpl": _from_zpl, "pdf": _from_pdf, "png": _from_png}[fmt](data, laid.dpi, size)
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


def _from_pdf(data: bytes, dpi: int, size: tuple[int, int]) -> Image.Image:
    del size
    return page(data, dpi=DOTS_PER_METRE[dpi] * 0.0254)


def _from_png(data: bytes, dpi: int, size: tuple[int, int]) -> Image.Image:
    del dpi, size
    return Image.open(BytesIO(data)).convert("L")
