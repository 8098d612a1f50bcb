"""The clock of a station that takes a batch: the time of the line while the bench works on it, the real time for everything else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import local

from station.clock import Clock

_MILLISECOND = timedelta(milliseconds=1)


class BatchClock:
    """A clock whose hands the thread of the bench may set for a line.

    Other threads (printing) always read the real time. `elapsed_ms` is what the real clock would have shown at the time of
    the line, so that the time between two lines is that of the file, and the time since the last line goes on from there.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._line = local()
        self._real = (clock.now(), clock.elapsed_ms())

    def now(self) -> datetime:
        """The time of the line in hand, else the real one."""
        at: datetime | None = getattr(self._line, "at", None)
        return at or self._clock.now()

    def elapsed_ms(self) -> int:
        """Milliseconds; may be below zero for a line that is older than the machine's last start."""
        at: datetime | None = getattr(self._line, "at", None)
        if at is None:
            return self._clock.elapsed_ms()
        moment, elapsed = self._real
        return elapsed + (at - moment) // _MILLISECOND

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """This thread reads `moment` until the end of the block."""
        self._line.at = moment
        try:
            yield
        finally:
            self._line.at = None
