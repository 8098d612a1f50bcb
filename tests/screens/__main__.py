"""Pictures of every screen: python -m tests.screens [LANGUAGE …] writes build/screenshots/LANGUAGE/THEME-SIZE/NAME.png and contact sheets.

Drawn offscreen by the real window on the demo shop; every language, both themes, both sizes.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QApplication, QWidget

from station.demo import demo_photos
from station.texts import languages
from tests.screens.desk import desk_in, pages_of
from tests.screens.script import BENCH, LABELLING, SIGNING_IN, STOCK, SWITCHED_OFF, Stop
from tests.screens.waiting import Waiting
from tests.screens.walking import reached, shop_in, walking
from tests.ui.shop import make_shop
from ui.first_run import FirstRunWindow
from ui.fonts import register_fonts
from ui.hearing import Flash
from ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SIZES: Final = ((1366, 768), (1920, 1080))
LOOKS: Final = ("light", "dark")
_OUT: Final = Path(__file__).parents[2] / "build" / "screenshots"
_COLUMNS: Final = 4
_TILE: Final = (640, 360)


def main(chosen: Sequence[str]) -> int:
    """Draws them all; the exit status."""
    app = QApplication(["restock-station"])
    register_fonts(app)
    theme = Theme(app)
    with tempfile.TemporaryDirectory(prefix="restock-screens-") as folder:
        made = make_shop(Path(folder) / "made")
        shutil.rmtree(made.parent / "pictures")
        demo_photos(made.parent / "pictures", 4)
        for language in chosen or languages():
            for look in LOOKS:
                for stops, people, settings in (
                    (BENCH, False, {}),
                    (STOCK, False, {}),
                    (SIGNING_IN, True, {}),
                    (LABELLING, False, SWITCHED_OFF),
                ):
                    copy = Path(folder) / f"{language}-{look}-{stops[0].name}"
                    data = shop_in(language, made, copy, people=people, look=look, settings=settings)
                    _draw(data, theme, stops, _OUT / language, look)
                _draw_desk(language, made, Path(folder) / f"{language}-{look}-desk", theme, look)
                _draw_first_run(Path(folder) / f"{language}-new", language, _OUT / language, look)
            for sheet in _sheets(_OUT / language):
                print(sheet)
    return 0


def _draw(data: Path, theme: Theme, stops: Sequence[Stop], out: Path, look: str) -> None:
    waiting = Waiting()
    with walking(data, cast("QtBot", waiting), theme) as desk:
        for stop in reached(desk, stops):
            _photograph(desk.window, waiting, out, look, stop.name)


def _draw_desk(language: str, made: Path, folder: Path, theme: Theme, look: str) -> None:
    """Every page of the supervisor's desk, after a few units were worked on; then the question who is there."""
    waiting = Waiting()
    data = shop_in(language, made, folder, look=look)
    with walking(data, cast("QtBot", waiting), theme) as bench:
        for _stop in reached(bench, BENCH[:12]):
            pass
    for people in (False, True):
        if people:
            data = shop_in(language, made, folder.with_name(f"{folder.name}-people"), look=look, people=True)
        with desk_in(data, cast("QtBot", waiting), theme) as desk:
            for name in pages_of(desk):
                _photograph(desk.window, waiting, _OUT / language, look, name)


def _draw_first_run(data: Path, language: str, out: Path, look: str) -> None:
    """The questions of a first run; the window before it has left its colours."""
    asking = FirstRunWindow(data)
    asking.on_language(language)
    asking.show()
    _photograph(asking, Waiting(), out, look, "33-first-run")
    asking.close()
    asking.deleteLater()


def _photograph(window: QWidget, waiting: Waiting, out: Path, look: str, name: str) -> None:
    for size in SIZES:
        window.resize(*size)
        for flash in window.findChildren(Flash):
            flash.hide()
        waiting.settle()
        folder = out / f"{look}-{size[0]}"
        folder.mkdir(parents=True, exist_ok=True)
        window.grab().save(str(folder / f"{name}.png"))


def _sheets(out: Path) -> Iterator[Path]:
    """One picture of all screens for each theme and size."""
    for folder in sorted(each for each in out.iterdir() if each.is_dir()):
        pictures = sorted(folder.glob("*.png"))
        rows = -(-len(pictures) // _COLUMNS)
        sheet = Image.new("RGB", (_COLUMNS * _TILE[0], rows * (_TILE[1] + 24)), "white")
        pen = ImageDraw.Draw(sheet)
        for place, picture in enumerate(pictures):
            left, top = place % _COLUMNS * _TILE[0], place // _COLUMNS * (_TILE[1] + 24)
            with Image.open(picture) as opened:
                sheet.paste(opened.convert("RGB").resize(_TILE, Image.Resampling.LANCZOS), (left, top + 24))
            pen.text((left + 8, top + 6), picture.stem, "black")
        file = out / f"{folder.name}.png"
        sheet.save(file)
        yield file


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
