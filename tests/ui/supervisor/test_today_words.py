"""What Today says of what it shows: whose turn it is, what to do, what a part or a value is; and nothing where there is nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDateEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from station.assembly import open_station
from station.errors import Fault
from tests.ledger.builders import FakeClock, held, plate, received
from tests.ui.supervisor.begun_day import NOON, begun_day
from tests.ui.supervisor.desk import DeskAtWork
from ui.supervisor.dots import Dots
from ui.supervisor.pages import ENTRIES
from ui.supervisor.period import Days, Length
from ui.supervisor.today import TodayPage
from ui.theme import Theme

TODAY_ONLY = tuple(entry for entry in ENTRIES if entry.code == "@TODAY")
OpenDesk = Callable[..., DeskAtWork]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return begun_day(tmp_path / "desk")


@pytest.fixture
def desk(data: Path, desk_window: OpenDesk) -> DeskAtWork:
    return desk_window(data, clock=FakeClock(NOON), entries=TODAY_ONLY)


@pytest.fixture
def page(desk: DeskAtWork) -> TodayPage:
    shown = desk.turn_to("@TODAY")
    assert isinstance(shown, TodayPage)
    return shown


def test_that_what_waits_for_whoever_is_here_stands_first_with_its_article(page: TodayPage, desk: DeskAtWork, data: Path) -> None:
    with open_station(data, FakeClock(NOON - timedelta(hours=2))) as opened:
        opened.ledger.append("I-01", [received(plate(6), title="Kettle, steel, 1.7 l"), held(plate(6), "SUPERVISOR")])
    desk.until(lambda: page.tiles["waiting"].words.figure == "2")
    assert [line.text for line in page.decisions.lines] == ["Kettle, steel, 1.7 l", "Legging, black, M"], "the other waits for longer"
    assert page.decisions.lines[0].beside.startswith("You ·")
    assert page.tiles["waiting"].words.note == "you: 1 · client: 1"
    page.show_desk(replace(page.view, everything=False, rights=frozenset()))
    desk.settle()
    assert [line.text for line in page.decisions.lines] == ["Legging, black, M", "Kettle, steel, 1.7 l"]


def test_that_what_waits_for_the_supervisor_is_told_to_go_on_waiting_as_decisions_tells_it(
    page: TodayPage, desk: DeskAtWork, data: Path
) -> None:
    reason = {"reason": "SUPERVISOR", "for": "SUPERVISOR", "question": "", "default": "escalate", "due_at": "2026-11-28T20:00:00.000Z"}
    with open_station(data, FakeClock(NOON - timedelta(hours=2))) as opened:
        opened.ledger.append("I-01", [received(plate(6)), held(plate(6), reasons=[reason])])
    desk.until(lambda: page.tiles["waiting"].words.figure == "2")
    page.on_tile("waiting")
    mine = next(row for row in page.list.table.shown if row.what == plate(6))
    assert (mine.cells[5], mine.cells[8]) == ("supervisor", "it goes on waiting and is marked as overdue")


def test_that_what_is_to_be_sent_says_how_it_gets_away(page: TodayPage, desk: DeskAtWork) -> None:
    page.on_tile("to_send")
    assert any(text.endswith("restock-station export") for text in desk.words(page.list))
    page.on_tile("late")
    assert not any("restock-station export" in text for text in desk.words(page.list))


def test_that_every_part_of_a_units_time_is_named_below_its_bar(page: TodayPage, desk: DeskAtWork) -> None:
    assert [text.split()[0] for text in desk.words(page.time)[1:4]] == ["find", "inspect", "photo"]


def test_that_the_value_below_a_bar_of_ages_has_its_currency(page: TodayPage) -> None:
    assert page.ages.chart is not None
    assert {place.tick.split("\n")[1] for place in page.ages.chart.places} == {"", "€40"}


def test_that_a_chart_of_nothing_offers_nothing(page: TodayPage, desk: DeskAtWork) -> None:
    dots = page.graded.findChildren(Dots)
    assert [each.isVisible() for each in dots] == [True]
    page.on_days(Days(Length.DAY, date(2026, 11, 2), date(2026, 11, 2)))
    desk.settle()
    assert [each.isVisible() for each in dots] == [False]
    assert page.graded.chart is not None
    assert page.graded.chart.note == ""


def test_that_before_anything_is_known_no_button_without_words_is_shown(theme: Theme, qtbot: QtBot) -> None:  # noqa: ARG001 -- worn
    page = TodayPage()
    qtbot.addWidget(page)
    page.on_trouble(Fault("DATABASE_LOCKED", file="station.db"))
    unnamed = QPushButton, QDateEdit, Dots
    shown = [each for each in page.findChildren(QWidget) if isinstance(each, unnamed) and each.isVisibleTo(page)]
    assert [each for each in shown if each is not page.shift] == []
