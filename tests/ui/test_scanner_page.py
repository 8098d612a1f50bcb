"""The scanners' page: the test with the calibration sheet through the window, what it finds, what it keeps; the chip and the list."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station.devices.calibration import CODES, GS
from station.settings import load_settings
from tests.ui.devices.plugs import Plugs
from tests.ui.scanning_desk import ScanningDesk, scanning_desk
from tests.ui.shop import PATIENCE_MS, cut
from ui.bench.screen import SCANNER
from ui.devices.camera_scanner import code_in
from ui.devices.tried import CAMERA, Tried
from ui.setup.calibrating import Calibration
from ui.setup.code_picture import CodePicture
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def desk(shop_folder: Path, plugs: Plugs, qtbot: QtBot, theme: Theme) -> Iterator[ScanningDesk]:
    with scanning_desk(shop_folder, plugs, qtbot, theme) as opened:
        opened.window.on_taken(SCANNER)
        yield opened


def _step(desk: ScanningDesk, number: int) -> None:
    desk.until_said(f"Scan code {number} of {len(CODES)}")


def test_that_a_radio_scanner_is_tested_learned_and_kept(desk: ScanningDesk, shop_folder: Path, qtbot: QtBot) -> None:
    desk.tap(Qt.Key.Key_Return)
    for code in CODES:
        _step(desk, code.number)
        desk.type(f"{code.text}\r", gap_ms=24)
    desk.until_said("All codes came exactly. This scanner is set up well.")
    assert desk.says("Keys closer together than 120 ms will be taken for this scanner.")
    desk.tap(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.scanners.settings.threshold_ms == 120, timeout=PATIENCE_MS)
    assert desk.says("Saved.")
    kept = load_settings(shop_folder).scanner
    assert (kept.threshold_ms, kept.prefix, kept.suffix) == (120, "", "enter")
    desk.tap(Qt.Key.Key_Escape)
    desk.type("RMA-10001\r", gap_ms=100)
    desk.until_took("RMA-10001")


def test_that_a_scanner_without_an_end_and_with_a_prefix_is_known_and_kept(desk: ScanningDesk, shop_folder: Path, qtbot: QtBot) -> None:
    desk.touch("Test with the calibration sheet")
    for code in CODES:
        _step(desk, code.number)
        desk.type(f"~{code.text}", gap_ms=2)
    desk.until_said("Code 5: ~ came before the code; no Enter came behind the code")
    assert desk.says("If it cannot do that, save: then a code ends where the keys stop.")
    desk.touch("Save for this bench")
    qtbot.waitUntil(lambda: desk.scanners.settings.prefix == "~", timeout=PATIENCE_MS)
    assert load_settings(shop_folder).scanner.suffix == "none"


def test_that_a_french_scanner_that_drops_gs_is_told_how_to_be_cured(desk: ScanningDesk) -> None:
    desk.tap(Qt.Key.Key_Return)
    french = str.maketrans("aqzwAQZWmM;", "qawzQAWZ;:m")
    for code in CODES:
        _step(desk, code.number)
        desk.type(f"{code.text.translate(french).replace(GS, '')}\r")
    desk.until_said("Code 1: other characters came (A → Q, a → q, M → :)")
    assert desk.says("It looks like: French keyboard.")
    assert desk.says("The scanner drops GS, so a lot number can run into the next field.")


def test_that_codes_may_be_skipped_and_the_test_left(desk: ScanningDesk) -> None:
    desk.tap(Qt.Key.Key_Return)
    desk.type(f"{CODES[0].text}\r")
    for code in CODES[1:]:
        _step(desk, code.number)
        desk.tap(Qt.Key.Key_0)
    desk.until_said("What was scanned came exactly. Codes that were not scanned are not tested.")
    desk.tap(Qt.Key.Key_1)
    _step(desk, 1)
    desk.tap(Qt.Key.Key_Escape)
    assert desk.says("Connected scanners")
    assert desk.window.frame.pages.own[SCANNER].isVisible()


def test_that_a_scanner_can_read_the_code_from_the_screen_in_either_theme(desk: ScanningDesk, qapp: QApplication) -> None:
    desk.tap(Qt.Key.Key_Return)
    picture = desk.window.findChild(CodePicture)
    assert picture is not None
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
        qapp.styleHints().setColorScheme(scheme)
        for code in CODES:
            picture.show_code(code, "code")
            assert code_in(picture.grab().toImage()).removeprefix("]d2") == code.text


def test_that_nothing_is_cut_with_large_text(desk: ScanningDesk, theme: Theme, qtbot: QtBot) -> None:
    desk.type(f"{CODES[4].text}\r")
    desk.until_said("‹GS›")
    theme.set_scale(2.0)
    qtbot.waitUntil(lambda: cut(desk.window.frame.pages.own[SCANNER]) == [], timeout=PATIENCE_MS)
    desk.tap(Qt.Key.Key_Return)
    _step(desk, 1)
    qtbot.waitUntil(lambda: cut(desk.window.frame.pages.own[SCANNER]) == [], timeout=PATIENCE_MS)


def test_that_the_camera_is_switched_on_and_off_by_key_and_touch(desk: ScanningDesk, qtbot: QtBot) -> None:
    desk.tap(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: desk.scanners.settings.camera, timeout=PATIENCE_MS)
    assert desk.scanners.camera.works
    assert "The camera reads codes." in desk.chip.says
    desk.touch("Stop reading codes with the camera")
    qtbot.waitUntil(lambda: not desk.scanners.settings.camera, timeout=PATIENCE_MS)
    assert not desk.scanners.camera.works


def test_that_another_scanner_than_the_one_under_test_and_noise_are_left_out() -> None:
    begun = Calibration().after(Tried(CODES[0].text, "\r", (5,)))
    assert begun.after(Tried(CODES[1].text, "\r", source=CAMERA)) == begun
    assert begun.after(Tried("\\xf8", "", noise=True)) == begun
    assert Calibration().after(Tried(CODES[0].text, "\r", source=CAMERA)).to_keep() == {}
