"""Day figures: sums by quarter hour shown as the site's own days and hours, also on the nights when the clocks change."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from station.insight.throughput import Figures, day_figures
from station.store.engines import reader, writer
from station.store.schema import metadata, quarter_hours

BERLIN = ZoneInfo("Europe/Berlin")

Count = Callable[..., None]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    engine = writer(tmp_path / "station.db")
    metadata.create_all(engine)
    engine.dispose()
    return tmp_path / "station.db"


@pytest.fixture
def engine(database: Path) -> Iterator[Engine]:
    engine = reader(database)
    yield engine
    engine.dispose()


@pytest.fixture
def count(database: Path) -> Iterator[Count]:
    engine = writer(database)

    def add(*at: str, measure: str = "graded", amount: int = 1, client: str = "northwind", actor: str = "I-01") -> None:
        row = {"client": client, "actor": actor, "measure": measure, "amount": amount}
        with engine.begin() as connection:
            connection.execute(quarter_hours.insert(), [{"quarter": quarter, **row} for quarter in at])

    yield add
    engine.dispose()


def every_quarter(begin: datetime, hours: int) -> Iterator[str]:
    for step in range(hours * 4):
        yield (begin + timedelta(minutes=15 * step)).strftime("%Y-%m-%dT%H:%MZ")


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 21), 24)], ids=["spring", "autumn", "plain"]
)
def test_that_a_day_has_as_many_hours_as_the_site_had(engine: Engine, count: Count, day: date, hours: int) -> None:
    count(*every_quarter(datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=1), 72))
    figures = day_figures(engine, day, BERLIN)
    assert figures.total.graded == hours * 4
    assert [part.graded for _, part in figures.hours] == [4] * hours
    assert figures.hours[0][0].isoformat().startswith(f"{day}T00:00:00")
    assert figures.hours[-1][0].isoformat().startswith(f"{day}T23:00:00")


def test_that_three_days_over_a_change_of_clocks_count_every_unit_once(engine: Engine, count: Count) -> None:
    begin = datetime(2026, 10, 23, 22, tzinfo=UTC)
    count(*every_quarter(begin, 24 + 25 + 24))
    days = [day_figures(engine, date(2026, 10, day), BERLIN).total.graded for day in (24, 25, 26)]
    assert days == [96, 100, 96]


def test_that_the_hour_that_comes_twice_is_there_twice(engine: Engine, count: Count) -> None:
    count("2026-10-25T00:45Z", amount=3)
    count("2026-10-25T01:00Z", amount=5)
    found = [(hour.isoformat(), part.graded) for hour, part in day_figures(engine, date(2026, 10, 25), BERLIN).hours if part.graded]
    assert found == [("2026-10-25T02:00:00+02:00", 3), ("2026-10-25T02:00:00+01:00", 5)]


@pytest.mark.parametrize(
    ("zone", "day", "quarters"),
    [
        ("Asia/Kathmandu", date(2026, 11, 21), 96),
        ("Australia/Lord_Howe", date(2026, 4, 5), 98),
        ("Australia/Lord_Howe", date(2026, 10, 4), 94),
    ],
)
def test_that_zones_of_odd_minutes_lose_nothing(engine: Engine, count: Count, zone: str, day: date, quarters: int) -> None:
    count(*every_quarter(datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=1), 72))
    figures = day_figures(engine, day, ZoneInfo(zone))
    assert figures.total.graded == quarters
    assert sum(part.graded for _, part in figures.hours) == quarters


def test_that_figures_are_told_apart_by_client_inspector_and_measure(engine: Engine, count: Count) -> None:
    count("2026-11-21T08:00Z", measure="received", amount=4)
    count("2026-11-21T08:00Z", measure="graded", amount=3)
    count("2026-11-21T08:00Z", measure="grade:A", amount=2)
    count("2026-11-21T08:00Z", measure="grade:B", amount=1)
    count("2026-11-21T08:00Z", measure="held:CLIENT", amount=1)
    count("2026-11-21T08:00Z", measure="spent:find", amount=11_000)
    count("2026-11-21T08:00Z", measure="spent:inspect", amount=60_000)
    count("2026-11-21T08:00Z", measure="spent:photograph", amount=20_000)
    count("2026-11-21T08:00Z", measure="spent:label", amount=30_000)
    count("2026-11-21T08:00Z", measure="met", amount=2)
    count("2026-11-21T08:00Z", measure="missed", amount=1)
    count("2026-11-21T09:15Z", client="contoso", actor="I-02")
    count("2026-11-21T09:15Z", measure="grade:C", client="contoso", actor="I-02")
    count("2026-11-20T22:45Z", amount=50)
    figures = day_figures(engine, date(2026, 11, 21), BERLIN)
    total = figures.total
    assert (total.received, total.graded, total.grades, total.held) == (4, 4, {"A": 2, "B": 1, "C": 1}, 1)
    assert {client: part.graded for client, part in figures.clients.items()} == {"northwind": 3, "contoso": 1}
    assert {who: part.grades for who, part in figures.inspectors.items()} == {
        "I-01": {"A": 2, "B": 1, "C": 0},
        "I-02": {"A": 0, "B": 0, "C": 1},
    }
    assert figures.inspectors["I-01"].seconds_per_unit == 30  # without its label
    assert figures.total.seconds_of("label") == 8
    assert figures.total.in_time == Decimal("66.7")


def test_that_a_day_without_work_is_all_zeros(engine: Engine) -> None:
    figures = day_figures(engine, date(2026, 11, 21), BERLIN)
    assert figures.total == Figures({})
    assert (len(figures.hours), figures.total.seconds_per_unit, figures.total.grades) == (24, None, {"A": 0, "B": 0, "C": 0})
