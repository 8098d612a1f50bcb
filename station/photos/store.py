"""The photo store: bytes of a picture in, its SHA-256 out, and by then the picture is on disk for good.

Content-addressed: root/ab/cdef….jpg. A file is written under root/incoming, synced, renamed, and its folders are synced.
"""

import os
import re
import secrets
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Final

from station.errors import Fault
from station.photos.pictures import SUFFIX, clean
from station.store.files import publish, sync_file, sync_folder

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_REMEMBERED: Final = 4096


class PhotoState(StrEnum):
    """What the disk says about a photo that a fact names."""

    OK = "ok"
    MISSING = "missing"
    DAMAGED = "damaged"


class PhotoStore:
    """The pictures of one data folder. Safe to use from several threads; one process writes at a time (the folder's lock)."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._incoming = root / "incoming"
        self._settled: OrderedDict[bytes, str] = OrderedDict()
        self._named: set[Path] = set()
        self._lock = Lock()

    def put(self, data: bytes, name: str = "photo") -> str:
        """Store a JPEG, PNG or WebP and give its SHA-256 (hex); on return the file and its folder entry are synced.

        Metadata is dropped, so the digest may differ from that of `data`. The same picture again is checked, not rewritten;
        a damaged file is replaced. Raises Refusal PHOTO_TOO_LARGE or PHOTO_NOT_A_PICTURE naming `name`, Fault PHOTO_NOT_SAVED.
        """
        given = sha256(data).digest()
        known = self._remembered(given)
        if known and self.check(known) is PhotoState.OK:
            return known
        picture = clean(data, name)
        digest = given.hex() if picture.data is data else sha256(picture.data).hexdigest()
        with self._faults():
            self._settle(self._place(digest, picture.suffix), picture.data)
        self._remember(given, digest)
        return digest

    def path(self, digest: str) -> Path | None:
        """Where the photo lies; None if it is not here, or if the text is no digest: text never becomes a path."""
        if not _DIGEST.fullmatch(digest):
            return None
        return next((place for suffix in SUFFIX.values() if (place := self._place(digest, suffix)).is_file()), None)

    def check(self, digest: str) -> PhotoState:
        """Whether the photo is here and its bytes still have its digest; an unreadable file counts as damaged."""
        place = self.path(digest)
        if place is None:
            return PhotoState.MISSING
        try:
            with place.open("rb") as file:
                same = _digest_of(file.read()) == digest
        except OSError:
            return PhotoState.DAMAGED
        return PhotoState.OK if same else PhotoState.DAMAGED

    def erase(self, digest: str) -> bool:
        """Take a photo away for good (retention, a request); False if it was gone already. Raises Fault PHOTO_NOT_ERASED."""
        place = self.path(digest)
        if place is None:
            return False
        try:
            place.unlink()
            sync_folder(place.parent)
        except OSError as error:
            raise Fault("PHOTO_NOT_ERASED", digest=digest, why=error.strerror or str(error)) from error
        return True

    def sweep(self) -> int:
        """Remove what an interrupted put left behind; how many files. Call at start, before anybody puts."""
        orphans = list(self._incoming.glob("*.tmp")) if self._incoming.is_dir() else []
        for orphan in orphans:
            orphan.unlink(missing_ok=True)
        return len(orphans)

    def digests(self) -> Iterator[str]:
        """Every photo here, by digest, in no order."""
        for place in self.root.glob("??/*"):
            if _DIGEST.fullmatch(digest := place.parent.name + place.stem):
                yield digest

    def _place(self, digest: str, suffix: str) -> Path:
        return self.root / digest[:2] / f"{digest[2:]}{suffix}"

    def _settle(self, place: Path, data: bytes) -> None:
        self._folder(self._incoming)
        self._folder(place.parent)
        if _holds(place, data):
            # A process that was killed may have renamed it and not synced the folder.
            sync_file(place)
            sync_folder(place.parent)
        else:
            self._write(place, data)

    def _write(self, place: Path, data: bytes) -> None:
        temporary = self._incoming / f"{secrets.token_hex(8)}.tmp"
        try:
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            publish(temporary, place)
        finally:
            temporary.unlink(missing_ok=True)

    def _folder(self, folder: Path) -> None:
        """Make a folder whose name survives a power cut: one that a killed process made may not have been synced yet."""
        if folder in self._named and folder.is_dir():
            return
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(self.root)
        sync_folder(self.root.parent)
        self._named.add(folder)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise Fault("PHOTO_NOT_SAVED", folder=self.root, why=error.strerror or str(error)) from error

    def _remembered(self, given: bytes) -> str | None:
        with self._lock:
            return self._settled.get(given)

    def _remember(self, given: bytes, digest: str) -> None:
        """Note that these bytes are settled as this digest. Only this process's own syncs count, hence never read from disk."""
        with self._lock:
            self._settled[given] = digest
            self._settled.move_to_end(given)
            if len(self._settled) > _REMEMBERED:
                self._settled.popitem(last=False)


def _holds(place: Path, data: bytes) -> bool:
    """Whether the file is there with these bytes; one that cannot be read is written anew."""
    try:
        return place.read_bytes() == data
    except OSError:
        return False


def _digest_of(data: bytes) -> str:
    return sha256(data).hexdigest()
