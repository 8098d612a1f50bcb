"""The photographs of a station as screens see them: a digest in, a small picture out. Reads the disk: never on a window's thread."""

from pathlib import Path

from station.photos.store import PhotoStore
from station.photos.thumbnails import Pixels, pixels


class Album:
    """The photo folder of a data folder."""

    def __init__(self, folder: Path) -> None:
        self._photos = PhotoStore(folder)

    def small(self, digest: str, side: int) -> Pixels | None:
        """At most `side` pixels wide and high; None where the photograph is gone or damaged."""
        return pixels(self._photos, digest, side)
