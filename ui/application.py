"""The application: a data folder in (None is the demo), the window until it is closed, an exit status out."""

import signal
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ui.desk import Desk
from ui.devices.keyboard import KeyboardWedge
from ui.theme import Theme
from ui.window import BenchWindow


def open_window(data: Path | None) -> int:
    """Work at the bench of this folder in a window."""
    # Ctrl-C in the terminal ends it at once: whatever is acknowledged is on the disk, and the draft with it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("restock-station")
    window = BenchWindow(Theme(app), lambda: Desk(data))
    wedge = KeyboardWedge(parent=app)
    wedge.scanned.connect(window.submit)
    wedge.partial.connect(window.on_torn_scan)
    app.installEventFilter(wedge)
    window.resize(1366, 768)
    window.showMaximized()
    window.start()
    return int(app.exec())
