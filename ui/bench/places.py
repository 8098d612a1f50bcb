"""The pages without a unit in hand: signing in, ready, an open parcel. A Screen in, codes out."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.bench.page import PageView
from ui.bench.screen import Screen
from ui.theme import scaled
from ui.widgets.lists import CommandRow, OptionGrid
from ui.widgets.marks import ScanSign
from ui.widgets.options import Shape
from ui.widgets.words import Words

_ONE_COLUMN: Final = 4
_ROOMY: Final = 1400  # thousandths of the text scale


class ScanPage(PageView):
    """Nothing but: scan. For a badge, or for whatever comes next; under it the names of those who have a PIN."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = Words("ready")
        self._lead = Words("lead")
        self._people = OptionGrid(Shape.ROW, 1)
        self._row = CommandRow()
        for part in (self._people, self._row):
            part.taken.connect(self.taken)
        sign = QHBoxLayout()
        sign.addStretch(1)
        self._sign = ScanSign()
        sign.addWidget(self._sign)
        sign.addStretch(1)
        self.body.addStretch(3)
        self.body.addLayout(sign)
        self.body.addSpacing(16)
        for words in (self._title, self._lead):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.body.addWidget(words)
        self.body.addSpacing(8)
        self.body.addWidget(self._people)
        self.body.addStretch(4)
        self.put_below(self._row)

    def show_screen(self, screen: Screen) -> None:
        self._title.say(screen.title)
        self._lead.say(screen.lead)
        self._sign.setVisible(scaled(1000) <= _ROOMY)  # decoration: with large text the words need its room
        self._people.show_options(screen.options, 1 if len(screen.options) <= _ONE_COLUMN - 2 else 3)
        self._row.show_commands("", screen.commands, screen.primary)


class ParcelPage(PageView):
    """An open parcel: what is expected in it, each here or not yet, what has no readable code by picture, units set aside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = Words("title")
        self._lead = Words("lead")
        self._lines = OptionGrid(Shape.LINE, 1)
        self._rest = OptionGrid(Shape.COMMAND, 1)
        self._waiting = Words("strong")
        self._aside = OptionGrid(Shape.LINE, 1)
        self._row = CommandRow()
        self._lines.taken.connect(self.taken)
        self._rest.taken.connect(self.taken)
        self._aside.taken.connect(self.taken)
        self._row.taken.connect(self.taken)
        for widget in (self._title, self._lead, self._lines, self._rest, self._waiting, self._aside):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.put_below(self._row)

    def show_screen(self, screen: Screen) -> None:
        self._title.say(screen.title)
        self._lead.say(screen.lead)
        self._lines.show_options(screen.lines, 1 if len(screen.lines) <= _ONE_COLUMN else 2)
        self._rest.show_options(screen.options, 1)
        self._waiting.say(screen.chosen)
        self._aside.show_options(screen.aside, 1)
        self._row.show_commands("", screen.commands, screen.primary)
