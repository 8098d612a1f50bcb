"""Icons: every name is known to the font; an icon stands beside a word and never alone."""

from typing import Final

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from ui.bench import screen as codes
from ui.bench.screen import Option
from ui.widgets.icons import draw_icon, glyph_of, page_glyph
from ui.widgets.options import OptionButton, Shape

PAGES: Final = (codes.PRINTER, codes.SCANNER, codes.CAMERA, codes.SENDING, codes.SETTINGS, codes.HAND_OVER, codes.WHY, codes.HELP)
COMMANDS: Final = (
    "RS-UNDO", "RS-REPRINT", "RS-PARK", "RS-STOP", "RS-DONE", "RS-CONFIRM", "RS-PHOTO", "RS-CLOSE", "RS-EMPTY", "RS-BLIND", "RS-DOCK",
    "RS-SAME", "RS-SIGN-OUT", codes.HOLD_PAGE, codes.BACK, codes.TYPE_A_CODE, codes.TRY_PRINTER, codes.RETRY, codes.CLOSE, codes.BOUNDARY,
)  # fmt: skip


def _drawn(name: str) -> QImage:
    image = QImage(QSize(64, 64), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    try:
        draw_icon(painter, name, QRectF(8, 8, 48, 48), "#14181f")
    finally:
        painter.end()
    return image


@pytest.mark.usefixtures("qapp")
def test_that_every_page_and_command_has_an_icon_that_the_font_can_draw() -> None:
    names = {page_glyph(code) for code in PAGES} | {glyph_of(Option("", code, "Words")) for code in COMMANDS}
    assert "" not in names
    blank = QImage(QSize(64, 64), QImage.Format.Format_ARGB32)
    blank.fill(0)
    drawn = {name: _drawn(name) for name in names}
    assert [name for name, image in drawn.items() if image == blank] == []
    missing = _drawn("cube")
    assert [name for name, image in drawn.items() if image == missing and name != "cube"] == [], "no two are the same box of a missing sign"
    with pytest.raises(KeyError):
        _drawn("no-such-glyph")


def test_that_an_option_may_name_an_icon_of_its_own() -> None:
    assert glyph_of(Option("", "RS-UNDO", "Undo", icon="trash")) == "trash"
    assert glyph_of(Option("2", "RS-FIND-STAIN", "Stain")) == ""


@pytest.mark.usefixtures("theme")
def test_that_an_icon_takes_room_beside_the_words_and_no_key_cap_loses_its_own(qtbot: QtBot) -> None:
    with_icon, without, with_cap = (OptionButton(Shape.COMMAND) for _ in range(3))
    for button, option in (
        (with_icon, Option("F7", "RS-PARK", "Set aside")),
        (without, Option("F7", "RS-XYZ", "Set aside")),
        (with_cap, Option("7", "RS-PARK", "Set aside")),
    ):
        qtbot.addWidget(button)
        button.offer(option)
    assert with_icon.sizeHint().width() - without.sizeHint().width() in range(20, 60)
    assert with_icon.accessibleName() == without.accessibleName(), "a screen reader says the words"
    assert with_cap.sizeHint().width() - without.sizeHint().width() in range(40, 60), "a digit is pressed; there is no icon beside its cap"
