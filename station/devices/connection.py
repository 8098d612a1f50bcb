"""A connection to a printer, whatever carries it: bytes out and in, every wait bounded, and cut short when the station closes."""

from abc import abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager
from threading import Event
from time import monotonic
from types import TracebackType
from typing import Final

SLICE_SECONDS: Final = 0.1  # how soon a cancel is noticed


class CancelledError(Exception):
    """The station is closing; whoever waited gives up."""


class SilentError(Exception):
    """The other side neither took nor gave a byte for as long as we may wait."""


class BrokenError(Exception):
    """The connection is gone: reset, unplugged, or closed while bytes were still to be written."""


class ClosedError(BrokenError):
    """The other side closed in good order; it read everything that it wanted."""


class Connection(AbstractContextManager["Connection"]):
    """Its methods raise SilentError, BrokenError or CancelledError and never wait longer than they are told, in seconds."""

    def __init__(self, cancelled: Event) -> None:
        self._cancelled = cancelled

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Give the connection back."""

    @abstractmethod
    def send(self, data: bytes, seconds: float) -> None:
        """Hand over all of `data`; SilentError when for `seconds` nothing more was taken. Handed over is not printed."""

    @abstractmethod
    def receive(self, seconds: float) -> bytes:
        """The next bytes; b"" when the other side has closed."""

    @abstractmethod
    def pending(self) -> bytes:
        """What has already arrived, without waiting: late answers to earlier questions."""

    @abstractmethod
    def finish(self, seconds: float) -> None:
        """Nothing more is to be sent: let the other side take what is under way."""

    def stream(self, seconds: float) -> Iterator[bytes]:
        """What arrives within `seconds` in all; then SilentError, or ClosedError when the other side has closed."""
        end = monotonic() + seconds
        while True:
            arrived = self.receive(max(0.0, end - monotonic()))
            if not arrived:
                raise ClosedError
            yield arrived

    def pause(self, seconds: float) -> None:
        """Let time pass between two questions."""
        if self._cancelled.wait(seconds):
            raise CancelledError
