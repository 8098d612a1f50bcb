"""The pictures that a site put on findings: its folder of documents in, pictures to draw out.

Read once, when the station is opened, by a thread that may wait for a disk; then they hang where everything that draws tiles looks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from station.photos.shown import finding_pictures
from ui.widgets.icons import load_library
from ui.widgets.pictograms import drawings

_TILE: Final = QSize(960, 480)  # the largest that a tile draws one: at twice the text size on a dense screen


@dataclass(frozen=True, slots=True)
class Album:
    """`own`: photos in the place of a pictogram. `pairs`: the two sides of a boundary as files in memory, since few are ever looked at."""

    own: Mapping[str, QImage] = field(default_factory=lambda: MappingProxyType({}))
    pairs: Mapping[str, tuple[bytes, bytes]] = field(default_factory=lambda: MappingProxyType({}))


def read_album(documents: Path) -> Album:
    """What lies in the folder now; a file that cannot be read is left out, and its finding keeps its pictogram."""
    own: dict[str, QImage] = {}
    pairs: dict[str, tuple[bytes, bytes]] = {}
    for finding, pictures in finding_pictures(documents).items():
        if pictures.own and not (image := QImage(str(pictures.own))).isNull():
            own[finding] = _fitted(image)
        if pictures.pair:
            try:
                pairs[finding] = (pictures.pair[0].read_bytes(), pictures.pair[1].read_bytes())
            except OSError:
                continue
    return Album(own, pairs)


def _fitted(image: QImage) -> QImage:
    if image.width() <= _TILE.width() and image.height() <= _TILE.height():
        return image
    return image.scaled(_TILE, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation)


class _Wall:
    """Where the album of the open station hangs."""

    def __init__(self) -> None:
        self.album = Album()


_WALL: Final = _Wall()


def hang(album: Album) -> None:
    """From now on tiles show these pictures."""
    _WALL.album = album


def hang_pictures(documents: Path) -> None:
    """Everything that tiles and icons will draw, read now: called where a disk may be waited for, before anything is drawn."""
    drawings()
    load_library()
    hang(read_album(documents))


def hung() -> Album:
    """The pictures of the open station."""
    return _WALL.album
