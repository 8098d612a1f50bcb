"""What an input changes, to the disk: facts, drafts and spare numbers in one transaction. A Change in, its committed facts out."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

from station.bench.drafts import Draft
from station.clock import Clock, stamp
from station.errors import Fault
from station.ledger.ledger import Ledger
from station.model.facts import Fact
from station.session import saved
from station.session.change import Change
from station.session.numbers import Spare, SpareNumbers

_FULL: Final = "DISK_FULL"


class Keeping:
    """The writing side of a session. `make_room` gives up the ballast of a full disk: what it freed, 0 for nothing."""

    def __init__(self, ledger: Ledger, clock: Clock, make_room: Callable[[], int]) -> None:
        self._ledger = ledger
        self._clock = clock
        self._make_room = make_room
        self._numbers = SpareNumbers(ledger)

    @property
    def spare(self) -> Spare:
        """The plate and the parcel number that the next event may use up."""
        return self._numbers.spare

    def commit(self, actor: str, change: Change, draft: Draft) -> tuple[Fact, ...]:
        """Keep the change and the bench's `draft`; on a full disk the ballast is given up and the same is tried once more."""
        try:
            return self._append(actor, change, draft)
        except Fault as fault:
            if fault.code != _FULL or not self._make_room():
                raise
            return self._append(actor, change, draft)

    def _append(self, actor: str, change: Change, draft: Draft) -> tuple[Fact, ...]:
        spares: list[Spare] = []

        def within(connection: Connection, _facts: object) -> None:
            self._save(connection, actor, change, draft)
            unit = change.draft.now.unit
            spares.append(self._numbers.after(connection, {*(fact.subject for fact in change.facts), unit.lpn if unit else ""}))

        facts = self._ledger.append(actor, change.facts, within)
        self._numbers.spare = spares[-1]
        return facts

    def _save(self, connection: Connection, actor: str, change: Change, draft: Draft) -> None:
        at = stamp(self._clock.now())
        saved.save(connection, saved.BENCH, "bench", actor, at, draft)
        change.also(connection)
        if change.park and change.park.now.unit:
            saved.save(connection, change.park.now.unit.lpn, "parked", actor, at, change.park)
        if change.resume:
            saved.remove(connection, change.resume)
