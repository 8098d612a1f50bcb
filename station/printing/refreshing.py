"""The figures of printing while every printer is busy: a wake in, one `refresh` out, on a thread of its own.

A printer that holds a label keeps its thread until somebody mends it; what comes to wait meanwhile has to be counted all the same.
Whoever wakes does not wait for it, so a window may.
"""

from collections.abc import Callable
from threading import Condition as Monitor
from threading import Thread


class Refreshing:
    """`refresh` reads the ledger and must raise nothing; wakes that come while it runs are one more run."""

    def __init__(self, refresh: Callable[[], None]) -> None:
        self._refresh = refresh
        self._monitor = Monitor()
        self._woken = self._stopping = False
        self._thread = Thread(target=self._run, name="printing", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Something may have changed; costs nothing."""
        with self._monitor:
            self._woken = True
            self._monitor.notify_all()

    def stop(self) -> None:
        """Ask it to end; nothing is refreshed any more after the run that is under way."""
        with self._monitor:
            self._stopping = True
            self._monitor.notify_all()

    def ended(self, timeout: float) -> bool:
        """Whether the thread has ended, after at most `timeout` seconds."""
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            with self._monitor:
                self._monitor.wait_for(lambda: self._woken or self._stopping)
                if self._stopping:
                    return
                self._woken = False
            self._refresh()
