"""The door of a bench window for supervisors' desks: opened once the first question is on the screen, closed with the bench.

What a desk wants is done on the bench thread; its facts go on to printing and exports as those of a scan do.
"""

from collections.abc import Callable, Sequence
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from station.assembly import Station
from station.errors import StationError
from station.model.facts import Fact
from station.session import BatchSession, Outcome, Session
from ui.bridge import Bridge

if TYPE_CHECKING:
    from station.supervisor.listening import DeskListener

_LOOK_MS: Final = 5_000  # between two looks whether anything is to be done by itself
_JOIN_SECONDS: Final = 1.9


class DeskDoor(QObject):
    """`done` carries the facts of an act of a desk, or of what came about by itself; the bench has its new state by then."""

    done = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._opened: tuple[Station, BatchSession] | None = None
        self._lock = Lock()
        self._stopped = False
        self._listener: DeskListener | None = None
        self._beginning: Thread | None = None
        self._looking = QTimer(self, interval=_LOOK_MS)
        self._looking.timeout.connect(self.on_look)

    def open(self, station: Station, session: BatchSession) -> None:
        """The bench that works; on the bench thread."""
        self._opened = station, session

    def start(self) -> None:
        """Let desks in from now on. What that needs is loaded on a thread of its own, since it takes a while."""
        self._looking.start()
        self._beginning = Thread(target=self._begin, name="desk door", daemon=True)
        self._beginning.start()

    def stop(self) -> bool:
        """Let nobody in any more; True if it ended in time. May be called again, from any thread."""
        with self._lock:
            self._stopped = True
            listener, self._listener = self._listener, None
        ended = listener.stop() if listener else True
        if self._beginning:
            self._beginning.join(_JOIN_SECONDS)
        return ended and not (self._beginning and self._beginning.is_alive())

    def rest(self) -> None:
        """Look no more; on the window's thread."""
        self._looking.stop()

    def on_look(self) -> None:
        """A bench that nobody uses is locked; what the station sees coming is written."""
        self._bridge.run(_looked, self._tell)

    def _begin(self) -> None:
        from station.supervisor.listening import listener_of  # noqa: PLC0415 -- all that a desk can do, for which no window waits

        if self._opened is None:
            return
        listener = listener_of(*self._opened, self._turn, self._acted)
        with self._lock:
            if not self._stopped:
                listener.start()
                self._listener = listener

    def _turn(self, work: Callable[[Session], None]) -> None:
        self._bridge.run(work, lambda _nothing: None)

    def _acted(self, facts: Sequence[Fact]) -> None:
        """On the bench thread, after an act."""
        if self._opened:
            self._bridge.told.emit(self._opened[1].snapshot)
        self.done.emit(facts)

    def _tell(self, looked: "tuple[Outcome | None, Sequence[Fact]]") -> None:
        locked, facts = looked
        if locked and locked.notice:
            self._bridge.noticed.emit(locked.notice)
            self._bridge.changed.emit(locked.snapshot)
        if facts:
            self.done.emit(facts)


def _looked(session: Session) -> "tuple[Outcome | None, Sequence[Fact]]":
    """On the bench thread."""
    if not isinstance(session, BatchSession):
        return None, ()
    locked = session.lock_when_idle()
    try:
        return locked, session.look_ahead()
    except StationError:
        return locked, ()  # what could not be written now is due at the next look
