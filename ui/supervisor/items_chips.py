"""What the list of units is narrowed down to: a button for each field, which offers its values. Choices in, a Wanted out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from station.supervisor.items import Days, Named, Wanted
from station.texts import counted, word
from ui.supervisor.flow import Flow
from ui.supervisor.items_days import DaysLine, DaysMenu, days_in_words
from ui.supervisor.look import GRID, button

VALUES: Final = ("states", "grades", "dispositions", "people", "categories", "clients")
DAYS: Final = ("received", "graded")
_NAMED: Final = 2  # values that are named on a button; more are counted


class FilterRow(QWidget):
    """`changed` carries a Wanted in which but these fields are set."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = Wanted()
        self._choices: Mapping[str, Sequence[Named]] = {}
        self._language, self._today, self._asked = "en", date.min, ""
        self._chips: dict[str, QPushButton] = {name: button("chip", self) for name in (*VALUES, *DAYS)}
        self._clear, self._menu, self._days, self._line = button("quiet"), QMenu(self), DaysMenu(self), DaysLine()
        flow = Flow()
        for name, chip in self._chips.items():
            chip.setCheckable(True)
            chip.clicked.connect(partial(self.on_touched, name))
            flow.add(chip)
        flow.add(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(flow)
        column.addWidget(self._line)
        self._clear.clicked.connect(self.clear)
        self._days.chosen.connect(self.on_days)
        self._days.others.connect(self.on_others)
        self._line.chosen.connect(self.on_days)

    def show_choices(self, choices: Mapping[str, Sequence[Named]], today: date, language: str, *, several_clients: bool) -> None:
        """What may be chosen now; `today` is the site's."""
        self._choices, self._today, self._language = choices, today, language
        self._chips["clients"].setVisible(several_clients)
        if not several_clients and self.wanted.clients:
            self.wanted = replace(self.wanted, clients=())
        self._draw()

    def clear(self) -> None:
        """Everything again."""
        self._choose(Wanted())

    def choose(self, **fields: object) -> None:
        """Narrow it down to these values, as if they had been touched."""
        self._choose(replace(self.wanted, **fields))  # type: ignore[arg-type]  # names and kinds are those of Wanted

    def chip(self, name: str) -> QPushButton:
        """The button of a field."""
        return self._chips[name]

    def on_touched(self, name: str) -> None:
        """One of the buttons: offer what it has."""
        self._draw()  # a touch shall not check it; what is chosen does
        self._asked = name
        place = self._chips[name].mapToGlobal(QPoint(0, self._chips[name].height() + 4))
        if name in DAYS:
            self._days.show_at(place, self._today, getattr(self.wanted, name), self._language)
            return
        self._menu.clear()
        self._offer("", word("ITEMS_ANY", self._language), chosen=not getattr(self.wanted, name))
        for each in self._choices.get(name, ()):
            self._offer(each.value, each.name, chosen=each.value in getattr(self.wanted, name))
        self._menu.popup(place)

    def on_value(self, value: str) -> None:
        """One of its values: chosen, or not any more; "" takes them all away."""
        before: tuple[str, ...] = getattr(self.wanted, self._asked)
        after = tuple(each for each in before if each != value) if value in before else (*before, value)
        self.choose(**{self._asked: after if value else ()})

    def on_days(self, days: Days) -> None:
        """Days were chosen."""
        self.choose(**{self._asked: days})

    def on_others(self) -> None:
        """Days that the menu does not have."""
        name = word(f"ITEMS_FILTER_{self._asked.upper()}", self._language)
        self._line.ask(name, getattr(self.wanted, self._asked), self._today, self._language)

    def _offer(self, value: str, name: str, *, chosen: bool) -> QAction:
        action = self._menu.addAction(word("ITEMS_CHOSEN" if chosen else "ITEMS_NOT_CHOSEN", self._language, name=name))
        action.triggered.connect(lambda _checked: self.on_value(value))
        return action

    def _choose(self, wanted: Wanted) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self._draw()
            self.changed.emit(wanted)

    def _draw(self) -> None:
        for name, chip in self._chips.items():
            title, told = word(f"ITEMS_FILTER_{name.upper()}", self._language), self._told(name)
            chip.setText(word("ITEMS_FILTER", self._language, name=title, values=told or word("ITEMS_ANY", self._language)))
            chip.setAccessibleName(chip.text())
            chip.setChecked(bool(told))
        self._clear.setText(word("ITEMS_CLEAR", self._language))
        self._clear.setVisible(self.wanted != Wanted())

    def _told(self, name: str) -> str:
        """What is chosen, in words; "" for nothing."""
        chosen = getattr(self.wanted, name)
        if not chosen:
            return ""
        if name in DAYS:
            return days_in_words(chosen, self._language)
        names = {each.value: each.name for each in self._choices.get(name, ())}
        if len(chosen) > _NAMED:
            return counted("ITEMS_SEVERAL", len(chosen), self._language)
        return ", ".join(names.get(value, value) for value in chosen)
