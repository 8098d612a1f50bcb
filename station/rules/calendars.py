"""The calendar that a site's settings describe, and with it what the site promises: settings and a zone in, values of `deadlines` out."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from station.public_holidays import public_holidays
from station.rules.deadlines import BusinessCalendar, Promise, Promised
from station.settings.groups import Calendar, Settings

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class _Closed:
    """Own days off and public holidays, which are looked up by year as somebody asks."""

    own: frozenset[date]
    country: str
    region: str

    def __contains__(self, day: object) -> bool:
        return day in self.own or day in public_holidays(self.country, self.region)


def business_calendar(settings: Calendar, zone: ZoneInfo) -> BusinessCalendar:
    """The calendar that the settings describe."""
    return BusinessCalendar(
        zone,
        time.fromisoformat(settings.opens),
        time.fromisoformat(settings.closes),
        frozenset(_DAYS.index(day) for day in settings.weekdays),
        _Closed(frozenset(map(date.fromisoformat, settings.closed)), settings.country, settings.region),
    )


def promised(settings: Settings) -> Promised:
    """By when this site promises a grade."""
    given = settings.calendar
    return Promised(Promise(given.promise), business_calendar(given, ZoneInfo(settings.site.time_zone)), timedelta(hours=given.warn_hours))
