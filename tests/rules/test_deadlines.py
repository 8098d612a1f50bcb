"""Both clocks, as tables: weekends, holidays, own days off, hours, zones, and the nights in which clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.clock import stamp
from station.public_holidays import public_holidays
from station.rules.deadlines import BusinessCalendar, Promise, Promised, due

LONDON, NEW_YORK, BERLIN, CHATHAM = (ZoneInfo(name) for name in ("Europe/London", "America/New_York", "Europe/Berlin", "Pacific/Chatham"))
MINUTE = timedelta(minutes=1)


def local(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def calendar(zone: ZoneInfo, country: str = "", region: str = "", **other: object) -> BusinessCalendar:
    return BusinessCalendar(zone, closed=public_holidays(country, region), **other)  # type: ignore[arg-type]  # the fields by name


@pytest.mark.parametrize(
    ("arrived", "where", "by_clock", "by_day"),
    [
        # The requirement's own rows: Labor Day, 7 September 2026, is a working day in Britain.
        ("2026-09-04 16:00", ("GB", "ENG", LONDON), "2026-09-05 16:00", "2026-09-07 16:00"),
        ("2026-09-04 16:00", ("US", "", NEW_YORK), "2026-09-05 16:00", "2026-09-08 16:00"),
        ("2026-11-18 10:30", ("DE", "BY", BERLIN), "2026-11-19 10:30", "2026-11-19 10:30"),  # Wednesday
        ("2026-12-23 11:00", ("DE", "BY", BERLIN), "2026-12-24 11:00", "2026-12-24 11:00"),
        ("2026-12-24 11:00", ("DE", "BY", BERLIN), "2026-12-25 11:00", "2026-12-28 11:00"),  # Christmas, then a weekend
        ("2026-01-05 11:00", ("DE", "BY", BERLIN), "2026-01-06 11:00", "2026-01-07 11:00"),  # Epiphany: Bavaria is off
        ("2026-01-05 11:00", ("DE", "BE", BERLIN), "2026-01-06 11:00", "2026-01-06 11:00"),  # and Berlin is not
        ("2026-11-21 10:00", ("", "", BERLIN), "2026-11-22 10:00", "2026-11-24 09:00"),  # Saturday counts from Monday 9:00
        ("2026-11-20 17:00", ("", "", BERLIN), "2026-11-21 17:00", "2026-11-24 09:00"),  # Friday, when it closes
        ("2026-11-20 16:59", ("", "", BERLIN), "2026-11-21 16:59", "2026-11-23 16:59"),
        ("2026-11-18 06:00", ("", "", BERLIN), "2026-11-19 06:00", "2026-11-19 09:00"),  # before it opens
        ("2026-03-27 16:00", ("", "", BERLIN), "2026-03-28 16:00", "2026-03-30 16:00"),  # over the night to summer time
        ("2026-10-23 16:00", ("", "", CHATHAM), "2026-10-24 16:00", "2026-10-26 16:00"),  # a zone of 13:45
    ],
)
def test_that_both_clocks_run_from_the_arrival(arrived: str, where: tuple[str, str, ZoneInfo], by_clock: str, by_day: str) -> None:
    country, region, zone = where
    found = due(local(arrived, zone), calendar(zone, country, region))
    assert found.clock.astimezone(zone).strftime("%Y-%m-%d %H:%M") == by_clock
    assert found.business_day.astimezone(zone).strftime("%Y-%m-%d %H:%M") == by_day


@pytest.mark.parametrize(
    ("arrived", "clock", "day"),
    [
        # 24 hours that pass: the wall shows an hour more in spring and one less in autumn; a business day is the same time of day.
        ("2026-03-28 12:00", "2026-03-29 13:00", "2026-03-29 12:00"),
        ("2026-10-24 12:00", "2026-10-25 11:00", "2026-10-25 12:00"),
        ("2026-03-28 02:30", "2026-03-29 03:30", "2026-03-29 03:30"),  # half past two does not exist that night
        ("2026-10-24 02:30", "2026-10-25 02:30", "2026-10-25 02:30"),  # it comes twice: the first of the two
    ],
)
def test_that_a_site_that_never_closes_keeps_its_time_of_day_when_clocks_change(arrived: str, clock: str, day: str) -> None:
    always = calendar(BERLIN, opens=time(0), closes=time(23, 59), weekdays=frozenset(range(7)))
    found = due(local(arrived, BERLIN), always)
    assert found.clock.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M") == clock
    assert found.business_day.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M") == day


def test_that_an_arrival_in_another_zone_is_the_same_arrival() -> None:
    at = local("2026-11-20 23:30", NEW_YORK)
    assert due(at, calendar(BERLIN)) == due(at.astimezone(UTC), calendar(BERLIN))


def test_that_the_promise_names_one_of_the_two() -> None:
    found = due(local("2026-11-20 10:00", BERLIN), calendar(BERLIN))
    assert (found.by(Promise.CLOCK), found.by(Promise.BUSINESS_DAY)) == (found.clock, found.business_day)
    assert found.clock < found.business_day


def test_that_a_calendar_without_a_working_day_still_gives_a_time() -> None:
    found = due(local("2026-11-20 10:00", BERLIN), calendar(BERLIN, weekdays=frozenset()))
    assert found.business_day.astimezone(BERLIN).date() > date(2028, 1, 1)


@given(minutes=st.integers(0, 8 * 366 * 24 * 60), zone=st.sampled_from((LONDON, NEW_YORK, BERLIN, CHATHAM)))
def test_that_who_comes_later_is_never_due_earlier(minutes: int, zone: ZoneInfo) -> None:
    at = datetime(2024, 1, 1, tzinfo=UTC) + minutes * MINUTE
    first, later = (due(when, calendar(zone)) for when in (at, at + MINUTE))
    assert first.clock < later.clock
    assert first.business_day <= later.business_day
    shown = first.business_day.astimezone(zone)
    assert calendar(zone).works(shown.date())
    assert time(9) <= shown.time() <= time(17)


@settings(deadline=None)  # the first one loads the holidays
@given(minutes=st.integers(0, 3_000_000), late=st.integers(-90_000_000, 90_000_000))
def test_that_a_grade_tells_the_due_time_of_its_clock_and_is_in_time_up_to_it(minutes: int, late: int) -> None:
    arrived = datetime(2024, 1, 1, tzinfo=UTC) + minutes * MINUTE
    for clock in Promise:
        promised = Promised(clock, calendar(BERLIN, "DE", "BY"))
        due_at = due(arrived, promised.calendar).by(clock)
        told = promised.told(stamp(arrived), stamp(due_at + timedelta(milliseconds=late)))
        assert (told["clock"], told["due_at"], told["met"]) == (clock.value, stamp(due_at), late <= 0)
