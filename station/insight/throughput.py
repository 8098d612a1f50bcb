"""Figures of a day or of several: sums by UTC quarter hour in, units by grade, hour, day, client and person out, in the site's zone.

Quarter hours are fine enough for every zone in use, and a day is what the zone says: 23, 25 or 24 hours.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
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
    def actions_per_unit(self) -> Decimal | None:
        """Mean scans, keys and touches, to one digit; None while nothing is graded."""
        return round(Decimal(self.amounts.get("actions", 0)) / self.graded, 1) if self.graded else None

    @property
    def overridden(self) -> int:
        return self.amounts.get("overridden", 0)

    @property
    def held(self) -> int:
        return sum(amount for measure, amount in self.amounts.items() if measure.startswith("held:"))

    @property
    def seconds_per_unit(self) -> int | None:
        """Mean handling time in whole seconds; None while nothing is graded."""
        return round(self.amounts.get("spent_ms", 0) / self.graded / 1000) if self.graded else None


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a site from `first` to `last`, both among them.

    `hours` by the beginning of each local hour in order (an hour that comes twice is there twice); `busy` has for each person the
    quarter hours in which a unit was finished.
    """

    first: date
    last: date
    total: Figures
    hours: tuple[tuple[datetime, Figures], ...]
    days: tuple[tuple[date, Figures], ...]
    clients: Mapping[str, Figures]
    inspectors: Mapping[str, Figures]
    busy: Mapping[str, int]

    @property
    def worked(self) -> tuple[tuple[datetime, Figures], ...]:
        """The hours from one before the first graded unit to one after the last; all of them where nothing was graded."""
        at = [place for place, (_hour, part) in enumerate(self.hours) if part.graded]
        return self.hours[max(0, at[0] - 1) : at[-1] + 2] if at else self.hours

    def units_an_hour(self, actor: str) -> int | None:
        """Units that this person graded for each hour in which work of theirs was finished, rounded; None without such an hour."""
        quarters = self.busy.get(actor, 0)
        return round(4 * self.inspectors[actor].graded / quarters) if quarters else None


@dataclass(frozen=True, slots=True)
class _Sum:
    quarter: datetime
    client: str
    actor: str
    measure: str
    amount: int


def day_figures(reader: Engine, day: date, zone: ZoneInfo) -> Period:
    """The figures of the local day `day`; hours without work are there with zeros."""
    return period_figures(reader, day, day, zone)


def period_figures(reader: Engine, first: date, last: date, zone: ZoneInfo, client: str = "") -> Period:
    """The figures of the local days from `first` to `last`, of one client if it is named; hours and days without work have zeros."""
    begin, end = _bounds(first, last, zone)
    sums = _sums(reader, begin, end, client)
    hours = _grouped((_hour(entry.quarter, zone), entry) for entry in sums)
    days = _grouped((entry.quarter.astimezone(zone).date(), entry) for entry in sums)
    return Period(
        first,
        last,
        _figures(sums),
        tuple((hour, hours.get(hour.astimezone(UTC), Figures({}))) for hour in _hours(begin, end, zone)),
        tuple((day, days.get(day, Figures({}))) for day in _days(first, last)),
        _grouped((entry.client, entry) for entry in sums),
        _grouped((entry.actor, entry) for entry in sums),
        Counter(actor for actor, _quarter in {(entry.actor, entry.quarter) for entry in sums if entry.amount and _finishes(entry.measure)}),
    )


def _finishes(measure: str) -> bool:
    return measure == "graded" or measure.startswith("held:")


def _days(first: date, last: date) -> Iterator[date]:
    for ahead in range((last - first).days + 1):
        yield first + timedelta(days=ahead)


def _bounds(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    midnights = (datetime.combine(first, time(), zone), datetime.combine(last + timedelta(days=1), time(), zone))
    begin, end = (midnight.astimezone(UTC) for midnight in midnights)
    return begin, end


def _sums(reader: Engine, begin: datetime, end: datetime, client: str) -> list[_Sum]:
    wanted = select(quarter_hours).where(
        quarter_hours.c.quarter >= begin.strftime(_FORMAT), quarter_hours.c.quarter < end.strftime(_FORMAT)
    )
    if client:
        wanted = wanted.where(quarter_hours.c.client == client)
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
