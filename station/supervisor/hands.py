"""How what a supervisor does gets done: by the bench that works on the folder, or, where none does, by this process under its own lock.

An act in, its answer out. The same order given again is done once: what became of it stands in the ledger's file.
"""

import secrets
from multiprocessing.connection import Client
from pathlib import Path
from threading import Event, Lock
from time import monotonic
from typing import Final

from station.assembly import bench_of, open_station, read_station
from station.clock import Clock
from station.errors import Refusal, StationError
from station.supervisor.acts import Act, Answer, SignIn, refused
from station.supervisor.door import Door, find
from station.supervisor.kept_answers import became_of
from station.supervisor.performing import Order, Performing
from station.supervisor.tokens import Tokens
from station.supervisor.wire import LARGEST, introduce, within

PATIENCE_SECONDS: Final = 5.0  # how long another that holds the lock and does not listen (a command) is waited for
ANSWER_SECONDS: Final = 75.0  # more than a bench takes until it says at least that it is still at it
_GREETING_SECONDS: Final = 5.0
_STEP_SECONDS: Final = 0.2


class Hands:
    """One desk's way to the bench. `perform` takes as long as it takes, so it is called on a thread that nobody waits for."""

    def __init__(self, folder: Path, clock: Clock, *, patience: float = PATIENCE_SECONDS, timeout: float = ANSWER_SECONDS) -> None:
        self._folder = folder
        self._clock = clock
        self._patience = patience
        self._timeout = timeout
        self._tokens: Tokens | None = None
        self._stopping = Event()
        self._one = Lock()

    def perform(self, act: Act, token: str = "", order: str = "") -> Answer:
        """Have it done, and what became of it. `token` is that of a SignIn, `order` the id of an earlier try (see `new_order`).

        Never raises: what keeps it from being done is the refusal of the answer.
        """
        wanted = Order(order or new_order(), act, token)
        with self._one:
            try:
                return self._performed(wanted)
            except StationError as error:
                return refused(error)

    def stop(self) -> None:
        """Wait for nobody any more; for any thread."""
        self._stopping.set()

    def _performed(self, order: Order) -> Answer:
        until = monotonic() + self._patience
        while True:
            if door := find(self._folder):
                answer = self._sent(door, order)
                if answer:
                    return answer
            try:
                return self._by_ourselves(order)
            except Refusal as refusal:
                # Somebody has the folder and does not listen: a command that will soon be through, or a bench that just opens.
                if refusal.code != "SECOND_INSTANCE" or monotonic() > until or self._stopping.wait(_STEP_SECONDS):
                    raise

    def _sent(self, door: Door, order: Order) -> Answer | None:
        """The answer of the bench behind this door; None where nobody stands there, so that nothing was sent."""
        try:
            connection = Client(door.address, door.family)
        except OSError:
            return None
        with connection:
            try:
                with within(connection, _GREETING_SECONDS):
                    introduce(connection, door.key)
            except (OSError, EOFError):
                return None
            begun = monotonic()
            try:
                with within(connection, self._timeout):
                    connection.send_bytes(order.to_json().encode())
                    return Answer.from_json(connection.recv_bytes(LARGEST).decode())
            except (OSError, EOFError, UnicodeDecodeError):
                return self._unanswered(order, silent=monotonic() - begun >= self._timeout)

    def _unanswered(self, order: Order, *, silent: bool) -> Answer | None:
        """The bench was silent, or went away with the order in its hands: the ledger's file knows how far it came.

        None: nothing of it is there, and it may be given again.
        """
        if isinstance(order.act, SignIn):  # a wrong PIN must not count twice
            return refused(Refusal("BENCH_WENT_AWAY"))
        with read_station(self._folder, self._clock) as opened:
            told = became_of(opened.reader, order.id)
        return told or (refused(Refusal("ACT_GOES_ON", act=order.act.name)) if silent else None)

    def _by_ourselves(self, order: Order) -> Answer:
        with open_station(self._folder, self._clock) as opened:
            if self._tokens is None:
                self._tokens = Tokens(self._clock, opened.settings.people.idle_minutes)
            return Performing(opened, bench_of(opened), self._tokens).take(order)


def new_order() -> str:
    """An id for an order: 128 random bits."""
    return secrets.token_hex(16)
