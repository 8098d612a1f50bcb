"""The letters of the window: the files of the font package in, a family that Qt knows out.

Fira Sans (OFL, package fontpkg-fira-sans) has Latin, Greek and Cyrillic, a file for each weight (Qt does not take weights out of one
variable file), figures of one width, and is the sister of what stands on our labels. Windows and macOS keep letters of their own.
Chinese is drawn by a font of the system.
"""

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFontDatabase, QGuiApplication

_PACKAGE: Final = "fontpkg_fira_sans"
_FAMILY: Final = "Fira Sans"
_WEIGHTS: Final = ("Regular", "Medium", "SemiBold", "Bold")


def register_fonts(app: QGuiApplication) -> str:
    """Make the shipped letters known to the application; the family to draw with. To be called before the theme is made."""
    if sys.platform not in ("win32", "darwin") and _FAMILY not in QFontDatabase.families():
        for file in _files():
            QFontDatabase.addApplicationFont(str(file))
    return _FAMILY if _FAMILY in QFontDatabase.families() else app.font().family()


def _files() -> list[Path]:
    """None where the package is not installed: the window is drawn with what the system has."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return []
    folder = Path(spec.origin).parent / "files"
    return [file for weight in _WEIGHTS if (file := folder / f"FiraSans-{weight}.ttf").is_file()]
