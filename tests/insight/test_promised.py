"""What is late: the worked shift (an A, a B, a held unit, a parcel of which nothing came) as the days pass."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from station.assembly import Station
from station.insight.promised import waiting
from station.rules.calendars import business_calendar
from station.settings.groups import Calendar
from station.store.schema import items, parcels

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Held:
    """The unit that is on hold, from the store itself: its plate, and when its parcel arrived."""

    lpn: str
    arrived: datetime


@pytest.fixture
def held(station: Station) -> Held:
    query = select(items.c.lpn, parcels.c.arrived_at).join(parcels, parcels.c.parcel == items.c.parcel).where(items.c.state == "held")
    with station.reader.connect() as connection:
        lpn, arrived = connection.execute(query).one()
    return Held(lpn, datetime.fromisoformat(arrived).astimezone(UTC))


@pytest.mark.parametrize(
    ("hours", "late", "soon"),
    [(0, False, False), (21, False, False), (22, False, True), (24, False, True), (24.01, True, False), (900, True, False)],
)
def test_that_a_held_unit_is_late_soon_and_then_late_since_its_parcel_arrived(
    station: Station, held: Held, hours: float, late: bool, soon: bool
) -> None:
    found = waiting(station.reader, held.arrived + hours * HOUR, Calendar(warn_hours=2), station.zone)
    assert ([unit.lpn for unit in found.late], [unit.lpn for unit in found.soon]) == ([held.lpn] * late, [held.lpn] * soon)
    assert (found.open, found.promise) == (1, "24h")


def test_that_a_site_may_promise_a_business_day_instead(station: Station, held: Held) -> None:
    days = Calendar(promise="business_day", closed=[(held.arrived + 24 * HOUR).date().isoformat()], opens="00:00", closes="23:59",
                    weekdays=["mon", "tue", "wed", "thu", "fri", "sat", "sun"])  # fmt: skip
    assert waiting(station.reader, held.arrived + 47 * HOUR, days, station.zone).late == ()
    (unit,) = waiting(station.reader, held.arrived + 49 * HOUR, days, station.zone).late
    assert (unit.due.clock, unit.due.business_day) == (held.arrived + 24 * HOUR, held.arrived + 48 * HOUR)


def test_that_a_parcel_of_which_nothing_was_taken_waits_at_the_dock(station: Station, held: Held) -> None:
    query = select(parcels.c.parcel).where(parcels.c.state == "arrived", parcels.c.parcel.not_in(select(items.c.parcel)))
    with station.reader.connect() as connection:
        untouched = connection.execute(query).all()
    assert waiting(station.reader, held.arrived, Calendar(), station.zone).at_dock == len(untouched)


def test_that_public_holidays_and_own_days_are_days_off(station: Station) -> None:
    found = business_calendar(Calendar(country="DE", region="BY", closed=["2026-12-31"]), station.zone)
    days = [datetime(2026, 12, day, tzinfo=UTC).date() for day in (24, 25, 28, 31)]
    assert [found.works(day) for day in days] == [True, False, True, False]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"opens": "9"}, "a time of day"),
        ({"opens": "17:00", "closes": "09:00"}, "closes is a later time"),
        ({"country": "Germany"}, "two capital letters"),
        ({"country": "DE", "region": "XX"}, "region is one of BB, BE"),
        ({"region": "BY"}, "region is one of none"),
        ({"closed": ["24.12."]}, "a date such as"),
        ({"weekdays": []}, "at least 1 item"),
    ],
    ids=str,
)
def test_that_a_calendar_that_cannot_be_is_refused(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Calendar.model_validate(wrong)
