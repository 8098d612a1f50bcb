"""A folder that a tethered camera or a phone writes into, as a camera: the next picture that comes in is the shot.

What lay there when the picture was asked for is never taken: it shows another item. A file counts once it is complete.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import Final

from PIL import Image

from station.devices.folder_camera import SUFFIXES, Shot
from station.errors import Fault, Refusal

SOURCE: Final = "tethered"
_LOOK_SECONDS: Final = 0.15
_PATIENCE_SECONDS: Final = 1.6

Stamp = tuple[int, int]  # bytes, and when it was written (ns)


@dataclass(frozen=True, slots=True)
class _Seen:
    name: str
    stamp: Stamp


class TetheredFolder:
    """`shoot` waits for the next picture, at most `patience` seconds; `close` ends a wait at once.

    `expect` says that a shot is due from now on: pictures that come in after it count, also before `shoot` is called.
    """

    def __init__(self, folder: Path, patience: float = _PATIENCE_SECONDS, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self._patience = patience
        self._monotonic = monotonic
        self._old: dict[str, Stamp] | None = None
        self._late: set[str] = set()
        self._closed = Event()

    def expect(self) -> None:
        """Everything that lies there now, or is on its way, is of something else. Raises Fault FOLDER_GONE."""
        fresh = self._new() if self._old is not None else []
        self._late |= {seen.name for seen in fresh if self._complete(seen) is None}
        self._old = self._listed()

    def shoot(self) -> Shot:
        """The newest picture since `expect`, else since now.

        Raises Refusal FOLDER_NO_PICTURE or FOLDER_HALF_PICTURE after the wait, Fault FOLDER_GONE or CAMERA_CLOSED.
        """
        if self._old is None:
            self.expect()
        end = self._monotonic() + self._patience
        found = self.arrived()
        while found is None and self._monotonic() < end and not self._closed.wait(_LOOK_SECONDS):
            found = self.arrived()
        if found is None:
            raise self._nothing()
        self.expect()
        return found

    def arrived(self) -> Shot | None:
        """The newest complete picture since `expect`, if there is one by now."""
        for seen in self._new():
            shot = self._complete(seen)
            if shot and seen.name not in self._late:
                return shot
            if shot and self._old is not None:
                self._late.discard(seen.name)
                self._old[seen.name] = seen.stamp  # it was asked for with the item before
        return None

    def check(self) -> None:
        """Raises Fault FOLDER_GONE where the folder cannot be read."""
        self._listed()

    def close(self) -> None:
        """Nobody waits any more."""
        self._closed.set()

    def _nothing(self) -> Fault | Refusal:
        if self._closed.is_set():
            return Fault("CAMERA_CLOSED")
        half = next(iter(self._new()), None)
        return Refusal("FOLDER_HALF_PICTURE", file=half.name) if half else Refusal("FOLDER_NO_PICTURE", folder=self.folder)

    def _new(self) -> list[_Seen]:
        """What came or changed since `expect`, the newest first."""
        old = self._old or {}
        fresh = [_Seen(name, stamp) for name, stamp in self._listed().items() if old.get(name) != stamp]
        return sorted(fresh, key=lambda seen: (seen.stamp[1], seen.name), reverse=True)

    def _listed(self) -> dict[str, Stamp]:
        try:
            with os.scandir(self.folder) as entries:
                found = {entry.name: _stamp(entry) for entry in entries if _is_picture(entry)}
        except OSError as error:
            raise Fault("FOLDER_GONE", folder=self.folder, why=error.strerror or str(error)) from error
        return {name: stamp for name, stamp in found.items() if stamp}

    def _complete(self, seen: _Seen) -> Shot | None:
        """The picture, if all of it is here: it decodes to its end, and did not change while it was read."""
        path = self.folder / seen.name
        try:
            data = path.read_bytes()
            state = path.stat()
        except OSError:
            return None  # still locked by whoever writes it, or renamed meanwhile
        whole = (len(data), state.st_mtime_ns) == seen.stamp and _decodes(data)
        return Shot(data, seen.name, SOURCE) if whole else None


def _is_picture(entry: os.DirEntry[str]) -> bool:
    # Dot files are what phones and macOS leave beside a picture, and how some programs name a file that they have not finished.
    return entry.name.lower().endswith(SUFFIXES) and not entry.name.startswith(".") and entry.is_file()


def _stamp(entry: os.DirEntry[str]) -> Stamp | None:
    try:
        state = entry.stat()
    except OSError:
        return None  # gone since it was listed
    return state.st_size, state.st_mtime_ns


def _decodes(data: bytes) -> bool:
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
            image.draft("L", (image.width // 8, image.height // 8))
            image.load()
    except Exception:  # noqa: BLE001 -- a decoder of half a picture may raise anything; all of it means "not yet"
        return False
    return True
