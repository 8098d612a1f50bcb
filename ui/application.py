"""The application: a data folder in (None is the demo), the window until it is closed, an exit status out."""

import signal
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from station.first_run import is_first_run
from station.session.camera import Camera
from ui.desk import Desk
from ui.first_run import FirstRunWindow
from ui.fonts import register_fonts
from ui.garbage import WindowGarbage
from ui.i18n import QtWords
from ui.joining import Joined
from ui.theme import Theme
from ui.window import BenchWindow


def open_window(data: Path | None) -> int:
    """Work at the bench of this folder in a window."""
    # Ctrl-C in the terminal ends it at once: whatever is acknowledged is on the disk, and the draft with it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    new = data if data and is_first_run(data) else None
    app = QApplication(sys.argv[:1])
    app.setApplicationName("restock-station")
    garbage, words = WindowGarbage(app), QtWords(app)
    register_fonts(app)
    window = bench_window(Theme(app), data)
    window.spoken.connect(words.speak)
    window.resize(1366, 768)
    asking = begin_with_questions(new, window) if new else None
    (asking or window).showMaximized()
    if asking is None:
        window.start()
    status = int(app.exec())
    garbage.end()
    return status


def begin_with_questions(data: Path, window: BenchWindow) -> FirstRunWindow:
    """The questions of a first run; answered, they give way to the bench."""
    asking = FirstRunWindow(data)
    asking.resize(window.size())

    def begin() -> None:
        window.showMaximized()
        window.start()
        asking.close()
        asking.deleteLater()

    asking.done.connect(begin)
    return asking


def bench_window(theme: Theme, data: Path | None, camera: Camera | None = None) -> BenchWindow:
    """The window on a folder with all its pages and chips, not started yet; it owns them and ends them when it is closed.

    `camera` stands in for the live one.
    """
    joined = Joined()

    def make_desk() -> Desk:
        desk = Desk(data, camera or joined.camera)
        joined.attach(desk)
        return desk

    window = BenchWindow(theme, make_desk, joined.pages)
    joined.join(window)
    return window
