"""Opening and closing: a station that cannot be opened says why and how to go on; closing ends everything in time; the demo leads."""

import sys
from pathlib import Path
from threading import enumerate as threads

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import ui.application
from station.assembly import open_station
from station.cli import opening
from station.clock import SystemClock
from tests.ui.shop import PATIENCE_MS, Desktop, desktop, end
from ui import main
from ui.bench.screen import Page
from ui.desk import Desk
from ui.theme import Theme
from ui.window import BenchWindow


def test_that_a_station_in_use_is_said_and_opens_once_it_is_free(shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    window = BenchWindow(theme, lambda: Desk(shop_folder))
    window.show()
    hands = Desktop(window, qtbot)
    with open_station(shop_folder, SystemClock()):
        window.start()
        qtbot.waitUntil(lambda: "The station did not open" in hands.words(), timeout=PATIENCE_MS)
        assert any("already works in" in text for text in hands.words())
        assert any("close it first" in text for text in hands.words())
    hands.touch("Try again")
    qtbot.waitUntil(lambda: window.shown is not None, timeout=PATIENCE_MS)
    end(window)


def test_that_closing_ends_every_thread(shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    before = set(threads())
    with desktop(shop_folder, qtbot, theme) as desk:
        desk.scan("RMA-10001", "9521321000025", "RS-AS-NEW")
        desk.window.close()  # joins each of them, for less than two seconds: one that took longer would still be there
        assert [thread.name for thread in set(threads()) - before] == []
    with open_station(shop_folder, SystemClock()):
        pass  # the lock is free


def test_that_the_demo_leads_through_its_shift(qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    window = BenchWindow(theme, lambda: Desk(None))
    window.show()
    window.start()
    qtbot.waitUntil(lambda: window.shown is not None, timeout=PATIENCE_MS)
    desk = Desktop(window, qtbot)
    desk.click("RMA-10001")
    assert desk.page() is Page.PARCEL
    desk.scan("9521321000025")  # scanned with a scanner: the card goes on as well
    desk.press(Qt.Key.Key_1)  # and with a key, which sends the same code
    assert desk.page() is Page.RESULT
    assert desk.button("RS-CLOSE").option.small == "Next"
    desk.touch("Skip")  # the parcel is still open: it is closed first
    desk.click("RS-CLOSE")
    assert desk.button("RMA-10002")
    end(window)


def test_that_the_bare_command_opens_the_window_where_there_is_a_display(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[Path | None] = []

    def open_window(data: Path | None) -> int:
        opened.append(data)
        return 0

    monkeypatch.setattr(ui.application, "open_window", open_window)
    monkeypatch.setattr(opening, "WINDOWS", [])
    monkeypatch.setenv("DISPLAY", ":0")
    for words in (["--data", str(tmp_path)], ["demo"]):
        monkeypatch.setattr(sys, "argv", ["restock-station", *words])
        with pytest.raises(SystemExit) as ended:
            main.main()
        assert ended.value.code == 0
    assert opened == [tmp_path, None]
