"""A day's figures: sums by UTC quarter hour in, units by grade, hour, client and inspector out, in the site's zone.

Quarter hours are fine enough for every zone in use, and a day is what the zone says: 23, 25 or 24 hours.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, select

from station.store.schema import quarter_hours

Key = TypeVar("Key")

_QUARTER: Final = timedelta(minutes=15)
_FORMAT: Final = "%Y-%m-%dT%H:%MZ"


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums of some part of a day. `amounts` has every measure as the ledger counts it, such as "disposition:outlet"."""

    amounts: Mapping[str, int]

    @property
    def received(self) -> int:
        return self.amounts.get("received", 0)

    @property
    def graded(self) -> int:
        return self.amounts.get("graded", 0)

    @property
    def grades(self) -> dict[str, int]:
        """Units by grade: {"A": 61, "B": 12, "C": 3}; always all three."""
        return {grade: self.amounts.get(f"grade:{grade}", 0) for grade in ("A", "B", "C")}

    @property
    def held(self) -> int:
        return sum(amount for measure, amount in self.amounts.items() if measure.startswith("held:"))

    @property
    def seconds_per_unit(self) -> int | None:
        """Mean handling time in whole seconds; None while nothing is graded."""
        return round(self.amounts.get("spent_ms", 0) / self.graded / 1000) if self.graded else None


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the site: `hours` by the beginning of each local hour in order (an hour that comes twice is there twice)."""

    day: date
    total: Figures
    hours: tuple[tuple[datetime, Figures], ...]
    clients: Mapping[str, Figures]
    inspectors: Mapping[str, Figures]


@dataclass(frozen=True, slots=True)
class _Sum:
    quarter: datetime
    client: str
    actor: str
    measure: str
    amount: int


def day_figures(reader: Engine, day: date, zone: ZoneInfo) -> Day:
    """The figures of the local day `day`; hours without work are there with zeros."""
    begin, end = _bounds(day, zone)
    sums = _sums(reader, begin, end)
    hours = _grouped((_hour(entry.quarter, zone), entry) for entry in sums)
    return Day(
        day,
        _figures(sums),
        tuple((hour, hours.get(hour.astimezone(UTC), Figures({}))) for hour in _hours(begin, end, zone)),
        _grouped((entry.client, entry) for entry in sums),
        _grouped((entry.actor, entry) for entry in sums),
    )


def _bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    midnights = (datetime.combine(day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone))
    begin, end = (midnight.astimezone(UTC) for midnight in midnights)
    return begin, end


def _sums(reader: Engine, begin: datetime, end: datetime) -> list[_Sum]:
    wanted = select(quarter_hours).where(
        quarter_hours.c.quarter >= begin.strftime(_FORMAT), quarter_hours.c.quarter < end.strftime(_FORMAT)
    )
    with reader.connect() as connection:
        rows = connection.execute(wanted).all()
    return [
        _Sum(datetime.strptime(row.quarter, _FORMAT).replace(tzinfo=UTC), row.client, row.actor, row.measure, row.amount) for row in rows
    ]


def _hours(begin: datetime, end: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    seen: set[datetime] = set()
    quarter = begin
    while quarter < end:
        if (start := _hour(quarter, zone)) not in seen:
            seen.add(start)
            yield start.astimezone(zone)
        quarter += _QUARTER


def _hour(quarter: datetime, zone: ZoneInfo) -> datetime:
    """When the local hour of a quarter hour began, in UTC: a key that tells the two hours from two to three apart."""
    local = quarter.astimezone(zone)
    return quarter - timedelta(minutes=local.minute)


def _figures(entries: Iterable[_Sum]) -> Figures:
    amounts: Counter[str] = Counter()
    for entry in entries:
        amounts[entry.measure] += entry.amount
    return Figures(dict(amounts))


def _grouped(pairs: Iterable[tuple[Key, _Sum]]) -> dict[Key, Figures]:
    groups: dict[Key, list[_Sum]] = {}
    for key, entry in pairs:
        groups.setdefault(key, []).append(entry)
    return {key: _figures(group) for key, group in groups.items()}
