"""The bench thread: owns a session, takes inputs from a queue, hands every outcome on. Nobody else touches the session.

A window's own thread only draws; it calls `submit` and gets outcomes through the callbacks, which must do no more than pass them on.
"""

import logging
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Final, TypeVar

from station.errors import Bug, StationError
from station.session.change import Outcome
from station.session.session import Session
from station.session.snapshot import Snapshot

JOIN_SECONDS: Final = 1.9
_LOG: Final = logging.getLogger(__name__)

Answer = TypeVar("Answer")
Turn = Callable[[Session], None]


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
        self._turns: SimpleQueue[Turn | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="bench", daemon=True)

    def start(self) -> None:
        """Open the session on its own thread; `on_ready` gets the first state, `on_failed` why there is none, or no more."""
        self._thread.start()

    def submit(self, text: str) -> None:
        """One scan or one key; returns at once."""
        self._turns.put(lambda session: self._on_outcome(session.take(text)))

    def sign_in_with_pin(self, who: str, pin: str) -> None:
        """Somebody's id and PIN, in turn with the scans; returns at once. The PIN goes nowhere but into the session."""
        self._turns.put(lambda session: self._on_outcome(session.sign_in_with_pin(who, pin)))

    def ask(self, question: Callable[[Session], Answer], on_answer: Callable[[Answer], None]) -> None:
        """Something to read, in turn with the scans; `on_answer` gets it on the bench thread. What cannot be read is said as a refusal."""

        def turn(session: Session) -> None:
            try:
                answer = question(session)
            except StationError as error:
                self._on_outcome(Outcome((), error, session.snapshot))
            except Exception as error:  # noqa: BLE001 -- a question that goes wrong must not end the bench; the log has the traceback
                _LOG.exception("a question failed")
                self._on_outcome(Outcome((), Bug("BENCH_BUG", what=type(error).__name__), session.snapshot))
            else:
                on_answer(answer)

        self._turns.put(turn)

    def stop(self) -> bool:
        """Answer what was submitted, then end; True if it ended within two seconds."""
        self._turns.put(None)
        self._thread.join(JOIN_SECONDS)
        return not self._thread.is_alive()

    def _run(self) -> None:
        opened = False
        try:
            session = self._make()
            self._on_ready(session.snapshot)
            opened = True
            while turn := self._turns.get():
                turn(session)
        except StationError as error:
            self._on_failed(error)
        except Exception as error:  # noqa: BLE001 -- a window that waits for a bench that died would wait for ever
            _LOG.exception("the bench ended")
            self._on_failed(Bug("BENCH_ENDED" if opened else "BENCH_BUG", what=type(error).__name__))
