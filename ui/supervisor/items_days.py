"""Days to choose: a button with the usual ones, and a line with two dates for any others. The present day in, Days out."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QDate, QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from station.supervisor.items import Days
from station.texts import as_day, word
from ui.supervisor.look import GRID, button
from ui.supervisor.ticks import DayField
from ui.widgets.words import Words

_WEEK: Final = timedelta(days=6)
_MONTH: Final = timedelta(days=29)


def usual_days(today: date) -> Iterator[tuple[str, Days]]:
    """What is mostly wanted, by the key of its words."""
    yesterday, first = today - timedelta(days=1), today.replace(day=1)
    last_month = first - timedelta(days=1)
    yield "ITEMS_DAYS_TODAY", Days(today, today)
    yield "ITEMS_DAYS_YESTERDAY", Days(yesterday, yesterday)
    yield "ITEMS_DAYS_WEEK", Days(today - _WEEK, today)
    yield "ITEMS_DAYS_30", Days(today - _MONTH, today)
    yield "ITEMS_DAYS_THIS_MONTH", Days(first, today)
    yield "ITEMS_DAYS_LAST_MONTH", Days(last_month.replace(day=1), last_month)


def days_in_words(days: Days, language: str) -> str:
    """ "22 Nov 2026", or the first and the last of several; the word for any day."""
    if not days.first or not days.last:
        return word("ITEMS_ANY", language)
    if days.first == days.last:
        return as_day(days.first, language)
    return word("ITEMS_DAYS_RANGE", language, first=as_day(days.first, language), last=as_day(days.last, language))


class DaysMenu(QMenu):
    """`chosen` carries Days; `others` that two dates shall be asked for."""

    chosen = Signal(object)
    others = Signal()

    def show_at(self, place: QPoint, today: date, days: Days, language: str) -> None:
        """Open below a button."""
        self.clear()
        for key, each in (("ITEMS_ANY", Days()), *usual_days(today)):
            action = self.addAction(word("ITEMS_CHOSEN" if each == days else "ITEMS_NOT_CHOSEN", language, name=word(key, language)))
            action.triggered.connect(lambda _checked, each=each: self.chosen.emit(each))
        self.addSeparator()
        self.addAction(word("ITEMS_NOT_CHOSEN", language, name=word("ITEMS_DAYS_OTHER", language))).triggered.connect(self.others)
        self.popup(place)


class DaysLine(QFrame):
    """Two dates with a calendar each. `chosen` carries Days, the earlier date first."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._to = Words("strong"), Words("muted")
        self._dates = DayField(), DayField()
        self._show, self._close = button("primary"), button("quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for part in (self._name, self._dates[0], self._to, self._dates[1], self._show, self._close):
            row.addWidget(part)
        row.addStretch(1)
        self._name.setWordWrap(False)
        self._show.clicked.connect(self.on_show)
        self._close.clicked.connect(self.hide)
        self.hide()

    def ask(self, name: str, days: Days, today: date, language: str) -> None:
        """Which days of this?"""
        self._name.say(name)
        self._to.say(word("ITEMS_DAYS_TO", language))
        self._show.setText(word("ITEMS_DAYS_SHOW", language))
        self._close.setText(word("ITEMS_DAYS_CANCEL", language))
        for field, day, title in zip(self._dates, (days.first, days.last), ("ITEMS_DAYS_FIRST", "ITEMS_DAYS_LAST"), strict=True):
            shown = day or today
            field.speak(language)
            field.setDate(QDate(shown.year, shown.month, shown.day))
            field.setAccessibleName(word(title, language))
        self.show()
        self._dates[0].setFocus()

    def on_show(self) -> None:
        """These."""
        first, last = sorted(date(each.date().year(), each.date().month(), each.date().day()) for each in self._dates)
        self.hide()
        self.chosen.emit(Days(first, last))
