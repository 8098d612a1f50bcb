"""How good a picture is: bytes in, an advice out. Advisory: the inspector may keep any picture.

Exposure comes first, since a dark but sharp picture has as little edge as a blurred one.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageFilter, ImageStat

from station.photos.pictures import SUFFIX

_SIDE: Final = 1024
_DARK_MEAN: Final = 35
_BRIGHT_MEAN: Final = 235
_EVEN_DEVIATION: Final = 4
# Photographs of goods and scenes gave 0.06 to 2.4 as taken, 0.001 to 0.03 after a blur of two pixels at this size.
_BLURRED_BELOW: Final = 0.008
# 4-neighbour Laplacian; the offset keeps negative edges within a byte.
_LAPLACIAN: Final = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)


@dataclass(frozen=True, slots=True)
class Quality:
    """`advice` is empty or a code with a text: PHOTO_TOO_DARK, PHOTO_TOO_BRIGHT, PHOTO_EMPTY, PHOTO_BLURRED.

    `mean` is the brightness from 0 to 255; `sharpness` the variance of the Laplacian over the variance of the picture.
    """

    advice: str
    mean: float
    sharpness: float

    @property
    def ok(self) -> bool:
        return not self.advice


def quality(data: bytes) -> Quality:
    """Judge a picture that the store took (a JPEG, PNG or WebP), at 1024 px on its longer side."""
    with Image.open(BytesIO(data), formats=tuple(SUFFIX)) as image:
        # A JPEG decodes straight to a smaller size: a tenth of the time for a large one.
        image.draft("L", (_SIDE, _SIDE))
        grey = image.convert("L")
    return quality_of(grey)


def quality_of(grey: Image.Image) -> Quality:
    """Judge a picture in grey; it is made smaller where it is larger than 1024 px."""
    grey.thumbnail((_SIDE, _SIDE))
    light = ImageStat.Stat(grey)
    mean, variance = light.mean[0], light.var[0]
    sharpness = _edge_variance(grey) / variance if variance else 0.0
    return Quality(_advice(mean, variance, sharpness), mean, sharpness)


def look(data: bytes) -> Quality | None:
    """The same for bytes that nobody has looked at yet; None for what is no picture, which the store will name."""
    try:
        return quality(data)
    except Exception:  # noqa: BLE001 -- a decoder of foreign bytes may raise anything; all of it means "no picture"
        return None


def _edge_variance(grey: Image.Image) -> float:
    if min(grey.size) < 3:
        return 0.0
    # The filter copies the outermost pixels unchanged; they are no edges.
    edges = grey.filter(_LAPLACIAN).crop((1, 1, grey.width - 1, grey.height - 1))
    return float(ImageStat.Stat(edges).var[0])


def _advice(mean: float, variance: float, sharpness: float) -> str:
    if mean < _DARK_MEAN:
        return "PHOTO_TOO_DARK"
    if mean > _BRIGHT_MEAN:
        return "PHOTO_TOO_BRIGHT"
    if variance < _EVEN_DEVIATION**2:
        return "PHOTO_EMPTY"
    return "PHOTO_BLURRED" if sharpness < _BLURRED_BELOW else ""
