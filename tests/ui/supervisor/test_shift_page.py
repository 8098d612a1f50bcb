"""The page that closes a shift: reached from Today, it says what is left open, and hands it over with a note."""

from collections.abc import Callable
from pathlib import Path

import pytest

from station.assembly import open_station, read_station
from station.clock import SystemClock
from station.model.facts import LABEL_QUEUED, SHIFT_CLOSED
from station.supervisor.acts_shift import CloseShift
from tests.supervisor.unit_stories import open_bench
from tests.ui.supervisor.desk import DeskAtWork
from ui.supervisor.shift import ShiftPage

Opener = Callable[..., DeskAtWork]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A unit that is graded and lies in no tote; Ada may inspect, Sam supervises."""
    with open_bench(tmp_path) as bench:
        bench.stained()
        bench.opened.people.set_pin(bench.sam, "506173")
    return tmp_path / "data"


def opened(desk: DeskAtWork) -> ShiftPage:
    """By the button of Today."""
    if not desk.window.signed_in:
        desk.type("506173")
        desk.click("Sign in")
    desk.settle()
    desk.click("Close the shift")
    desk.settle()
    page = desk.window.pages.open_page
    assert isinstance(page, ShiftPage)
    return page


def test_that_a_supervisor_hands_the_shift_over_with_a_note(data: Path, desk_window: Opener) -> None:
    desk = desk_window(data)
    page = opened(desk)
    assert "1 graded unit in no tote, lot or bin" in page.left_open.text().split("\n")
    assert [page.to.itemText(place) for place in range(page.to.count())] == ["Nobody", "Ada"]
    page.to.choose("I-01")
    page.note.setText("Two hoodies are left.")
    desk.click("Close the shift")
    assert desk.hands.acts[-1] == CloseShift("I-01", "Two hoodies are left.")
    assert desk.window.pages.open_page is desk.window.pages.page("@TODAY")
    assert desk.window.told.text == "The shift is closed. Ada takes over."
    with read_station(data, SystemClock()) as station, station.reader.connect() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM facts WHERE kind = ? AND actor = 'I-02'", (SHIFT_CLOSED,)).scalar_one()
    assert (found, page.note.text()) == (1, "")


def test_that_a_unit_without_a_label_is_a_touch_away(data: Path, desk_window: Opener) -> None:
    desk = desk_window(data)
    page = opened(desk)
    assert "1 unit without a label" in page.left_open.text().split("\n")
    assert [each.isVisible() for each in page.open_units] == [True, False, False, False, False]
    with read_station(data, SystemClock()) as station:
        (queued,) = station.ledger.facts(kinds=(LABEL_QUEUED,))
    desk.click(f"Open {queued.subject}, which has no label")
    desk.settle()
    assert desk.window.pages.open_page is desk.window.pages.page("@ITEM")
    assert any(queued.subject in text for text in desk.words())


def test_that_a_shift_that_was_not_closed_says_why_and_can_be_closed_after_all(data: Path, desk_window: Opener) -> None:
    desk = desk_window(data)
    page = opened(desk)
    page.to.choose("I-01")
    with open_station(data, SystemClock()) as station:
        station.people.disable("Ada")
    desk.click("Close the shift")
    desk.settle()
    assert desk.window.pages.open_page is page
    assert desk.window.told.text.startswith("Nobody active is called I-01.")
    desk.click("Close the shift")
    assert desk.window.told.text == "The shift is closed. Nobody takes over."


def test_that_where_nobody_signs_in_nobody_is_asked_for(shop_folder: Path, desk_window: Opener) -> None:
    desk = desk_window(shop_folder)
    page = opened(desk)
    assert page.left_open.text() == "Nothing is left open."
    assert not page.to.isVisible()
    desk.click("Leave it")
    assert (desk.hands.acts, desk.window.pages.open_page) == ([], desk.window.pages.page("@TODAY"))
