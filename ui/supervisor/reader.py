"""The one thread of a desk that reads the database: questions in from the window's thread, answers out on it, and a sign of every change.

It owns the read-only station. A question is a function of it that returns an immutable value; what draws that value is called in Qt's turn.
"""

import logging
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, Signal

from station.clock import Clock, SystemClock
from station.errors import Bug, StationError
from station.supervisor.site import desk_site
from ui.supervisor.loading import loaded

if TYPE_CHECKING:
    from station.assembly import Station
    from station.supervisor.reading import Stirring

Answer = TypeVar("Answer")

LOOK_SECONDS: Final = 0.3  # between two looks whether somebody has written
_JOIN_SECONDS: Final = 1.9
_LOG: Final = logging.getLogger(__name__)
_Turn = Callable[["Station"], None]


class DeskReader(QObject):
    """`opened` carries a DeskSite, `failed` a StationError: the folder cannot be read, and the thread has ended.

    `stirred`: something was written to the ledger or the tables. `troubled` carries a StationError of one question.
    """

    opened = Signal(object)
    failed = Signal(object)
    stirred = Signal()
    troubled = Signal(object)
    _heard = Signal(object)

    def __init__(self, data: Path, clock: Clock | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.data = data
        self.clock = clock or SystemClock()
        self._queue: SimpleQueue[_Turn | None] = SimpleQueue()
        self._latest: dict[str, int] = {}  # by key: which ask is the one whose answer is still wanted
        self._stopped = False
        self._thread: Thread | None = None
        self.beforehand: Callable[[], object] = lambda: None  # done on the thread before `opened`
        self._heard.connect(self.on_heard)

    def start(self) -> None:
        """Open the folder, also once more after `failed`; `opened` or `failed` follows."""
        self._thread = Thread(target=self._run, name="desk reader", daemon=True)
        self._thread.start()

    def ask(
        self,
        key: str,
        question: "Callable[[Station], Answer]",
        then: Callable[[Answer], None],
        failed: Callable[[StationError], None] | None = None,
    ) -> None:
        """Have it answered. A later ask with the same key makes this answer unheard, and is not even worked out where it can be left.

        `failed` is told on the window's thread why there is no answer; without it `troubled` is.
        """
        number = self._latest[key] = self._latest.get(key, 0) + 1

        def turn(opened: "Station") -> None:
            if self._latest[key] != number:
                return
            answer = _answer(opened, question)
            self._heard.emit(lambda: self._tell(key, number, answer, then, failed or self.troubled.emit))

        self._queue.put(turn)

    def forget(self, key: str) -> None:
        """Whoever asked does not want to hear it any more."""
        self._latest[key] = self._latest.get(key, 0) + 1

    def on_heard(self, told: Callable[[], None]) -> None:
        """One was answered."""
        if not self._stopped:
            told()

    def stop(self) -> bool:
        """No more questions; True if the thread ended in time. May be called again."""
        self._stopped = True
        self._queue.put(None)
        if self._thread and self._thread.ident is not None:
            self._thread.join(_JOIN_SECONDS)
        return not (self._thread and self._thread.is_alive())

    def _tell(self, key: str, number: int, answer: object, then: Callable[..., None], failed: Callable[[StationError], None]) -> None:
        if self._latest[key] != number:
            return
        if isinstance(answer, StationError):
            failed(answer)
        else:
            then(answer)

    def _run(self) -> None:
        try:
            assembly, reading = loaded("station.assembly"), loaded("station.supervisor.reading")
            with assembly.read_station(self.data, self.clock) as opened, closing(reading.Stirring(opened)) as stirring:
                site = desk_site(opened)
                self.beforehand()
                self.opened.emit(site)
                self._answer_all(opened, stirring)
        except StationError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 -- a desk that waits for a thread that died would wait for ever
            _LOG.exception("the desk's reader failed")
            self.failed.emit(Bug("DESK_BUG", what=type(error).__name__))

    def _answer_all(self, opened: "Station", stirring: "Stirring") -> None:
        due = monotonic() + LOOK_SECONDS
        while not self._stopped:
            try:
                turn = self._queue.get(timeout=max(0.0, due - monotonic()))
            except Empty:
                turn = _nothing
            if turn is None:
                return
            turn(opened)
            if monotonic() >= due:
                due = monotonic() + LOOK_SECONDS
                if stirring.look():
                    self.stirred.emit()


def _nothing(_opened: "Station") -> None:
    """Nobody asked."""


def _answer(opened: "Station", question: "Callable[[Station], Answer]") -> Answer | StationError:
    try:
        return question(opened)
    except StationError as error:
        return error
    except Exception as error:  # noqa: BLE001 -- one page that fails must not end the others
        _LOG.exception("a question of the desk failed")
        return Bug("DESK_BUG", what=type(error).__name__)
