"""A stand-in for a camera: each shot is the next picture file of a folder. Used by the terminal bench, tests and training.

It photographs nothing. Whoever stores its shots keeps `Shot.source`, so that a stand-in is never taken for a real picture.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from station.errors import Refusal

SUFFIXES: Final = (".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture as its camera gave it: undecoded bytes, what to call it, and which kind of camera it came from."""

    data: bytes
    name: str
    source: str


class FolderCamera:
    """The files of a folder by name, one a shot, beginning again after the last."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rest: list[Path] = []

    def shoot(self) -> Shot:
        """The next picture. Raises Refusal NO_PHOTOS, or PHOTO_UNREADABLE (names the file; the next shot goes on after it)."""
        if not self._rest:
            self._rest = self._listed()
        file = self._rest.pop(0)
        try:
            return Shot(file.read_bytes(), file.name, "folder")
        except OSError as error:
            raise Refusal("PHOTO_UNREADABLE", file=file, why=error.strerror or str(error)) from error

    def upcoming(self) -> bytes:
        """The picture that the next shot will be, as far as anybody can know; b"" if there is none to be read."""
        try:
            self._rest = self._rest or self._listed()
            return self._rest[0].read_bytes()
        except (OSError, Refusal):
            return b""

    def _listed(self) -> list[Path]:
        try:
            entries = sorted(self._folder.iterdir())
        except OSError as error:
            raise Refusal("NO_PHOTOS", folder=self._folder) from error
        # Dot files are what phones and macOS leave beside a picture.
        files = [entry for entry in entries if entry.suffix.lower() in SUFFIXES and not entry.name.startswith(".")]
        if not files:
            raise Refusal("NO_PHOTOS", folder=self._folder)
        return files
