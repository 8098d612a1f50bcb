"""The window's own pages: hand-over, why and settings say what holds and do what they offer, by keys and by touch."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from station.assembly import open_station
from station.clock import SystemClock
from station.model.people import Role
from station.settings import change_settings, load_settings
from tests.ui.shop import PATIENCE_MS, Desktop, cut, desktop, facts
from ui.bench.screen import HAND_OVER, SETTINGS, WHY, Page
from ui.preferences import load_preferences
from ui.setup.settings import SettingsPage
from ui.theme import DARK, Theme, tokens_of

PIN = "481516"


@pytest.fixture
def badges(shop_folder: Path) -> dict[str, str]:
    """Ada, who inspects, and Sofia, who supervises and has a PIN."""
    with open_station(shop_folder, SystemClock()) as station:
        _, ada = station.people.add("Ada", Role.INSPECTOR)
        sofia, badge = station.people.add("Sofia", Role.SUPERVISOR)
        station.people.set_pin(sofia, PIN)
    return {"Ada": f"RS-BADGE-{ada}", "Sofia": f"RS-BADGE-{badge}"}


@pytest.fixture
def manned(badges: dict[str, str], shop_folder: Path, qtbot: QtBot, theme: Theme) -> Iterator[Desktop]:
    """Ada has signed in."""
    with desktop(shop_folder, qtbot, theme) as desk:
        desk.scan(badges["Ada"])
        yield desk


def opened(desk: Desktop, qtbot: QtBot, code: str, says: str) -> None:
    """Open a page and wait for what it says."""
    desk.window.on_taken(code)
    qtbot.waitUntil(lambda: any(says in text for text in desk.words()), timeout=PATIENCE_MS)


def test_that_a_hand_over_says_what_is_open_and_a_badge_takes_over(manned: Desktop, badges: dict[str, str], qtbot: QtBot) -> None:
    manned.scan("RMA-10002", "9521321000087", "RS-PARK")
    manned.tap(Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: "Hand over this bench" in manned.words(), timeout=PATIENCE_MS)
    told = "\n".join(manned.words())
    assert "Northwind · RMA-10002 · 1 of 3 here" in told
    assert "1 × Hooded sweatshirt, grey, L\n1 × Knitted beanie, navy" in told
    assert "B01-000001-A · Hooded sweatshirt, grey, L · Ada · since" in told
    manned.scan(badges["Sofia"])
    assert "Sofia · sign out" in manned.words()
    assert manned.page() is Page.PARCEL, "the parcel stays open"


def test_that_who_takes_over_may_type_a_pin(manned: Desktop, qtbot: QtBot) -> None:
    opened(manned, qtbot, HAND_OVER, "Nothing is open at this bench")
    manned.tap(Qt.Key.Key_1)
    assert "PIN of Sofia" in manned.words()
    for digit in PIN:
        manned.tap(Qt.Key(Qt.Key.Key_0 + int(digit)))
    manned.press(Qt.Key.Key_Return)
    assert "Sofia · sign out" in manned.words()


def test_that_signing_out_with_things_open_goes_by_way_of_the_hand_over(manned: Desktop, qtbot: QtBot) -> None:
    manned.scan("RMA-10001")
    manned.touch("Ada · sign out")
    qtbot.waitUntil(lambda: "Hand over this bench" in manned.words(), timeout=PATIENCE_MS)
    manned.click("Sign out")
    assert manned.page() is Page.SIGN_IN


def test_that_nobody_takes_over_a_unit_in_hand(manned: Desktop, badges: dict[str, str], qtbot: QtBot, shop_folder: Path) -> None:
    manned.scan("RMA-10001", "9521321000025", "RS-AS-NEW")
    assert manned.page() is Page.PHOTO
    opened(manned, qtbot, HAND_OVER, "set it aside or put it on hold first")
    manned.window.submit(badges["Sofia"])  # here it would mean: without pictures
    manned.press(Qt.Key.Key_F7)
    assert manned.page() is Page.PARCEL
    assert facts(shop_folder, "item.graded") == []


def test_that_labels_that_wait_and_units_on_hold_are_told(shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    change_settings(shop_folder, {"labels.printer": "tcp://127.0.0.1:9"})  # nobody listens there
    with desktop(shop_folder, qtbot, theme) as desk:
        desk.scan("RMA-10002", "9521321000087", "RS-HOLD-SUPERVISOR")
        opened(desk, qtbot, HAND_OVER, "B01-000001-A · Hooded sweatshirt, grey, L → HOLD-S: ")
        assert "1 unit waits for a decision" in desk.words()


def test_that_why_tells_of_a_unit_in_hand_only_what_came_with_it(desk: Desktop, qtbot: QtBot) -> None:
    desk.scan("RMA-10002", "9521321000087", "RS-FIND-STAIN")
    desk.tap(Qt.Key.Key_F3)
    qtbot.waitUntil(lambda: "What came with it" in desk.words(), timeout=PATIENCE_MS)
    told = desk.words()
    assert {"NW-HOOD-GRY-L", "€59.00", "Germany", "too small", "RMA-10002"} <= set(told)
    assert any("Clothing, edition" in text for text in told)
    assert [text for text in told if "→" in text or text == "Because" or "Channels" in text] == []
    desk.tap(Qt.Key.Key_F3)
    assert "What do you see?" in desk.words()


def test_that_why_tells_of_a_finished_unit_what_decided(desk: Desktop, qtbot: QtBot) -> None:
    desk.scan("RMA-10002", "9521321000087", "RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-2", "RS-PHOTO", "RS-PHOTO")
    opened(desk, qtbot, WHY, "What decided")
    told = desk.words()
    assert "Stain or make-up mark (No; up to 5 mm, not on the front) → B" in told
    assert any(text.startswith("dispositions, edition") and ", rule " in text for text in told)
    assert [text for text in told if "ms" in text.split()] == []


def test_that_a_unit_of_the_list_opens_what_can_be_done_about_it(desk: Desktop) -> None:
    desk.scan("RMA-10001", "9521321000025", "RS-AS-NEW", "RS-PHOTO", "RS-CLOSE")
    unit = next(unit for unit in desk.units() if unit.accessibleName().startswith("Grade A B01-000001-A"))
    assert unit.height() >= 64
    with desk.answered():
        desk.touch_at(unit)
    assert {"Take the grade back and inspect it again", "Print its label again"} <= set(desk.words())


def test_that_the_look_the_size_and_the_screen_are_kept(shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    with desktop(shop_folder, qtbot, theme) as desk:
        desk.window.on_taken(SETTINGS)
        desk.touch("Dark")
        assert tokens_of(desk.window.palette()) == DARK
        desk.touch("125 %")
        desk.touch("Full screen")
        assert desk.window.isFullScreen()
    kept = load_preferences(shop_folder)
    assert (kept.look, kept.text_scale, kept.full_screen) == ("dark", 1.25, True)
    theme.set_look("system")


def test_that_a_language_counts_at_once_for_the_whole_window(manned: Desktop) -> None:
    manned.window.on_taken(SETTINGS)
    manned.click("Deutsch")
    assert manned.window.shown is not None
    assert manned.window.shown.language == "de"
    assert manned.button("Einstellungen")


def test_that_sounds_and_pictures_by_themselves_are_settings_of_the_bench(
    badges: dict[str, str], manned: Desktop, shop_folder: Path, qtbot: QtBot
) -> None:
    manned.window.on_taken(SETTINGS)
    manned.touch("25 %")
    assert manned.window.hearing.loudspeaker.volume == 25
    qtbot.waitUntil(lambda: load_settings(shop_folder).sounds.volume == 25, timeout=PATIENCE_MS)
    labels = {button.option.label for button in manned.buttons()}
    assert "Pictures take themselves" not in labels, "an inspector changes nothing that holds for everybody"
    manned.scan(badges["Sofia"])
    manned.window.on_taken(SETTINGS)
    manned.touch("Pictures take themselves")
    qtbot.waitUntil(lambda: load_settings(shop_folder).photos.takes_itself, timeout=PATIENCE_MS)
    manned.scan("RMA-10001", "9521321000025", "RS-AS-NEW")
    assert manned.page() is Page.RESULT, "at once, without a new start"


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("code", [WHY, HAND_OVER, SETTINGS])
def test_that_nothing_is_cut_on_them(desk: Desktop, qtbot: QtBot, theme: Theme, code: str, scale: float) -> None:
    desk.scan("RMA-10002", "9521321000087")
    theme.set_scale(scale)
    desk.window.on_taken(code)
    qtbot.waitUntil(lambda: not cut(desk.window), timeout=PATIENCE_MS)


def test_that_the_settings_mark_what_holds(desk: Desktop) -> None:
    desk.window.on_taken(SETTINGS)
    page = desk.window.frame.pages.own[SETTINGS]
    assert isinstance(page, SettingsPage)
    chosen = {button.option.label for button in desk.buttons() if button.option.chosen}
    assert chosen == {"English", "As the system", "100 %", "70 %"}
