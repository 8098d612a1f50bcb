"""The pictogram of a finding: its code, a size and a colour in, an image out. Files are read once, and none while a tile is painted anew.

They lie in resources/pictograms, one for each finding of the catalogue, drawn in `currentColor` on a grid of 48.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from station.resources import resource_names, resource_text

_FOLDER: Final = "pictograms"
_SUFFIX: Final = ".svg"


@cache
def drawings() -> Mapping[str, str]:
    """Every pictogram as SVG text, by the code of its finding. Best called first by a thread that may wait for a disk."""
    return {name.rsplit("/", 1)[-1].removesuffix(_SUFFIX): resource_text(name) for name in resource_names(_FOLDER, _SUFFIX)}


@lru_cache(maxsize=512)  # a QImage and no QPixmap: it may outlive the application
def pictogram(finding: str, side: int, colour: str, ratio: float) -> QImage | None:
    """The pictogram `side` px wide for a screen of this device pixel ratio; None for a finding that has none, such as a site's own."""
    svg = drawings().get(finding)
    if svg is None:
        return None
    pixels = round(side * ratio)
    image = QImage(QSize(pixels, pixels), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode())).render(painter, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
