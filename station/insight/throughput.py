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

from sqlalchemy import Connection, Engine

Key = TypeVar("Key")

_QUARTER: Final = timedelta(minutes=15)
_FORMAT: Final = "%Y-%m-%dT%H:%MZ"
_IN_THEM: Final = "FROM quarter_hours WHERE quarter >= ?1 AND quarter < ?2 AND ?3 IN ('', client)"
_SUMS: Final = f"SELECT {{column}}, measure, sum(amount) {_IN_THEM} GROUP BY {{column}}, measure"
_FINISHED: Final = "amount <> 0 AND (measure = 'graded' OR measure LIKE 'held:%')"
_BUSY: Final = f"SELECT actor, count(DISTINCT quarter) AS quarters {_IN_THEM} AND {_FINISHED} GROUP BY actor"
HANDLING: Final = ("find", "inspect", "photograph")
STEPS: Final = (*HANDLING, "label")


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
        """Grades that somebody changed afterwards, better or worse; counted for whoever graded."""
        return self.raised + self.amounts.get("lowered", 0)

    @property
    def raised(self) -> int:
        return self.amounts.get("raised", 0)

    @property
    def held(self) -> int:
        """How often a unit was put on hold, once for each owner who must decide; how many still wait is the backlog's business."""
        return sum(amount for measure, amount in self.amounts.items() if measure.startswith("held:"))

    @property
    def seconds_per_unit(self) -> int | None:
        """Mean handling time in whole seconds; None while nothing is graded."""
        return round(sum(self.spent_ms(step) for step in HANDLING) / self.graded / 1000) if self.graded else None

    def spent_ms(self, step: str) -> int:
        """What all its units together took in one of `STEPS`, in milliseconds. A label is no handling: others may be at work meanwhile."""
        return self.amounts.get(f"spent:{step}", 0)

    def seconds_of(self, step: str) -> int | None:
        """The mean of one of `STEPS` in whole seconds a graded unit; None while nothing is graded."""
        return round(self.spent_ms(step) / self.graded / 1000) if self.graded else None

    @property
    def clean(self) -> int:
        """Graded units without a finding."""
        return self.amounts.get("clean", 0)

    @property
    def seconds_per_clean_unit(self) -> int | None:
        """As `seconds_per_unit`, of the units without a finding; None while there is none."""
        return round(self.amounts.get("clean_ms", 0) / self.clean / 1000) if self.clean else None

    @property
    def actions_per_clean_unit(self) -> Decimal | None:
        """As `actions_per_unit`, of the units without a finding; None while there is none."""
        return round(Decimal(self.amounts.get("clean_actions", 0)) / self.clean, 1) if self.clean else None

    @property
    def in_time(self) -> Decimal | None:
        """Per cent of the graded units whose promise was met, to one digit; None while no grade says what was promised."""
        met, missed = self.amounts.get("met", 0), self.amounts.get("missed", 0)
        return round(Decimal(100 * met) / (met + missed), 1) if met + missed else None


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

    @property
    def weeks(self) -> tuple[tuple[date, Figures], ...]:
        """The same by weeks that begin on a Monday; the first and the last may be part of one. Named by their first day here."""
        found: dict[date, list[tuple[date, Figures]]] = {}
        for day, part in self.days:
            found.setdefault(day - timedelta(days=day.weekday()), []).append((day, part))
        return tuple((days[0][0], together(part for _day, part in days)) for days in found.values())

    def units_an_hour(self, actor: str) -> int | None:
        """Units that this person graded for each hour in which work of theirs was finished, rounded; None without such an hour."""
        quarters = self.busy.get(actor, 0)
        return round(4 * self.inspectors[actor].graded / quarters) if quarters else None


def day_figures(reader: Engine, day: date, zone: ZoneInfo) -> Period:
    """The figures of the local day `day`; hours without work are there with zeros."""
    return period_figures(reader, day, day, zone)


def period_figures(reader: Engine, first: date, last: date, zone: ZoneInfo, client: str = "") -> Period:
    """The figures of the local days from `first` to `last`, of one client if it is named; hours and days without work have zeros."""
    begin, end = _bounds(first, last, zone)
    with reader.connect() as connection:
        rows = _Rows(connection, begin, end, client)
        quarters = [(datetime.fromisoformat(quarter), part) for quarter, part in rows.by("quarter").items()]
        clients, inspectors, busy = rows.by("client"), rows.by("actor"), rows.busy()
    hours = _grouped((_hour(quarter, zone), part) for quarter, part in quarters)
    days = _grouped((quarter.astimezone(zone).date(), part) for quarter, part in quarters)
    return Period(
        first,
        last,
        together(part for _quarter, part in quarters),
        tuple((hour, hours.get(hour.astimezone(UTC), Figures({}))) for hour in _hours(begin, end, zone)),
        tuple((day, days.get(day, Figures({}))) for day in _days(first, last)),
        clients,
        inspectors,
        busy,
    )


class _Rows:
    """The quarter hours from `begin` until `end`, added up by the database: a year of them is not carried here row by row."""

    def __init__(self, connection: Connection, begin: datetime, end: datetime, client: str) -> None:
        self._connection = connection
        self._wanted = (begin.strftime(_FORMAT), end.strftime(_FORMAT), client)

    def by(self, column: str) -> dict[str, Figures]:
        """All measures for each quarter, client or actor."""
        query = _SUMS.format(column=column)
        parts: dict[str, dict[str, int]] = {}
        for key, measure, amount in self._connection.exec_driver_sql(query, self._wanted):
            parts.setdefault(key, {})[measure] = amount
        return {key: Figures(amounts) for key, amounts in parts.items()}

    def busy(self) -> dict[str, int]:
        """In how many quarter hours each person finished a unit."""
        return {str(row.actor): int(row.quarters) for row in self._connection.exec_driver_sql(_BUSY, self._wanted)}


def _days(first: date, last: date) -> Iterator[date]:
    for ahead in range((last - first).days + 1):
        yield first + timedelta(days=ahead)


def _bounds(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    midnights = (datetime.combine(first, time(), zone), datetime.combine(last + timedelta(days=1), time(), zone))
    begin, end = (midnight.astimezone(UTC) for midnight in midnights)
    return begin, end


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


def together(parts: Iterable[Figures]) -> Figures:
    """The sum of several parts."""
    amounts: Counter[str] = Counter()
    for part in parts:
        amounts.update(part.amounts)
    return Figures(dict(amounts))


def _grouped(pairs: Iterable[tuple[Key, Figures]]) -> dict[Key, Figures]:
    groups: dict[Key, list[Figures]] = {}
    for key, part in pairs:
        groups.setdefault(key, []).append(part)
    return {key: together(group) for key, group in groups.items()}
