"""No page of the supervisor's desk cuts what it says or lays one thing over another, at either size, in small and large text."""

from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtWidgets import QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from station.texts import languages
from tests.screens.day import UNIT, work_a_day
from tests.screens.desk import beheaded, desk_in, narrow, pages_of, scrolls
from tests.screens.walking import overlapping, shop_in
from tests.ui.shop import cut
from ui.theme import Theme

SMALL: Final = (("en", (1366, 768), 1.0), ("de", (1366, 768), 1.5))
ALL: Final = tuple((language, size, scale) for language in languages() for size in ((1366, 768), (1920, 1080)) for scale in (1.0, 1.5, 2.0))


LOOKS: Final = (cut, overlapping, narrow, beheaded)


def _wrong(qtbot: QtBot, window: QWidget) -> list[str]:
    """What is cut or covered once the window has laid itself out."""
    with suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not any(look(window) for look in LOOKS), timeout=1_500)
    return [found for look in LOOKS for found in look(window)]


@pytest.mark.parametrize(
    ("language", "size", "scale"),
    [*SMALL, *(pytest.param(*each, marks=pytest.mark.prove) for each in ALL if each not in SMALL)],
    ids=lambda value: "x".join(map(str, value)) if isinstance(value, tuple) else str(value),
)
def test_that_nothing_is_cut_or_covered_on_any_page_of_the_desk(
    language: str, size: tuple[int, int], scale: float, shop_made_once: Path, tmp_path: Path, qtbot: QtBot, theme: Theme
) -> None:
    wrong: dict[str, list[str]] = {}
    for people in (False, True):
        data = shop_in(language, shop_made_once / "station", tmp_path / f"people-{people}", people=people)
        with desk_in(data, qtbot, theme, size) as desk:
            theme.set_scale(scale)
            for name in pages_of(desk):
                if found := _wrong(qtbot, desk.window):
                    wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("filled", [True, False], ids=["a day", "empty"])
def test_that_today_stands_on_one_screen_in_every_language(
    language: str, filled: bool, shop_made_once: Path, tmp_path: Path, qtbot: QtBot, theme: Theme
) -> None:
    data = shop_in(language, shop_made_once / "station", tmp_path / "shop")
    if filled:
        work_a_day(data)
    with desk_in(data, qtbot, theme, (1366, 768)) as desk:
        desk.turn_to("@TODAY")
        assert _wrong(qtbot, desk.window) == []
        assert scrolls(desk.window.pages) == []


@pytest.mark.parametrize("language", languages())
def test_that_the_pages_of_a_working_day_are_neither_cut_nor_covered(
    language: str, shop_made_once: Path, tmp_path: Path, qtbot: QtBot, theme: Theme
) -> None:
    data = shop_in(language, shop_made_once / "station", tmp_path / "shop")
    work_a_day(data)
    with desk_in(data, qtbot, theme, (1366, 768)) as desk:
        wrong = {name: found for name in pages_of(desk, UNIT) if (found := _wrong(qtbot, desk.window))}
    assert wrong == {}


def test_that_a_heading_without_room_for_its_words_is_found(qtbot: QtBot) -> None:
    table = QTableWidget(1, 2)
    qtbot.addWidget(table)
    table.setHorizontalHeaderLabels(["units that were graded anew", "held"])
    table.setColumnWidth(0, 40)
    table.show()
    assert len(beheaded(table)) == 1


def test_that_a_button_without_room_for_its_words_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 100)
    QPushButton("far more than there is room for", window).setGeometry(0, 0, 30, 30)
    window.show()
    assert len(narrow(window)) == 1
