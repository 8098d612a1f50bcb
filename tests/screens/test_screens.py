"""No screen cuts what it says or lays one thing over another: the way through all of them, in the real window."""

from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from station.texts import languages
from tests.screens.script import BENCH, LABELLING, SIGNING_IN, STOCK, SWITCHED_OFF, Stop
from tests.screens.walking import overlapping, reached, shop_in, walking
from tests.ui.shop import cut
from ui.theme import Theme

SIZES: Final = ((1366, 768), (1920, 1080))
# The languages that need the most room and other letters, each once; make prove walks them all.
SMALL: Final = (("pl", (1366, 768), 1.0), ("zh", (1366, 768), 1.0), ("de", (1366, 768), 2.0))
ALL: Final = tuple((language, size, scale) for language in languages() for size in SIZES for scale in (1.0, 2.0))


def _wrong(qtbot: QtBot, window: QWidget) -> list[str]:
    """What is cut or covered once the window has laid itself out."""
    with suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not cut(window) and not overlapping(window), timeout=1_500)
    return cut(window) + overlapping(window)


def _walk(data: Path, stops: tuple[Stop, ...], qtbot: QtBot, theme: Theme, size: tuple[int, int], scale: float) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with walking(data, qtbot, theme, size) as desk:
        theme.set_scale(scale)
        for stop in reached(desk, stops):
            if wrong := _wrong(qtbot, desk.window):
                found[stop.name] = wrong
    return found


@pytest.mark.parametrize(
    ("language", "size", "scale"),
    [*SMALL, *(pytest.param(*each, marks=pytest.mark.prove) for each in ALL if each not in SMALL)],
    ids=lambda value: "x".join(map(str, value)) if isinstance(value, tuple) else str(value),
)
def test_that_nothing_is_cut_or_covered_on_any_screen(
    language: str, size: tuple[int, int], scale: float, shop_made_once: Path, tmp_path: Path, qtbot: QtBot, theme: Theme
) -> None:
    wrong: dict[str, list[str]] = {}
    for stops, people, settings in (
        (BENCH, False, {}),
        (STOCK, False, {}),
        (SIGNING_IN, True, {}),
        (LABELLING, False, SWITCHED_OFF),
    ):
        data = shop_in(language, shop_made_once / "station", tmp_path / stops[0].name, people=people, settings=settings)
        wrong |= _walk(data, stops, qtbot, theme, size, scale)
    assert wrong == {}


def test_that_a_cut_word_and_a_covered_one_are_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 100)
    first, second = QLabel("a sentence that has no room", window), QLabel("over it", window)
    first.setGeometry(0, 0, 20, 20)
    second.setGeometry(10, 5, 100, 30)
    window.show()
    assert any("a sentence" in found for found in cut(window))
    assert len(overlapping(window)) == 1
