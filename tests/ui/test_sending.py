"""What leaves for the main system, at the window: how much waits stands on a chip; its page writes a batch beside the working bench."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from station.devices.folder_camera import FolderCamera
from tests.ui.shop import PATIENCE_MS, Desktop, end
from ui.application import bench_window
from ui.jobs import Job
from ui.theme import Theme
from ui.widgets.chips import Chip


def test_that_what_waits_is_told_and_written_while_the_bench_works(shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    window = bench_window(theme, shop_folder, FolderCamera(shop_folder.parent / "pictures"))
    window.show()
    window.start()
    qtbot.waitUntil(lambda: window.shown is not None, timeout=PATIENCE_MS)
    desk = Desktop(window, qtbot)

    def chip(text: str) -> Chip:
        found = [each for each in window.findChildren(Chip) if each.isVisible() and text in each.text()]
        return found[0]

    def told(text: str) -> bool:
        return any(text in words for words in desk.words())

    try:
        desk.scan("RMA-10001", "9521321000025", "RS-AS-NEW", "RS-PHOTO")
        qtbot.waitUntil(lambda: any("3 to send" in each.text() for each in window.findChildren(Chip)), timeout=PATIENCE_MS)
        QTest.mouseClick(chip("to send"), Qt.MouseButton.LeftButton)
        assert told("3 records wait.")
        desk.tap(Qt.Key.Key_1)
        assert told("Writing")
        qtbot.waitUntil(lambda: not told("Writing"), timeout=PATIENCE_MS)
        assert told("3 records are written."), desk.words()
        qtbot.waitUntil(lambda: not window.findChildren(Job), timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: told("0 records wait."), timeout=PATIENCE_MS)
        assert chip("Nothing to send")
        assert len(list((shop_folder / "exports").rglob("*.manifest.json"))) == 1
        desk.tap(Qt.Key.Key_1)
        qtbot.waitUntil(lambda: told("nothing new"), timeout=PATIENCE_MS)
        desk.scan("RMA-10002")
        assert told("Scan the next item"), "the next scan leaves the page"
    finally:
        end(window)
