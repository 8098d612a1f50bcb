"""The page Today: how the days stand, who works how, what waits and for whom. Asks for a Today, draws it, and leads to what it is about.

It is drawn again when somebody has written, and now and then since time passes: what is late is late without anybody writing.
"""

from types import ModuleType
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from station.errors import StationError
from station.model.rights import Right
from station.supervisor.today import DaysWanted, Today, other_days, today
from station.texts import word
from ui.supervisor.chart_card import ChartCard
from ui.supervisor.chart_shapes import ages_chart, graded_chart, time_chart
from ui.supervisor.list_view import ListView, TableCard
from ui.supervisor.loading import loaded
from ui.supervisor.look import button
from ui.supervisor.page import DeskPage, DeskView, told_as
from ui.supervisor.period import Days, PeriodBar
from ui.supervisor.tiles import Tile
from ui.supervisor.today_cards import LinesCard, show_decisions, show_piles
from ui.supervisor.today_grid import GAP, TodayGrid
from ui.supervisor.today_lists import TILES, inspectors, list_of, tiles
from ui.supervisor.today_words import days_in_words, effort_in_words, hour_and_minute
from ui.widgets.words import Words

_PASSING_MS: Final = 20_000  # between two looks at what time alone has changed
_DRAWN_MS: Final = 50
_ASKED: Final = "today"


