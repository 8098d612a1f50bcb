"""By when a return has to be graded: its arrival and the site's calendar in, two due times out. Pure; all times are aware.

Two clocks that people mix up: 24 hours as the wall counts them, and one business day of the site. A site promises one of them.
"""

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from station.clock import moment, stamp

CLOCK_HOURS: Final = timedelta(hours=24)
_DAY: Final = timedelta(days=1)
_AT_MOST_DAYS: Final = 400  # a calendar without a working day in more than a year is a mistake, and a search has to end


class Promise(StrEnum):
    """Which of the two clocks a site is held to."""

    CLOCK = "24h"
    BUSINESS_DAY = "business_day"


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """When a site works: local hours (`opens` before `closes`), days of the week (Monday is 0), and the days off beside them."""

    zone: ZoneInfo
    opens: time = time(9)
    closes: time = time(17)
    weekdays: frozenset[int] = frozenset(range(5))
    closed: Container[date] = field(default_factory=frozenset)

    def works(self, day: date) -> bool:
        """Whether anybody is there on this day."""
        return day.weekday() in self.weekdays and day not in self.closed

    def next_day(self, day: date) -> date:
        """The first working day after this one; `day` itself plus 400 days where there is none."""
        for ahead in range(1, _AT_MOST_DAYS):
            if self.works(day + ahead * _DAY):
                return day + ahead * _DAY
        return day + _AT_MOST_DAYS * _DAY


@dataclass(frozen=True, slots=True)
class Due:
    """Both due times of one arrival, in UTC."""

    clock: datetime
    business_day: datetime

    def by(self, promise: Promise) -> datetime:
        """The one that the site is held to."""
        return self.clock if promise is Promise.CLOCK else self.business_day


@dataclass(frozen=True, slots=True)
class Promised:
    """What a site promises: one of the two clocks, by its calendar; `warn` before its time a return counts as late soon."""

    clock: Promise
    calendar: BusinessCalendar
    warn: timedelta = timedelta()

    def due(self, arrived: datetime) -> datetime:
        """By when a return that arrived then is to be graded, in UTC."""
        return arrived.astimezone(UTC) + CLOCK_HOURS if self.clock is Promise.CLOCK else _business_day_after(arrived, self.calendar)

    def told(self, arrived_at: str, graded_at: str) -> dict[str, object]:
        """How a grade kept the promise, as its fact says it; times as facts write them. Met is up to and with the very moment."""
        due_at = self.due(moment(arrived_at))
        return {"clock": self.clock.value, "arrived_at": arrived_at, "due_at": stamp(due_at), "met": moment(graded_at) <= due_at}


def due(arrived: datetime, calendar: BusinessCalendar) -> Due:
    """When a return that arrived then (the parcel's first scan, at the dock or the bench) has to be graded.

    24 hours are hours that pass, also in a night when clocks change. A business day later is the same time of day on the next
    working day; what comes outside of working hours counts from the next opening.
    """
    return Due(arrived.astimezone(UTC) + CLOCK_HOURS, _business_day_after(arrived, calendar))


def _business_day_after(arrived: datetime, calendar: BusinessCalendar) -> datetime:
    local = arrived.astimezone(calendar.zone)
    day, at = local.date(), local.time()
    if not calendar.works(day) or at >= calendar.closes:
        day, at = calendar.next_day(day), calendar.opens
    return _at(calendar.next_day(day), max(at, calendar.opens), calendar.zone)


def _at(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A local time in UTC. One that a change of clocks skips is as late as the clock then shows; of one that comes twice the first."""
    return datetime.combine(day, at.replace(fold=0), zone).astimezone(UTC)
