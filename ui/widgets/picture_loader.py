"""Stored photographs for the screen: digests in, pictures out, read and made small on a thread of its own."""

from collections import OrderedDict
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from station.session.album import Album

SIDE: Final = 1280  # pixels: enough to fill a page, and to be drawn small
_KEPT: Final = 12
_JOIN_SECONDS: Final = 1.0


class PictureLoader(QObject):
    """`loaded` carries a digest and its QImage; a null image where there is none."""

    loaded = Signal(str, object)

    def __init__(self, folder: Path, parent: QObject | None = None, *, side: int = SIDE, kept: int = _KEPT) -> None:
        """`side` is how large they are at most, in pixels; `kept` how many of them stay in memory."""
        super().__init__(parent)
        self._side, self._most = side, kept
        self._album = Album(folder)
        self._pictures: OrderedDict[str, QImage] = OrderedDict()
        self._asked: set[str] = set()
        self._digests: SimpleQueue[str | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="pictures", daemon=True)
        self._thread.start()
        self.loaded.connect(self.on_loaded)

    def picture(self, digest: str) -> QImage | None:
        """The picture, if it is here; otherwise `loaded` follows."""
        found = self._pictures.get(digest)
        if found is None and digest not in self._asked:
            self._asked.add(digest)
            self._digests.put(digest)
        return found

    def on_loaded(self, digest: str, image: QImage) -> None:
        """Keep it for a while."""
        self._asked.discard(digest)
        self._pictures[digest] = image
        if len(self._pictures) > self._most:
            self._pictures.popitem(last=False)

    def stop(self) -> bool:
        """End; True if it ended in time."""
        self._digests.put(None)
        self._thread.join(_JOIN_SECONDS)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (digest := self._digests.get()) is not None:
            self.loaded.emit(digest, self._read(digest))

    def _read(self, digest: str) -> QImage:
        found = self._album.small(digest, self._side)
        if found is None:
            return QImage()
        image = QImage(found.data, found.width, found.height, 4 * found.width, QImage.Format.Format_RGB32)
        return image.copy()  # the bytes are Python's, and go
