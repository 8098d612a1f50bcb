"""Icons that stand beside a word, never without one: what is done or which page in, a glyph painted out. They come from QtAwesome.

Only one of its fonts is loaded (Phosphor, MIT), and its own icons are left aside: they would read seven fonts and build a pixmap each.
"""

import os
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from ui.bench import screen as codes
from ui.bench.screen import Option

_SET: Final = ("ph", "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json")

# What a code does, by the name of its glyph. A code without a row has no icon; answers and findings have pictures or none.
_GLYPHS: Final[Mapping[str, str]] = {
    "RS-UNDO": "arrow-u-up-left",
    "RS-REPRINT": "printer",
    "RS-PARK": "tray",
    "RS-STOP": "hand-palm",
    "RS-DONE": "check",
    "RS-CONFIRM": "check",
    "RS-PHOTO": "camera",
    "RS-CLOSE": "package",
    "RS-EMPTY": "cube",
    "RS-BLIND": "question",
    "RS-DOCK": "truck",
    "RS-SAME": "copy",
    "RS-SIGN-OUT": "sign-out",
    codes.HOLD_PAGE: "pause",
    codes.STOP_PAGE: "hand-palm",
    codes.BACK: "arrow-left",
    codes.HELP: "barcode",
    codes.TYPE_A_CODE: "keyboard",
    codes.TRY_PRINTER: "arrow-clockwise",
    codes.RETRY: "arrow-clockwise",
    codes.CLOSE: "x",
    codes.PRINTER: "printer",
    codes.SCANNER: "barcode",
    codes.CAMERA: "camera",
    codes.SENDING: "paper-plane-tilt",
    codes.SETTINGS: "gear",
    codes.HAND_OVER: "clipboard-text",
    codes.WHY: "info",
    codes.BOUNDARY: "square-half",
}


def glyph_of(option: Option) -> str:
    """The name of the glyph beside its words: the option's own, else that of what it does; "" for none."""
    return option.icon or _GLYPHS.get(option.code, "")


def page_glyph(code: str) -> str:
    """The name of the glyph of a page of the window's own, such as "@camera"; "" for none."""
    return _GLYPHS.get(code, "")


@cache
def load_library() -> Any:  # noqa: ANN401 -- QtAwesome ships no types
    """QtAwesome itself. Importing it takes a fifth of a second: best called first by a thread that may wait."""
    os.environ.setdefault("QT_API", "pyside6")  # its QtPy would take another binding that happens to be installed
    from qtawesome import iconic_font  # type: ignore[import-untyped]  # noqa: PLC0415 -- late, since it is slow

    return iconic_font


@cache
def _font() -> Any:  # noqa: ANN401 -- as above
    return load_library().IconicFont(_SET)


@cache
def _sized(pixels: int) -> QFont:
    font: QFont = _font().font(_SET[0], pixels)
    return font


def draw_icon(painter: QPainter, name: str, box: QRectF, colour: str) -> None:
    """A glyph of that name into a square. Raises KeyError for a name that the font does not know."""
    sign: str = _font().charmap[_SET[0]][name]
    painter.save()
    painter.setFont(_sized(round(box.height())))
    painter.setPen(QColor(colour))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), sign)
    painter.restore()
