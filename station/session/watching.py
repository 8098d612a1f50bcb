"""What the station sees coming by itself: returns that will be late, and holds that nobody decided in time. Facts out, once each.

A turn belongs on the bench thread, between inputs: when the station opens, and every minute while it works.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from json import loads
from typing import Final

from sqlalchemy import Connection

from station.bench.defaults import by_default, overdue
from station.clock import Clock, moment, stamp
from station.ledger.ledger import Ledger
from station.model import facts as kinds
from station.model.facts import Fact, NewFact
from station.rules.deadlines import Promised
from station.rules.rulebook import Rulebook
from station.session.units import Units

EVERY_MS: Final = 60_000
STATION: Final = "station"  # who does what nobody at the bench did
# Of one turn, since the bench waits for it; the rest is for the next, which then comes at once.
_MOST_WARNED: Final = 25  # facts of one transaction
_MOST_DECIDED: Final = 5  # units, each a transaction
# Both clocks give a return at least a day; in the night when clocks go forward a day of business is an hour shorter.
_SHORTEST: Final = timedelta(hours=23)
_ARRIVED: Final = "coalesce(parcels.arrived_at, items.received_at)"
_UNITS: Final = (
    f"SELECT items.lpn, items.client, {_ARRIVED} FROM items INDEXED BY items_by_state"  # noqa: S608 -- our own words
    " LEFT JOIN parcels ON parcels.parcel = items.parcel"
    f" WHERE items.state IN ('received', 'held', 'reopened') AND {_ARRIVED} <= ? ORDER BY 3, 1"
)
# Of one that was opened the units are known one by one; nobody knows what is left in it.
_PARCELS: Final = (
    "SELECT parcel, client, arrived_at FROM parcels INDEXED BY parcels_by_state WHERE state = 'arrived' AND arrived_at <= ?"
    " AND NOT EXISTS (SELECT 1 FROM items INDEXED BY items_by_parcel WHERE items.parcel = parcels.parcel) ORDER BY 3, 1"
)
_SAID: Final = "SELECT 1 FROM facts INDEXED BY facts_by_subject WHERE subject = ? AND kind = ? LIMIT 1"
_HELD: Final = "SELECT lpn, hold FROM items INDEXED BY items_by_state WHERE state = 'held' ORDER BY received_at, lpn"


class Watching:
    """Used by one thread, the bench's. `rules` say what the site promises, and how long before its time a return is late soon."""

    def __init__(self, ledger: Ledger, units: Units, rules: Rulebook, clock: Clock) -> None:
        self._ledger = ledger
        self._units = units
        self._rules = rules
        self._clock = clock
        self._told: set[str] = set()  # plates and parcels of which it was said, as far as they are still open
        self._turned_ms: int | None = None

    def turn_if_due(self, but: Collection[str] = ()) -> tuple[Fact, ...]:
        """The same once a minute; nothing in between."""
        now = self._clock.elapsed_ms()
        if self._turned_ms is not None and now - self._turned_ms < EVERY_MS:
            return ()
        return self.turn(but)

    def turn(self, but: Collection[str] = ()) -> tuple[Fact, ...]:
        """Look once, and write what is due; the plates in `but` are in somebody's hands and wait. Raises what `Ledger.append` raises."""
        self._turned_ms = self._clock.elapsed_ms()
        now = self._clock.now()
        warned = self._warn_of(now)
        return (*warned, *self._decide(now, but))

    def _warn_of(self, now: datetime) -> tuple[Fact, ...]:
        promise = self._rules.promise
        if promise is None:
            return ()
        promise.due(now)  # loads the public holidays, where there are any, before a grade has to wait for them
        with self._ledger.reader.connect() as connection:
            new = list(islice(self._new_ones(connection, promise, now), _MOST_WARNED + 1))
        facts = self._ledger.append(STATION, new[:_MOST_WARNED]) if new else ()
        self._told |= {fact.subject for fact in facts}
        self._left_some(len(new) > _MOST_WARNED)
        return facts

    def _new_ones(self, connection: Connection, promise: Promised, now: datetime) -> Iterator[NewFact]:
        bound = stamp(now + promise.warn - _SHORTEST)
        still_open = set[str]()
        for kind, statement in ((kinds.ITEM_WARNED, _UNITS), (kinds.PARCEL_WARNED, _PARCELS)):
            for subject, client, arrived_at in connection.exec_driver_sql(statement, (bound,)).all():
                still_open.add(subject)
                if subject in self._told:
                    continue
                due_at = promise.due(moment(arrived_at))
                if due_at - promise.warn > now:
                    continue
                if connection.exec_driver_sql(_SAID, (subject, kind)).first():
                    self._told.add(subject)
                    continue
                told = {"client": client, "clock": promise.clock.value, "arrived_at": arrived_at, "due_at": stamp(due_at)}
                # A station that was closed may see it too late: then it says so.
                yield NewFact(kind, subject, {**told, "late": now > due_at})
        self._told &= still_open

    def _decide(self, now: datetime, but: Collection[str]) -> tuple[Fact, ...]:
        facts = list[Fact]()
        for lpn in self._overdue(now, but):
            known = self._units.known(lpn)
            if known and (due := by_default(known, self._rules, now)):
                facts += self._ledger.append(STATION, due)
        return tuple(facts)

    def _overdue(self, now: datetime, but: Collection[str]) -> Iterable[str]:
        with self._ledger.reader.connect() as connection:
            held = connection.exec_driver_sql(_HELD).all()
        due = [lpn for lpn, hold in held if lpn not in but and hold and overdue(loads(hold)["reasons"], now)]
        self._left_some(len(due) > _MOST_DECIDED)
        return due[:_MOST_DECIDED]

    def _left_some(self, some: bool) -> None:
        self._turned_ms = None if some else self._turned_ms
