"""The photographs of a station as screens see them: a digest in, a small picture out. Reads the disk: never on a window's thread."""

from pathlib import Path

from station.photos.store import PhotoStore
from station.photos.thumbnails import thumbnail


class Album:
    """The photo folder of a data folder."""

    def __init__(self, folder: Path) -> None:
        self._photos = PhotoStore(folder)

    def small(self, digest: str, side: int) -> bytes | None:
        """A JPEG at most `side` pixels wide and high; None where the photograph is gone or damaged."""
        return thumbnail(self._photos, digest, side)
