"""The manifest of a lot made from the desk: a lot and a file's name in; the file, and sentences, out.

A child process makes it, since the pictures of a lot take their time; it can be stopped.
"""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from station.texts import word
from ui.jobs import Job, JobEnd


class ManifestJob(QObject):
    """`told` carries a sentence with its advice ("" for none); `progressed` how many photos of how many; `running` whether one is made."""

    told = Signal(str, str)
    progressed = Signal(int, int)
    running = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._file, self._language = Path(), "en"

    @property
    def making(self) -> bool:
        """Whether one is being made."""
        return self._job is not None

    def make(self, data: Path, lot: str, file: Path, language: str) -> None:
        """Write this file, whose ending (csv, xlsx, zip) says what it is; one at a time. `data` is the station's folder."""
        if self._job:
            return
        self._file, self._language = file, language
        job = self._job = Job(data, ["manifest", lot, "--out", str(file), "--language", language, "--progress"], self)
        job.progressed.connect(self.on_progressed)
        job.ended.connect(self.on_ended)
        job.start()
        self.running.emit(True)  # noqa: FBT003 -- a signal's value

    def stop(self) -> None:
        """Whoever asked does not want it any more: what was begun is no file."""
        if self._job:
            self._job.stop()
            self._leave()

    def on_progressed(self, said: dict[str, int]) -> None:
        """So many photos are in it."""
        self.progressed.emit(said.get("photos", 0), said.get("total", 0))

    def on_ended(self, end: JobEnd) -> None:
        """It is there, or not."""
        self._leave()
        if end.ok:
            self.told.emit(word("RESTOCK_MANIFEST_MADE", self._language, file=self._file), "")
        else:
            self.told.emit(end.refusal or word("RESTOCK_MANIFEST_NOT_MADE", self._language, file=self._file), end.advice)

    def _leave(self) -> None:
        if self._job:
            self._job.deleteLater()
        self._job = None
        self.running.emit(False)  # noqa: FBT003 -- as above


def manifest_name(lot: str, form: str) -> str:
    """What the file is called: any lot's name can be that of a file."""
    return f"manifest-{''.join(sign if sign.isalnum() or sign in '-_.' else '-' for sign in lot)}.{form}"
