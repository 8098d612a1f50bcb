"""Bytes from outside in, bytes that are nothing but a picture out. First stage of a photo, before it is stored.

A picture that carries no more than pixels keeps its bytes; one with EXIF, GPS, comments, a second frame or trailing data is
written anew.
"""

import re
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import get_sampling

from station.errors import Refusal

MAX_BYTES: Final = 25_000_000
MAX_PIXELS: Final = 50_000_000
MAX_SIDE: Final = 16_383
SUFFIX: Final = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}

# Set once for the process: `catch_warnings` around each picture would not be safe with several threads.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)

_PNG_CHUNKS: Final = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}
_WEBP_CHUNKS: Final = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"}
_END_OR_LATE_METADATA: Final = re.compile(rb"\xff[\xd9\xe0-\xef\xfe]")
_ORIENTATION: Final = 0x0112


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it will be stored: its bytes and the suffix of its format (".jpg", ".png", ".webp")."""

    data: bytes
    suffix: str


def clean(data: bytes, name: str = "photo") -> Picture:
    """Decode all of a JPEG, PNG or WebP and drop what is not picture; `name` is what a refusal calls it.

    Raises Refusal PHOTO_TOO_LARGE (bytes or pixels) or PHOTO_NOT_A_PICTURE (another format, damaged, cut short).
    """
    if len(data) > MAX_BYTES:
        raise Refusal("PHOTO_TOO_LARGE", name=name, size=f"{len(data)} bytes", most=f"{MAX_BYTES} bytes")
    try:
        return _decoded(data, name)
    except Refusal:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refusal("PHOTO_TOO_LARGE", name=name, size="far too many pixels", most=f"{MAX_PIXELS} pixels") from error
    except Exception as error:
        # A decoder of hostile bytes may raise anything; all of it means "no picture".
        raise Refusal("PHOTO_NOT_A_PICTURE", name=name) from error


def _decoded(data: bytes, name: str) -> Picture:
    with Image.open(BytesIO(data), formats=tuple(SUFFIX)) as image:
        width, height = image.size
        # Asked before load(), so that a small file of a huge picture never gets its memory.
        if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
            raise Refusal("PHOTO_TOO_LARGE", name=name, size=f"{width} × {height} pixels", most=f"{MAX_PIXELS} pixels")
        # A camera's JPEG with a second picture inside (preview, depth) opens as MPO.
        form = "JPEG" if image.format == "MPO" else str(image.format)
        kept = form == image.format and carries_pixels_only(data, form)
        if kept and form == "JPEG":
            # Every bit of it is still read and checked, but an eighth of its size is enough of a picture to throw away.
            image.draft("L", (width // 8, height // 8))
        image.load()
        return Picture(data if kept else _written_anew(image, form, data), SUFFIX[form])


def _written_anew(image: Image.Image, form: str, data: bytes) -> bytes:
    # Viewers turn a picture by its EXIF orientation: with the EXIF gone, the pixels themselves must be turned.
    turned = ImageOps.exif_transpose(image)
    turned.info = {key: value for key, value in image.info.items() if key in ("icc_profile", "transparency")}
    out = BytesIO()
    turned.save(out, form, icc_profile=image.info.get("icc_profile"), **_quality(image, form, data))
    return out.getvalue()


def _quality(image: Image.Image, form: str, data: bytes) -> dict[str, Any]:
    """The same tables as before for JPEG, so that nothing of the picture is lost a second time."""
    if form == "JPEG":
        return {"qtables": getattr(image, "quantization", None), "subsampling": get_sampling(image)}
    if form == "WEBP":
        return {"lossless": b"VP8L" in data[:64], "quality": 95}
    return {}


def carries_pixels_only(data: bytes, form: str) -> bool:
    """Whether the file holds a picture and its colour profile and nothing else. In doubt: no."""
    return {"JPEG": _bare_jpeg, "PNG": _bare_png, "WEBP": _bare_webp}[form](data)


def _bare_jpeg(data: bytes) -> bool:
    # ITU T.81 annex B: segments of marker and length up to the first scan. JFIF (APP0), ICC (APP2), Adobe (APP14) are colour, not context.
    at = 2
    while data[at : at + 1] == b"\xff" and data[at + 1] != 0xDA:
        marker, body = data[at + 1], data[at + 4 : at + 16]
        if not _colour_only(marker, body):
            return False
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    first = _END_OR_LATE_METADATA.search(data, at + 2)
    return first is not None and first.group() == b"\xff\xd9" and first.end() == len(data)


def _colour_only(marker: int, body: bytes) -> bool:
    wanted = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
    return body.startswith(wanted[marker]) if marker in wanted else not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _bare_png(data: bytes) -> bool:
    at, kind = 8, b""
    while at < len(data) and kind != b"IEND":
        kind = data[at + 4 : at + 8]
        if kind not in _PNG_CHUNKS:
            return False
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return at == len(data)


def _bare_webp(data: bytes) -> bool:
    at = 12
    while at < len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if data[at : at + 4] not in _WEBP_CHUNKS:
            return False
        at += 8 + size + size % 2
    return at == len(data)
