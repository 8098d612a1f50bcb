"""Everything has its place: commands at the foot and below a page stay where they are; with large text the strips give way."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from station.errors import Bug
from tests.ui.shop import PATIENCE_MS, Desktop, cut, desktop
from ui.bench.page import PageView
from ui.bench.screen import CAMERA, PRINTER, SCANNER, SENDING, Option, Page
from ui.bench.strips import FootButton, FootStrip, TopBar
from ui.devices.news import DeviceNews
from ui.theme import Theme
from ui.widgets.boxes import Rows
from ui.widgets.chips import Chip
from ui.widgets.lists import CommandRow
from ui.widgets.options import OptionButton

STOPS = (
    ("RMA-10002",), ("9521321000087",), ("RS-FIND-STAIN",), ("RS-DONE",), ("RS-ANSWER-2",), ("RS-PHOTO", "RS-PHOTO"), ("9521321000087",),
    ("RS-PARK",), ("RS-CLOSE",), ("RS-ANSWER-1",), ("RS-COUNT-A-01-02",),
)  # fmt: skip


def foot(desk: Desktop) -> dict[str, int]:
    """Where each command at the foot stands."""
    strip = desk.window.findChild(FootStrip)
    assert isinstance(strip, FootStrip)
    return {each.option.code: each.x() for each in strip.findChildren(FootButton) if each.isVisible() and each.option.code}


def in_sight(desk: Desktop, label: str) -> bool:
    """Whether a button can be touched without scrolling."""
    button = desk.button(label)
    middle = button.mapTo(desk.window, button.rect().center())
    return desk.window.childAt(middle) in (button, *button.findChildren(OptionButton))


@pytest.fixture
def large(shop_folder: Path, qtbot: QtBot, theme: Theme) -> Iterator[Desktop]:
    """Text at 200 % on the small screen."""
    with desktop(shop_folder, qtbot, theme) as desk:
        theme.set_scale(2.0)
        yield desk


def test_that_a_command_stands_at_one_place_on_all_pages(desk: Desktop, qtbot: QtBot) -> None:
    found: dict[str, set[int]] = {}
    for scans in STOPS:
        desk.scan(*scans)
        qtbot.waitUntil(lambda: not cut(desk.window), timeout=PATIENCE_MS)
        for code, left in foot(desk).items():
            found.setdefault("RS-STOP" if code == "@stop" else code, set()).add(left)
    assert set(found) >= {"RS-UNDO", "RS-PARK", "RS-REPRINT", "@hold", "@why", "@hand-over", "RS-STOP"}
    assert {code: places for code, places in found.items() if len(places) > 1} == {}


def test_that_no_command_at_the_foot_is_cut_after_a_unit_was_set_aside(desk: Desktop) -> None:
    desk.scan("RMA-10006", "9521321000148", "RS-PARK")
    strip = desk.window.findChild(FootStrip)
    assert isinstance(strip, FootStrip)
    inside = [each for each in strip.findChildren(FootButton) if each.isVisible()]
    assert all(each.mapTo(desk.window, QPoint(each.width(), 0)).x() <= desk.window.width() for each in inside)
    assert all(one.geometry().right() < two.geometry().left() for one, two in pairwise(inside))


def test_that_the_way_on_is_in_sight_below_a_long_text(large: Desktop, qtbot: QtBot) -> None:
    large.scan("RMA-20003", "9526543000198", "RS-STOP")
    assert large.page() is Page.STOP
    page = large.window.frame.middle.page
    qtbot.waitUntil(lambda: page.column.verticalScrollBar().maximum() > 0, timeout=PATIENCE_MS)
    assert in_sight(large, "Go on")


def test_that_large_text_leaves_the_question_half_of_a_small_screen(large: Desktop, qtbot: QtBot) -> None:
    large.scan("RMA-10002", "9521321000087")
    page = large.window.frame.middle.page
    assert isinstance(page, PageView)
    qtbot.waitUntil(lambda: page.height() > large.window.height() / 2, timeout=PATIENCE_MS)
    assert [button.option.label for button in large.buttons() if button.option.code in ("@help", "@type", "@settings")] == ["Codes"]


def test_that_everything_that_folded_away_is_behind_the_one_button_that_stays(large: Desktop) -> None:
    large.touch("Codes")
    offered = {button.option.code for button in large.buttons()}
    assert {"@why", "@hand-over", "@type", "@settings", SCANNER, CAMERA, PRINTER, SENDING} <= offered


def test_that_chips_stand_in_the_order_of_the_work_and_folded_only_trouble_is_shown(qtbot: QtBot) -> None:
    bar = TopBar()
    qtbot.addWidget(bar)
    news = [DeviceNews(page, page, "", trouble=page == PRINTER) for page in (SENDING, PRINTER, CAMERA, SCANNER)]
    bar.show_chips(news)

    def shown() -> list[str]:
        rows = bar.findChild(Rows)
        assert isinstance(rows, Rows)
        return [part.text() for part in rows.parts() if isinstance(part, Chip)]

    assert shown() == [SCANNER, CAMERA, PRINTER, SENDING]
    bar.fold(folded=True)
    assert shown() == [PRINTER]
    with pytest.raises(Bug, match="CHIP_WITHOUT_PLACE"):
        bar.show_chips([DeviceNews("@lamp", "Lamp", "")])


def test_that_a_row_shows_every_command_however_many(qtbot: QtBot) -> None:
    row = CommandRow()
    qtbot.addWidget(row)
    commands = tuple(Option("", f"RS-{number}", f"Command {number}") for number in range(7))
    row.show_commands("", commands, Option("Enter", "RS-DONE", "Done"))
    shown = [part.option.label for part in row.parts() if isinstance(part, OptionButton)]
    assert shown == [*(option.label for option in commands), "Done"]


def test_that_an_item_that_was_not_expected_can_be_put_back(desk: Desktop) -> None:
    desk.scan("RMA-10002", "9521321000070")
    assert desk.page() is Page.ASK
    desk.press(Qt.Key.Key_0)
    assert desk.page() is Page.PARCEL
    assert "0 of 3 here" in desk.words()


def test_that_a_parcel_left_open_is_opened_again_by_touch(desk: Desktop) -> None:
    desk.scan("RMA-10002", "9521321000087", "RS-AS-NEW", "RS-PHOTO", "RMA-10001", "9521321000025", "RS-AS-NEW", "RS-PHOTO", "RS-CLOSE")
    assert "Parcels left open" in desk.words()
    desk.click("Northwind · RMA-10002")
    assert desk.page() is Page.PARCEL
    assert "1 of 3 here" in desk.words()
