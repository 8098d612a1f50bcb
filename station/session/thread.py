"""The bench thread: owns a session, takes inputs from a queue, hands every outcome on. Nobody else touches the session.

A window's own thread only draws; it calls `submit` and gets outcomes through the callback, which must do no more than pass them on.
"""

import logging
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Final

from station.errors import Bug, StationError
from station.session.change import Outcome
from station.session.session import Session
from station.session.snapshot import Snapshot

JOIN_SECONDS: Final = 1.9
_END: Final = object()
_LOG: Final = logging.getLogger(__name__)


class BenchThread:
    """Inputs are answered in the order in which they were submitted; those submitted before `stop` are answered still."""

    def __init__(
        self,
        session: Callable[[], Session],
        on_ready: Callable[[Snapshot], None],
        on_outcome: Callable[[Outcome], None],
        on_failed: Callable[[StationError], None],
    ) -> None:
        self._make = session
        self._on_ready = on_ready
        self._on_outcome = on_outcome
        self._on_failed = on_failed
        self._inputs: SimpleQueue[object] = SimpleQueue()
        self._thread = Thread(target=self._run, name="bench", daemon=True)

    def start(self) -> None:
        """Open the session on its own thread; `on_ready` gets the first state, `on_failed` why there is none."""
        self._thread.start()

    def submit(self, text: str) -> None:
        """One scan or one key; returns at once."""
        self._inputs.put(text)

    def stop(self) -> bool:
        """Answer what was submitted, then end; True if it ended within two seconds."""
        self._inputs.put(_END)
        self._thread.join(JOIN_SECONDS)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            session = self._make()
        except StationError as error:
            self._on_failed(error)
            return
        except Exception as error:  # noqa: BLE001 -- a window that waits for a bench that died would wait for ever
            _LOG.exception("the bench did not open")
            self._on_failed(Bug("BENCH_BUG", what=type(error).__name__))
            return
        self._on_ready(session.snapshot)
        while isinstance(text := self._inputs.get(), str):
            self._on_outcome(session.take(text))
