"""The page Items: any unit in one search, filters, a list that lives with what others write, a sentence for the clipboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from station.assembly import open_station
from station.supervisor.items import Days, Wanted
from tests.ledger.builders import FakeClock, plate
from tests.supervisor.shelf_of_units import add_units, make_shelf
from tests.ui.supervisor.desk import DeskAtWork
from ui.supervisor.items import ItemsPage
from ui.supervisor.page import DeskPage
from ui.supervisor.pages import Entry

Opener = Callable[..., DeskAtWork]

# Menus are windows of their own, and where nothing is drawn on a screen none can be above another.
pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)", extend=True)


class FakeUnitPage(DeskPage):
    """Takes the place of a unit's own page: it remembers which unit it was opened with."""

    code = "@ITEM"


ENTRIES = (Entry("@ITEMS", "DESK_ITEMS", lambda: ItemsPage), Entry("@ITEM", "", lambda: FakeUnitPage))


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return make_shelf(tmp_path / "data", people=False)


class Items:
    """The page at work, and what can be read on it."""

    def __init__(self, desk: DeskAtWork) -> None:
        self.desk = desk
        page = desk.window.pages.open_page
        assert isinstance(page, ItemsPage)
        self.page = page

    @property
    def plates(self) -> list[str]:
        """Of the list, as far as its rows are here."""
        model = self.page.table.model
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def lists(self, *numbers: int) -> None:
        """Wait until it lists these units, from above."""
        self.desk.until(lambda: self.plates == [plate(number) for number in numbers])

    def says(self, text: str) -> None:
        """Wait until this is written somewhere."""
        self.desk.until(lambda: any(text in said for said in self.desk.words()))

    def search(self, text: str) -> None:
        """Type it, and Enter."""
        self.page.search.setFocus()
        self.page.search.selectAll()
        QTest.keyClicks(self.page.search, text)
        QTest.keyClick(self.page.search, Qt.Key.Key_Return)

    def choose(self, chip: str, name: str) -> None:
        """Touch a filter, and in its menu a value."""
        self.desk.until(lambda: self.page.filters.chip(chip).isVisible())
        QTest.mouseClick(self.page.filters.chip(chip), Qt.MouseButton.LeftButton)
        menu = next(menu for menu in self.page.filters.findChildren(QMenu) if menu.isVisible())
        action = next(each for each in menu.actions() if each.text().strip(" ✓") == name)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


@pytest.fixture
def items(shelf: Path, desk_window: Opener) -> Items:
    return Items(desk_window(shelf, entries=ENTRIES, clock=FakeClock()))


def test_that_all_units_are_there_newest_first_and_counted(items: Items) -> None:
    items.lists(7, 6, 5, 4, 3, 2, 1)
    items.says("7 units")


def test_that_a_new_station_says_that_there_is_nothing_yet(tmp_path: Path, desk_window: Opener) -> None:
    with open_station(tmp_path / "data", FakeClock()):
        pass
    items = Items(desk_window(tmp_path / "data", entries=ENTRIES))
    items.says("No unit was received here yet.")
    items.says("0 units")


def test_that_where_is_an_rma_is_one_sentence_that_can_be_copied(items: Items) -> None:
    items.search("rma-2")
    items.lists(2)
    sentence = "Return rma-2: nobody announced it; 1 unit has come in (1 × B: for OUT-03)."
    items.says(sentence)
    items.desk.click("Copy the sentence")
    assert QGuiApplication.clipboard().text() == sentence
    items.desk.click("Copy the picture")
    assert not QGuiApplication.clipboard().image().isNull()


def test_that_a_found_unit_opens_by_its_button_its_picture_or_enter_once_more(items: Items) -> None:
    items.search(plate(2))
    items.says(f"Open {plate(2)}")
    items.desk.click(f"Open {plate(2)}")
    opened = items.desk.window.pages.open_page
    assert opened is not None
    assert (opened.code, opened.what) == ("@ITEM", plate(2))
    items.desk.window.pages.back()
    items.lists(2)
    QTest.keyClick(items.page.search, Qt.Key.Key_Return)
    assert items.desk.window.pages.open_page is opened


def test_that_a_scan_finds_a_unit_whatever_is_chosen_and_wherever_the_focus_is(items: Items) -> None:
    items.choose("grades", "C")
    items.lists(3)
    items.desk.scan(plate(1))
    items.lists(1)
    items.says(f"({plate(1)}) of northwind was graded A")
    assert items.page.filters.wanted == Wanted()


