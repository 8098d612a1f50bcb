"""The charts of Today as plain shapes: figures in; rectangles, a sentence for each bar and the table behind them out. Pure; no widget."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from station.model.money import Money
from station.supervisor.today import STEPS, Age, Figures, Period, Today, values
from station.texts import as_day, as_number, as_whole_money, counted, word
from ui.supervisor.columns import Cell, Column, Kind, Row
from ui.supervisor.today_words import grades_in_words, hour_and_minute, money, span, unbroken, whole_money

_BAR: Final = 0.62  # of a place, as wide as a bar is
_SEVERAL_WEEKS: Final = 62  # days from which on a bar is a week
_FEW_DAYS: Final = 7  # have room for their dates
_EVERY: Final = 24  # ticks that find room
_BELOW_A_BAR: Final = 9  # letters of a value that find room there
_FIGURE: Final = 76  # px of a column of figures


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle; `look` is a, b or c for grades, else the name of a neutral shade. `labels` are its words, the longest first."""

    left: float
    right: float
    bottom: float
    top: float
    look: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """What is pointed at as one, from `left` to `right` at any height. `told` is its sentence, `tick` below, `above` over its top."""

    left: float
    right: float
    told: str
    tick: str = ""
    above: str = ""
    top: float = 0.0


@dataclass(frozen=True, slots=True)
class Chart:
    """`width` and `height` are where the axes end (both begin at 0). `note` is said beside its name; `empty` where it has no shape.

    `lying`: one bar whose parts are the places; else each place has a bar that stands. `legend` names looks: (look, words) each.
    """

    name: str
    note: str
    shapes: tuple[Shape, ...]
    places: tuple[Place, ...]
    width: float
    height: float
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str
    lying: bool = False
    legend: tuple[tuple[str, str], ...] = ()


def graded_chart(figures: Period, language: str, zone: ZoneInfo) -> Chart:
    """Graded units, a bar for each hour of one day in which somebody worked, each of several days, or each week of many."""
    unit, slots = _slots(figures, language, zone)
    shown = [slot for slot in slots if slot[3]]
    counts = ("received", "graded", "a", "b", "c", "held")
    received, graded, held = (word(f"TODAY_COLUMN_{name}", language) for name in ("RECEIVED", "GRADED", "HELD"))
    columns = (Column(unit, word(f"TODAY_COLUMN_{unit.upper()}", language)), *map(_number, counts, (received, graded, "A", "B", "C", held)))
    rows = tuple(Row(when, (when, *_counts(part))) for _tick, when, part, _shown in slots)
    return Chart(
        word(f"TODAY_BY_{unit.upper()}", language),
        _graded_note(figures.total, language),
        tuple(shape for at, (_tick, _when, part, _shown) in enumerate(shown) for shape in _stack(at, part)) if figures.total.graded else (),
        tuple(_bar(at, tick, when, part, len(shown), language) for at, (tick, when, part, _shown) in enumerate(shown)),
        float(max(1, len(shown))),
        1.12 * max((part.graded for _tick, _when, part, _shown in shown), default=0) or 1.0,
        columns,
        rows,
        word("TODAY_NOTHING_GRADED", language),
    )


def _graded_note(total: Figures, language: str) -> str:
    """The grades beside the name of the chart; nothing beside an empty one."""
    told = Figures({name: amount for name, amount in total.amounts.items() if name != "received"})
    return grades_in_words(told, language) if told.graded or told.held else ""


Slot = tuple[str, str, Figures, bool]  # what stands below, what it is called, its figures, whether it has a bar


def _slots(figures: Period, language: str, zone: ZoneInfo) -> tuple[str, list[Slot]]:
    if figures.first == figures.last:
        worked = {at for at, _part in figures.worked}
        return "hour", [(str(at.hour), hour_and_minute(at, language, zone), part, at in worked) for at, part in figures.hours]
    if (figures.last - figures.first).days < _SEVERAL_WEEKS:
        few = len(figures.days) <= _FEW_DAYS
        return "day", [(as_day(day, language) if few else _of_month(day), as_day(day, language), part, True) for day, part in figures.days]
    return "week", [(_of_month(day), as_day(day, language), part, True) for day, part in figures.weeks]


def _of_month(day: date) -> str:
    return f"{day.day}."


def _stack(at: int, part: Figures) -> Iterator[Shape]:
    bottom = 0
    for grade, units in part.grades.items():
        if units:
            yield Shape(*_around(at), bottom, bottom + units, grade.lower(), (f"{grade} {units}", grade))
        bottom += units


def _around(at: int) -> tuple[float, float]:
    return at + (1 - _BAR) / 2, at + (1 + _BAR) / 2


