"""Which days a page shows: a day, a week or any days, earlier and later, and back to today. Choices in; first and last day out."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from station.texts import word
from ui.supervisor.look import GRID, button
from ui.supervisor.ticks import DayField
from ui.supervisor.today_words import title_of_days
from ui.widgets.boxes import Rows
from ui.widgets.words import Words


class Length(StrEnum):
    """How many days at once."""

    DAY = "day"
    WEEK = "week"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Days:
    """From `first` to `last`; `first` None is the day or the week of whatever day it is."""

    length: Length = Length.DAY
    first: date | None = None
    last: date | None = None

    def bounds(self, today: date) -> tuple[date, date]:
        """The first and the last day, where today is this date."""
        first = self.first or today
        match self.length:
            case Length.DAY:
                return first, first
            case Length.WEEK:
                monday = first - timedelta(days=first.weekday())
                return monday, monday + timedelta(days=6)
        return first, max(first, self.last or first)

    def moved(self, by: int, today: date) -> "Days":
        """As many days earlier (-1) or later (1) as there are; today's are None again, so that they stay today's."""
        first, last = self.bounds(today)
        step = ((last - first).days + 1) * by
        moved = Days(self.length, first + timedelta(days=step), last + timedelta(days=step))
        begin, end = moved.bounds(today)
        return Days(self.length) if self.length is not Length.RANGE and begin <= today <= end else moved


_NAMES: Final = {Length.DAY: "TODAY_DAY", Length.WEEK: "TODAY_WEEK", Length.RANGE: "TODAY_RANGE"}


class PeriodBar(QWidget):
    """`chosen` carries the Days that somebody wants to see."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days, self._today, self._language = Days(), date.min, "en"
        self._title, self._at = QLabel(), Words("small")  # the title is never broken, so it needs all its width
        self._title.setProperty("role", "title")
        self._earlier, self._later, self.now = button(), button(), button()
        self._lengths = {length: button("chip") for length in Length}
        self._first, self._last = DayField(), DayField()
        for length, each in self._lengths.items():
            each.setCheckable(True)
            each.clicked.connect(lambda _checked, length=length: self.on_length(length))
        for field in (self._first, self._last):
            field.dateChanged.connect(self.on_dates)
        self._earlier.clicked.connect(lambda: self.on_moved(-1))
        self._later.clicked.connect(lambda: self.on_moved(1))
        self.now.clicked.connect(lambda: self.chosen.emit(Days(Length.DAY)))
        self._lay_out()

    def _lay_out(self) -> None:
        named = QWidget()
        row = QHBoxLayout(named)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self._title)
        row.addWidget(self._at, 1, Qt.AlignmentFlag.AlignBottom)
        rows = Rows()
        for part in (named, self._first, self._last, *self._lengths.values(), self._earlier, self.now, self._later):
            rows.add(part)
            part.setVisible(part is named)  # the rest once it is known which days there are
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(rows)

    def show_days(self, days: Days, today: date, at: str, language: str) -> None:
        """These are shown; `at` is the time of day to which they are told, "" where that does not matter."""
        self._days, self._today, self._language = days, today, language
        first, last = days.bounds(today)
        self._title.setText(title_of_days(first, last, language))
        self._at.say(word("TODAY_AT", language, time=at) if at else "")
        for length, each in self._lengths.items():
            each.setText(word(_NAMES[length], language))
            each.setChecked(length is days.length)
            each.show()
        for each, sign, key in ((self._earlier, "‹", "TODAY_EARLIER"), (self._later, "›", "TODAY_LATER")):
            each.setText(sign)
            each.setAccessibleName(word(key, language))
            each.setToolTip(word(key, language))
            each.show()
        self._later.setEnabled(last < today)
        self.now.setText(word("TODAY_NOW", language))
        self.now.setVisible(days != Days())
        self._show_fields(first, last)

    def on_length(self, length: Length) -> None:
        """A day, a week, or any days."""
        self._lengths[length].setChecked(length is self._days.length)  # until they are shown
        first, last = self._days.bounds(self._today)
        if length is not Length.RANGE and first <= self._today <= last:
            self.chosen.emit(Days(length))  # today's, where today is among them
            return
        keeps = self._days.first is not None or length is Length.RANGE
        until = min(last, self._today) if length is Length.RANGE else None
        self.chosen.emit(Days(length, min(first, self._today) if keeps else None, until))

    def on_moved(self, by: int) -> None:
        """Earlier or later."""
        if by < 0 or self._later.isEnabled():
            self.chosen.emit(self._days.moved(by, self._today))

    def on_dates(self) -> None:
        """One of the two fields has another date; the other one follows it where it must."""
        first, last = _date(self._first.date()), _date(self._last.date())
        if self.sender() is self._first:
            last = max(first, last)
        else:
            first = min(first, last)
        self.chosen.emit(Days(Length.RANGE, first, last))

    def _show_fields(self, first: date, last: date) -> None:
        for field, day, key in ((self._first, first, "TODAY_FROM"), (self._last, last, "TODAY_TO")):
            held = QSignalBlocker(field)
            field.speak(self._language)
            field.setMaximumDate(QDate(self._today.year, self._today.month, self._today.day))
            field.setDate(QDate(day.year, day.month, day.day))
            field.setAccessibleName(word(key, self._language))
            field.setToolTip(word(key, self._language))
            held.unblock()
            field.setVisible(self._days.length is Length.RANGE)


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
