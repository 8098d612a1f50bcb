"""Keys are called as the reader's language calls them, and stay the same keys; a unit on hold says each of its reasons."""

from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from station.session import Snapshot
from tests.ui.shop import PATIENCE_MS
from ui.bench.describing import describe
from ui.bench.page import Column
from ui.bench.screen import Shown
from ui.bench.story import Site, Story
from ui.setup.why import Part
from ui.theme import Theme
from ui.widgets.words import Words

SITE = Site("B01", "Leipzig", "en", ZoneInfo("Europe/Berlin"))
DONE = {"key": "1", "code": "RS-DONE", "answer": "DONE", "label": "Nothing else"}
STAIN = {"key": "2", "code": "RS-FIND-STAIN", "answer": "STAIN", "label": "Stain"}


def _shown(language: str, **prompt: object) -> Shown:
    asked = {"id": "Q", "kind": "question", "text": "What shall be done?", "asks": "", "choices": [], **prompt}
    return describe(Story(Snapshot("deciding", None, None, None, asked, None, language=language)), SITE)


@pytest.mark.parametrize(("language", "undo", "enter"), [("en", "Backspace", "Enter"), ("fr", "Retour arrière", "Entrée")])
def test_that_a_key_is_called_as_on_the_keyboards_of_a_language(language: str, undo: str, enter: str) -> None:
    shown = _shown(language, choices=[DONE])
    assert shown.foot.commands[0].small == undo
    assert shown.screen.primary
    assert shown.screen.primary.note == enter
    assert shown.screen.primary in shown.screen.options, "one button, not two"
    assert (shown.keys["Backspace"], shown.keys["Enter"], shown.keys["1"]) == ("RS-UNDO", "RS-DONE", "RS-DONE")


def test_that_a_held_unit_says_each_reason_on_a_line_of_its_own() -> None:
    assert _shown("en", why=["Stain", "Not the ordered item"]).screen.lead == "Stain\nNot the ordered item"
    assert _shown("en", why=[]).screen.lead == ""


def test_that_many_rows_stand_in_two_columns_only_where_there_is_room(qtbot: QtBot, theme: Theme) -> None:
    part, page = Part(), Column((0, 0, 0, 0))
    page.body.addWidget(part)
    qtbot.addWidget(page)
    part.show_rows("What came with it", tuple((f"Name {number}", f"Value {number}") for number in range(8)))

    with qtbot.waitExposed(page):  # else the size with which it appears may come after the first one that is asked for
        page.show()

    wanted: list[int] = []

    def as_wanted() -> bool:
        return at_the_right() == wanted[-1]

    def at_the_right() -> int:
        values = [words for words in part.findChildren(Words) if words.isVisible() and words.text().startswith("Value")]
        return sum(words.mapTo(part, words.rect().topLeft()).x() > part.width() // 2 for words in values)

    for width, scale, beside in ((1240, 1.0, 4), (700, 1.0, 0), (1240, 1.0, 4), (1240, 2.0, 0)):
        wanted.append(beside)
        theme.set_scale(scale)
        page.resize(width, 1600)
        qtbot.waitUntil(as_wanted, timeout=PATIENCE_MS)
