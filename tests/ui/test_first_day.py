"""What an inspector meets on the first day: a hazard seen too late, a unit set aside, a count, another language."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from station.errors import Refusal
from station.texts import languages, notice, word
from tests.ui.shop import PATIENCE_MS, Desktop, facts
from tests.ui.test_describing import BOARD, ITEM, PARCEL, SITE, _snapshot
from ui.bench.describing import describe
from ui.bench.screen import BACK, STOP_PAGE, Option, Page
from ui.bench.story import Story, told_units
from ui.widgets.icons import glyph_of


def _finish(desk: Desktop) -> None:
    desk.scan("RMA-10001", "9521321000025", "RS-AS-NEW", "RS-PHOTO")
    assert desk.page() is Page.RESULT


def _decided(data: Path) -> list[tuple[str, str]]:
    return [(fact.subject, fact.payload["disposition"]) for fact in facts(data, "item.graded")]


def test_that_a_hazard_seen_too_late_is_that_very_unit(desk: Desktop, shop_folder: Path, qtbot: QtBot) -> None:
    _finish(desk)
    desk.tap(Qt.Key.Key_F12)
    desk.button("Another item")
    assert len(_decided(shop_folder)) == 1, "nothing is decided by the question"
    desk.tap(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: desk.page() is Page.STOP, timeout=PATIENCE_MS)
    plate = _decided(shop_folder)[0][0]
    assert [(lpn, to) for lpn, to in _decided(shop_folder) if to == "quarantine"] == [(plate, "quarantine")]
    assert len({lpn for lpn, _ in _decided(shop_folder)}) == 1, "no unit that nobody has seen"
    assert plate in {fact.subject for fact in facts(shop_folder, "label.voided")}, "its old label counts no more"


def test_that_a_hazard_may_be_another_item_and_the_question_can_be_left(desk: Desktop, shop_folder: Path) -> None:
    _finish(desk)
    desk.touch("Hazard")
    desk.tap(Qt.Key.Key_Escape)
    assert desk.page() is Page.RESULT
    desk.touch("Hazard")
    desk.click("Another item")
    assert [fact.subject for fact in facts(shop_folder, "hazard.reported")] != []
    assert len({lpn for lpn, _ in _decided(shop_folder)}) == 1, "nobody has seen that item yet, so it is no unit"
    assert notice(Refusal("HAZARD_NOTED")).message in desk.words()


def test_that_a_stop_with_a_unit_in_hand_asks_nothing(desk: Desktop) -> None:
    desk.scan("RMA-10001", "9521321000025")
    desk.click("Hazard")
    assert desk.page() is Page.STOP
    assert desk.window.shown is not None
    assert STOP_PAGE not in desk.window.shown.keys.values()


@pytest.mark.parametrize("language", languages())
def test_that_the_button_names_the_hazard(language: str) -> None:
    shown = describe(Story(_snapshot(language=language)), SITE)
    assert {option.label for option in shown.foot.commands if option.code == "RS-STOP"} == {word("WINDOW_STOP", language)}
    names = {"en": "Hazard", "de": "Gefahr", "es": "Peligro", "fr": "Danger", "pl": "Zagrożenie", "zh": "危险"}
    assert word("WINDOW_STOP", language) == names[language]


@pytest.mark.parametrize(
    ("here", "instead", "known", "told"),
    [(1, 0, False, "unit 2 of 3"), (1, 1, False, "unit 3 of 3"), (1, 0, True, "unit 1 of 3"), (0, 0, True, "0 of 3 here")],
)
def test_that_a_unit_has_one_number_in_its_parcel(here: int, instead: int, known: bool, told: str) -> None:
    parcel, item = {**PARCEL, "here": here, "instead": instead}, {**ITEM, "known": known}
    beside = describe(Story(_snapshot("inspecting", BOARD, item=item, parcel=parcel)), SITE).standing
    assert beside is not None
    assert dict(beside.rows)["Units"] == told


def test_that_the_units_are_told_in_the_language_that_is_spoken_now(desk: Desktop) -> None:
    desk.scan("RMA-10001", "9521321000025", "RS-AS-NEW", "RS-PHOTO", "9521321000025", "RS-PARK")
    desk.scan("RMA-10002", "9521321000087", "RS-HOLD-CLIENT")
    desk.scan("RS-LANG-DE")
    assert desk.window.moments is not None
    story = desk.window.moments.story
    assert story is not None
    assert len(story.units) >= 2
    for unit, told in zip(story.units, told_units(story, "de"), strict=True):
        assert told.why == story.snapshot.said[unit.last["fact"]] != unit.last["say"]


def test_that_a_parcel_says_which_units_wait(desk: Desktop) -> None:
    desk.scan("RMA-10001", "9521321000025", "RS-PARK")
    assert desk.page() is Page.PARCEL
    assert "Set aside: 1" in desk.words()
    desk.press(Qt.Key.Key_F5)
    assert desk.page() is Page.BOARD


def test_that_going_on_does_not_look_like_going_back(desk: Desktop) -> None:
    _finish(desk)
    assert glyph_of(desk.button("Go on").option) == "arrow-right" != glyph_of(Option("", BACK, "Back"))
