"""A window under test in a process of its own: words on standard input move the focus, JSON lines on standard output say what came.

Run as `python -m tests.ui.devices.listening_window`. It ends with its standard input.
"""

import json
import os
import sys
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from ui.devices.keyboard import KeyboardWedge
from ui.devices.wedge import TORN_MS


def tell(event: str, text: str = "", **more: object) -> None:
    """One line for the test."""
    sys.stdout.write(json.dumps({"event": event, "text": text, **more}) + "\n")
    sys.stdout.flush()


class Watcher(QObject):
    """Sees every event first: the times of real presses, and each press that got through to a widget."""

    def __init__(self) -> None:
        super().__init__()
        self.busy_ms = 0  # what the next real key starts
        self._times: list[int] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name for it
        """Keeps nothing from anybody."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if isinstance(watched, QWindow):
                if event.spontaneous():
                    self._times.append(event.timestamp())
                    QTimer.singleShot(0, self.on_pressed)
            elif event.text():
                tell("key", event.text())
        return False

    def on_pressed(self) -> None:
        """As a badly behaved slot would be that a key has started."""
        busy_ms, self.busy_ms = self.busy_ms, 0
        until = monotonic() + busy_ms / 1000
        while monotonic() < until:
            pass

    def longest_gap(self) -> int:
        """Of the presses since the last `restart`, in milliseconds by the X server's own clock."""
        return max((later - earlier for earlier, later in zip(self._times, self._times[1:], strict=False)), default=0)

    def restart(self) -> None:
        """What follows is another scan."""
        self._times.clear()


class Window(QWidget):
    """A field, a default button, a dialog and a menu: whatever a stray key would press."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.button = QLineEdit(), QPushButton("Scrap item")
        self.field.textEdited.connect(lambda text: tell("in a field", text))
        layout = QVBoxLayout(self)
        for widget in (self.field, self.button):
            layout.addWidget(widget)
        self.panel = QDialog(self)
        self.in_panel = QPushButton("Reprint", self.panel)
        self.in_panel.setDefault(True)
        self.menu = QMenu(self)
        self.menu.addAction("Quarantine").triggered.connect(lambda: tell("pressed"))
        for button in (self.button, self.in_panel):
            button.clicked.connect(lambda: tell("pressed"))
        QShortcut(QKeySequence("Ctrl+]"), self).activated.connect(lambda: tell("pressed"))

    def focus(self, place: str) -> None:
        """Move the focus there, and say so when it has arrived."""
        self.field.clear()
        self.panel.setVisible(place == "panel")
        if place == "menu":
            self.menu.popup(self.mapToGlobal(self.rect().center()))
            self.menu.setActiveAction(self.menu.actions()[0])
        else:
            self.menu.hide()
            {"field": self.field, "button": self.button, "panel": self.in_panel}[place].setFocus()
            (self.panel if place == "panel" else self).activateWindow()
        self._when_there(place)

    def _when_there(self, place: str) -> None:
        there = self.menu.isVisible() if place == "menu" else (self.panel if place == "panel" else self).isActiveWindow()
        if there:
            tell("focused", place)
        else:
            QTimer.singleShot(10, lambda: self._when_there(place))


def obey(window: Window, watcher: Watcher, order: str) -> None:
    """One line of the test's."""
    verb, _, detail = order.partition(" ")
    if verb == "focus":
        window.focus(detail)
    elif verb == "busy":
        watcher.busy_ms = int(detail)
        tell("busy")
    elif verb == "settle":
        QTimer.singleShot(TORN_MS + 100, lambda: settled(watcher))


def settled(watcher: Watcher) -> None:
    """Nothing of what was typed is still under way."""
    tell("settled", gap=watcher.longest_gap())
    watcher.restart()


def main() -> None:
    """Show the window until standard input ends."""
    app = QApplication(sys.argv)
    wedge, watcher, window = KeyboardWedge(parent=app), Watcher(), Window()
    for filtering in (wedge, watcher):
        app.installEventFilter(filtering)
    wedge.partial.connect(lambda text: tell("partial", text))
    wedge.ignored.connect(lambda text: tell("ignored", text))

    def on_scanned(text: str) -> None:
        tell("scanned", text, gap=watcher.longest_gap())
        watcher.restart()

    wedge.scanned.connect(on_scanned)
    window.show()
    orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def on_orders() -> None:
        lines = os.read(sys.stdin.fileno(), 65536).decode().splitlines()
        if not lines:
            app.quit()
        for line in lines:
            obey(window, watcher, line)

    orders.activated.connect(on_orders)
    tell("ready")
    app.exec()
    app.removeEventFilter(wedge)
    app.removeEventFilter(watcher)


if __name__ == "__main__":
    main()
