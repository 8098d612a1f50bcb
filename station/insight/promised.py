"""What is late, late soon, or waits at the dock: the open units and parcels in, counts by the promise of the site out.

A unit is late from its time on until it is graded: on hold is not graded. Its time is counted from the arrival of its parcel, or
from its own first scan where it came without one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, func, select

from station.clock import moment
from station.public_holidays import public_holidays
from station.rules.deadlines import BusinessCalendar, Due, Promise, due
from station.settings.groups import Calendar
from station.store.schema import items, parcels

_OPEN: Final = ("received", "held", "reopened")
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


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
    """What waits at one moment. `late` and `soon` by the promise, those first that are or were due first; the rest has time."""

    at_dock: int
    open: int
    late: tuple[OpenUnit, ...]
    soon: tuple[OpenUnit, ...]
    promise: Promise


def business_calendar(settings: Calendar, zone: ZoneInfo) -> BusinessCalendar:
    """The calendar that the settings describe."""
    return BusinessCalendar(
        zone,
        time.fromisoformat(settings.opens),
        time.fromisoformat(settings.closes),
        frozenset(_DAYS.index(day) for day in settings.weekdays),
        _Closed(frozenset(map(date.fromisoformat, settings.closed)), settings.country, settings.region),
    )


def waiting(reader: Engine, now: datetime, settings: Calendar, zone: ZoneInfo, client: str = "") -> Waiting:
    """Every unit and parcel that is open now, of one client if it is named. Its cost is that of the open ones, however many are done."""
    promise, soon = Promise(settings.promise), now + timedelta(hours=settings.warn_hours)
    units = sorted(_open_units(reader, business_calendar(settings, zone), client), key=lambda unit: unit.due.by(promise))
    late = tuple(unit for unit in units if unit.due.by(promise) < now)
    return Waiting(
        _at_dock(reader, client), len(units), late, tuple(unit for unit in units[len(late) :] if unit.due.by(promise) <= soon), promise
    )


@dataclass(frozen=True, slots=True)
class _Closed:
    """Own days off and public holidays, which are looked up by year as somebody asks."""

    own: frozenset[date]
    country: str
    region: str

    def __contains__(self, day: object) -> bool:
        return day in self.own or day in public_holidays(self.country, self.region)


def _open_units(reader: Engine, calendar: BusinessCalendar, client: str) -> Iterator[OpenUnit]:
    arrived = func.coalesce(parcels.c.arrived_at, items.c.received_at)
    wanted = select(items.c.lpn, items.c.client, items.c.state, arrived)
    wanted = wanted.select_from(items.outerjoin(parcels, parcels.c.parcel == items.c.parcel)).where(items.c.state.in_(_OPEN))
    if client:
        wanted = wanted.where(items.c.client == client)
    with reader.connect() as connection:
        rows = connection.execute(wanted).all()
    for lpn, owner, state, at in rows:
        came = moment(at)
        yield OpenUnit(lpn, owner, state, came, due(came, calendar))


def _at_dock(reader: Engine, client: str) -> int:
    """Parcels that have arrived and of which nothing was taken yet."""
    taken = select(items.c.lpn).where(items.c.parcel == parcels.c.parcel).exists()
    wanted = select(func.count()).select_from(parcels).where(parcels.c.state == "arrived", ~taken)
    if client:
        wanted = wanted.where(parcels.c.client == client)
    with reader.connect() as connection:
        return int(connection.execute(wanted).scalar_one())
