"""Faults of a scanner that types (HARDWARE.md 28 to 36 and 44), each as the inspector sees it, and as the session does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.devices.plugs import Plugs
from tests.ui.scanning_desk import ScanningDesk, scanning_desk
from tests.ui.shop import PATIENCE_MS, facts
from ui.bench.screen import HELP, PRINTER, SCANNER, Page
from ui.devices.wedge import WIRED_MS
from ui.theme import Theme
from ui.widgets.listening import ListeningStrip

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

AMBIGUOUS = "614141000050"  # a valid UPC-A, and a number that FedEx's check digit vouches for
GTIN = "9521321000025"


@pytest.fixture
def desk(shop_folder: Path, plugs: Plugs, qtbot: QtBot, theme: Theme) -> Iterator[ScanningDesk]:
    with scanning_desk(shop_folder, plugs, qtbot, theme) as opened:
        yield opened


def test_28_that_a_scan_that_broke_off_is_said_and_not_used(desk: ScanningDesk) -> None:
    desk.type("RMA-10")
    desk.until_said("A scan broke off: “RMA-10”. It was not used.")
    assert (desk.took, desk.page()) == ([], Page.READY)


def test_29_that_two_joined_scans_are_two(desk: ScanningDesk) -> None:
    desk.type(f"RMA-10001\r{GTIN}\r", gap_ms=0)
    desk.until_took("RMA-10001", GTIN)
    desk.until_said("What do you see?")
    assert desk.page() is Page.BOARD


def test_30_that_the_same_code_twice_in_a_moment_is_used_once_and_said(desk: ScanningDesk, shop_folder: Path, qtbot: QtBot) -> None:
    desk.type("RMA-10001\rRMA-10001\r", gap_ms=1)
    desk.until_said("The scanner read RMA-10001 twice in one moment.")
    qtbot.waitUntil(lambda: desk.page() is Page.PARCEL, timeout=PATIENCE_MS)  # answered, so it is kept
    assert (desk.took, len(facts(shop_folder, "parcel.arrived"))) == (["RMA-10001"], 1)


def test_31_that_caps_lock_on_the_scanner_is_named_on_its_page(desk: ScanningDesk) -> None:
    desk.window.on_taken(SCANNER)
    desk.tap(Qt.Key.Key_Return)
    assert desk.says("Scan code 1 of 5")
    desk.type("AaBbCcDdEeFfGgHhIiJjKkLlMm\r".swapcase())
    desk.until_said("Code 1: capital and small letters were exchanged")
    assert desk.took == []


def test_32_that_a_code_that_may_have_lost_its_separator_is_taken_and_said(desk: ScanningDesk) -> None:
    desk.typed("RMA-10001", f"010{GTIN}10AB1221XYZ9")
    assert desk.page() is Page.BOARD
    assert desk.says("the lot may run into the next field: the scanner seems to drop the separator (GS).")
    desk.typed("RS-FIND-STAIN")
    assert not desk.says("separator")


def test_33_that_the_enter_of_a_scan_presses_no_button(desk: ScanningDesk) -> None:
    desk.typed("RMA-10001")
    for button in [button for button in desk.buttons() if button.isEnabled()]:
        button.setFocus()
        desk.typed("RS-NOTHING")  # known nowhere: the state stays
    assert set(desk.took[1:]) == {"RS-NOTHING"}
    assert desk.page() is Page.PARCEL


@pytest.mark.parametrize("page", [HELP, PRINTER])
def test_34_that_a_scan_over_an_open_page_goes_to_the_bench_and_leaves_the_page(desk: ScanningDesk, page: str) -> None:
    desk.window.on_taken(page)
    assert desk.window.frame.pages.own[page].isVisible()
    desk.typed("RMA-10001")
    assert (desk.took, desk.page()) == (["RMA-10001"], Page.PARCEL)
    assert not desk.window.frame.pages.own[page].isVisible()


def test_34_that_a_scan_on_the_scanners_page_is_shown_there_and_grades_nothing(desk: ScanningDesk, qtbot: QtBot) -> None:
    desk.window.on_taken(SCANNER)
    desk.type("RMA-10001\r")
    desk.until_said("RMA-10001")
    assert desk.says("‹CR›")
    desk.tap(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.window.frame.pages.own[SCANNER].isVisible(), timeout=PATIENCE_MS)
    assert desk.took == []
    desk.typed("RMA-10001")
    assert desk.took == ["RMA-10001"]


def test_35_that_a_window_that_is_not_in_front_says_that_it_does_not_listen(desk: ScanningDesk, qapp: QApplication) -> None:
    strip = desk.window.findChild(ListeningStrip)
    assert strip is not None
    assert strip.isHidden()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert strip.isVisible()
    assert desk.says("Not listening: another window is in front")
    assert strip.width() == desk.window.width()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert strip.isHidden()


def test_36_that_scans_during_a_save_wait_their_turn(desk: ScanningDesk, shop_folder: Path, qtbot: QtBot) -> None:
    desk.typed("RMA-10001", GTIN, "RS-AS-NEW")
    desk.desk.gate.clear()
    desk.type("RS-PHOTO\r")
    desk.until_took("RMA-10001", GTIN, "RS-AS-NEW", "RS-PHOTO")
    desk.type("RS-CLOSE\rRMA-10002\r", gap_ms=1)
    assert desk.took[-1] == "RS-PHOTO"
    desk.desk.gate.set()
    desk.until_took("RMA-10001", GTIN, "RS-AS-NEW", "RS-PHOTO", "RS-CLOSE", "RMA-10002")
    qtbot.waitUntil(lambda: len(facts(shop_folder, "parcel.arrived")) == 2, timeout=PATIENCE_MS)
    assert [fact.kind for fact in facts(shop_folder, "item.graded", "parcel.closed")] == ["item.graded", "parcel.closed"]


def test_44_that_a_code_that_can_be_two_things_is_asked_about(desk: ScanningDesk) -> None:
    desk.typed(AMBIGUOUS)
    assert desk.page() is Page.ASK
    labels = [button.option.label for button in desk.buttons()]
    assert any("parcel" in label.lower() for label in labels)
    assert any("product" in label.lower() or "item" in label.lower() for label in labels)


def test_that_keys_slower_than_a_scanner_are_a_hand_at_the_keyboard(desk: ScanningDesk) -> None:
    desk.tap(Qt.Key.Key_F2)
    desk.type("abc", gap_ms=3 * WIRED_MS, held_ms=90)
    with desk.answered():
        desk.type("\r")
    assert desk.took == ["abc"]


def test_that_a_scan_while_the_station_opens_waits_for_it(shop_folder: Path, plugs: Plugs, qtbot: QtBot, theme: Theme) -> None:
    with scanning_desk(shop_folder, plugs, qtbot, theme, early="RMA-10001") as desk:
        desk.until_took("RMA-10001")
        qtbot.waitUntil(lambda: desk.page() is Page.PARCEL, timeout=PATIENCE_MS)
