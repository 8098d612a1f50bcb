"""The supervisor's desk, started by a bench as a process of its own: a data folder in, whether it could be started out.

It is left to itself: it goes on when the bench is closed, and a second start shows the desk that is open.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QProcess

from ui.jobs import program


def start_desk(data: Path) -> bool:
    """Begin; never waits. False where the system starts no process."""
    started, _pid = QProcess.startDetached(sys.executable, [*program(), "--data", str(data), "desk"], str(Path.cwd()))
    return bool(started)
