"""The calibration sheet on paper, for scanners that read from no screen: a touch in; a PDF that the system opens, and words, out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from station.texts import word
from ui.jobs import Job, JobEnd

_NAME: Final = "restock-station-calibration.pdf"


class CalibrationSheet(QObject):
    """`told` carries a sentence: that it is being made, where it is, or that there is none. One is made at a time."""

    told = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._data, self._language = Path(), "en"

    def make(self, data: Path | None, language: str) -> None:
        """Write it beside the documents of whoever works at this computer, and open it. `data` is the folder of the station."""
        if data and not self._job:
            self._data, self._language = data, language
            self.told.emit(word("SHEET_BEGUN", language))
            self._write(places())

    def _write(self, files: Sequence[Path]) -> None:
        """Into the first place that takes it."""
        job = self._job = Job(self._data, ["sheet", "calibration", "--out", str(files[0])], self, tells=False)
        job.ended.connect(lambda end: self._ended(end, files))
        job.ended.connect(job.deleteLater)
        job.start()

    def _ended(self, end: JobEnd, files: Sequence[Path]) -> None:
        self._job = None
        if not end.ok and len(files) > 1:
            self._write(files[1:])
            return
        self.told.emit(word("SHEET_MADE" if end.ok else "SHEET_NOT_MADE", self._language, file=files[0]))
        if end.ok:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(files[0])))

    def end(self) -> None:
        """The window is closed."""
        if self._job:
            self._job.stop()
            self._job = None


def places() -> list[Path]:
    """Where it may go: beside the documents of this person, else among what is only for now."""
    found = (QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation), QDir.tempPath())
    return [Path(folder) / _NAME for folder in found if folder]
