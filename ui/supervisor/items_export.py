"""The list as a file: which form somebody wants, out; how far it is and what came of it is told here."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from station.texts import as_number, clauses, word
from ui.supervisor.file_job import FileJob
from ui.supervisor.look import GRID, button
from ui.widgets.words import Words

_WORTH_SAYING: Final = 3  # seconds
_FORMS: Final = (("csv", "CSV"), ("xlsx", "Excel (XLSX)"))


class ItemsExport(QWidget):
    """`told` is that of the job; `wanted` carries "csv" or "xlsx": the page asks where it shall be, and calls `write`."""

    told = Signal(object)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copy, self._export, self._stop, self._progress = button("quiet"), button("quiet"), button("quiet"), Words("muted")
        self.copied = self._copy.clicked
        self.job = FileJob(self)
        self._units, self._language = 0, "en"
        self._since = QElapsedTimer()
        self._menu = QMenu(self._export)
        self._export.setMenu(self._menu)
        for form, title in _FORMS:
            self._menu.addAction(title).triggered.connect(lambda _checked, form=form: self.wanted.emit(form))
        self._stop.clicked.connect(self.stop)
        self.job.told.connect(self.told)
        self.job.progressed.connect(self.on_progressed)
        self.job.running.connect(self.on_running)
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

    def write(self, data: Path, out: Path, arguments: Sequence[str], units: int = 0) -> None:
        """Begin; `units` is how many there are, `arguments` say what is listed."""
        if not self.job.making:
            self._units = units
            self._since.start()
            self.job.make(data, "items", out, self._language, arguments)

    @property
    def making(self) -> bool:
        """A file is being written."""
        return self.job.making

    def stop(self) -> None:
        """Nobody wants it any more."""
        self.job.stop()

    def on_progressed(self, said: dict[str, int]) -> None:
        """So many are written."""
        units = said.get("units", 0)
        done, of = as_number(units, self._language), as_number(max(units, self._units), self._language)
        told = [word("ITEMS_EXPORTING", self._language, done=done, of=of)]
        if units and (left := round(self._since.elapsed() * max(0, self._units - units) / units / 1000)) >= _WORTH_SAYING:
            told.append(word("ITEMS_EXPORT_LEFT", self._language, seconds=left))
        self._progress.say(clauses(told, self._language))

    def on_running(self, running: bool) -> None:
        """It is being written, or no more."""
        self._stop.setVisible(running)
        self._export.setEnabled(not running)
        if running:
            self.on_progressed({})
        else:
            self._progress.say("")
