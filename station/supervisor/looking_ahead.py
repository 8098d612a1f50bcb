"""A bench in the terminal that looks ahead by itself: when it opens, and every minute between two lines of its input. Facts out."""

import logging
from collections.abc import Callable, Sequence
from threading import Event, Thread
from typing import Final

from station.errors import StationError
from station.model.facts import Fact
from station.session import BatchSession

EVERY_SECONDS: Final = 60.0
_STOP_SECONDS: Final = 1.5
_LOG: Final = logging.getLogger(__name__)


class LookingAhead:
    """`turn` has a look done between two inputs, or leaves it for the next time; `on_facts` hears what came of it."""

    def __init__(
        self,
        session: BatchSession,
        turn: Callable[[Callable[[object], None]], None],
        on_facts: Callable[[Sequence[Fact]], None],
        every: float = EVERY_SECONDS,
    ) -> None:
        self._session = session
        self._turn = turn
        self._on_facts = on_facts
        self._every = every
        self._ended = Event()
        self._thread = Thread(target=self._run, name="looking ahead", daemon=True)

    def start(self) -> None:
        """Look now, and from now on."""
        self._thread.start()

    def stop(self) -> bool:
        """Look no more; True if it ended in time."""
        self._ended.set()
        self._thread.join(_STOP_SECONDS)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._turn(self._look)
        while not self._ended.wait(self._every):
            self._turn(self._look)

    def _look(self, _session: object) -> None:
        try:
            facts = self._session.look_ahead()
        except StationError:
            _LOG.exception("what is due could not be written; the next look tries again")
            return
        if facts:
            self._on_facts(facts)
