"""The one crossing between the core and Qt: what the bench thread hands on becomes signals on the window's thread.

Outcomes are immutable, and Qt queues a signal that is emitted on another thread, so no lock is needed and nothing is shared.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from station.errors import StationError
from station.session import BenchThread, Outcome, Session, Snapshot


class Bridge(QObject):
    """`changed` carries a Snapshot, `committed` a tuple of facts, `refused` and `failed` a StationError."""

    changed = Signal(object)
    committed = Signal(object)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Callable[[], Session], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = BenchThread(session, self._ready, self._answered, self._failed)

    def start(self) -> None:
        """Begin; the first `changed` tells the state that the bench was left in."""
        self._bench.start()

    def submit(self, text: str) -> None:
        """One scan or one key; never waits."""
        self._bench.submit(text)

    def stop(self) -> bool:
        """End the bench thread; True if it ended in time."""
        return self._bench.stop()

    def _ready(self, snapshot: Snapshot) -> None:
        self.changed.emit(snapshot)

    def _answered(self, outcome: Outcome) -> None:
        if outcome.facts:
            self.committed.emit(outcome.facts)
        if outcome.refusal:
            self.refused.emit(outcome.refusal)
        self.changed.emit(outcome.snapshot)

    def _failed(self, error: StationError) -> None:
        self.failed.emit(error)
