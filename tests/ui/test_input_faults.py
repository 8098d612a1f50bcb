"""Inputs that came too soon, from the wrong place, or with a secret in them: what they must not do (keys, touches, scans, typed codes)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station.assembly import open_station
from station.clock import SystemClock
from station.model.people import Role
from tests.ui.camera_desk import STAINED, CameraDesk, camera_desk
from tests.ui.devices.plugs import Plugs
from tests.ui.scanning_desk import ScanningDesk, scanning_desk
from tests.ui.shop import PATIENCE_MS, Desktop, facts
from ui.bench.pins import Dots
from ui.bench.screen import SCANNER, Page
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PIN = "481516"
BOARD = ("RMA-10001", "9521321000025")


@pytest.fixture
def scanning(shop_folder: Path, plugs: Plugs, qtbot: QtBot, theme: Theme) -> Iterator[ScanningDesk]:
    with scanning_desk(shop_folder, plugs, qtbot, theme) as opened:
        yield opened


@pytest.fixture
def shooting(shop_folder: Path, qtbot: QtBot, theme: Theme) -> Iterator[CameraDesk]:
    with camera_desk(shop_folder, qtbot, theme) as opened:
        opened.scan(*STAINED)
        opened.sees()
        yield opened


@pytest.fixture
def badge(shop_folder: Path) -> str:
    """That of Ada, who also has a PIN."""
    with open_station(shop_folder, SystemClock()) as station:
        person, token = station.people.add("Ada", Role.INSPECTOR)
        station.people.set_pin(person, PIN)
    return token


@pytest.fixture
def asked(badge: str, scanning: ScanningDesk) -> ScanningDesk:
    """Where Ada chose her name. The badge is there before the window is."""
    assert badge
    scanning.tap(Qt.Key.Key_1)
    assert scanning.page() is Page.PIN
    return scanning


def dots(desk: Desktop) -> str:
    return next(dots.accessibleName() for dots in desk.window.findChildren(Dots) if dots.isVisible())


def shots(desk: CameraDesk) -> int:
    shown = desk.window.shown
    assert shown is not None
    assert shown.screen.shooting is not None
    return len(shown.screen.shooting.taken)


def type_code(desk: Desktop, code: str) -> None:
    """With F2, letter by letter."""
    desk.tap(Qt.Key.Key_F2)
    desk.window.frame.scanner.field.setText(code)
    desk.tap(Qt.Key.Key_Return)


@pytest.mark.parametrize("gap_ms", [55, 80, 140])
def test_that_the_digits_of_a_slow_scanner_grade_nothing(scanning: ScanningDesk, shop_folder: Path, gap_ms: int) -> None:
    scanning.typed(*BOARD)
    scanning.type("10614141000019\r", gap_ms)
    scanning.until_took(*BOARD, "10614141000019")
    assert facts(shop_folder, "item.graded") == []
    assert scanning.page() is Page.BOARD


def test_that_a_key_that_bounces_does_not_answer_what_nobody_has_seen(scanning: ScanningDesk, qtbot: QtBot) -> None:
    scanning.typed(*BOARD)
    scanning.desk.gate.clear()
    scanning.tap(Qt.Key.Key_1)
    scanning.tap(Qt.Key.Key_1)
    scanning.tap(Qt.Key.Key_F7)
    scanning.window.submit("RS-NOTHING")
    scanning.desk.gate.set()
    scanning.until_took(*BOARD, "RS-AS-NEW", "RS-NOTHING")
    qtbot.waitUntil(lambda: scanning.page() is Page.PHOTO and any(text.startswith("✗") for text in scanning.words()), timeout=PATIENCE_MS)
    scanning.press(Qt.Key.Key_Return)  # what is drawn is answered again
    assert scanning.took[-1] == "RS-PHOTO"


def test_that_a_key_that_is_held_down_is_one_key(scanning: ScanningDesk) -> None:
    scanning.typed(*BOARD)
    for _ in range(5):
        QApplication.sendEvent(
            scanning.window, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", autorep=True)
        )
    scanning.typed("RS-NOTHING")
    assert scanning.took == [*BOARD, "RS-NOTHING"]


@pytest.mark.parametrize("touched", [False, True])
def test_that_one_view_is_one_shot_however_often_it_is_asked_for(shooting: CameraDesk, touched: bool) -> None:
    answers: list[int] = []
    assert shooting.window.moments is not None
    shooting.window.moments.answered.connect(lambda: answers.append(shots(shooting)))
    for _ in range(3):
        if touched:
            shooting.touch("Take the picture")
        else:
            shooting.tap(Qt.Key.Key_Return)
    shooting.photo.taken.emit("RS-PHOTO-ITSELF")
    shooting.window.submit("RS-NOTHING")  # is answered after all of them
    shooting.until(lambda: "RS-NOTHING" in shooting.refused())
    assert answers == [1, 1]


@pytest.mark.parametrize("ahead", ["RS-NOTHING", "RS-AIM-500-500-90"])
def test_that_a_picture_that_takes_itself_is_not_lost_behind_a_scan_or_a_circle(shooting: CameraDesk, ahead: str) -> None:
    (shooting.window.submit if ahead == "RS-NOTHING" else shooting.photo.taken.emit)(ahead)
    shooting.photo.taken.emit("RS-PHOTO-ITSELF")
    shooting.until(lambda: shots(shooting) == 1)


def test_that_the_key_behind_a_circle_takes_the_picture(shooting: CameraDesk) -> None:
    shooting.photo.taken.emit("RS-AIM-500-500-90")
    shooting.tap(Qt.Key.Key_Return)
    shooting.until(lambda: shots(shooting) == 1)


def test_that_a_pin_typed_quickly_signs_in_and_is_no_scan(asked: ScanningDesk, qtbot: QtBot) -> None:
    heard: list[str] = []
    for told in (asked.scanners.scanned, asked.scanners.torn):
        told.connect(heard.append)
    asked.type(PIN[:4], gap_ms=20, held_ms=70)
    qtbot.waitUntil(lambda: dots(asked) == "4 digits typed", timeout=PATIENCE_MS)
    with asked.answered():
        asked.type(f"{PIN[4:]}\r", gap_ms=20, held_ms=70)
    assert asked.page() is Page.READY
    assert (asked.took, heard) == ([], [])
    assert not [text for text in asked.words() if PIN[:4] in text]


@pytest.mark.parametrize("code", ["9521321000025", "012345678905", "95213218", "123457"])
def test_that_a_number_scanned_instead_of_a_pin_is_no_try(asked: ScanningDesk, code: str) -> None:
    for times in range(6):
        with asked.answered():
            asked.type(f"{code}\r")
        assert asked.says("✗"), "it is refused as what it is"
        assert asked.took == [code] * (times + 1)
        assert asked.page() is Page.PIN
    with asked.answered():
        asked.type(f"{PIN}\r", gap_ms=90, held_ms=60)
    assert asked.page() is Page.READY, "it is not locked"


def test_that_a_typed_code_is_a_scan_and_no_button(scanning: ScanningDesk) -> None:
    with scanning.answered():
        type_code(scanning, "@close")
    assert scanning.window.isVisible()
    assert scanning.took == ["@close"]


@pytest.mark.parametrize("code", ["RS-PHOTO-ITSELF", "rs-mark-500-500-90", " ]C1RS-AIM-1-2-3\r"])
def test_that_what_only_the_window_may_say_is_refused_from_a_scanner(shooting: CameraDesk, code: str) -> None:
    shooting.window.submit(code)
    assert "is none of the station's own codes" in shooting.refused()
    shooting.scan("RS-NOTHING")
    type_code(shooting, code)
    assert "is none of the station's own codes" in shooting.refused()
    shooting.scan("RS-NOTHING")
    assert shots(shooting) == 0


def test_that_no_part_of_a_torn_badge_is_shown(asked: ScanningDesk, badge: str) -> None:
    code = f"RS-BADGE-{badge}"
    for cut in (5, len(code) - 5):
        asked.type(code[:cut])
        asked.until_said("A scan broke off")
        asked.scanners.wedge.on_settled()
        asked.type(code[cut:])  # the end of it, which comes too late
        asked.scanners.wedge.on_settled()
        assert not [text for text in asked.words() if badge[:5] in text or badge[-5:] in text]
    assert asked.says("RS-BADGE-…")


def test_that_a_badge_that_was_read_twice_or_is_tried_out_is_not_shown(asked: ScanningDesk, badge: str) -> None:
    with asked.answered():
        asked.type(f"RS-BADGE-{badge}\r" * 2, gap_ms=1)
        assert asked.says("The scanner read RS-BADGE-… twice")
    asked.window.on_taken(SCANNER)
    asked.type(f"RS-BADGE-{badge}\r")
    asked.until_said("RS-BADGE-…")
    assert not [text for text in asked.words() if badge in text]
