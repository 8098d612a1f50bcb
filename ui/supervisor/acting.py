"""A desk's acts, done on a thread of their own: an act in from the window, its answer out on the window's thread.

Who is signed in here is known by a token that the window never sees.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from station.clock import Clock, SystemClock
from station.errors import Bug
from station.supervisor.acts import Act, Answer, SignIn, SignOut, refused
from ui.supervisor.loading import loaded

if TYPE_CHECKING:
    from station.supervisor.hands import Hands

_JOIN_SECONDS: Final = 1.9
_LOG: Final = logging.getLogger(__name__)
_LOST: Final = "DESK_SIGN_IN"
PERFORMING: Final = "station.supervisor.hands"  # the module that performs acts: with it the bench is loaded, which no window waits for

Then = Callable[[Answer], None]
_Turn = Callable[[], None]


class DeskHands(QObject):
    """`signed_out`: the token is worth nothing any more, so whoever is here has to sign in again. `busy`: whether an act is under way."""

    signed_out = Signal()
    busy = Signal(bool)
    _heard = Signal(object)

    def __init__(self, data: Path, clock: Clock | None = None, parent: QObject | None = None, hands: "Hands | None" = None) -> None:
        super().__init__(parent)
        self._data, self._clock = data, clock or SystemClock()
        self._hands = hands
        self._token = ""
        self._waiting = 0
        self._stopped = False
        self._queue: SimpleQueue[_Turn | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._heard.connect(self.on_heard)

    def perform(self, act: Act, then: Then, order: str = "") -> None:
        """Have it done; never waits. `then` gets the answer in Qt's turn. `order`: an earlier try, see `Hands.perform`."""
        if self._stopped:
            return
        if self._thread is None:
            self._thread = Thread(target=self._run, name="desk hands", daemon=True)
            self._thread.start()
        self._waiting += 1
        self.busy.emit(True)  # noqa: FBT003 -- a signal's value
        self._queue.put(lambda: self._do(act, then, order))

    def stop(self) -> bool:
        """No more acts; True if the thread ended in time. One that is under way is done to its end by whoever does it."""
        self._stopped = True
        if self._hands:
            self._hands.stop()
        self._queue.put(None)
        if self._thread is None:
            return True
        self._thread.join(_JOIN_SECONDS)
        return not self._thread.is_alive()

    def on_heard(self, told: Callable[[], None]) -> None:
        """One is through."""
        self._waiting -= 1
        if not self._stopped:
            self.busy.emit(self._waiting > 0)
            told()

    def _run(self) -> None:
        while not self._stopped and (turn := self._queue.get()):
            turn()

    def _do(self, act: Act, then: Then, order: str) -> None:
        """On its own thread; the token is used nowhere else."""
        answer = self._answered(act, order)
        lost = answer.refusal is not None and answer.refusal[0] == _LOST
        if isinstance(act, SignOut) or lost:
            self._token = ""
        elif isinstance(act, SignIn) and answer.refusal is None:
            self._token = str(answer.once.get("token", ""))
        self._heard.emit(lambda: self._tell(then, answer, lost=lost))

    def _answered(self, act: Act, order: str) -> Answer:
        try:
            if self._hands is None:
                self._hands = loaded(PERFORMING).Hands(self._data, self._clock)
            return self._hands.perform(act, self._token, order)
        except Exception as error:  # noqa: BLE001 -- a desk that waits for a thread that died would wait for ever
            _LOG.exception("an act of the desk failed")
            return refused(Bug("DESK_BUG", what=type(error).__name__))

    def _tell(self, then: Then, answer: Answer, *, lost: bool) -> None:
        then(answer)
        if lost:
            self.signed_out.emit()
