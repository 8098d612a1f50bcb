"""Small pictures of stored photographs: a digest in, a JPEG or plain pixels out. Made anew each time; nothing is kept on the disk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image

from station.photos.overlays import circled
from station.photos.pictures import SUFFIX
from station.photos.store import PhotoStore

_QUALITY: Final = 82


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture as a screen takes it: four bytes a pixel (blue, green, red, none), row by row from the top."""

    width: int
    height: int
    data: bytes


def thumbnail(photos: PhotoStore, digest: str, side: int, marks: Iterable[Mapping[str, int]] = ()) -> bytes | None:
    """The photograph at most `side` pixels wide and high, with its circles; None where it is gone or cannot be read."""
    small = _small(photos, digest, side)
    if small is None:
        return None
    out = BytesIO()
    circled(small, marks).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def pixels(photos: PhotoStore, digest: str, side: int) -> Pixels | None:
    """The same without circles, for a screen: a JPEG would have to be made and be read again, which takes longer than all else."""
    small = _small(photos, digest, side)
    return None if small is None else Pixels(small.width, small.height, small.tobytes("raw", "BGRX"))


def _small(photos: PhotoStore, digest: str, side: int) -> Image.Image | None:
    place = photos.path(digest)
    if place is None:
        return None
    try:
        with Image.open(place, formats=tuple(SUFFIX)) as image:
            image.draft("RGB", (side, side))  # a JPEG decodes straight to a smaller size
            small = image.convert("RGB")
    except Exception:  # noqa: BLE001 -- a decoder of a damaged file may raise anything; `verify` is who names it
        return None
    small.thumbnail((side, side))
    return small
