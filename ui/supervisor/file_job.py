"""A file that takes its time to write: a command and the file's name in; the file, and what came of it, out.

A child process writes it, so that the desk goes on; it can be stopped, and what was begun is then no file.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from station.errors import Refusal
from station.texts import Notice, word
from ui.jobs import Job, JobEnd


class FileJob(QObject):
    """`told` carries a sentence, a Notice or a Refusal; `progressed` what the command says meanwhile; `running` whether one is written."""

    told = Signal(object)
    progressed = Signal(object)
    running = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._file, self._language = Path(), "en"

    @property
    def making(self) -> bool:
        """Whether one is being written."""
        return self._job is not None

    def make(self, data: Path, command: str, file: Path, language: str, arguments: Sequence[str]) -> None:
        """Write this file, whose ending says what it is; one at a time. `data` is the station's folder."""
        if self._job:
            return
        self._file, self._language = file, language
        asked = [command, f"--out={file}", f"--language={language}", "--progress", "--json", *arguments]
        job = self._job = Job(data, asked, self, tells=False)
        job.progressed.connect(self.progressed)
        job.ended.connect(self.on_ended)
        job.start()
        self.running.emit(True)  # noqa: FBT003 -- a signal's value

    def stop(self) -> None:
        """Nobody wants it any more."""
        if self._job:
            self._job.stop()
            self._leave()

    def on_ended(self, end: JobEnd) -> None:
        """It is there, or not."""
        self._leave()
        if end.ok:
            self.told.emit(word("DESK_SAVED", self._language, file=self._file))
        else:
            refusal = Refusal("FILE_NOT_WRITTEN", file=self._file)
            self.told.emit(Notice(refusal.code, "refused", end.refusal, end.advice) if end.refusal else refusal)

    def _leave(self) -> None:
        if self._job:
            self._job.deleteLater()
        self._job = None
        self.running.emit(False)  # noqa: FBT003 -- as above
