"""The one crossing between the core and Qt: what the bench thread hands on becomes signals on the window's thread.

Outcomes are immutable, and Qt queues a signal that is emitted on another thread, so no lock is needed and nothing is shared.
"""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from station.errors import StationError
from station.session import BenchThread, Outcome, Session, Snapshot

Answer = TypeVar("Answer")


class Bridge(QObject):
    """`changed` carries a Snapshot, `committed` a tuple of facts, `refused`, `noticed` and `failed` a StationError.

    `handed` carries a HandOver, `explained` a Why: answers to what was asked. `told` carries a Snapshot that answers no input.
    """

    changed = Signal(object)
    committed = Signal(object)
    refused = Signal(object)
    noticed = Signal(object)
    failed = Signal(object)
    handed = Signal(object)
    explained = Signal(object)
    told = Signal(object)

    def __init__(self, session: Callable[[], Session], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = BenchThread(session, self._ready, self._answered, self._failed)

    def start(self) -> None:
        """Begin; the first `changed` tells the state that the bench was left in."""
        self._bench.start()

    def submit(self, text: str) -> None:
        """One scan or one key; never waits."""
        self._bench.submit(text)

    def sign_in_with_pin(self, who: str, pin: str) -> None:
        """The id of a person and what they typed; never waits, and keeps nothing of it."""
        self._bench.sign_in_with_pin(who, pin)

    def ask_hand_over(self) -> None:
        """What is open; `handed` follows."""
        self._bench.ask(lambda session: session.hand_over(), self.handed.emit)

    def ask_why(self) -> None:
        """What stands behind a unit; `explained` follows."""
        self._bench.ask(lambda session: session.why(), self.explained.emit)

    def tell_of_printers(self, on_paper: str, *, trouble: bool) -> None:
        """Whether a label waits for a printer in trouble, and whose label came out to be scanned before the next; `told` follows."""
        self._bench.ask(lambda session: session.printer_told(trouble, on_paper), lambda outcome: self.told.emit(outcome.snapshot))

    def run(self, work: Callable[[Session], Answer], then: Callable[[Answer], None]) -> None:
        """Something else to do on the bench thread, in turn; `then` is called there, and may only emit."""
        self._bench.ask(work, then)

    def stop(self) -> bool:
        """End the bench thread; True if it ended in time."""
        return self._bench.stop()

    def _ready(self, snapshot: Snapshot) -> None:
        self.changed.emit(snapshot)

    def _answered(self, outcome: Outcome) -> None:
        if outcome.facts:
            self.committed.emit(outcome.facts)
        if outcome.notice:
            self.noticed.emit(outcome.notice)
        if outcome.refusal:
            self.refused.emit(outcome.refusal)
        self.changed.emit(outcome.snapshot)

    def _failed(self, error: StationError) -> None:
        self.failed.emit(error)
