"""A bench that listens for desks: orders in from a local socket, one a connection; each is done in turn on the bench thread; answers out.

Nobody gets in without the key of `desk.json`. A desk that says nothing, says too much or says it slowly costs a thread for a moment.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from threading import Lock, Thread
from time import monotonic
from typing import Final

from station.assembly import Station
from station.errors import Refusal, StationError
from station.model.facts import Fact
from station.session import BatchSession, Session
from station.supervisor.acts import Answer, refused
from station.supervisor.door import Door
from station.supervisor.performing import Order, Performing
from station.supervisor.tokens import Tokens
from station.supervisor.waiting_order import WaitingOrder
from station.supervisor.wire import LARGEST, admit, hang_up, within

MOST_DESKS: Final = 8  # connections at once; one more is closed at once
SILENCE_SECONDS: Final = 5.0  # until a desk has said who it is and what it wants
BEGIN_SECONDS: Final = 10.0  # how long an order waits for a bench that is busy; then it is not done
END_SECONDS: Final = 60.0  # how long one that was begun may take until its desk is told that it goes on
_STEP_SECONDS: Final = 0.1
_STOP_SECONDS: Final = 1.5
_LOG: Final = logging.getLogger(__name__)

# Has this called on the bench thread, in turn with the scans; at once, later, or never where the bench is too busy.
Turn = Callable[[Callable[[Session], None]], None]


class DeskListener:
    """Listens from `start` to `stop`. `turn` puts work before the bench thread; `performing` is used there and nowhere else."""

    def __init__(self, folder: Path, performing: Performing, turn: Turn, *, patience: float = BEGIN_SECONDS) -> None:
        self._folder = folder
        self._performing = performing
        self._turn = turn
        self._patience = patience
        self._lock = Lock()
        self._open: set[Connection] = set()
        self._unheard: set[Connection] = set()  # those of them that have not said yet what they want
        self._threads: set[Thread] = set()
        self._stopping = False
        self._door: Door | None = None

    def start(self) -> None:
        """Begin to listen. A system that gives no socket is no reason not to work: desks then wait until the bench is closed."""
        door = Door.new()
        try:
            listener = Listener(door.address, door.family, backlog=16)
            door.publish(self._folder)
        except OSError:
            _LOG.exception("no desk can reach this bench")
            door.clear()
            return
        self._door = door
        self._begin(lambda: self._accept(listener), "desks")

    def stop(self) -> bool:
        """Take no more, end what is open; True if all threads ended within two seconds. An order that was begun is done to its end."""
        with self._lock:
            self._stopping = True
            threads = tuple(self._threads)
            for silent in self._unheard:
                hang_up(silent)
        if self._door:
            self._door.withdraw(self._folder)
            with suppress(OSError):  # wakes who accepts
                Client(self._door.address, self._door.family).close()
        until = monotonic() + _STOP_SECONDS
        for thread in threads:
            thread.join(max(0.0, until - monotonic()))
        if self._door:
            self._door.clear()
        return not any(thread.is_alive() for thread in threads)

    def _begin(self, work: Callable[[], None], name: str) -> None:
        thread = Thread(target=work, name=name, daemon=True)
        with self._lock:
            self._threads = {each for each in self._threads if each.is_alive()} | {thread}
            thread.start()

    def _accept(self, listener: Listener) -> None:
        with suppress(FileNotFoundError), listener:  # somebody may have cleared the socket away
            while not self._stopping:
                with suppress(OSError):
                    self._welcome(listener.accept())

    def _welcome(self, connection: Connection) -> None:
        with self._lock:
            full = self._stopping or len(self._open) >= MOST_DESKS
            if not full:
                self._open.add(connection)
                self._unheard.add(connection)
        if full:
            connection.close()
        else:
            self._begin(lambda: self._serve(connection), "desk")

    def _serve(self, connection: Connection) -> None:
        try:
            with connection:
                with within(connection, SILENCE_SECONDS), self._hearing(connection):
                    admit(connection, self._door.key if self._door else b"")
                    told = connection.recv_bytes(LARGEST)
                answer = self._answered(told, connection)
                with within(connection, SILENCE_SECONDS):
                    connection.send_bytes(answer.to_json().encode())
        except (OSError, EOFError):
            _LOG.info("a desk went away")
        finally:
            with self._lock:
                self._open.discard(connection)

    @contextmanager
    def _hearing(self, connection: Connection) -> Iterator[None]:
        try:
            yield
        finally:
            with self._lock:
                self._unheard.discard(connection)

    def _answered(self, told: bytes, connection: Connection) -> Answer:
        try:
            order = Order.from_json(told.decode())
        except UnicodeDecodeError:
            return refused(Refusal("ACT_UNREADABLE", act="Order", why="UnicodeDecodeError"))
        except StationError as error:
            return refused(error)
        waiting, begun = WaitingOrder(order), monotonic()
        self._turn(lambda _session: waiting.begin(self._performing))
        return self._waited(waiting, connection, begun)

    def _waited(self, waiting: WaitingOrder, connection: Connection, begun: float) -> Answer:
        """Its answer; or that the bench was too busy, has closed, or is still at it."""
        while True:
            if answer := waiting.wait(_STEP_SECONDS):
                return answer
            waited = monotonic() - begun
            if (waited > self._patience or self._stopping or _gone(connection)) and waiting.give_up():
                return refused(Refusal("BENCH_CLOSED" if self._stopping else "BENCH_BUSY"))
            if waited > END_SECONDS:
                return refused(waiting.about)


def listener_of(opened: Station, session: BatchSession, turn: Turn, on_facts: Callable[[tuple[Fact, ...]], None]) -> DeskListener:
    """The listener of an open bench, not yet started. `on_facts` is called on the bench thread with the facts of each act."""
    tokens = Tokens(opened.clock, opened.settings.people.idle_minutes)
    return DeskListener(opened.folder.path, Performing(opened, session, tokens, on_facts), turn)


def _gone(connection: Connection) -> bool:
    """Whether the desk has hung up: after its order it has nothing to say."""
    try:
        return connection.poll()
    except (OSError, EOFError):
        return True
