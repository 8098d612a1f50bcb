"""Small pictures of stored photographs: a digest in, a JPEG for a screen out. Made anew each time; nothing is kept on the disk."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Final

from PIL import Image

from station.photos.overlays import circled
from station.photos.pictures import SUFFIX
from station.photos.store import PhotoStore

_QUALITY: Final = 82


def thumbnail(photos: PhotoStore, digest: str, side: int, marks: Iterable[Mapping[str, int]] = ()) -> bytes | None:
    """The photograph at most `side` pixels wide and high, with its circles; None where it is gone or cannot be read."""
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
    out = BytesIO()
    circled(small, marks).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
