"""Pages over the bench: another language is spoken on an open page at once, a bench that ends closes it, chips keep their places."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import station.session.session
from station.assembly import open_station
from station.clock import SystemClock
from station.devices.folder_camera import FolderCamera
from station.model.people import Role
from station.texts import word
from tests.ui.devices.key_events import type_keys, window_of
from tests.ui.shop import PATIENCE_MS, Desktop, end
from ui.application import bench_window
from ui.bench.screen import BACK, CAMERA, ENTER, HAND_OVER, HELP, PRINTER, SCANNER, SENDING, SETTINGS, Page
from ui.bench.strips import TopBar
from ui.devices.news import DeviceNews
from ui.joining import Joined
from ui.setup.camera import TEST, CameraPage
from ui.setup.page import OwnPage
from ui.setup.scanner import START, ScannerPage
from ui.setup.sending import SEND_NOW, SendingPage
from ui.theme import Theme
from ui.widgets.chips import Chip

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def whole(shop_folder: Path, qtbot: QtBot, theme: Theme) -> Iterator[Desktop]:
    """The window of the application, with all its pages and its scanners."""
    window = bench_window(theme, shop_folder, FolderCamera(shop_folder.parent / "pictures"))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.start()
    qtbot.waitUntil(lambda: window.shown is not None, timeout=PATIENCE_MS)
    yield Desktop(window, qtbot)
    end(window)


def test_that_scans_reach_the_bench_again_when_it_stopped_over_the_scanners_page(
    whole: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole.window.on_taken(SCANNER)
    desk = whole.window._desk
    assert desk is not None
    with monkeypatch.context() as patch, caplog.at_level(logging.CRITICAL):
        patch.setattr(station.session.session, "snapshot", lambda *_args: 1 // 0)
        desk.bridge.submit("RS-NOTHING")
        qtbot.waitUntil(lambda: "The bench has stopped" in whole.words(), timeout=PATIENCE_MS)
    whole.tap(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: whole.window.shown is not None, timeout=PATIENCE_MS)
    with whole.answered():
        type_keys(window_of(whole.window), "RMA-10001\r", gap_ms=2)
    assert whole.page() is Page.PARCEL


def test_that_the_settings_stay_and_speak_the_language_that_was_chosen_there(desk: Desktop) -> None:
    desk.window.on_taken(SETTINGS)
    settings = desk.window.frame.pages.own[SETTINGS]
    for language, title in (("Deutsch", "Einstellungen"), ("English", "Settings")):
        desk.click(language)
        assert settings.isVisible()
        assert settings.title.text() == title
        assert {desk.button(label).option.label for label in (language, "125 %")} == {language, "125 %"}
        desk.touch(language)  # it is spoken already: nothing happens
        assert settings.isVisible()
    desk.scan("RMA-10001")
    assert not settings.isVisible(), "a scan leaves it as ever"


@pytest.mark.parametrize("code", [HELP, PRINTER, HAND_OVER])
def test_that_a_card_changes_the_language_of_an_open_page(desk: Desktop, qtbot: QtBot, code: str) -> None:
    page = desk.window.frame.pages.own[code]
    desk.window.on_taken(code)
    qtbot.waitUntil(lambda: bool(page.title.text()), timeout=PATIENCE_MS)
    english = page.title.text()
    desk.scan("RS-LANG-FR")
    assert page.isVisible()
    assert desk.button(word("WINDOW_BACK", "fr"))
    qtbot.waitUntil(lambda: page.title.text() not in ("", english), timeout=PATIENCE_MS)
    desk.scan("RS-LANG-EN")
    qtbot.waitUntil(lambda: page.title.text() == english, timeout=PATIENCE_MS)
    desk.tap(Qt.Key.Key_Escape)
    assert not page.isVisible()


def test_that_another_person_of_another_language_comes_to_the_bench_and_not_to_a_page(
    shop_folder: Path, qtbot: QtBot, theme: Theme
) -> None:
    with open_station(shop_folder, SystemClock()) as opened:
        ada, eva = (opened.people.add(name, Role.INSPECTOR, language)[1] for name, language in (("Ada", "en"), ("Eva", "de")))
    window = bench_window(theme, shop_folder, FolderCamera(shop_folder.parent / "pictures"))
    window.show()
    window.start()
    qtbot.waitUntil(lambda: window.shown is not None, timeout=PATIENCE_MS)
    desk = Desktop(window, qtbot)
    desk.scan(f"RS-BADGE-{ada}")
    window.on_taken(HAND_OVER)
    desk.scan(f"RS-BADGE-{eva}")
    assert (window.language, window.frame.pages.own[HAND_OVER].isVisible()) == ("de", False)
    end(window)


def test_that_chips_keep_their_places_whoever_tells_first(qtbot: QtBot, theme: Theme) -> None:
    del theme
    bar = TopBar()
    qtbot.addWidget(bar)
    bar.resize(1366, 60)
    bar.show()
    for order in ((SENDING, PRINTER, CAMERA, SCANNER), (PRINTER, SENDING)):
        bar.show_chips([DeviceNews(page, page, "") for page in order])
        shown = [chip for chip in bar.findChildren(Chip) if chip.isVisible()]
        qtbot.waitUntil(lambda shown=shown: len({chip.x() for chip in shown}) == len(shown), timeout=PATIENCE_MS)  # type: ignore[misc]
        named = [chip.text() for chip in sorted(shown, key=lambda chip: chip.x())]
        assert named == [page for page in (SCANNER, CAMERA, PRINTER, SENDING) if page in order]


@pytest.mark.parametrize(("kind", "own"), [(CameraPage, TEST), (ScannerPage, START), (SendingPage, SEND_NOW)])
def test_that_a_row_hands_on_what_is_not_the_pages_own_and_once(qtbot: QtBot, theme: Theme, kind: type[OwnPage], own: str) -> None:
    del theme
    joined = Joined()
    pages = joined.pages
    assert pages == joined.pages, "there is one of each, however often it is asked for"
    for each in pages.values():
        qtbot.addWidget(each)
    page = next(page for page in pages.values() if isinstance(page, kind))
    taken: list[str] = []
    page.taken.connect(taken.append)
    for code in (own, BACK, ENTER):
        page.row.taken.emit(code)
    assert taken in ([BACK, ENTER], [ENTER]), "the scanners' page ends its test with the way back"
    if isinstance(page, CameraPage):
        assert page.end()
    assert joined.camera.close()
