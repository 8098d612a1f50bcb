"""Icons that stand beside a word, never without one: what is done or which page in, a glyph painted out. They come from QtAwesome.

Only the files of one of its fonts (Phosphor, MIT) are read: importing it takes a fifth of a second, and it would load seven.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter

from ui.bench import screen as codes
from ui.bench.screen import Option

_PACKAGE: Final = "qtawesome"
_FONT, _SIGNS = "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json"

# What a code does, by the name of its glyph. A code without a row has no icon; answers and findings have pictures or none.
_GLYPHS: Final[Mapping[str, str]] = {
    "RS-UNDO": "arrow-u-up-left",
    "RS-REPRINT": "printer",
    "RS-PARK": "tray",
    "RS-STOP": "hand-palm",
    "RS-DONE": "check",
    "RS-CONFIRM": "check",
    "RS-PHOTO": "camera",
    "RS-RETAKE": "arrow-counter-clockwise",
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
    codes.LABELS: "tag",
    codes.SCANNER: "barcode",
    codes.CAMERA: "camera",
    codes.SENDING: "paper-plane-tilt",
    codes.SETTINGS: "gear",
    codes.DESK: "chart-bar",
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
def load_library() -> tuple[bytes, Mapping[str, str]]:
    """The font, and the sign of each glyph's name. Best called first by a thread that may wait for a disk."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(_PACKAGE)
    folder = Path(spec.origin).parent / "fonts"
    signs = json.loads((folder / _SIGNS).read_bytes())
    return (folder / _FONT).read_bytes(), {name: chr(int(number, 16)) for name, number in signs.items()}


@cache
def _family() -> str:
    font = QFontDatabase.addApplicationFontFromData(load_library()[0])
    return QFontDatabase.applicationFontFamilies(font)[0]


@cache
def _sized(pixels: int) -> QFont:
    font = QFont(_family())
    font.setPixelSize(pixels)
    return font


def draw_icon(painter: QPainter, name: str, box: QRectF, colour: str) -> None:
    """A glyph of that name into a square. Raises KeyError for a name that the font does not know."""
    sign = load_library()[1][name]
    painter.save()
    painter.setFont(_sized(round(box.height())))
    painter.setPen(QColor(colour))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), sign)
    painter.restore()
