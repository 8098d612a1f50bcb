"""The page Today at work: figures that lead to lists, charts that are pointed at, copied and read as tables, other days, live changes."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPixmap
from PySide6.QtTest import QTest

from station.assembly import open_station
from station.errors import Fault
from station.model.facts import NewFact
from tests.ledger.builders import FakeClock, graded, plate, received
from tests.ui.shop import cut
from tests.ui.supervisor.begun_day import NOON, begun_day
from tests.ui.supervisor.desk import DeskAtWork
from ui.supervisor.chart_painting import paint_shape
from ui.supervisor.chart_shapes import Shape
from ui.supervisor.page import DeskView
from ui.supervisor.pages import ENTRIES
from ui.supervisor.period import Days, Length
from ui.supervisor.today import TodayPage
from ui.theme import SCALES, Theme, tokens_of

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
    """The page with its charts drawn."""
    shown = desk.turn_to("@TODAY")
    assert isinstance(shown, TodayPage)
    return shown


def write(data: Path, *facts: NewFact, at: datetime = NOON) -> None:
    """By another process: the desk only looks."""
    with open_station(data, FakeClock(at)) as opened:
        opened.ledger.append("I-01", facts)


def figures_of(page: TodayPage) -> dict[str, str]:
    return {name: tile.words.figure for name, tile in page.tiles.items()}


def test_that_the_figures_are_those_of_today(page: TodayPage) -> None:
    assert figures_of(page) == {"dock": "1", "graded": "2", "late": "1", "soon": "0", "waiting": "1", "to_send": "10"}
    assert page.tiles["late"].words.urgent
    assert page.tiles["waiting"].words.note == "client: 1"
    (line,) = page.decisions.lines
    assert line.text == "Legging, black, M"
    assert line.beside.endswith("· PRICE"), "a reason that no policy has is told by its code"
    assert {(line.text, line.beside) for line in page.piles.lines} == {
        ("No tote, outlet", "1"), ("No tote, restock", "1"), ("No tote, recycle", "1"),
    }  # fmt: skip
    assert [row.what for row in page.inspectors.table.shown] == ["I-01", "I-02"]


def test_that_what_another_process_writes_is_there_within_a_moment(page: TodayPage, desk: DeskAtWork, data: Path) -> None:
    write(data, received(plate(6)), graded(plate(6), "A", ()))
    desk.until(lambda: figures_of(page)["graded"] == "3")
    assert page.graded.chart is not None
    assert page.graded.chart.note == "A 2, B 1, C 0, put on hold 1"


@pytest.mark.parametrize(
    ("tile", "rows"),
    [("late", [plate(2)]), ("waiting", [plate(5)]), ("dock", ["B01-P000009-X"]), ("graded", ["alpine", "northwind"]),
     ("to_send", ["folder"]), ("soon", [])],
)  # fmt: skip
def test_that_a_tile_leads_to_its_list_and_esc_back(page: TodayPage, desk: DeskAtWork, tile: str, rows: list[str]) -> None:
    QTest.mouseClick(page.tiles[tile], Qt.MouseButton.LeftButton)
    assert page.list.isVisible()
    assert [row.what for row in page.list.table.shown] == rows
    desk.press(Qt.Key.Key_Escape)
    assert not page.list.isVisible()
    assert desk.window.focusWidget() is page.tiles[tile]


def test_that_a_late_unit_leads_to_its_page_and_its_value_sorts_as_money(page: TodayPage) -> None:
    turned: list[tuple[str, Any]] = []
    page.turned.connect(lambda code, what: turned.append((code, what)))
    page.on_tile("late")
    page.list.table.select([plate(2)])
    page.list.table.on_entered()
    assert turned == [("@ITEM", plate(2))]
    (row,) = page.list.table.shown
    assert "Late lamp" in row.cells
    assert str(getattr(row.cells[-1], "amount", "")) == "39.90"


def test_that_a_card_leads_to_the_page_that_decides(page: TodayPage) -> None:
    turned: list[tuple[str, Any]] = []
    page.turned.connect(lambda code, what: turned.append((code, what)))
    page.decisions.chosen.emit(plate(5))
    page.piles.chosen.emit("")
    assert turned == [("@DECISIONS", plate(5)), ("@RESTOCK", None)]


def test_that_other_days_are_a_key_away_and_say_that_what_waits_is_of_now(page: TodayPage, desk: DeskAtWork) -> None:
    desk.window.setFocus()
    desk.press(Qt.Key.Key_PageUp)
    desk.settle()
    assert page.days == Days(Length.DAY, date(2026, 11, 19), date(2026, 11, 19))
    assert figures_of(page)["graded"] == "1"
    assert figures_of(page)["late"] == "1"
    assert page.tiles["late"].words.note.startswith("now: ")
    desk.press(Qt.Key.Key_PageDown)
    desk.settle()
    assert page.days == Days()
    desk.click("Week")
    desk.settle()
    assert figures_of(page)["graded"] == "3"
    assert page.graded.chart is not None
    assert page.graded.chart.name == "Units by day"
    desk.click("Range")
    desk.settle()
    assert page.days == Days(Length.RANGE, date(2026, 11, 16), date(2026, 11, 20))
    desk.click("Day")
    desk.settle()
    assert page.days == Days(), "today, which is among the days that were shown"
    page.on_days(Days(Length.RANGE, date(2026, 11, 16), date(2026, 11, 18)))
    desk.settle()
    desk.click("Day")
    assert page.days == Days(Length.DAY, date(2026, 11, 16))
    page.period.now.click()
    desk.settle()
    assert figures_of(page)["graded"] == "2"


def test_that_other_days_cost_their_own_figures_and_leave_out_nothing_that_was_just_written(page: TodayPage, desk: DeskAtWork) -> None:
    before = page.told_of
    assert before
    page.on_days(Days(Length.DAY, date(2026, 11, 19)))
    desk.until(lambda: page.told_of is not before)
    assert page.told_of
    assert (page.told_of.figures.first, page.told_of.figures.total.graded) == (date(2026, 11, 19), 1)
    assert page.told_of.backlog is before.backlog
    page.refresh()  # somebody has written; the answer is not there yet when she turns a day
    page.on_days(Days(Length.DAY, date(2026, 11, 18)))
    desk.until(lambda: page.told_of and page.told_of.figures.first == date(2026, 11, 18))
    assert page.told_of.backlog is not before.backlog


def test_that_one_client_is_told_alone_and_another_person_begins_with_today(page: TodayPage, desk: DeskAtWork) -> None:
    page.on_days(Days(Length.DAY, date(2026, 11, 19), date(2026, 11, 19)))
    desk.window.pages.show_desk(DeskView(client="alpine", person="S-02", everything=True))
    desk.settle()
    assert page.days == Days()
    assert {name: figures_of(page)[name] for name in ("dock", "graded", "late", "waiting")} == {
        "dock": "0", "graded": "1", "late": "0", "waiting": "0",
    }  # fmt: skip


def test_that_a_bar_that_is_pointed_at_says_its_figures(page: TodayPage, desk: DeskAtWork) -> None:
    chart, bars = page.graded.chart, page.graded.bars
    assert chart is not None
    assert bars is not None
    told = next(place.told for place in chart.places if place.top)
    at = chart.places.index(next(place for place in chart.places if place.top))
    middle = QPoint(round(bars.width() * (at + 0.5) / len(chart.places)), bars.height() // 2)
    for place in (QPoint(1, 1), middle):  # a mouse that is there already would not be moved
        QTest.mouseMove(bars.viewport(), place)
    desk.until(lambda: told in desk.words(page.graded))
    bars.setFocus()
    QTest.keyClick(bars, Qt.Key.Key_Right)
    assert bars.accessibleDescription() == chart.places[at + 1].told
    QTest.keyClick(bars, Qt.Key.Key_Left)
    assert bars.accessibleDescription() == told


def test_that_a_chart_is_read_as_a_table_and_both_are_copied(page: TodayPage) -> None:
    page.graded.turn()
    assert page.graded.as_table
    page.graded.copy_table()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["hour", "received", "graded", "A", "B", "C", "held"]
    assert lines[10].split("\t") == ["09:00", "3", "2", "1", "1", "0", "1"]
    page.graded.turn()
    page.graded.copy_picture()
    picture = QGuiApplication.clipboard().image()
    tokens = tokens_of(page.graded.palette())
    assert picture.pixelColor(2, 2) == QColor(tokens.surface)
    assert _has(picture, tokens.a)


def test_that_grades_are_told_apart_without_their_colours(page: TodayPage) -> None:
    """B and C are hatched: what they are made of is their colour and another, where A is one colour but for its letters."""
    assert page.graded.bars is not None
    tokens, seen = tokens_of(page.graded.palette()), Counter[str]()
    for look in "abc":
        picture = QPixmap(80, 80)
        painter = QPainter(picture)
        paint_shape(painter, Shape(0, 1, 0, 1, look), QRectF(0, 0, 80, 80), tokens, lying=False)
        painter.end()
        image = picture.toImage()
        seen[look] = len({image.pixelColor(x, y).name() for x in range(80) for y in range(10, 80)})
    assert seen["a"] == 1
    assert min(seen["b"], seen["c"]) > 1


def _has(picture: Any, colour: str) -> bool:
    wanted = QColor(colour)
    return any(picture.pixelColor(x, y) == wanted for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3))


def test_that_what_cannot_be_read_is_said_and_what_was_known_stays(page: TodayPage, desk: DeskAtWork) -> None:
    page.on_trouble(Fault("DATABASE_LOCKED", file="station.db"))
    assert any("in use" in text or "locked" in text.lower() or "busy" in text.lower() for text in desk.words(page))
    assert figures_of(page)["graded"] == "2"


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (900, 600)])
@pytest.mark.parametrize("scale", [SCALES[0], SCALES[-1]])
def test_that_nothing_is_cut_and_no_card_lies_on_another(
    page: TodayPage, desk: DeskAtWork, theme: Theme, size: tuple[int, int], scale: float
) -> None:
    theme.set_scale(scale)
    desk.window.resize(*size)
    desk.settle()
    assert cut(page) == []
    parts = [*page.tiles.values(), page.graded, page.inspectors, page.decisions, page.time, page.ages, page.piles]
    for place, part in enumerate(parts):
        assert part.height() >= part.minimumSizeHint().height()
        assert not any(part.geometry().intersects(other.geometry()) for other in parts[place + 1 :])