class TodayPage(DeskPage):
    """`days` are those that are shown; `listed` the name of the list that is open, "" for the cards."""

    code = "@TODAY"
    name = "DESK_TODAY"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days, self.listed = Days(), ""
        self.told_of: Today | None = None
        self._stale = True  # what is of now was asked for, and not told yet
        self.period, self.shift = PeriodBar(), button()
        self.tiles = {name: Tile() for name in TILES}
        self.graded, self.time, self.ages = ChartCard(), ChartCard(), ChartCard()
        self.inspectors = TableCard()
        self.decisions, self.piles = LinesCard(), LinesCard()
        self.list, self._trouble = ListView(self, "today"), Words("lead")
        self._passing = QTimer(self)
        self._passing.setInterval(_PASSING_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        below = (self.decisions, self.time, self.ages, self.piles)
        self.grid = TodayGrid(tuple(self.tiles.values()), (self.graded, self.inspectors), below)
        cards = QWidget()
        column = QVBoxLayout(cards)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        top = QHBoxLayout()
        top.addWidget(self.period, 1)
        top.addWidget(self.shift, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self._trouble)
        column.addWidget(self.grid, 1)
        self._cards = QScrollArea()
        self._cards.setWidgetResizable(True)
        self._cards.setFocusPolicy(self.focusPolicy())
        self._cards.setWidget(cards)
        self._stack = QStackedLayout()
        for each in (self._cards, self.list):
            self._stack.addWidget(each)
        around = QVBoxLayout(self)
        around.setContentsMargins(20, 12, 20, 14)
        around.addLayout(self._stack)

    def _connect(self) -> None:
        self.period.chosen.connect(self.on_days)
        self.shift.clicked.connect(lambda: self.turned.emit("@SHIFT", None))
        for name, tile in self.tiles.items():
            tile.clicked.connect(lambda _checked=False, name=name: self.on_tile(name))
        for chart in (self.graded, self.time, self.ages):
            chart.told.connect(self.told.emit)
        self.decisions.chosen.connect(lambda what: self.turned.emit("@DECISIONS", what or None))
        self.piles.chosen.connect(lambda what: self.turned.emit("@RESTOCK", what or None))
        self.list.chosen.connect(self.turned.emit)
        self.list.left.connect(self.on_left)
        self._passing.timeout.connect(self.refresh)

    def show_desk(self, view: DeskView) -> None:
        if view.person != self.view.person:  # somebody else begins with today, and not with what another looked at
            self.days = Days()
            self._close_list()
        self.shift.setText(word("CLOSE_THE_SHIFT", view.language))
        self.shift.setVisible(view.may(Right.CLOSE_SHIFT))
        super().show_desk(view)

    def open_page(self, what: object = None) -> None:
        """`what` may be the name of a list: dock, graded, late, soon, waiting, to_send."""
        self._close_list()
        if isinstance(what, str) and what in self.tiles:
            self._open_list(what)
        self._passing.start()
        super().open_page(what)

    def close_page(self) -> None:
        self._passing.stop()

    def refresh(self) -> None:
        self._stale = True
        if self.reader:
            wanted = self._wanted()
            self.reader.ask(_ASKED, lambda opened: today(opened, wanted), self.on_told, self.on_trouble)

    def takes_key(self, name: str) -> bool:
        match name:
            case "PageUp" | "PageDown" if not self.listed:
                self.period.on_moved(-1 if name == "PageUp" else 1)
            case "Esc" if self.listed:
                self.on_left()
            case _:
                return False
        return True

    def on_days(self, days: Days) -> None:
        """Other days. What is of now is not asked for again where it was just told."""
        self.days = days
        wanted, told = self._wanted(), self.told_of
        if self._stale or told is None or self.reader is None:
            self.refresh()
        else:
            self.reader.ask(_ASKED, lambda opened: other_days(opened, told, wanted), self.on_told, self.on_trouble)

    def on_tile(self, name: str) -> None:
        """The list behind a figure."""
        self._open_list(name)
        self._show_list()

    def on_left(self) -> None:
        """The cards again, where they were left."""
        before = self.listed
        self._close_list()
        if before:
            self.tiles[before].setFocus()

    def on_told(self, told: Today) -> None:
        """How it stands."""
        self.told_of, self._stale = told, False
        self._trouble.say("")
        if self.listed:
            self._show_list()
        self._show(told)
        QTimer.singleShot(_DRAWN_MS, self, self.on_drawn)

    def on_drawn(self) -> None:
        """The figures are on the screen: now what draws charts, which takes as long to load as all that was before it."""
        if self.reader:
            self.reader.ask("today charts", lambda _opened: loaded("ui.supervisor.charts"), self.on_charts)

    def on_charts(self, drawing: ModuleType) -> None:
        """What draws charts was loaded beside the window, which did not have to wait for it."""
        for card in (self.graded, self.time, self.ages):
            card.draw_with(drawing.BarsChart)

    def on_trouble(self, error: StationError) -> None:
        """It could not be read: said here, above what was known before."""
        self._trouble.say("\n".join(part for part in told_as(error, self.view.language) if part))

    def _wanted(self) -> DaysWanted:
        """The days that are asked for; None is whatever day it is, also as long as nobody has told which."""
        told = self.told_of
        first, last = self.days.bounds(told.day) if told and self.days != Days() else (None, None)
        return DaysWanted(first, last, self.view.client, self.view.language)

    def _show(self, told: Today) -> None:
        language, zone = self.view.language, self.view.zone
        at = hour_and_minute(told.now.astimezone(zone), language, zone) if told.live else ""
        self.period.show_days(self.days, told.day, at, language)
        for name, words in tiles(told, self.view).items():
            self.tiles[name].say(words)
        about = days_in_words(told.figures.first, told.figures.last, language)
        of_now = days_in_words(told.day, told.day, language)
        effort = effort_in_words(told.figures.total, language)
        self.graded.show_chart(graded_chart(told.figures, language, zone), language, zone, about)
        self.time.show_chart(time_chart(told.figures.total, language), language, zone, about, effort)
        self.ages.show_chart(ages_chart(told, language, self.view.currency), language, zone, of_now)
        self.inspectors.show_list(inspectors(told, self.view), language, zone)
        show_decisions(self.decisions, told, self.view)
        show_piles(self.piles, told, self.view)
        self.grid.forget()
        self.grid.place()

    def _show_list(self) -> None:
        if self.told_of and self.listed:
            self.list.show_list(list_of(self.listed, self.told_of, self.view), self.view.language, self.view.zone)

    def _open_list(self, name: str) -> None:
        self.listed = name
        self._stack.setCurrentWidget(self.list)
        self.list.table.view.setFocus()

    def _close_list(self) -> None:
        self.listed = ""
        self._stack.setCurrentWidget(self._cards)
