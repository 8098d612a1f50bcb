"""How it looks: both themes, both sizes, large text; nothing written is cut, nothing is too faint to read."""

from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests.ui.shop import PATIENCE_MS, Desktop, cut, desktop
from ui.theme import DARK, LIGHT, Theme, Tokens, palette_of, tokens_of

SIZES = ((1366, 768), (1920, 1080))
SCALES = (1.0, 1.5, 2.0)
# A story through every page of the bench, and what is done at each stop beside a scan.
STOPS: tuple[tuple[str, ...], ...] = (
    (), ("RMA-10002",), ("9521321000087",), ("RS-MORE",), ("RS-FIND-STAIN", "RS-DONE"), ("RS-ANSWER-2",), ("RS-PHOTO", "RS-PHOTO"),
    ("9521321000070",), ("RS-CLOSE",), ("RS-ANSWER-1", "RS-PHOTO", "RS-PHOTO"), ("RS-CLOSE",), ("RS-ANSWER-1",), ("RMA-20003", "RS-STOP"),
    ("RS-CLOSE", "RS-ANSWER-1", "RS-UNDO"), ("RS-DONE", "RS-COUNT-A-01-02", "9521321000025"),
)  # fmt: skip


def _luminance(colour: str) -> float:
    drawn = QColor(colour)
    channels = (drawn.redF(), drawn.greenF(), drawn.blueF())
    red, green, blue = (channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_that_everything_written_is_readable(tokens: Tokens) -> None:
    written = [*product((tokens.ink, tokens.muted), (tokens.surface, tokens.bg, tokens.soft)), (tokens.surface, tokens.ink)]
    written += [(tokens.surface, grade) for grade in (tokens.a, tokens.b, tokens.c, tokens.h)]
    assert [pair for pair in written if _contrast(*pair) < 4.5] == []
    assert [pair for pair in product((tokens.focus,), (tokens.surface, tokens.bg)) if _contrast(*pair) < 3] == []
    assert tokens_of(palette_of(tokens)) == tokens


def test_that_the_window_follows_the_system_when_it_goes_dark(desk: Desktop, theme: Theme) -> None:
    desk.scan("RMA-10002", "9521321000087")
    light = desk.window.grab().toImage()
    theme.on_color_scheme_changed(Qt.ColorScheme.Dark)
    dark = desk.window.grab().toImage()
    theme.on_color_scheme_changed(Qt.ColorScheme.Light)
    assert light.pixelColor(5, 400).name() == LIGHT.bg
    assert dark.pixelColor(5, 400).name() == DARK.bg
    for picture in (light, dark):
        colours = {picture.pixelColor(x, y).name() for x in range(0, 1366, 7) for y in range(0, 768, 7)}
        assert len(colours) > 10, "something is drawn"


def settled(desk: Desktop, qtbot: QtBot) -> list[str]:
    """What is cut once the window has laid itself out; news of a label may come at any moment."""
    with suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not cut(desk.window), timeout=PATIENCE_MS)
    return cut(desk.window)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scale", SCALES)
def test_that_nothing_is_cut_on_any_page(shop_folder: Path, qtbot: QtBot, theme: Theme, size: tuple[int, int], scale: float) -> None:
    with desktop(shop_folder, qtbot, theme, size) as desk:
        wrong = {"just opened": settled(desk, qtbot)}
        theme.set_scale(scale)
        for stop in STOPS:
            desk.scan(*stop)
            wrong[" ".join(stop)] = settled(desk, qtbot)
        for key in (Qt.Key.Key_F1, Qt.Key.Key_Escape, Qt.Key.Key_F2):
            desk.tap(key)
            wrong[key.name] = settled(desk, qtbot)
        assert desk.window.size().toTuple() == size
    assert {stop: found for stop, found in wrong.items() if found} == {}


def test_that_every_button_has_a_name_for_a_screen_reader_and_can_be_reached(desk: Desktop) -> None:
    desk.scan("RMA-10002", "9521321000087")
    for button in desk.buttons():
        assert button.option.label in button.accessibleName()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_that_answers_are_large_enough_for_a_gloved_finger(desk: Desktop) -> None:
    desk.scan("RMA-10002", "9521321000087")
    heights = {button.option.code: button.height() for button in desk.buttons()}
    assert all(high >= 80 for code, high in heights.items() if code.startswith(("RS-FIND-", "RS-AS-NEW")))
    assert all(high >= 64 for code, high in heights.items() if code in ("RS-UNDO", "RS-PARK", "@hold", "RS-STOP", "RS-MORE"))
