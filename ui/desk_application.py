"""The supervisor's desk as an application of its own: a data folder in, its window until it is closed, an exit status out.

A process of its own also where a bench leads to it: what it reads and draws never holds up the bench.
"""

import signal
import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.fonts import register_fonts
from ui.garbage import WindowGarbage
from ui.i18n import QtWords
from ui.supervisor.acting import DeskHands
from ui.supervisor.one_desk import OneDesk, come_forward
from ui.supervisor.reader import DeskReader
from ui.supervisor.scanning import DeskScanning
from ui.supervisor.window import DeskWindow
from ui.theme import Theme


def open_desk(data: Path) -> int:
    """Sit at the desk of this folder; where somebody has it open already, that window comes to the front."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # it has nothing of its own to lose
    app = QApplication(sys.argv[:1])
    app.setApplicationName("restock-station-desk")
    one = OneDesk(data, app)
    if not one.is_first():
        return 0
    garbage, words = WindowGarbage(app), QtWords(app)
    register_fonts(app)
    window = desk_window(Theme(app), data)
    window.spoken.connect(words.speak)
    window.closed.connect(one.end)
    window.closed.connect(app.quit, Qt.ConnectionType.QueuedConnection)  # Qt's own rule misses a window that is closed while it opens
    one.asked.connect(partial(come_forward, window))
    window.resize(1366, 768)
    window.showMaximized()
    window.start()
    status = int(app.exec())
    garbage.end()
    return status


def desk_window(theme: Theme, data: Path) -> DeskWindow:
    """The window on a folder with everything that belongs to it, not started yet; it ends it all when it is closed."""
    window = DeskWindow(theme, DeskReader(data), DeskHands(data))
    DeskScanning(window)
    return window
