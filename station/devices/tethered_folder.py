"""A folder that a tethered camera or a phone writes into, as a camera: the next picture that comes in is the shot.

What lay there when the picture was asked for is never taken, under no name: it shows another item. Nor is one that was written clearly
before that, or one that was taken. A file counts once it is complete.
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
from station.devices.seen_pictures import SeenPictures, Stamp
from station.errors import Fault, Refusal

SOURCE: Final = "tethered"
_LOOK_SECONDS: Final = 0.15
_PATIENCE_SECONDS: Final = 1.6
_BEFORE_SECONDS: Final = 5.0  # the clocks of a phone and of this machine never agree quite; a FAT card counts in twos
MAX_BYTES: Final = 25_000_000  # what the photo store takes; nothing larger is ever read


@dataclass(frozen=True, slots=True)
class _Seen:
    name: str
    stamp: Stamp


class TetheredFolder:
    """`shoot` waits for the next picture, at most `patience` seconds; `close` ends a wait at once.

    `expect` says that a shot is due from now on: pictures that come in after it count, also before `shoot` is called.
    """

    def __init__(
        self,
        folder: Path,
        patience: float = _PATIENCE_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.folder = folder
        self._patience = patience
        self._monotonic = monotonic
        self._now = now
        self._since = 0.0
        self._old: dict[str, Stamp] | None = None
        self._late: set[str] = set()
        self._seen = SeenPictures(self._read)
        self._closed = Event()

    def expect(self) -> None:
        """Everything that lies there now, or is on its way, is of something else. Raises Fault FOLDER_GONE."""
        fresh = self._new() if self._old is not None else []
        self._late |= {seen.name for seen in fresh if self._complete(seen) is None}
        self._old = self._listed()
        self._seen.lay_there(self._old)
        self._since = self._now()

    def shoot(self) -> Shot:
        """The newest picture since `expect`, else since now.

        Raises Refusal FOLDER_NO_PICTURE, FOLDER_HALF_PICTURE, FOLDER_OLD_PICTURE or PHOTO_TOO_LARGE after the wait,
        Fault FOLDER_GONE or CAMERA_CLOSED.
        """
        if self._old is None:
            self.expect()
        end = self._monotonic() + self._patience
        found = self.arrived()
        while found is None and self._monotonic() < end and not self._closed.wait(_LOOK_SECONDS):
            found = self.arrived()
        if found is None:
            raise self._nothing()
        self._seen.taken(found.data)
        self.expect()
        return found

    def arrived(self) -> Shot | None:
        """The newest complete picture since `expect`, if there is one by now."""
        for seen in self._new():
            shot = None if self._is_old(seen) else self._complete(seen)
            if shot and seen.name not in self._late:
                if self._seen.again_in_bytes(seen.name, seen.stamp, shot.data):
                    continue
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
        newest = next(iter(self._new()), None)
        if newest is None:
            return Refusal("FOLDER_NO_PICTURE", folder=self.folder)
        if newest.stamp.size > MAX_BYTES:
            size, most = f"{newest.stamp.size} bytes", f"{MAX_BYTES} bytes"
            return Refusal("PHOTO_TOO_LARGE", name=newest.name, size=size, most=most)
        old = self._is_old(newest) or self._complete(newest) is not None
        return Refusal("FOLDER_OLD_PICTURE" if old else "FOLDER_HALF_PICTURE", file=newest.name)

    def _is_old(self, seen: _Seen) -> bool:
        """Whether it shows something else, as far as that can be known without reading it."""
        return seen.stamp.written_ns / 1e9 < self._since - _BEFORE_SECONDS or self._seen.again(seen.name, seen.stamp)

    def _new(self) -> list[_Seen]:
        """What came or changed since `expect`, the newest first."""
        old = self._old or {}
        fresh = [_Seen(name, stamp) for name, stamp in self._listed().items() if old.get(name) != stamp]
        return sorted(fresh, key=lambda seen: (seen.stamp.written_ns, seen.name), reverse=True)

    def _listed(self) -> dict[str, Stamp]:
        try:
            with os.scandir(self.folder) as entries:
                found = {entry.name: _stamp(entry) for entry in entries if _is_picture(entry)}
        except OSError as error:
            raise Fault("FOLDER_GONE", folder=self.folder, why=error.strerror or str(error)) from error
        return {name: stamp for name, stamp in found.items() if stamp}

    def _complete(self, seen: _Seen) -> Shot | None:
        """The picture, if all of it is here: it decodes to its end, and did not change while it was read."""
        if seen.stamp.size > MAX_BYTES:
            return None
        data = self._read(seen.name)
        try:
            state = (self.folder / seen.name).stat()
        except OSError:
            return None
        whole = data is not None and (len(data), state.st_mtime_ns) == seen.stamp[:2] and _decodes(data)
        return Shot(data, seen.name, SOURCE) if data and whole else None

    def _read(self, name: str) -> bytes | None:
        """None for what is locked by whoever writes it, was renamed meanwhile, or is larger than any picture."""
        try:
            with (self.folder / name).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError:
            return None
        return data if len(data) <= MAX_BYTES else None


def _is_picture(entry: os.DirEntry[str]) -> bool:
    # Dot files are what phones and macOS leave beside a picture, and how some programs name a file that they have not finished.
    return entry.name.lower().endswith(SUFFIXES) and not entry.name.startswith(".") and entry.is_file()


def _stamp(entry: os.DirEntry[str]) -> Stamp | None:
    try:
        state = entry.stat()
    except OSError:
        return None  # gone since it was listed
    return Stamp(state.st_size, state.st_mtime_ns, entry.inode() if os.name != "nt" else 0)


def _decodes(data: bytes) -> bool:
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
            image.draft("L", (image.width // 8, image.height // 8))
            image.load()
    except Exception:  # noqa: BLE001 -- a decoder of half a picture may raise anything; all of it means "not yet"
        return False
    return True
