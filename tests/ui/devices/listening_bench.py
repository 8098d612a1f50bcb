"""The bench window under test in a process of its own, on a real shop: orders on standard input, on standard output what its session got.

Run as `python -m tests.ui.devices.listening_bench FOLDER`. It ends with its standard input.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from station.session import Outcome, Session
from tests.ui.devices.listening_window import Watcher
from tests.ui.devices.listening_window import tell as write
from tests.ui.scanning_desk import RecordingDesk
from ui.bench.screen import HELP, PRINTER
from ui.devices.news import DeviceNews
from ui.devices.scanners import Scanners
from ui.devices.wedge import TORN_MS
from ui.scanning import Scanning
from ui.theme import Theme
from ui.widgets.listening import ListeningStrip
from ui.widgets.options import OptionButton
from ui.window import BenchWindow

_WRITING = Lock()
SET_UP = ("RMA-10005", "RS-EMPTY")  # then it asks for a weight: a field to type in, and nothing that a strange code could change


def tell(event: str, text: str = "", **more: object) -> None:
    """One line for the test, from any thread."""
    with _WRITING:
        write(event, text, **more)


class TellingDesk(RecordingDesk):
    """Says what its session is given, and when that was answered."""

    def _open(self) -> Session:
        session = super()._open()
        take = session.take

        def told(text: str) -> Outcome:
            outcome = take(text)
            tell("took", text)
            return outcome

        session.take = told  # type: ignore[method-assign]
        return session


class ToldWindow(BenchWindow):
    """Says what was pressed: a button, or the key of one."""

    def on_taken(self, code: str) -> None:
        tell("pressed", code)
        super().on_taken(code)


class Bench:
    """The window and its scanners, and the places where the focus can be."""

    def __init__(self, app: QApplication, data: Path) -> None:
        desk, self.scanners = TellingDesk(data), Scanners()
        self.window = ToldWindow(Theme(app), lambda: desk)
        Scanning(self.scanners, self.window, self._ignore)
        desk.opened.connect(lambda _site: self.scanners.begin(data))
        self.scanners.torn.connect(lambda text: tell("torn", text))
        self.scanners.refused.connect(lambda error: tell("refused", error.code))
        app.focusWindowChanged.connect(self.on_focus)
        self._desk = desk

    def submit(self, code: str) -> None:
        """Straight to the session, as a scan before it is open."""
        self._desk.bridge.submit(code)

    def focus(self, place: str) -> None:
        """Move the focus there, and say so when it has arrived."""
        window = self.window
        BenchWindow.on_taken(window, "@back")
        if place in (HELP, PRINTER):
            BenchWindow.on_taken(window, place)
            self._when(place, window.frame.pages.own[place].isVisible)
            return
        chosen = {"code": self._code_field, "entry": self._entry, "button": self._button}[place]()
        chosen.setFocus()
        self._when(place, chosen.hasFocus)

    def typed(self) -> str:
        """What stands in all fields: it must be nothing."""
        return "".join(field.text() for field in self.window.findChildren(QLineEdit))

    def on_focus(self) -> None:
        """The window came to the front, or went behind."""
        strip = self.window.findChild(ListeningStrip)
        QTimer.singleShot(0, lambda: tell("listens", str(bool(strip and strip.isHidden()))))

    def _code_field(self) -> QWidget:
        field = self.window.findChildren(QLineEdit)
        shown = [each for each in field if each.isVisible() and each is not self._entry()]
        if not shown:
            BenchWindow.on_taken(self.window, "@type")
        return next(each for each in field if each.isVisible() and each is not self._entry())

    def _entry(self) -> QWidget:
        return next(each for each in self.window.findChildren(QLineEdit) if each.property("role") == "entry")

    def _button(self) -> QWidget:
        return next(each for each in self.window.findChildren(OptionButton) if each.isVisible() and each.isEnabled())

    def _when(self, place: str, there: Callable[[], bool]) -> None:
        if there() and self.window.isActiveWindow():
            tell("focused", place)
        else:
            QTimer.singleShot(10, lambda: self._when(place, there))

    def _ignore(self, news: DeviceNews) -> None:
        """There is no bar of chips to look at here."""


def obey(bench: Bench, watcher: Watcher, order: str) -> None:
    """One line of the test's."""
    verb, _, detail = order.partition(" ")
    if verb == "focus":
        bench.focus(detail)
    elif verb == "settle":
        QTimer.singleShot(TORN_MS + 100, lambda: tell("settled", bench.typed(), gap=watcher.longest_gap()))
    elif verb == "restart":
        watcher.restart()


def main() -> None:
    """Show the window until standard input ends."""
    app = QApplication(sys.argv)
    bench, watcher = Bench(app, Path(sys.argv[1])), Watcher()
    for filtering in (bench.scanners.wedge, watcher):
        app.installEventFilter(filtering)
    orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def on_orders() -> None:
        lines = os.read(sys.stdin.fileno(), 65536).decode().splitlines()
        for line in lines:
            obey(bench, watcher, line)
        if not lines:
            bench.window.close()
            app.quit()

    orders.activated.connect(on_orders)
    bench.window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    bench.window.resize(900, 600)  # small: what is drawn does not matter here
    bench.window.show()
    bench.window.start()
    for code in SET_UP:
        bench.submit(code)
    tell("ready", str(int(bench.window.winId())))
    app.exec()
    for filtering in (bench.scanners.wedge, watcher):
        app.removeEventFilter(filtering)


if __name__ == "__main__":
    main()
