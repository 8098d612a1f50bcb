"""A day of 300 units by three inspectors, one in the window and two at the terminal, and what a supervisor does after them.

Every figure of Today, on the page and behind it, and of the report equals one that is counted by hand from the facts alone.
"""

import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from pytestqt.qtbot import QtBot

from station.assembly import read_station
from station.insight.daily import Asked, Place, daily_report
from station.insight.report_files import report_json
from station.ledger.verify import verify
from station.model.facts import Fact
from station.supervisor.today import DaysWanted, Today, today
from tests.end_to_end.counted import CountedDay, Sums, count
from tests.once import copy_folder
from tests.ui.supervisor.desk import DeskAtWork
from tests.ui.supervisor.supervised_day import BERLIN, DAY, EACH, EVENING, NEVER_OPENED, StandingClock, facts_of, work
from ui.supervisor.today import TodayPage
from ui.theme import Theme

WARN: Final = timedelta(hours=2)
CLIENTS: Final = ("northwind", "alpine")
EXPORTED: Final = ("parcel.", "item.", "lot.")  # nothing was sent on this day
AGES: Final = (timedelta(hours=4), timedelta(hours=24), timedelta(days=2), timedelta(days=7))
STEPS: Final = ("find", "inspect", "photograph", "label")


@pytest.fixture
def worked(shop_made_once: Path, tmp_path: Path, qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """The folder after the day, and the supervisor's badge."""
    data = copy_folder(shop_made_once, tmp_path / "day") / "station"
    return data, work(data, tmp_path, qtbot, theme, monkeypatch)


@pytest.mark.timeout(300)
def test_that_every_figure_of_a_supervised_day_is_the_one_that_is_counted_by_hand(
    worked: tuple[Path, str], desk_window: Callable[..., DeskAtWork]
) -> None:
    data, badge = worked
    facts = facts_of(data)
    whole = count(facts, DAY, BERLIN)
    _is_a_day_worth_counting(whole, facts)
    with read_station(data, StandingClock(EVENING)) as opened:
        names = {actor: opened.name_of(actor) for actor in whole.inspectors}
        place = Place("Returns", "B01", BERLIN, opened.settings.calendar, opened.name_of)
        for client in ("", *CLIENTS):
            by_hand = count(facts, DAY, BERLIN, client)
            _as_counted(today(opened, DaysWanted(client=client)), by_hand, client)
            report = daily_report(opened.reader, Asked(DAY, DAY, client), place, opened.clock.now())
            _reported(json.loads(report_json(report)), by_hand, client, names)
        assert verify(opened.folder.database, opened.folder.exports, opened.photos.check).clean
    desk = desk_window(data, clock=StandingClock(EVENING))
    desk.scan(badge)
    page = desk.turn_to("@TODAY")
    assert isinstance(page, TodayPage)
    _drawn(page, whole, names)
    _charted(page, whole)
    assert page.tiles["to_send"].words.figure == f"{sum(fact.kind.startswith(EXPORTED) for fact in facts):,}"


def _is_a_day_worth_counting(whole: CountedDay, facts: list[Fact]) -> None:
    """No figure is right because it is nothing."""
    total = whole.total
    assert total["received"] == 3 * EACH
    assert min(total[name] for name in ("grade:A", "grade:B", "grade:C", "met", "missed", "raised", "lowered", "reopened", "clean")) > 0
    assert min(total[f"spent:{step}"] for step in STEPS) > 0
    assert len(whole.hours) >= 6
    assert {fact.kind for fact in facts} >= {"item.released", "item.toted", "item.restocked", "parcel.closed", "label.voided"}
    assert max(Counter(fact.subject for fact in facts if fact.kind == "item.held").values()) == 2, "a unit is put on hold again"
    assert total.held > whole.waiting().total()
    assert whole.late(EVENING)
    assert whole.waiting()
    assert len(whole.dock) == NEVER_OPENED


def _as_counted(told: Today, by_hand: CountedDay, client: str) -> None:
    figures, waits = told.figures, told.backlog
    _same(figures.total, by_hand.total)
    assert (figures.total.raised, figures.total.overridden) == (by_hand.total["raised"], by_hand.total["raised"] + by_hand.total["lowered"])
    for name, part in by_hand.clients.items():
        _same(figures.clients[name], part)
    for actor, part in by_hand.inspectors.items():
        _same(figures.inspectors[actor], part)
        assert figures.units_an_hour(actor) == (part.an_hour if part.quarters else None)
    assert figures.clients.keys() == by_hand.clients.keys()
    assert figures.inspectors.keys() == by_hand.inspectors.keys()
    for hour, drawn in figures.hours:
        _same(drawn, by_hand.hours.get(hour.hour, Sums()))
    assert {each.unit.lpn for each in waits.late} == by_hand.late(EVENING, client)
    assert {each.unit.lpn for each in waits.soon} == by_hand.late_soon(EVENING, WARN, client)
    assert {each.unit.lpn for each in waits.units} == {unit.received.subject for unit in by_hand.open_units(client)}
    assert waits.owners == by_hand.waiting(client)
    assert {each.parcel: each.arrived for each in waits.parcels} == by_hand.dock
    assert sum(age.units for age in waits.ages) == len(by_hand.open_units(client))
    worth = sum(float(unit.received.payload["price_paid"]) for unit in by_hand.open_units(client))
    assert round(float(sum(sum(age.values.values()) for age in waits.ages)), 2) == round(worth, 2)
    assert {pile.disposition: pile.units for pile in told.piles if pile.kind == "loose"} == by_hand.loose(client)
    assert {pile.name: pile.units for pile in told.piles if pile.kind == "tote"} == by_hand.toted(client)


def _same(told: Any, by_hand: Sums) -> None:
    assert (told.received, told.graded, told.held) == (by_hand["received"], by_hand["graded"], by_hand.held)
    assert told.grades == {grade: by_hand[f"grade:{grade}"] for grade in "ABC"}
    assert (told.seconds_per_unit, told.actions_per_unit, told.in_time) == (by_hand.seconds, by_hand.actions, by_hand.in_time)
    assert {step: told.spent_ms(step) for step in STEPS} == {step: by_hand[f"spent:{step}"] for step in STEPS}
    assert (told.clean, told.amounts.get("clean_ms", 0)) == (by_hand["clean"], by_hand["clean_ms"])
    for prefix in ("held:", "disposition:", "finding:"):
        assert {name.removeprefix(prefix): n for name, n in told.amounts.items() if name.startswith(prefix) and n} == by_hand.by(prefix)


def _reported(told: dict[str, Any], by_hand: CountedDay, client: str, names: dict[str, str]) -> None:
    total, summary = by_hand.total, told["summary"]
    assert (summary["received"], summary["graded"], summary["held"]) == (total["received"], total["graded"], total.held)
    assert [summary[f"grade_{letter}"] for letter in "abc"] == [total[f"grade:{letter}"] for letter in "ABC"]
    assert (summary["seconds_a_unit"], summary["actions_a_unit"]) == (total.seconds, str(total.actions))
    assert (summary["in_time"], summary["overrides"]) == (str(total.in_time), total["raised"] + total["lowered"])
    assert (summary["at_dock"], summary["not_graded"]) == (len(by_hand.dock), len(by_hand.open_units(client)))
    assert (summary["late"], summary["late_soon"]) == (len(by_hand.late(EVENING, client)), len(by_hand.late_soon(EVENING, WARN, client)))
    assert {row["plate"] for row in told["late"]} == by_hand.late(EVENING, client) | by_hand.late_soon(EVENING, WARN, client)
    assert {row["hold"]: row["units"] for row in told["holds"]} == total.by("held:")
    assert {row["finding"]: row["units"] for row in told["findings"]} == total.by("finding:")
    assert {row["disposition"]: row["units"] for row in told["dispositions"]} == total.by("disposition:")
    rows = {row["inspector"]: row for row in told["inspectors"]}
    for actor, part in by_hand.inspectors.items():
        row = rows[names[actor]]
        assert (row["received"], row["graded"], row["held"]) == (part["received"], part["graded"], part.held)
        assert (row["units_an_hour"], row["seconds_a_unit"], row["overrides"]) == (
            part.an_hour,
            part.seconds,
            part["raised"] + part["lowered"],
        )
    assert {row["step"]: row["seconds"] for row in told["times"]} == {step: round(total[f"spent:{step}"] / 1000) for step in STEPS}
    assert {(row["place"], row["name"] or row["disposition"]): row["units"] for row in told["not_in_bin"]} == {
        **{("loose", disposition): units for disposition, units in by_hand.loose(client).items()},
        **{("tote", tote): units for tote, units in by_hand.toted(client).items()},
    }


def _drawn(page: TodayPage, whole: CountedDay, names: dict[str, str]) -> None:
    """What is written on the page itself."""
    total, waits = whole.total, whole.waiting()
    assert {name: tile.words.figure for name, tile in page.tiles.items() if name != "to_send"} == {
        "dock": str(len(whole.dock)), "graded": str(total["graded"]), "late": str(len(whole.late(EVENING))),
        "soon": str(len(whole.late_soon(EVENING, WARN))), "waiting": str(waits.total()),
    }  # fmt: skip
    assert f"{total.in_time}" in page.tiles["graded"].words.note
    assert {row.cells for row in page.inspectors.table.shown} == {
        (names[actor], part["graded"], part.an_hour, part.seconds, part.actions, part["raised"] + part["lowered"], part.held)
        for actor, part in whole.inspectors.items() if part["graded"] or part.held
    }  # fmt: skip
    assert page.graded.chart is not None
    assert page.graded.chart.note.endswith(f", put on hold {total.held}")
    hours = {row.cells[0]: row.cells[1:] for row in page.graded.chart.rows}
    assert len(hours) == 24  # of a day in which no clock is changed
    for hour in range(24):
        part = whole.hours.get(hour, Sums())
        grades = (part["grade:A"], part["grade:B"], part["grade:C"])
        assert hours[f"{hour:02d}:00"] == (part["received"], part["graded"], *grades, part.held)
    assert {line.beside for line in page.piles.lines} <= {str(units) for units in (*whole.loose().values(), *whole.toted().values())}


def _charted(page: TodayPage, whole: CountedDay) -> None:
    """Where the time goes, and how old what is open is: as tables, and as wide and as high as they are drawn."""
    assert page.time.chart is not None
    assert page.ages.chart is not None
    means = {step: whole.total[f"spent:{step}"] / whole.total["graded"] for step in STEPS}
    assert {row.what: row.cells[2] for row in page.time.chart.rows} == {
        step: round(100 * mean / sum(means.values())) for step, mean in means.items()
    }
    assert {row.what: float(str(row.cells[1])) for row in page.time.chart.rows} == {
        step: round(mean / 1000, 1) if mean < 10_000 else round(mean / 1000) for step, mean in means.items()
    }
    assert [shape.right - shape.left for shape in page.time.chart.shapes] == pytest.approx(list(means.values()))
    ages = Counter(sum(EVENING - unit.arrived >= bound for bound in AGES) for unit in whole.open_units())
    assert [row.cells[1] for row in page.ages.chart.rows] == [ages[at] for at in range(len(AGES) + 1)]
    assert [shape.top for shape in page.ages.chart.shapes] == [ages[at] for at in sorted(ages)]
