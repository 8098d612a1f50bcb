"""The live picture: a thread that turns the newest frame into a small picture, while somebody looks, and judges whether it is still.

Frames in from the window's thread, pictures out through a callback on its own. It never works more than a third of the time.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Final

from PIL import Image, ImageStat
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame

from station.session.camera import sharp_and_lit
from ui.devices.camera_pixels import Size, small
from ui.devices.camera_stillness import SIDE, Stillness

_APART: Final = 1 / 15  # seconds from one picture to the next, at least
_REST: Final = 2.0  # times as long as a picture took, before the next is begun
_JOIN_SECONDS: Final = 1.0


@dataclass(slots=True)
class Wanted:
    """What is asked of the live picture: how large (None: nobody looks), and whether to say when it is still."""

    most: Size | None = None
    stillness: bool = False


class Preview:
    """`shown` gets each picture, `still` is called when what is seen is still, sharp and new; both on the thread of the preview."""

    def __init__(
        self, shown: Callable[[QImage], None], still: Callable[[], None], stillness: Stillness | None = None, apart: float = _APART
    ) -> None:
        self._shown, self._still = shown, still
        self._stillness = stillness or Stillness()
        self._apart = apart
        self._wanted = Wanted()
        self._frame: QVideoFrame | None = None
        self._ended = False
        self._changed = Condition()
        self._thread: Thread | None = None

    def want(self, wanted: Wanted) -> None:
        """Show this from now on; nothing runs as long as nobody looks."""
        with self._changed:
            self._wanted = wanted
            self._frame = self._frame if wanted.most else None
            self._changed.notify()

    def offer(self, frame: QVideoFrame) -> None:
        """The newest frame; one that nobody had time for is forgotten."""
        with self._changed:
            if self._wanted.most is None or self._ended:
                return
            self._frame = frame
            if self._thread is None:
                self._thread = Thread(target=self._run, name="camera preview", daemon=True)
                self._thread.start()
            self._changed.notify()

    def taken(self) -> None:
        """A photograph was taken of what is seen."""
        with self._changed:
            self._stillness.taken()

    def stop(self) -> bool:
        """End; True if it ended in time."""
        with self._changed:
            self._ended = True
            self._changed.notify()
        if self._thread:
            self._thread.join(_JOIN_SECONDS)
        return self._thread is None or not self._thread.is_alive()

    def _run(self) -> None:
        while given := self._next():
            began = time.monotonic()
            frame, wanted = given
            image = small(frame, wanted.most or (1, 1))
            if not image.isNull():
                self._shown(image)
                self._judge(image, began, wanted)
            took = time.monotonic() - began
            self._pause(max(self._apart - took, took * _REST))

    def _next(self) -> tuple[QVideoFrame, Wanted] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._ended or (self._frame is not None and self._wanted.most is not None))
            frame, self._frame = self._frame, None
            return None if self._ended or frame is None else (frame, self._wanted)

    def _pause(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._ended, seconds)

    def _judge(self, image: QImage, at: float, wanted: Wanted) -> None:
        if not wanted.stillness:
            return
        grey = Image.frombuffer(
            "RGB", (image.width(), image.height()), bytes(image.constBits()), "raw", "BGRX", image.bytesPerLine(), 1
        ).convert("L")
        good = sharp_and_lit(grey)
        with self._changed:
            now = self._stillness.fed(_tiny(grey), at, good=good)
        if now:
            self._still()


def _tiny(grey: Image.Image) -> Image.Image:
    """Small, and with the lamp's brightness taken out of it: a cloud before the sun is no movement."""
    tiny = grey.resize((SIDE, SIDE * 3 // 4), Image.Resampling.BOX)
    middle = ImageStat.Stat(tiny).mean[0]
    return tiny.point([max(0, min(255, round(value - middle + 128))) for value in range(256)])
