"""The last picture finishes a unit: it is seen on the page of the result, and one key, touch or scan takes it again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from station.settings import change_settings
from tests.ui.shop import PATIENCE_MS, Desktop, desktop, facts
from ui.bench.results import LastPicture
from ui.bench.screen import Page
from ui.theme import Theme

STAINED = ("RMA-10002", "9521321000087", "RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-2")


@pytest.fixture
def finished(desk: Desktop, shop_folder: Path) -> Desktop:
    """A unit with two pictures, just told."""
    desk.window.frame.middle.use_album(shop_folder / "photos")
    desk.window.closed.connect(desk.window.frame.middle.end)
    desk.scan(*STAINED)
    return desk


def taken(data: Path) -> list[list[str]]:
    return [[photo["sha256"] for photo in fact.payload["photos"]] for fact in facts(data, "item.graded")]


def test_that_the_pictures_are_counted_as_one_of_two(finished: Desktop) -> None:
    assert "0 of 2" in finished.words()
    finished.scan("RS-PHOTO")
    assert "1 of 2" in finished.words()


def test_that_the_picture_that_finished_a_unit_is_seen_with_its_result(finished: Desktop, qtbot: QtBot) -> None:
    finished.scan("RS-PHOTO", "RS-PHOTO")
    assert finished.page() is Page.RESULT
    last = finished.window.findChild(LastPicture)
    assert isinstance(last, LastPicture)
    qtbot.waitUntil(lambda: not last.picture.image.isNull(), timeout=PATIENCE_MS)
    assert any(text.startswith("Last of 2 pictures: ") for text in finished.words())


def test_that_one_key_takes_it_again_and_another_gives_the_result(finished: Desktop, shop_folder: Path) -> None:
    finished.scan("RS-PHOTO", "RS-PHOTO")
    finished.press(Qt.Key.Key_F4)
    assert finished.page() is Page.PHOTO
    assert "1 of 2" in finished.words()
    finished.press(Qt.Key.Key_Return)
    assert finished.page() is Page.RESULT
    before, after = taken(shop_folder)
    assert (before[0], before[1] == after[1]) == (after[0], False)


def test_that_a_touch_and_a_scan_do_the_same(finished: Desktop) -> None:
    finished.scan("RS-PHOTO", "RS-PHOTO")
    finished.click("Retake picture")
    assert finished.page() is Page.PHOTO
    finished.scan("RS-PHOTO", "RS-RETAKE")
    assert finished.page() is Page.PHOTO


def test_that_no_action_more_is_needed_for_a_clean_unit(finished: Desktop) -> None:
    finished.scan("RS-PHOTO", "RS-PHOTO", "9521321000087")
    assert finished.page() is Page.BOARD, "the next scan leaves the result"


def test_that_a_hazard_has_no_picture_to_take_again(finished: Desktop) -> None:
    finished.scan("RS-STOP")
    assert finished.page() is Page.STOP
    assert "Retake picture" not in finished.words()


CLEAN = ("RMA-10001", "9521321000025", "RS-AS-NEW")


@pytest.mark.parametrize("others", [(), CLEAN], ids=["the only one", "another before it"])
def test_that_a_unit_taken_again_in_one_go_is_the_one_that_is_told(
    shop_folder: Path, qtbot: QtBot, theme: Theme, others: tuple[str, ...]
) -> None:
    change_settings(shop_folder, {"photos.takes_itself": True})
    with desktop(shop_folder, qtbot, theme) as desk:
        desk.scan(*others, *(("RS-CLOSE", "RS-ANSWER-1") if others else ()), *STAINED)
        lpn, place = told(desk)
        before = taken(shop_folder)[-1]
        desk.press(Qt.Key.Key_F4)
        assert desk.page() is Page.RESULT, "opened again, photographed and graded in one outcome"
        assert (told(desk), taken(shop_folder)[-1] == before) == ((lpn, place), False)
        assert any(text.startswith(lpn) for text in desk.words())
        desk.tap(Qt.Key.Key_Return)
        assert f"{lpn} → {place}" in desk.words(), "and at the foot"


def told(desk: Desktop) -> tuple[str, str]:
    """The unit that is told at large, and its place."""
    shown = desk.window.shown
    assert shown
    assert shown.screen.result
    return shown.screen.result.unit.lpn, shown.screen.result.unit.place
