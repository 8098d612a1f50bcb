"""Long work beside the bench: a command of this program as a child process; what it said at its end as a signal.

A busy thread would stall the window; a process does not. It works under the lock of the station that started it.
"""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

_END_MS: Final = 1500


@dataclass(frozen=True, slots=True)
class JobEnd:
    """How a command ended: the objects that it wrote, and the sentence and advice of its refusal ("" where all went well)."""

    said: tuple[dict[str, Any], ...]
    ok: bool
    refusal: str = ""
    advice: str = ""


class Job(QObject):
    """`ended` carries a JobEnd, whatever happens. A command that knows --json `tells` what it did; of another its end is all there is.

    `progressed` carries each object that one with --progress writes meanwhile.
    """

    ended = Signal(object)
    progressed = Signal(object)

    def __init__(self, data: Path, arguments: Sequence[str], parent: QObject | None = None, *, tells: bool = True) -> None:
        super().__init__(parent)
        process = self._process = QProcess(self)
        process.setProgram(sys.executable)
        process.setArguments([*program(), "--data", str(data), *arguments, *(["--json"] if tells else [])])
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("RESTOCK_STATION_UNDER", str(os.getpid()))
        environment.insert("PYTHONUTF8", "1")
        process.setProcessEnvironment(environment)
        self._begun = b""  # of a line whose end has not come yet
        process.readyReadStandardError.connect(self.on_progress)
        process.finished.connect(self.on_finished)
        process.errorOccurred.connect(self.on_error)

    def start(self) -> None:
        """Begin."""
        self._process.start()

    def stop(self) -> None:
        """End it with the window. Every command may be cut off at any moment: the next run goes on from its cursor."""
        self._process.finished.disconnect(self.on_finished)
        self._process.terminate()
        if self._process.state() is not QProcess.ProcessState.NotRunning and not self._process.waitForFinished(_END_MS):
            self._process.kill()

    def on_progress(self) -> None:
        """It said how far it is, or something for people."""
        *whole, self._begun = (self._begun + bytes(self._process.readAllStandardError().data())).split(b"\n")
        for line in whole:
            if isinstance(told := _told(line), dict):
                self.progressed.emit(told)

    def on_finished(self, status: int, how: QProcess.ExitStatus) -> None:
        """It has ended by itself, or was ended by somebody."""
        lines = bytes(self._process.readAllStandardOutput().data()).splitlines()
        said = [told for line in lines if isinstance(told := _told(line), dict)]
        refused: dict[str, str] = next((told["refused"] for told in said if "refused" in told), {})
        ok = status == 0 and how is QProcess.ExitStatus.NormalExit
        self.ended.emit(JobEnd(tuple(said), ok, refused.get("message", ""), refused.get("advice", "")))

    def on_error(self, error: QProcess.ProcessError) -> None:
        """It could not even be started; everything else is told by its end."""
        if error is QProcess.ProcessError.FailedToStart:
            self.ended.emit(JobEnd((), ok=False))


def _told(line: bytes) -> object:
    try:
        return json.loads(line)
    except ValueError:  # a sentence for people
        return None


def program() -> list[str]:
    """What stands before the arguments of this program. A frozen program is itself; else the interpreter runs the package."""
    return [] if getattr(sys, "frozen", False) else ["-m", "ui.main"]
