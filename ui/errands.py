"""Work that would make the window wait, done one after the other on a thread of its own: a call in, its answer on the window's thread.

What is asked must end soon, or be told to end by whoever stops the errands.
"""

import logging
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal

from station.errors import Bug, StationError

Answer = TypeVar("Answer")

_JOIN_SECONDS: Final = 1.9
_LOG: Final = logging.getLogger(__name__)


class Errands(QObject):
    """Made on the window's thread. `run` may be called from any; what was not begun when it is stopped is never done."""

    _done = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[Callable[[], Callable[[], None]] | None] = SimpleQueue()
        self._stopped = False
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._done.connect(self.on_done)

    def start(self) -> None:
        """Begin; what was asked before is done first."""
        self._thread.start()

    def run(self, work: Callable[[], Answer], then: Callable[[Answer | StationError], None]) -> None:
        """Do this; `then` gets what came of it, or why nothing did, on the window's thread."""

        def turn() -> Callable[[], None]:
            answer = _answer(work)
            return lambda: then(answer)

        self._queue.put(turn)

    def on_done(self, told: Callable[[], None]) -> None:
        """One was done; nobody is told once it is stopped."""
        if not self._stopped:
            told()

    def quit(self) -> None:
        """No more of them; `stop` waits until the one that is being done has ended."""
        self._stopped = True
        self._queue.put(None)

    def stop(self) -> bool:
        """True if it ended in time. May be called again."""
        self.quit()
        if self._thread.ident is not None:
            self._thread.join(_JOIN_SECONDS)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (turn := self._queue.get()) is not None and not self._stopped:
            self._done.emit(turn())


def _answer(work: Callable[[], Answer]) -> Answer | StationError:
    try:
        return work()
    except StationError as error:
        return error
    except Exception as error:  # noqa: BLE001 -- a page that waits for a thread that died would wait for ever
        _LOG.exception("an errand failed")
        return Bug("BENCH_BUG", what=type(error).__name__)
