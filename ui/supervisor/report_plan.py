"""The card about the report that is made by itself: a ReportPlan in; hour, folder and forms as an act out, and what became of the last."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from station.errors import StationError
from station.supervisor.acts_report import SetReport
from station.supervisor.reporting import ReportPlan, report_plan
from station.texts import as_moment, word
from ui.supervisor.look import GRID, DeskCard, button
from ui.supervisor.page import DeskView
from ui.supervisor.reader import DeskReader
from ui.supervisor.saving import FORMS
from ui.supervisor.sides import Line
from ui.supervisor.ticks import Tick, TimeField
from ui.widgets.words import Words

_USUAL: Final = QTime(18, 0)


class PlanCard(DeskCard):
    """`performed` carries the act. What somebody is changing is not drawn over by what the station has."""

    performed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = DeskView()
        self._plan: ReportPlan | None = None
        self.daily, self.time, self._folder = Tick(), TimeField(), QLineEdit()
        self._choose, self._keep = button("plain"), button("primary")
        self._where, self._last = QLabel(), Words("note")
        self._forms = {form: Tick() for form in FORMS}
        self._where.setBuddy(self._folder)
        self.time.setTime(_USUAL)
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self.daily.toggled.connect(self.on_changed)
        self.time.timeChanged.connect(self.on_changed)
        self._folder.textChanged.connect(self.on_changed)
        for each in self._forms.values():
            each.toggled.connect(self.on_changed)
        self._choose.clicked.connect(self.on_choose)
        self._keep.clicked.connect(self.on_keep)

    def _lay_out(self) -> None:
        self.body.setSpacing(2 * GRID)
        when, forms, where = Line(), Line(), QHBoxLayout()
        when.add(self.daily)
        when.add(self.time)
        for each in self._forms.values():
            forms.add(each)
        where.addWidget(self._folder, 1)
        where.addWidget(self._choose)
        self.body.addWidget(when)
        self.body.addWidget(forms)
        named = QVBoxLayout()
        named.setSpacing(GRID // 2)
        named.addWidget(self._where)
        named.addLayout(where)
        self.body.addLayout(named)
        self.body.addWidget(self._keep)
        self.body.addWidget(self._last)

    def speak(self, view: DeskView) -> None:
        """In its language; whoever may not set up sees what is set and changes nothing."""
        self._view = view
        spoken = view.language
        self.name(word("REPORT_EVERY_DAY", spoken))
        self.daily.setText(word("REPORT_AT", spoken))
        self.time.setAccessibleName(word("REPORT_AT", spoken))
        self._where.setText(word("REPORT_FOLDER_LABEL", spoken))
        self._choose.setText(word("REPORT_CHOOSE", spoken))
        self._keep.setText(word("REPORT_KEEP", spoken))
        for form, each in self._forms.items():
            each.setText(form.upper())
        self._draw()

    def ask(self, reader: DeskReader, failed: Callable[[StationError], None]) -> None:
        """How it stands."""
        reader.ask("report plan", report_plan, self.show_plan, failed)

    def show_plan(self, plan: ReportPlan) -> None:
        """As the station has it; where somebody was changing it, only once what the station has is another."""
        before, self._plan = self._plan, plan
        if before is None or (before.at, before.folder, before.forms) != (plan.at, plan.folder, plan.forms):
            self.daily.setChecked(bool(plan.at))
            if plan.at:
                self.time.setTime(QTime.fromString(plan.at, "HH:mm"))
            self._folder.setText(plan.folder)
            self._folder.setCursorPosition(0)  # a long path is seen from where it begins, whole in the tool tip
            for form, each in self._forms.items():
                each.setChecked(form in plan.forms)
        self._draw()

    def on_changed(self) -> None:
        """Something that may be kept."""
        self._draw()

    def on_choose(self) -> None:
        """Another folder."""
        dialog = QFileDialog(self, word("REPORT_CHOOSE", self._view.language), self._folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._folder.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def on_keep(self) -> None:
        """From now on so."""
        if self._plan:
            folder = self._folder.text().strip()
            self.performed.emit(SetReport(self._at, "" if folder == self._plan.usual else folder, self._chosen))

    @property
    def _at(self) -> str:
        return self.time.time().toString("HH:mm") if self.daily.isChecked() else ""

    @property
    def _chosen(self) -> tuple[str, ...]:
        return tuple(form for form, each in self._forms.items() if each.isChecked())

    def _draw(self) -> None:
        plan, may = self._plan, self._view.may(SetReport.right)
        changed = plan is not None and (plan.at, plan.folder, frozenset(plan.forms)) != (
            self._at, self._folder.text().strip(), frozenset(self._chosen),
        )  # fmt: skip
        self._folder.setToolTip(self._folder.text())
        self._keep.setEnabled(may and changed and bool(self._chosen))
        self.time.setEnabled(may and self.daily.isChecked())
        fields: tuple[QWidget, ...] = (self.daily, self._folder, self._choose, *self._forms.values())
        for each in fields:
            each.setEnabled(may)
        self._last.say(self._told() if plan else "")

    def _told(self) -> str:
        last, spoken = self._plan.last if self._plan else None, self._view.language
        if last is None:
            return word("REPORT_NONE_YET", spoken)
        at = as_moment(datetime.fromisoformat(last.at), spoken, self._view.zone)
        if last.why:
            return word("REPORT_NOT_MADE", spoken, at=at, why=last.why)
        return word("REPORT_LAST", spoken, at=at, files=", ".join(file.replace("\\", "/").rsplit("/", 1)[-1] for file in last.files))