def _bar(at: int, tick: str, when: str, part: Figures, places: int, language: str) -> Place:
    every = -(-places // _EVERY)
    told = word("TODAY_TOLD", language, when=when, what=grades_in_words(part, language))
    return Place(at, at + 1, told, tick if at % every == 0 else "", as_number(part.graded, language) if part.graded else "", part.graded)


def _counts(part: Figures) -> tuple[int, ...]:
    return part.received, part.graded, *part.grades.values(), part.held


def _number(key: str, title: str) -> Column:
    return Column(key, title, Kind.NUMBER, _FIGURE)


def time_chart(total: Figures, language: str) -> Chart:
    """What a unit takes on average, one bar made of the steps."""
    steps = [(step, _milliseconds(total, step)) for step in STEPS]
    whole = sum(ms for _step, ms in steps)
    shapes, places, rows, legend, left = [], [], [], [], 0.0
    for step, ms in steps:
        name, seconds = word(f"TODAY_STEP_{step.upper()}", language), _seconds(ms)
        share = round(100 * ms / whole) if whole else 0
        rows.append(Row(step, (name, seconds if whole else None, share if whole else None)))
        if ms:
            labels = (unbroken(word("TODAY_STEP_SECONDS", language, step=name, seconds=as_number(seconds, language))), name)
            shapes.append(Shape(left, left + ms, 0.0, 1.0, step, labels))
            legend.append((step, labels[0]))
            told = word("TODAY_STEP_TOLD", language, step=name, seconds=as_number(seconds, language), percent=share)
            places.append(Place(left, left + ms, told))
            left += ms
    columns = (
        Column("step", word("TODAY_COLUMN_STEP", language)),
        _number("seconds", word("TODAY_COLUMN_SECONDS", language)),
        _number("per_cent", word("TODAY_COLUMN_SHARE", language)),
    )
    name, empty = word("TODAY_TIME", language), word("TODAY_NOTHING_GRADED", language)
    return Chart(name, "", tuple(shapes), tuple(places), whole or 1.0, 1.0, columns, tuple(rows), empty, lying=True, legend=tuple(legend))


def _milliseconds(total: Figures, step: str) -> float:
    """The mean of a graded unit."""
    return total.spent_ms(step) / total.graded if total.graded else 0.0


def _seconds(ms: float) -> Decimal:
    """To one digit below ten seconds."""
    seconds = Decimal(round(ms)) / 1000
    return round(seconds, 1) if seconds < 10 else Decimal(round(seconds))


def ages_chart(told: Today, language: str, currency: str) -> Chart:
    """Units that are not graded by how long they have been here, each bar with what they are worth below it."""
    ages = told.backlog.ages
    units = sum(age.units for age in ages)
    value = whole_money(values(told.backlog.units), language) or word("TODAY_NO_VALUE", language)
    return Chart(
        word("TODAY_BACKLOG", language),
        word("TODAY_BACKLOG_TOTAL", language, count=as_number(units, language), value=value) if units else "",
        tuple(Shape(*_around(at), 0.0, age.units, "plain") for at, age in enumerate(ages) if age.units),
        tuple(_aged(at, age, language, worth) for at, (age, worth) in enumerate(zip(ages, _worths(ages, language, currency), strict=True))),
        float(len(ages)),
        1.2 * max(age.units for age in ages) or 1.0,
        (
            Column("age", word("TODAY_COLUMN_AGE", language)),
            _number("units", word("TODAY_COLUMN_UNITS", language)),
            _number("value", word("TODAY_COLUMN_VALUE", language)),
        ),
        tuple(Row(str(at), _age_cells(age, language)) for at, age in enumerate(ages)),
        word("TODAY_BACKLOG_NONE", language),
    )


def _worths(ages: tuple[Age, ...], language: str, currency: str) -> list[str]:
    """What stands below each bar: the value without its cents, with its currencies; nowhere where one has no room below its bar."""
    told = [_worth(age, language, currency) for age in ages]
    return told if max(map(len, told)) <= _BELOW_A_BAR else [""] * len(told)


def _worth(age: Age, language: str, currency: str) -> str:
    """Of all currencies where there is room, else of the station's own and a sign that there are more."""
    everything, own = whole_money(age.values, language), age.values.get(currency)
    if len(everything) <= _BELOW_A_BAR or not own:
        return everything
    more = " +" if len(age.values) > 1 else ""
    return unbroken(as_whole_money(own, currency, language) + more)


def _aged(at: int, age: Age, language: str, worth: str) -> Place:
    told = word(
        "TODAY_AGE_TOLD",
        language,
        age=age_in_words(age.above, age.below, language),
        units=counted("TODAY_UNITS", age.units, language),
        value=money(age.values, language) or word("TODAY_NO_VALUE", language),
    )
    tick, above = "\n".join((_short(age, language), worth)), as_number(age.units, language) if age.units else ""
    return Place(at, at + 1, told, tick, above, age.units)


def _age_cells(age: Age, language: str) -> tuple[Cell, ...]:
    worth = [Money(amount, currency) for currency, amount in sorted(age.values.items(), key=lambda pair: -pair[1])]
    return age_in_words(age.above, age.below, language), age.units, worth[0] if len(worth) == 1 else money(age.values, language) or None


def age_in_words(above: timedelta | None, below: timedelta | None, language: str) -> str:
    """ "under 4 h", "4 h to 24 h", "over 7 d"."""
    if above is None and below is not None:
        return word("TODAY_AGE_BELOW", language, below=span(below, language))
    if below is None and above is not None:
        return word("TODAY_AGE_ABOVE", language, above=span(above, language))
    return word("TODAY_AGE_BETWEEN", language, above=span(above or timedelta(), language), below=span(below or timedelta(), language))


def _short(age: Age, language: str) -> str:
    """Below a bar: only where its part begins or ends."""
    if age.below is None:
        return f"> {span(age.above or timedelta(), language)}"
    return f"< {span(age.below, language)}"
