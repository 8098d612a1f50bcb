"""Shots that are waited for: one thread waits, the window's thread hands over the first frame that is newer than the request."""

from threading import Event

from PySide6.QtMultimedia import QVideoFrame

from station.errors import StationError


class WantedShot:
    """One request. `frames` are still to be let go by: they were exposed before it."""

    def __init__(self, frames: int) -> None:
        self._let_by = frames
        self._done = Event()
        self.frame: QVideoFrame | None = None
        self.error: StationError | None = None

    def see(self, frame: QVideoFrame) -> None:
        """A frame that came after the request."""
        if self._let_by > 0:
            self._let_by -= 1
        elif self.frame is None:
            self.frame = QVideoFrame(frame)
            self._done.set()

    def refuse(self, error: StationError) -> None:
        """There will be none."""
        if not self._done.is_set():
            self.error = error
            self._done.set()

    def wait(self, seconds: float) -> bool:
        """Whether there is an answer within so many seconds."""
        return self._done.wait(seconds)

    @property
    def answered(self) -> bool:
        """Whether nobody needs to look at it any more."""
        return self._done.is_set()
