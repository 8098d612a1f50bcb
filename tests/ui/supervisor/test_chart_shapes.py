"""Charts as plain shapes: what each bar is made of, what it is called and what is behind it; no window."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from station.insight.backlog import Age
from station.insight.throughput import Figures, Period
from ui.supervisor.chart_shapes import Chart, _worth, age_in_words, graded_chart, time_chart
from ui.supervisor.today_words import span

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = date(2026, 11, 16)


def figures(a: int = 0, b: int = 0, c: int = 0, **more: int) -> Figures:
    return Figures({"graded": a + b + c, "grade:A": a, "grade:B": b, "grade:C": c, **more})


def a_day(*parts: Figures) -> Period:
    """Hours from midnight on."""
    hours = tuple((datetime(2026, 11, 16, hour, tzinfo=BERLIN), part) for hour, part in enumerate(parts))
    return Period(FIRST, FIRST, figures(a=sum(part.graded for part in parts)), hours, ((FIRST, figures()),), {}, {}, {})


def days(count: int, part: Figures) -> Period:
    last = FIRST + timedelta(days=count - 1)
    each = tuple((FIRST + timedelta(days=ahead), part) for ahead in range(count))
    return Period(FIRST, last, figures(a=part.graded * count), (), each, {}, {}, {})


def drawn(period: Period) -> Chart:
    return graded_chart(period, "en", BERLIN)


def test_that_a_bar_is_made_of_its_grades_from_below_and_says_all_of_its_hour() -> None:
    chart = drawn(a_day(figures(), figures(a=3, c=2, received=4, **{"held:CLIENT": 1}), figures()))
    assert [(shape.look, shape.bottom, shape.top, shape.labels) for shape in chart.shapes] == [
        ("a", 0, 3, ("A 3", "A")), ("c", 3, 5, ("C 2", "C")),
    ]  # fmt: skip
    assert [place.tick for place in chart.places] == ["0", "1", "2"]
    assert chart.places[1].told == "01:00: A 3, B 0, C 2, put on hold 1, received 4"
    assert (chart.places[1].above, chart.places[1].top) == ("5", 5)
    assert chart.places[0].above == ""
    assert all(chart.places[1].left < shape.left < shape.right < chart.places[1].right for shape in chart.shapes)


def test_that_hours_in_which_nobody_worked_are_in_the_table_only() -> None:
    chart = drawn(a_day(*[figures()] * 8, figures(a=1), *[figures()] * 15))
    assert [place.tick for place in chart.places] == ["7", "8", "9"]
    assert len(chart.rows) == 24
    assert chart.rows[8].cells == ("08:00", 0, 1, 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("count", "bars", "key", "ticks"),
    [(7, 7, "day", "16 Nov 2026"), (30, 30, "day", "16."), (62, 62, "day", "16."), (70, 10, "week", "16.")],
)
def test_that_many_days_become_weeks_and_no_more_ticks_than_have_room(count: int, bars: int, key: str, ticks: str) -> None:
    chart = drawn(days(count, figures(a=2)))
    assert (len(chart.places), chart.columns[0].key, chart.places[0].tick) == (bars, key, ticks)
    assert sum(bool(place.tick) for place in chart.places) <= 24
    assert sum(int(str(row.cells[2])) for row in chart.rows) == 2 * count


def test_that_a_day_without_grades_has_no_shapes_and_says_so() -> None:
    chart = drawn(a_day(figures(), figures()))
    assert (chart.shapes, chart.empty) == ((), "Nothing was graded.")
    assert chart.height > 0


def test_that_the_steps_of_a_unit_lie_side_by_side_with_their_share() -> None:
    spent = {"spent:find": 8_000, "spent:inspect": 60_000, "spent:label": 12_000}
    chart = time_chart(figures(a=2, **spent), "en")
    assert [(shape.look, shape.left, shape.right) for shape in chart.shapes] == [
        ("find", 0, 4000), ("inspect", 4000, 34000), ("label", 34000, 40000),
    ]  # fmt: skip
    assert [row.cells for row in chart.rows] == [
        ("find", Decimal("4.0"), 10), ("inspect", Decimal(30), 75), ("photo", Decimal("0.0"), 0), ("label", Decimal("6.0"), 15),
    ]  # fmt: skip
    assert chart.lying
    assert time_chart(figures(), "en").shapes == ()


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=-5), "0 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=1, minutes=40), "1 h 40 min"),
        (timedelta(hours=27, minutes=50), "27 h"),
        (timedelta(hours=48), "2 d"),
    ],
)
def test_that_a_span_is_told_in_whole_units_that_have_passed(length: timedelta, said: str) -> None:
    assert span(length, "en").replace("\u00a0", " ") == said


def test_that_ages_name_their_bounds() -> None:
    told = [age_in_words(above, below, "en").replace("\u00a0", " ") for above, below in (
        (None, timedelta(hours=4)), (timedelta(hours=4), timedelta(hours=24)), (timedelta(days=7), None),
    )]  # fmt: skip
    assert told == ["under 4 h", "4 h to 24 h", "over 7 d"]


def test_that_a_bar_names_every_currency_of_its_units_or_says_that_there_are_more() -> None:
    def below(**values: int) -> str:
        return _worth(Age(None, None, 1, {name: Decimal(amount) for name, amount in values.items()}), "en", "EUR").replace("\u00a0", " ")

    assert below(EUR=949, GBP=45) == "€949, £45"
    assert below(EUR=12949, GBP=4500) == "€12,949 +"
    assert (below(EUR=12949), below(GBP=45), below()) == ("€12,949", "£45", "")
