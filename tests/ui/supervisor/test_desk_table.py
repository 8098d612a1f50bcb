"""A table of the desk: sorting by value, filtering, copying for a spreadsheet, and what it says where it has no rows."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from station.errors import Fault
from ui.supervisor.columns import cell_text, sort_key
from ui.supervisor.page import DeskPage
from ui.supervisor.table import Column, DeskTable, Kind, Row
from ui.supervisor.table_tools import TableTools
from ui.theme import Theme

COLUMNS = (Column("name", "Name"), Column("units", "Units", Kind.NUMBER, 100), Column("at", "At", Kind.MOMENT, 160))
ROWS = (
    Row("b", ("beta", 9, datetime(2026, 11, 22, 9, 5, tzinfo=UTC))),
    Row("a", ("Alpha", 1200, None)),
    Row("c", ("gamma ray", None, datetime(2026, 11, 21, 9, 5, tzinfo=UTC))),
)


@pytest.fixture
def table(qtbot: QtBot, theme: Theme) -> Iterator[DeskTable]:  # noqa: ARG001 -- worn by what is shown
    around = QWidget()  # a window of its own would tell its least size, which not every screen takes
    around.resize(600, 300)
    qtbot.addWidget(around)
    made = DeskTable(around, several=True)
    made.speak("en", ZoneInfo("Europe/Berlin"))
    made.setGeometry(around.rect())
    around.show()
    made.show_rows(COLUMNS, ROWS, "Nothing came today.")
    yield made
    around.close()


def order(table: DeskTable) -> list[str]:
    """The rows as they are shown."""
    return [row.what for row in table.shown]


def test_that_a_heading_sorts_by_value_then_turns_then_gives_the_order_back(table: DeskTable) -> None:
    assert order(table) == ["b", "a", "c"]
    for expected in (["b", "a", "c"], ["a", "b", "c"], ["b", "a", "c"]):
        table.on_head_clicked(1)
        assert order(table) == expected
    table.on_head_clicked(0)
    assert order(table) == ["a", "b", "c"]


def test_that_words_filter_rows_in_any_case_and_order(table: DeskTable) -> None:
    table.filter_by("RAY gam")
    assert order(table) == ["c"]
    table.filter_by("nobody")
    assert table.shown == ()
    assert table.said == "No row has these words."


def test_that_rows_come_anew_and_what_was_chosen_and_sorted_stays(table: DeskTable) -> None:
    table.on_head_clicked(0)
    table.select(["c"])
    table.show_rows(COLUMNS, (*ROWS, Row("d", ("aa", 1, None))))
    assert order(table) == ["d", "a", "b", "c"]
    assert table.selection() == ("c",)


def test_that_what_is_selected_is_copied_as_a_spreadsheet_takes_it(table: DeskTable) -> None:
    table.select(["a", "b"])
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Name\tUnits\tAt\nbeta\t9\t2026-11-22 10:05\nAlpha\t1200\t"


def test_that_enter_chooses_the_row_where_the_cursor_is(table: DeskTable, qtbot: QtBot) -> None:
    table.select(["a"])
    with qtbot.waitSignal(table.chosen) as chosen:
        QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert chosen.args == ["a"]


def test_that_it_says_why_it_is_empty(table: DeskTable) -> None:
    table.show_rows(COLUMNS, (), "Nothing came today.")
    assert table.said == "Nothing came today."
    table.show_loading()
    assert table.said == "Loading"
    table.show_error(Fault("DISK_READ_ONLY", file="/data"))
    assert "/data" in table.said


def test_that_there_is_nothing_to_filter_or_copy_where_there_are_no_rows(table: DeskTable) -> None:
    tools = TableTools(DeskPage(), table, "rows")
    tools.speak("en")
    offered = [tools.field, *tools.findChildren(QPushButton)]
    for rows, there in ((ROWS, True), ((), False), (ROWS, True)):
        table.show_rows(COLUMNS, rows)
        assert {each.isHidden() for each in offered} == {not there}
    tools.field.setText("nobody")
    assert not tools.field.isHidden(), "what the filter hides can be brought back"
    table.show_error(Fault("DISK_READ_ONLY", file="/data"))
    assert tools.field.isHidden()


def test_that_numbers_stand_at_the_right(table: DeskTable) -> None:
    model = table.view.model()
    aligned = model.data(model.index(0, 1), Qt.ItemDataRole.TextAlignmentRole)
    assert aligned & Qt.AlignmentFlag.AlignRight


def test_that_cells_are_compared_by_value_and_unknown_ones_come_last() -> None:
    cells = [None, "b", 2, 10, date(2026, 1, 2), "A"]
    assert sorted(cells, key=sort_key) == [2, 10, date(2026, 1, 2), "A", "b", None]


def test_that_cells_are_written_as_the_language_writes_them() -> None:
    zone = ZoneInfo("Europe/Berlin")
    assert cell_text(12345, "en", zone) == "12,345"
    assert cell_text(None, "en", zone) == "–"
    assert cell_text(date(2026, 11, 2), "en", zone) == "2 Nov 2026"
