"""The daily report as tables: a station's store, some days and perhaps a client in; named tables of plain values out.

Every form of the report (page, PDF, CSV, XLSX, JSON) shows these tables; a column's name is its key in JSON and the end of its word.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, func, select

from station.insight.backlog import Age, Backlog, backlog
from station.insight.not_in_bin import Pile, not_in_bin
from station.insight.promised import OpenUnit, Waiting
from station.insight.throughput import STEPS, Figures, Period, period_figures
from station.settings.groups import Calendar
from station.store.schema import facts, labels

Cell = str | int | Decimal | datetime | date | None
_HELD, _DISPOSITION, _FINDING = "held:", "disposition:", "finding:"
_COUNTS: Final = ("received", "graded", "grade_a", "grade_b", "grade_c", "held")
_AGES: Final = ("under_4h", "under_24h", "under_2d", "under_7d", "over_7d")  # as `backlog.AGES` divides them


@dataclass(frozen=True, slots=True)
class ReportTable:
    """`name` and `columns` in snake case; each row has a cell for each column."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class DailyReport:
    """What happened from `first` to `last`, as the ledger said up to `head` (its last fact; "" for an empty one) at `made_at`.

    `waiting` is what was open at that moment, None where the report is about days that are over. `unclear` counts what was not known.
    """

    site: str
    station: str
    client: str
    zone: ZoneInfo
    made_at: datetime
    head: str
    digest: str
    figures: Period
    waiting: Waiting | None
    unclear: dict[str, int]
    tables: tuple[ReportTable, ...]

    @property
    def first(self) -> date:
        return self.figures.first

    @property
    def last(self) -> date:
        return self.figures.last

    def table(self, name: str) -> ReportTable:
        """One of the tables by its name; LookupError for another name."""
        return next(each for each in self.tables if each.name == name)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is asked for: days, and one client or "" for all."""

    first: date
    last: date
    client: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is made: the site's and the station's names, its zone and calendar, and what people are called."""

    site: str
    station: str
    zone: ZoneInfo
    calendar: Calendar
    name_of: Callable[[str], str]


def daily_report(reader: Engine, asked: Asked, place: Place, now: datetime) -> DailyReport:
    """The report. Costs what its days cost, however long the ledger is."""
    figures = period_figures(reader, asked.first, asked.last, place.zone, asked.client)
    today = now.astimezone(place.zone).date()
    there = backlog(reader, now, place.calendar, place.zone, asked.client) if asked.first <= today <= asked.last else None
    open_now = there.open if there else None
    head, digest = _head(reader)
    piles = not_in_bin(reader, asked.client) if there else ()
    tables = (*_tables(figures, open_now, place), *_whereabouts(there, piles))
    return DailyReport(
        place.site, place.station, asked.client, place.zone, now, head, digest, figures, open_now, _unclear(reader, open_now), tables
    )


def _tables(figures: Period, open_now: Waiting | None, place: Place) -> Iterator[ReportTable]:
    yield _summary(figures, open_now)
    if figures.first == figures.last:
        yield _table("hours", ("hour", *_COUNTS), ((at, *_counts(part)) for at, part in figures.hours))
    else:
        yield _table("days", ("day", *_COUNTS), ((day, *_counts(part)) for day, part in figures.days))
    yield _table(
        "inspectors",
        ("inspector", *_COUNTS, "units_an_hour", "seconds_a_unit", "actions_a_unit", "overrides"),
        sorted(_inspectors(figures, place.name_of), key=lambda row: str(row[0])),
    )
    yield _table("clients", ("client", *_COUNTS), ((name, *_counts(part)) for name, part in sorted(figures.clients.items())))
    for name, prefix in (("dispositions", _DISPOSITION), ("findings", _FINDING), ("holds", _HELD)):
        yield _table(name, (name.removesuffix("s"), "units"), _by_code(figures.total, prefix))
    yield _table("times", ("step", "seconds_a_unit", "seconds"), _times(figures.total))
    units = (*open_now.late, *open_now.soon) if open_now else ()
    yield _table("late", ("plate", "client", "state", "arrived", "due", "late"), (_late(unit, open_now) for unit in units if open_now))


