"""What the station owes the main system, watched beside the bench: a thread that counts after commits and tells; never the window's own."""

import logging
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Final

from station.assembly import Owing
from station.errors import StationError

# A count a second is as live as anybody looks; at the pace of a bench most commits share one.
_PAUSE_SECONDS: Final = 1.0
_JOIN_SECONDS: Final = 1.9
_LOG: Final = logging.getLogger(__name__)


class SendingWatch:
    """Calls `on_owing` from its own thread, at the start and soon after each `wake`."""

    def __init__(self, count: Callable[[], tuple[Owing, ...]], on_owing: Callable[[tuple[Owing, ...]], None]) -> None:
        self._count = count
        self._on_owing = on_owing
        self._woken = Event()
        self._ended = Event()
        self._thread = Thread(target=self._run, name="sending watch", daemon=True)

    def start(self) -> None:
        """Begin with a first count."""
        self._thread.start()

    def wake(self) -> None:
        """Something was committed, or has left."""
        self._woken.set()

    def stop(self) -> bool:
        """End; True if it ended in time."""
        self._ended.set()
        self._woken.set()
        if self._thread.ident is not None:
            self._thread.join(_JOIN_SECONDS)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._ended.is_set():
            self._woken.clear()
            self._tell()
            if not self._ended.wait(_PAUSE_SECONDS):
                self._woken.wait()

    def _tell(self) -> None:
        """What cannot be counted now is counted anew after the next commit; until then the last figure stays."""
        try:
            with suppress(StationError):  # a disk that gives nothing is told by the bench itself
                self._on_owing(self._count())
        except Exception:  # noqa: BLE001 -- it is logged, and a watch that has died would show an old figure for ever
            _LOG.exception("counting what is owed")
