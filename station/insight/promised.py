"""What is late, late soon, or waits at the dock: the open units and parcels in, counts by the promise of the site out.

A unit is late from its time on until it is graded: on hold is not graded. Its time is counted from the arrival of its parcel, or
from its own first scan where it came without one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from station.clock import moment
from station.rules.calendars import business_calendar
from station.rules.deadlines import BusinessCalendar, Due, Promise, due
from station.settings.groups import Calendar

# The indexes are named: by a client the planner would rather look at all that it ever had.
_OPEN: Final = (
    "SELECT i.lpn, i.client, i.state, coalesce(p.arrived_at, i.received_at) FROM items AS i INDEXED BY items_by_state"
    " LEFT JOIN parcels AS p ON p.parcel = i.parcel WHERE i.state IN ('received', 'held', 'reopened') AND ?1 IN ('', i.client)"
)
_DOCK: Final = (
    "SELECT count(*) FROM parcels AS p INDEXED BY parcels_by_state WHERE state = 'arrived' AND ?1 IN ('', client)"
    " AND NOT EXISTS (SELECT 1 FROM items WHERE items.parcel = p.parcel)"
)


@dataclass(frozen=True, slots=True)
class OpenUnit:
    """A unit that came and is not graded, with both of its due times."""

    lpn: str
    client: str
    state: str
    arrived: datetime
    due: Due


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits at one moment. `late` and `soon` by the promise, those first that are or were due first; the `rest` has time."""

    at_dock: int
    open: int
    late: tuple[OpenUnit, ...]
    soon: tuple[OpenUnit, ...]
    promise: Promise
    rest: tuple[OpenUnit, ...] = ()

    @property
    def units(self) -> tuple[OpenUnit, ...]:
        """All of them, those first that are or were due first."""
        return self.late + self.soon + self.rest


def waiting(reader: Engine, now: datetime, settings: Calendar, zone: ZoneInfo, client: str = "") -> Waiting:
    """Every unit and parcel that is open now, of one client if it is named. Its cost is that of the open ones, however many are done."""
    promise, soon = Promise(settings.promise), now + timedelta(hours=settings.warn_hours)
    units = sorted(_open_units(reader, business_calendar(settings, zone), client), key=lambda unit: unit.due.by(promise))
    late = tuple(unit for unit in units if unit.due.by(promise) < now)
    next_ones = tuple(unit for unit in units[len(late) :] if unit.due.by(promise) <= soon)
    return Waiting(_at_dock(reader, client), len(units), late, next_ones, promise, tuple(units[len(late) + len(next_ones) :]))


def _open_units(reader: Engine, calendar: BusinessCalendar, client: str) -> Iterator[OpenUnit]:
    with reader.connect() as connection:
        rows = connection.exec_driver_sql(_OPEN, (client,)).all()
    for lpn, owner, state, at in rows:
        came = moment(at)
        yield OpenUnit(lpn, owner, state, came, due(came, calendar))


def _at_dock(reader: Engine, client: str) -> int:
    """Parcels that have arrived and of which nothing was taken yet."""
    with reader.connect() as connection:
        return int(connection.exec_driver_sql(_DOCK, (client,)).scalar_one())
