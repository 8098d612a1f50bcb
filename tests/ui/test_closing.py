"""Closing: also while the station is still opening everything ends; a desk that hangs is kept, and nobody hears it any more."""

from pathlib import Path
from threading import Event, current_thread
from threading import enumerate as threads

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import ui.desk
from station.session import Session
from tests.ui.shop import PATIENCE_MS, end
from ui.desk import Desk
from ui.preferences import Preferences, load_preferences, save_preferences
from ui.theme import Theme
from ui.window import BenchWindow

OURS = ("bench", "printing", "printer look", "closing", "sending watch")


class SlowDesk(Desk):
    """The folder opens only when whoever closes has looked for what is to be ended."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self._looked_for = Event()

    def _open(self) -> Session:
        assert self._looked_for.wait(20)
        return super()._open()

    def _stop_printing(self, wanted: Preferences) -> None:
        super()._stop_printing(wanted)
        self._looked_for.set()


class HangingDesk(Desk):
    """Says that it has not ended."""

    def stop(self, wanted: Preferences) -> bool:
        assert super().stop(wanted)
        return False


def free(this: QObject) -> None:
    this.deleteLater()
    QApplication.sendPostedEvents(this, QEvent.Type.DeferredDelete.value)


@pytest.mark.usefixtures("qapp")
def test_that_closing_while_the_station_opens_ends_what_it_began_and_keeps_what_was_preferred(
    shop_folder: Path,
) -> None:
    save_preferences(shop_folder, Preferences(1.5, "dark", full_screen=True))
    desk = SlowDesk(shop_folder)
    desk.start()
    assert desk.stop(Preferences())
    assert [thread.name for thread in threads() if thread.name in OURS] == []
    assert load_preferences(shop_folder) == Preferences(1.5, "dark", full_screen=True), "the window had not heard of them yet"
    free(desk)


def test_that_a_desk_that_hangs_outlives_its_window_and_is_heard_by_nobody(shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    desk = HangingDesk(shop_folder)
    window = BenchWindow(theme, lambda: desk)
    window.show()
    window.start()
    qtbot.waitUntil(lambda: window.shown is not None, timeout=PATIENCE_MS)
    heard, freed = list[object](), list[bool]()
    desk.destroyed.connect(lambda: freed.append(True))
    end(window)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    try:
        assert freed == [], "what its threads may still emit on is there"
        desk.printer.connect(heard.append)
        desk.bridge.failed.connect(heard.append)
        desk.printer.emit(1)
        desk.bridge.failed.emit(2)
        assert heard == []
    finally:
        ui.desk._HUNG.remove(desk)
        free(desk)


def test_that_news_of_the_printer_are_told_on_the_thread_of_the_window(shop_folder: Path, qtbot: QtBot) -> None:
    desk, told_on = Desk(shop_folder), list[str]()
    desk.printer.connect(lambda _news: told_on.append(current_thread().name), Qt.ConnectionType.DirectConnection)
    desk.start()
    try:
        qtbot.waitUntil(lambda: bool(told_on), timeout=PATIENCE_MS)
    finally:
        assert desk.stop(Preferences())
        free(desk)
    assert set(told_on) == {"MainThread"}