def test_that_a_scan_of_a_tote_lists_what_is_in_it(items: Items) -> None:
    items.desk.scan("RS-TOTE-T7")
    items.lists(6)


def test_that_filters_narrow_it_down_together_and_are_taken_away_together(items: Items) -> None:
    items.lists(7, 6, 5, 4, 3, 2, 1)
    items.choose("people", "I-01")
    items.choose("grades", "A")
    items.lists(7, 1)
    items.choose("grades", "B")
    items.lists(7, 6, 2, 1)
    items.choose("states", "graded")
    items.lists(2, 1)
    assert "Grade: A, B ▾" in items.desk.words()
    items.desk.click("Clear all filters")
    items.lists(7, 6, 5, 4, 3, 2, 1)


def test_that_a_value_is_taken_away_as_it_was_chosen(items: Items) -> None:
    items.choose("clients", "alpine")
    items.lists(4, 3)
    items.choose("clients", "alpine")
    items.lists(7, 6, 5, 4, 3, 2, 1)


def test_that_days_are_those_of_the_site(items: Items) -> None:
    items.choose("received", "Yesterday")
    items.says("No unit is like that.")
    items.choose("received", "Today")
    items.lists(7, 6, 5, 4, 3, 2, 1)
    items.says("Came in: 21 Nov 2026 ▾")


def test_that_any_other_days_are_asked_for_with_two_dates(items: Items) -> None:
    items.choose("graded", "Other days")
    items.says("Show these days")
    items.desk.click("Show these days")
    items.lists(7, 6, 3, 2, 1)
    assert isinstance(items.page.filters.wanted.graded, Days)


def test_that_the_client_of_the_desk_counts_and_needs_no_filter_of_its_own(items: Items) -> None:
    items.lists(7, 6, 5, 4, 3, 2, 1)
    items.desk.window.on_client("alpine")
    items.lists(4, 3)
    items.desk.until(lambda: not items.page.filters.chip("clients").isVisible())


def test_that_words_find_units_while_they_are_typed(items: Items) -> None:
    items.lists(7, 6, 5, 4, 3, 2, 1)
    QTest.keyClicks(items.page.search, "HYPER")
    items.lists(3)
    QTest.keyClick(items.page.search, Qt.Key.Key_Escape)
    items.lists(7, 6, 5, 4, 3, 2, 1)


def test_that_what_another_process_writes_is_in_the_list_by_itself(items: Items, shelf: Path) -> None:
    items.lists(7, 6, 5, 4, 3, 2, 1)
    with open_station(shelf, FakeClock()) as opened:
        add_units(opened, 8, 9)
    items.lists(9, 8, 7, 6, 5, 4, 3, 2, 1)
    items.says("9 units")


def test_that_a_heading_sorts_and_sorts_the_other_way_round(items: Items) -> None:
    items.lists(7, 6, 5, 4, 3, 2, 1)
    heading = items.page.table.view.horizontalHeader()
    place = QPoint(heading.sectionViewportPosition(4) + 10, heading.height() // 2)
    QTest.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, pos=place)
    items.lists(4, 3, 7, 6, 5, 2, 1)
    QTest.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, pos=place)
    items.lists(7, 6, 5, 2, 1, 4, 3)


def test_that_selected_rows_are_copied_with_their_titles(items: Items) -> None:
    items.lists(7, 6, 5, 4, 3, 2, 1)
    items.page.table.view.selectRow(3)
    QTest.keyClick(items.page.table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[0] for line in lines] == ["Plate", plate(4)]
    assert lines[1].split("\t")[1] == "2026-11-21 21:18"


def test_that_a_desk_that_is_closed_leaves_no_half_written_list_behind(items: Items, shelf: Path, tmp_path: Path) -> None:
    running: list[bool] = []
    items.page.export.job.running.connect(running.append)
    items.page.export.write(shelf, tmp_path / "out.csv", [])
    items.desk.window.close()
    assert running == [True, False]
    assert list(tmp_path.glob("out.csv*")) == []


def test_that_what_is_no_code_for_finding_is_refused_in_place(items: Items) -> None:
    items.search("RS-UNDO")
    items.says("RS-UNDO tells a bench what to do. It finds no unit.")
    items.lists(7, 6, 5, 4, 3, 2, 1)
