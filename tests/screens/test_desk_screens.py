"""No page of the supervisor's desk cuts what it says or lays one thing over another, at either size, in small and large text."""

from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from station.texts import languages
from tests.screens.desk import desk_in, narrow, pages_of
from tests.screens.walking import overlapping, shop_in
from tests.ui.shop import cut
from ui.theme import Theme

SMALL: Final = (("en", (1366, 768), 1.0), ("de", (1366, 768), 1.5))
ALL: Final = tuple((language, size, scale) for language in languages() for size in ((1366, 768), (1920, 1080)) for scale in (1.0, 1.5, 2.0))


def _wrong(qtbot: QtBot, window: QWidget) -> list[str]:
    """What is cut or covered once the window has laid itself out."""
    with suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not (cut(window) or overlapping(window) or narrow(window)), timeout=1_500)
    return cut(window) + overlapping(window) + narrow(window)


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


def test_that_a_button_without_room_for_its_words_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 100)
    QPushButton("far more than there is room for", window).setGeometry(0, 0, 30, 30)
    window.show()
    assert len(narrow(window)) == 1