def _whereabouts(there: Backlog | None, piles: Iterable[Pile]) -> Iterator[ReportTable]:
    """What is open, by age and value, and what is graded and not in its bin; both only where the moment is one of the days."""
    ages = zip(_AGES, there.ages, strict=True) if there else ()
    yield _table("backlog", ("age", "units", "value", "currency"), (row for age, part in ages for row in _aged(age, part)))
    yield _table("not_in_bin", ("place", "name", "disposition", "units"), map(_pile, piles))


def _pile(pile: Pile) -> tuple[Cell, ...]:
    """Loose units that are so many that nobody counted them are no figure."""
    return pile.kind, pile.name, pile.disposition, pile.units if pile.disposition else None


def _aged(age: str, part: Age) -> Iterator[tuple[Cell, ...]]:
    """A row for each currency, the first with the units; one without a value where nobody knows any."""
    worth: list[tuple[str, Decimal | None]] = [*sorted(part.values.items(), key=lambda pair: -pair[1])]
    for place, (currency, value) in enumerate(worth or [("", None)]):
        yield age, part.units if place == 0 else None, value, currency


def _times(total: Figures) -> Iterator[tuple[Cell, ...]]:
    for step in STEPS if total.graded else ():
        yield step, total.seconds_of(step), round(Decimal(total.spent_ms(step)) / 1000)


def _table(name: str, columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> ReportTable:
    return ReportTable(name, columns, tuple(rows))


def _summary(figures: Period, open_now: Waiting | None) -> ReportTable:
    total = figures.total
    now = (open_now.at_dock, open_now.open, len(open_now.late), len(open_now.soon)) if open_now else (None, None, None, None)
    columns = (*_COUNTS, "overrides", "seconds_a_unit", "actions_a_unit", "in_time", "at_dock", "not_graded", "late", "late_soon")
    speed = total.overridden, total.seconds_per_unit, total.actions_per_unit, total.in_time
    return _table("summary", columns, [(*_counts(total), *speed, *now)])


def _counts(part: Figures) -> tuple[int, ...]:
    return part.received, part.graded, *part.grades.values(), part.held


def _inspectors(figures: Period, name_of: Callable[[str], str]) -> Iterator[tuple[Cell, ...]]:
    for actor, part in figures.inspectors.items():
        yield (
            name_of(actor), *_counts(part), figures.units_an_hour(actor), part.seconds_per_unit, part.actions_per_unit, part.overridden,
        )  # fmt: skip


def _by_code(total: Figures, prefix: str) -> list[tuple[Cell, ...]]:
    """The most frequent first."""
    found = [(measure.removeprefix(prefix), amount) for measure, amount in total.amounts.items() if measure.startswith(prefix) and amount]
    return [*sorted(found, key=lambda pair: (-pair[1], pair[0]))]


def _late(unit: OpenUnit, open_now: Waiting) -> tuple[Cell, ...]:
    return unit.lpn, unit.client, unit.state, unit.arrived, unit.due.by(open_now.promise), "late" if unit in open_now.late else "soon"


def _head(reader: Engine) -> tuple[str, str]:
    """The last fact's id and digest, so that a printed page can be held against the ledger."""
    wanted = select(facts.c.id, facts.c.digest).order_by(facts.c.seq.desc()).limit(1)
    with reader.connect() as connection:
        row = connection.execute(wanted).one_or_none()
    return (str(row[0]), str(row[1])) if row else ("", "")


def _unclear(reader: Engine, open_now: Waiting | None) -> dict[str, int]:
    """What nobody knew when the report was made: units without a grade, labels of which nobody knows whether they came out."""
    wanted = select(func.count()).select_from(labels).where(labels.c.state == "unconfirmed")
    with reader.connect() as connection:
        in_doubt = int(connection.execute(wanted).scalar_one())
    found = {"not_graded": open_now.open if open_now else 0, "labels_unconfirmed": in_doubt}
    return {name: count for name, count in found.items() if count}
