"""The pages of a finished unit: where to put it, its grade and why; for a hazard what to do with it. A Screen in, codes out."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.bench.page import PageView
from ui.bench.screen import Screen
from ui.widgets.lists import CommandRow
from ui.widgets.marks import Mark
from ui.widgets.words import Largest, Pairs, Words


class ResultPage(PageView):
    """Read from a metre away: the place in the largest type, then letter, colour and shape of the grade, then why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((26, 16, 26, 16), gap=8, parent=parent)
        self._title = Words("lead")
        self._place = Largest(104)
        self._mark = Mark(136)
        self._do = Words("title")
        self._why = Words("because")
        self._rows = Pairs()
        self._row = CommandRow(words_at_right=True)
        self._row.taken.connect(self.taken)
        large = QHBoxLayout()
        large.setSpacing(24)
        large.addWidget(self._place, 1)
        large.addWidget(self._mark)
        self.body.addWidget(self._title)
        self.body.addLayout(large)
        self.body.addSpacing(4)
        for widget in (self._do, self._why):
            self.body.addWidget(widget)
        self.body.addSpacing(10)
        self.body.addWidget(self._rows)
        self.body.addStretch(1)
        self.body.addWidget(self._row)

    def show_screen(self, screen: Screen) -> None:
        if screen.result is None:
            return
        unit = screen.result.unit
        self._title.say(screen.title)
        self._place.say(unit.place)
        self._mark.show_mark(unit.mark, unit.grade)
        self._do.say(screen.result.do)
        self._why.say(unit.why)
        self._rows.show_pairs(screen.result.rows)
        self._row.show_commands(screen.chosen, screen.result.others, screen.primary)
