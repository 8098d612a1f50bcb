"""The page Report: a report of any days as a file, and the one that is made by itself every day. Days in, a file of a child process out."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDate, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDateEdit, QLabel, QVBoxLayout, QWidget

from station.supervisor.acts import Act, Answer
from station.supervisor.reporting import MadeReport, made_reports, report_folder
from station.texts import as_day, word
from ui.jobs import Job, JobEnd
from ui.supervisor.look import GRID, DeskCard, button
from ui.supervisor.page import DeskPage, DeskView
from ui.supervisor.report_plan import PlanCard
from ui.supervisor.saving import FORMS, ask_where
from ui.supervisor.sides import Line, Sides
from ui.supervisor.table import Column, DeskTable, Kind, Row
from ui.supervisor.ticks import DayField
from ui.theme import scaled
from ui.widgets.words import Words

_QUICK: Final = ("today", "yesterday", "week")
_SIDE: Final = 420  # px of the card about every day
_LIST: Final = 200  # px that the list of reports has at least


class ReportPage(DeskPage):
    """One report at a time; the file is whole or not there. What is made follows the client that is chosen in the bar."""

    code = "@REPORT"
    name = "DESK_REPORT"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._made: Path | None = None
        self.first, self.last = DayField(), DayField()
        self._from, self._to, self._about, self._says = QLabel(), QLabel(), Words("lead"), Words("strong")
        self._quick = {part: button("chip") for part in _QUICK}
        self._forms = {form: button("primary" if form == "pdf" else "plain") for form in FORMS}
        self._open, self._folder = button("plain"), button("plain")
        self.plan = PlanCard()
        self._card, self._there, self._list = DeskCard(), DeskCard(), DeskTable()
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        for label, field in ((self._from, self.first), (self._to, self.last)):
            label.setBuddy(field)
            field.dateChanged.connect(self.on_days_changed)
        for part, each in self._quick.items():
            each.setCheckable(True)
            each.clicked.connect(lambda _checked, part=part: self.on_quick(part))
        for form, each in self._forms.items():
            each.clicked.connect(lambda _checked, form=form: self.on_form(form))
        self._open.clicked.connect(lambda: self._show_made(folder=False))
        self._folder.clicked.connect(lambda: self._show_made(folder=True))
        self._list.chosen.connect(lambda file: QDesktopServices.openUrl(QUrl.fromLocalFile(file)))
        self.plan.performed.connect(self.performed)

    def _lay_out(self) -> None:
        body = self._card.body
        body.setSpacing(2 * GRID)
        body.addWidget(self._about)
        body.addWidget(_row(*self._quick.values()))
        body.addWidget(_row(self._from, self.first, self._to, self.last))
        body.addWidget(_row(*self._forms.values()))
        body.addWidget(self._says)
        body.addWidget(_row(self._open, self._folder))
        self._there.body.addWidget(self._list, 1)
        main, side = _column(self._card, self._there), _column(self.plan)
        main_layout = QVBoxLayout(self)
        main_layout.setContentsMargins(0, 0, 0, 0)
        self._sides = Sides(main, side, _SIDE)
        main_layout.addWidget(self._sides)

    def show_desk(self, view: DeskView) -> None:
        spoken = view.language
        self._card.name(word("REPORT_MAKE", spoken), view.client or word("DESK_ALL_CLIENTS", spoken))
        self._about.say(word("REPORT_ABOUT", spoken))
        self._from.setText(word("REPORT_FROM", spoken))
        self._to.setText(word("REPORT_TO", spoken))
        for part, each in self._quick.items():
            each.setText(word(f"REPORT_QUICK_{part.upper()}", spoken))
        for form, each in self._forms.items():
            each.setText(word(f"REPORT_FORM_{form.upper()}", spoken))
        self._open.setText(word("REPORT_OPEN", spoken))
        self._folder.setText(word("REPORT_OPEN_FOLDER", spoken))
        for field in (self.first, self.last):
            field.speak(spoken)
        self._there.name(word("REPORT_THERE", spoken), word("REPORT_THERE_HOW", spoken))
        self._list.speak(spoken, view.zone)
        self._sides.fit()
        self._list.setMinimumHeight(scaled(_LIST))
        self.plan.speak(view)
        if view.zone != self.view.zone or not self.isVisible():
            self._set_days(self._today(view), self._today(view))
        super().show_desk(view)
        self._draw()

    def refresh(self) -> None:
        if self.reader:
            self.plan.ask(self.reader, self.told.emit)
            self.reader.ask("reports", made_reports, self.show_reports, self._list.show_error)

    def show_reports(self, reports: tuple[MadeReport, ...]) -> None:
        """Those that lie in the folder."""
        spoken = self.view.language
        columns = (
            Column("file", word("REPORT_FILE", spoken)),
            Column("made", word("REPORT_WRITTEN", spoken), Kind.MOMENT, 190),
            Column("kilobytes", word("REPORT_SIZE", spoken), Kind.NUMBER, 110),
        )
        rows = [Row(str(each.file), (each.file.name, each.at, -(-each.size // 1000))) for each in reports]
        self._list.show_rows(columns, rows, word("REPORT_NONE_THERE", spoken))

    def on_quick(self, part: str) -> None:
        """The days that people mean most."""
        today = self._today(self.view)
        if part == "today":
            self._set_days(today, today)
        elif part == "yesterday":
            self._set_days(today - timedelta(days=1), today - timedelta(days=1))
        else:
            self._set_days(today - timedelta(days=today.weekday()), today)

    def on_days_changed(self) -> None:
        """Never backwards: the other end goes along."""
        if self.first.date() > self.last.date():
            other = self.last if self.sender() is self.first else self.first
            other.setDate(self.first.date() if other is self.last else self.last.date())
        self._draw()

    def on_form(self, form: str) -> None:
        """Ask where it shall be, beginning where reports go by themselves and are listed, then have it made."""
        first, last = self.days
        name = f"daily-{first.isoformat()}" if first == last else f"daily-{first.isoformat()}-{last.isoformat()}"

        def ask(folder: Path) -> None:
            ask_where(self, f"{name}.{form}", self.make, str(folder))

        if self.reader:
            self.reader.ask("report folder", report_folder, ask)

    def make(self, out: Path) -> None:
        """Have it made there."""
        if self._job or self.reader is None:
            return
        first, last = self.days
        client = ["--client", self.view.client] if self.view.client else []
        days = ["--from", first.isoformat(), "--to", last.isoformat()]
        spoken = ["--language", self.view.language]
        self._job = Job(self.reader.data, ["report", "daily", *days, *client, *spoken, "--out", str(out)], self)
        self._job.ended.connect(lambda end: self._ended(end, out))
        self._job.ended.connect(self._job.deleteLater)
        self._made = None
        self._job.start()
        self._draw()

    def show_answer(self, act: Act, answer: Answer) -> None:
        super().show_answer(act, answer)
        self.refresh()

    def _ended(self, end: JobEnd, out: Path) -> None:
        self._job = None
        self._made = out if end.ok else None
        self._draw()
        self.refresh()
        if not end.ok:
            self.told.emit(f"{end.refusal or word('REPORT_FAILED', self.view.language)} {end.advice}".strip())

    def _draw(self) -> None:
        spoken, (first, last) = self.view.language, self.days
        today = self._today(self.view)
        days: Mapping[str, tuple[date, date]] = {
            "today": (today, today),
            "yesterday": (today - timedelta(days=1), today - timedelta(days=1)),
            "week": (today - timedelta(days=today.weekday()), today),
        }
        for part, each in self._quick.items():
            each.setChecked(days[part] == (first, last))
        for each in self._forms.values():
            each.setEnabled(self._job is None)
        made = word("REPORT_MADE_AT", spoken, file=self._made) if self._made else ""
        self._says.say(word("REPORT_BEING_MADE", spoken, day=as_day(first, spoken)) if self._job else made)
        for each in (self._open, self._folder):
            each.setVisible(self._made is not None)

    def _show_made(self, *, folder: bool) -> None:
        if self._made:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made.parent if folder else self._made)))

    def _today(self, view: DeskView) -> date:
        now = self.reader.clock.now() if self.reader else None
        return now.astimezone(view.zone).date() if now else date.today()  # noqa: DTZ011 -- as long as nobody has told it the time

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last that are chosen."""
        return _day(self.first), _day(self.last)

    def _set_days(self, first: date, last: date) -> None:
        for field, day in ((self.first, first), (self.last, last)):
            field.blockSignals(True)  # noqa: FBT003 -- Qt's own
            field.setDate(QDate(day.year, day.month, day.day))
            field.blockSignals(False)  # noqa: FBT003 -- Qt's own
        self._draw()


def _day(field: QDateEdit) -> date:
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())


def _row(*parts: QWidget) -> Line:
    row = Line()
    for part in parts:
        row.add(part)
    return row


def _column(*parts: QWidget) -> QWidget:
    """One under the other; a table takes what is left, and where there is none that is left empty."""
    column = QWidget()
    inside = QVBoxLayout(column)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(2 * GRID)
    for part in parts[:1]:
        inside.addWidget(part)
    for part in parts[1:]:
        inside.addWidget(part, 1)
    if len(parts) == 1:
        inside.addStretch(1)
    return column
