"""A table of any length: it asks only for the rows that are seen, and what comes above them does not move them."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station.supervisor.items import Stretch
from tests.ui.supervisor.test_extent import line
from ui.supervisor.items_columns import item_columns
from ui.supervisor.virtual import VirtualTable
from ui.theme import Theme

MANY = 1_000_000


class Shown:
    """A table that is on the screen, and who answers it: every row number is a unit."""

    def __init__(self, table: VirtualTable) -> None:
        self.table = table
        self.asked: list[Stretch] = []
        table.needed.connect(self.answer)

    def answer(self, stretches: Sequence[Stretch]) -> None:
        self.asked += stretches
        for stretch in stretches:
            self.table.model.fill(stretch.high, [line(number) for number in range(stretch.high, stretch.low - 1, -1)])

    def seen(self) -> list[str]:
        """The plates in the rows on the screen, from above."""
        view = self.table.view
        rows = range(view.rowAt(0), view.rowAt(view.viewport().height() - 1) + 1)
        return [str(self.table.model.index(row, 0).data()) for row in rows]


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Shown:  # noqa: ARG001 -- sizes are the theme's
    table = VirtualTable()
    qtbot.addWidget(table)
    table.setMinimumSize(300, 200)  # else its layout sets one, which no window without a screen can have
    table.resize(1000, 500)
    table.speak(item_columns("en"), "en", ZoneInfo("UTC"))
    table.begin([line(number) for number in range(MANY, MANY - 60, -1)], MANY, MANY - 60)
    with qtbot.waitExposed(table):
        table.show()
    table.say("")
    return Shown(table)


def grown(shown: Shown) -> None:
    """The rest is counted."""
    rest = range(MANY - 60, 0, -1_000)
    shown.table.model.grow([Stretch(high, max(1, high - 999), high - max(1, high - 999) + 1) for high in rest])
    QApplication.processEvents()


def test_that_a_million_rows_are_there_and_only_those_that_are_seen_are_asked_for(shown: Shown) -> None:
    grown(shown)
    assert shown.table.model.rowCount() == MANY
    assert shown.asked == []
    shown.table.view.verticalScrollBar().setValue(shown.table.view.verticalScrollBar().maximum() // 2)
    QApplication.processEvents()
    assert 1 <= len(shown.asked) <= 3
    middle = shown.seen()
    assert all(middle), "every row that is seen is here"
    assert abs(int(middle[0][4:10]) - MANY // 2) < 2_000


def test_that_the_last_row_is_the_oldest_unit(shown: Shown) -> None:
    grown(shown)
    shown.table.view.scrollToBottom()
    QApplication.processEvents()
    assert shown.seen()[-1] == "B01-000001-X"


def test_that_new_units_do_not_move_what_somebody_reads(shown: Shown, qtbot: QtBot) -> None:
    grown(shown)
    shown.table.view.verticalScrollBar().setValue(400)
    before = shown.seen()
    shown.table.model.put(Stretch(MANY + 3, MANY + 1, 3), [line(MANY + 3 - number) for number in range(3)])
    qtbot.waitUntil(lambda: shown.seen() == before)


def test_that_new_units_are_seen_at_the_top_by_whoever_is_there(shown: Shown) -> None:
    shown.table.model.put(Stretch(MANY + 1, MANY + 1, 1), [line(MANY + 1)])
    assert shown.seen()[0] == f"B01-{MANY + 1}-X"


def test_that_a_unit_which_goes_takes_its_own_row_and_the_selection_stays_on_its_unit(shown: Shown) -> None:
    table = shown.table
    table.view.selectRow(5)
    chosen = table.current()
    table.model.fill(MANY, [line(number) for number in range(MANY, MANY - 60, -1) if number != MANY - 2])
    assert table.model.rowCount() == 59
    assert table.current() == chosen == f"B01-{MANY - 5:06d}-X"
    assert table.selected() == [4]


def test_that_a_unit_which_comes_back_has_its_own_row_again(shown: Shown) -> None:
    before = shown.seen()
    for without in (MANY - 2, 0):
        shown.table.model.fill(MANY, [line(number) for number in range(MANY, MANY - 60, -1) if number != without])
    assert shown.seen() == before


def test_that_enter_on_a_row_tells_its_plate(shown: Shown, qtbot: QtBot) -> None:
    shown.table.view.selectRow(3)
    with qtbot.waitSignal(shown.table.chosen) as chosen:
        QTest.keyClick(shown.table.view, Qt.Key.Key_Return)
    assert chosen.args == [f"B01-{MANY - 3:06d}-X"]


@pytest.fixture(params=[True, False], ids=["with a screen reader", "without"])
def listening(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whether somebody listens to what is on the screen."""
    before = QAccessible.isActive()
    QAccessible.setActive(request.param)
    yield
    QAccessible.setActive(before)


@pytest.mark.usefixtures("listening")
def test_that_all_rows_can_be_selected_and_counted_at_once(shown: Shown) -> None:
    grown(shown)
    shown.table.view.selectAll()
    assert shown.table.selected_units() == MANY
    shown.table.view.clearSelection()
    assert shown.table.selected_units() == 0


def test_that_columns_grow_with_the_text(shown: Shown, theme: Theme) -> None:
    before = shown.table.view.columnWidth(2), shown.table.view.rowHeight(0)
    theme.set_scale(2.0)
    assert shown.table.view.rowHeight(0) == 2 * before[1]
    assert shown.table.view.columnWidth(2) == pytest.approx(2 * before[0], abs=4)  # letters are not drawn exactly twice as wide


def test_that_qt_believes_the_model_in_all_that_may_happen_to_it(theme: Theme) -> None:  # noqa: ARG001 -- as above
    table = VirtualTable()
    model = table.model
    model.begin(item_columns("en"), (), 0, 0)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, table)  # and warnings fail
    model.put(Stretch(1, 1, 1), [line(1)])
    model.begin(item_columns("en"), [line(number) for number in range(20, 15, -1)], 20, 15)
    model.grow([Stretch(15, 11, 5), Stretch(10, 6, 0), Stretch(5, 1, 3)])
    model.fill(15, [line(15), line(12), line(11)])
    model.fill(5, [line(number) for number in range(5, 0, -1)])
    model.fill(15, [line(15), line(14), line(11)])
    model.fill(10, [line(7)])
    model.put(Stretch(22, 21, 2), [line(22), line(21)])
    model.put(Stretch(122, 23, 100), [line(number) for number in range(122, 22, -1)])
    assert model.rowCount() == 100 + 2 + 5 + 3 + 1 + 5
    assert [model.index(row, 0).data() for row in (0, 102, 107, 109, 110, 115)] == [
        f"B01-{number:06d}-X" for number in (122, 20, 15, 11, 7, 1)
    ]
    table.deleteLater()
