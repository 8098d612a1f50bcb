"""The list as a file: where it shall be is asked for, a child process writes it, how far it is and what came of it is told here."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QElapsedTimer, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QWidget

from station.errors import Refusal
from station.supervisor.items import Order, Wanted
from station.supervisor.items_asked import as_arguments
from station.texts import Notice, as_number, clauses, word
from ui.jobs import Job, JobEnd
from ui.supervisor.look import GRID, button
from ui.supervisor.saving import FORMS
from ui.widgets.words import Words

_WORTH_SAYING: Final = 3  # seconds
_FORMS: Final = (("csv", "CSV"), ("xlsx", "Excel (XLSX)"))


class ItemsExport(QWidget):
    """`told` carries a sentence or a Notice; `wanted` that the page shall say what is listed, by calling `export`."""

    told = Signal(object)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copy, self._export, self._stop, self._progress = button("quiet"), button("quiet"), button("quiet"), Words("muted")
        self.copied = self._copy.clicked
        self._job: Job | None = None
        self._file, self._units, self._language = Path(), 0, "en"
        self._since = QElapsedTimer()
        self._menu = QMenu(self._export)
        self._export.setMenu(self._menu)
        for form, title in _FORMS:
            self._menu.addAction(title).triggered.connect(lambda _checked, form=form: self.wanted.emit(form))
        self._stop.clicked.connect(self.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for part in (self._progress, self._stop, self._copy, self._export):
            row.addWidget(part)
        self._progress.setWordWrap(False)
        self._stop.hide()

    def speak(self, language: str) -> None:
        """In this language."""
        self._language = language
        self._copy.setText(word("DESK_COPY", language))
        self._export.setText(word("DESK_EXPORT", language))
        self._stop.setText(word("ITEMS_EXPORT_STOP", language))

    def export(self, data: Path, form: str, wanted: Wanted, text: str, order: Order, units: int) -> None:
        """Ask where it shall be, then write it; one at a time. `units` is how many there are."""
        self._units = units
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, word("DESK_SAVE_AS", self._language), str(Path(folder) / f"items.{form}"), FORMS[form])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        dialog.fileSelected.connect(lambda out: self.write(data, Path(out), as_arguments(wanted, text, order)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, data: Path, out: Path, arguments: list[str]) -> None:
        """Begin."""
        if self._job:
            return
        self._file = out
        asked = ["items", f"--out={out}", f"--language={self._language}", "--progress", "--json", *arguments]
        job = self._job = Job(data, asked, self, tells=False)
        job.progressed.connect(self.on_progressed)
        job.ended.connect(self.on_ended)
        self._since.start()
        job.start()
        self._show_running(0)

    def stop(self) -> None:
        """Nobody wants it any more: what was begun is no file."""
        if self._job:
            self._job.stop()
            self._leave()

    def on_progressed(self, said: dict[str, int]) -> None:
        """So many are written."""
        self._show_running(said.get("units", 0))

    def on_ended(self, end: JobEnd) -> None:
        """It is there, or not."""
        self._leave()
        if end.ok:
            self.told.emit(word("DESK_SAVED", self._language, file=self._file))
        else:
            refusal = Refusal("ITEMS_NOT_EXPORTED", file=self._file)
            self.told.emit(Notice(refusal.code, "refused", end.refusal, end.advice) if end.refusal else refusal)

    def _show_running(self, units: int) -> None:
        done, of = as_number(units, self._language), as_number(max(units, self._units), self._language)
        told = [word("ITEMS_EXPORTING", self._language, done=done, of=of)]
        if units and (left := round(self._since.elapsed() * max(0, self._units - units) / units / 1000)) >= _WORTH_SAYING:
            told.append(word("ITEMS_EXPORT_LEFT", self._language, seconds=left))
        self._progress.say(clauses(told, self._language))
        self._stop.show()
        self._export.setEnabled(False)

    def _leave(self) -> None:
        if self._job:
            self._job.deleteLater()
        self._job = None
        self._progress.say("")
        self._stop.hide()
        self._export.setEnabled(True)
