"""The desk as a program: one window for each folder, scans of a scanner that types, acts by its own hands, the command."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from station.assembly import open_station
from station.clock import SystemClock
from station.settings import change_settings
from tests.architecture.tree import ROOT
from tests.ui.devices.key_events import type_keys, window_of
from tests.ui.shop import PATIENCE_MS, desktop
from tests.ui.supervisor.desk import DeskAtWork
from tests.ui.supervisor.test_desk_window import people_in
from ui.desk_application import desk_window as make_window
from ui.supervisor.one_desk import OneDesk
from ui.theme import Theme


@pytest.fixture
def real(shop_folder: Path, qtbot: QtBot, theme: Theme) -> Iterator[DeskAtWork]:
    """The window that the command opens, on a folder with people."""
    people_in(shop_folder)
    window = make_window(theme, shop_folder)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    desk = DeskAtWork(window, window.hands, qtbot)
    with desk.waiting_for(window.reader.opened):
        window.start()
    desk.until(lambda: "Sign in" in desk.words())
    yield desk
    desk.close()


def test_that_somebody_signs_in_by_their_own_hands_where_no_bench_is_open(real: DeskAtWork) -> None:
    real.type("506173")
    real.press(Qt.Key.Key_Return)
    real.until(lambda: real.window.signed_in)
    assert "Sam Okafor · sign out" in real.words()


def test_that_a_badge_that_a_scanner_types_signs_in_and_is_typed_into_no_field(shop_folder: Path, real: DeskAtWork) -> None:
    with open_station(shop_folder, SystemClock()) as opened:
        badge = opened.people.new_badge(opened.people.by_name("Sam Okafor"))
    field = real.window.focusWidget()
    type_keys(window_of(real.window), f"RS-BADGE-{badge}\r")
    real.until(lambda: real.window.signed_in)
    assert isinstance(field, QLineEdit)
    assert field.text() == ""


def test_that_the_digits_of_a_pin_are_no_scan_however_fast_fingers_are(real: DeskAtWork) -> None:
    type_keys(window_of(real.window), "506173", gap_ms=45, held_ms=40)
    field = real.window.focusWidget()
    assert isinstance(field, QLineEdit)
    real.until(lambda: field.text() == "506173")


def test_that_a_second_desk_of_the_folder_shows_the_first(tmp_path: Path, qtbot: QtBot) -> None:
    first, second, elsewhere = OneDesk(tmp_path), OneDesk(tmp_path), OneDesk(tmp_path / "other")
    assert first.is_first()
    with qtbot.waitSignal(first.asked, timeout=PATIENCE_MS):
        assert not second.is_first()
    assert elsewhere.is_first()
    first.end()
    assert second.is_first()
    second.end()
    elsewhere.end()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_that_the_command_says_so_where_nothing_can_be_drawn(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ui.main", "--data", str(tmp_path), "desk"]
    done = subprocess.run(command, capture_output=True, check=False, text=True, env={"PATH": "/usr/bin"}, timeout=120)
    assert done.returncode == 1
    assert done.stderr.startswith("DESK_NO_DISPLAY")


def test_that_a_desk_that_is_closed_while_it_opens_ends(shop_folder: Path) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.desk_child", "frame", str(shop_folder), "2026-01-01"]  # closes it at its first frame
    shown = {**os.environ, "DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}  # drawn in memory; no display is asked
    assert subprocess.run(command, capture_output=True, check=False, cwd=ROOT, env=shown, timeout=60).returncode == 0


def test_that_the_report_is_made_by_the_bench_at_its_hour(shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    change_settings(shop_folder, {"report.at": "00:00", "report.forms": ["json"]})
    with desktop(shop_folder, qtbot, theme):
        qtbot.waitUntil((shop_folder / "report.json").is_file, timeout=PATIENCE_MS)
    assert [file.suffix for file in (shop_folder / "exports" / "reports").iterdir()] == [".json"]
