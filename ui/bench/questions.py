"""The pages that ask: the board, any other question, a picture. A Screen in, the code of what was chosen out."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.texts import word
from ui.bench.page import PageView
from ui.bench.screen import Screen
from ui.widgets.lists import CommandRow, OptionGrid
from ui.widgets.number_pad import NumberPad
from ui.widgets.options import OptionButton, Shape
from ui.widgets.words import CodeField, Pairs, Words

_ONE_COLUMN: Final = 4  # answers that stand below each other; more of them stand in two columns


class BoardPage(PageView):
    """ "What do you see?": key 1 large, the findings as tiles, done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((26, 16, 26, 16), 10, parent)  # eight pictures stand here: each line of room counts
        self._title = Words("title")
        self._nothing = OptionButton(Shape.BIG)
        self._tiles = OptionGrid(Shape.TILE, 4, tallest=220)
        self._row = CommandRow()
        self._nothing.taken.connect(self.taken)
        self._tiles.taken.connect(self.taken)
        self._row.taken.connect(self.taken)
        for widget in (self._title, self._nothing):
            self.body.addWidget(widget)
        self.body.addWidget(self._tiles, 1)
        self.put_below(self._row)

    def show_screen(self, screen: Screen) -> None:
        self._title.say(screen.title)
        if screen.nothing:
            self._nothing.offer(screen.nothing)
        self._nothing.setVisible(screen.nothing is not None)
        self._tiles.show_options(screen.options, 4)
        self._row.show_commands(screen.chosen, screen.commands, screen.primary)


class AskPage(PageView):
    """Any question: what is asked at large, its answers with their keys, a field for what may be `typed`: a code is not a button's."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = Words("title")
        self._lead = Words("lead")
        self._figures = Pairs()
        self.entry = CodeField()
        self.entry.setProperty("role", "entry")
        self._answers = OptionGrid(Shape.ROW, 1)
        self._row = CommandRow()
        self.entry.given.connect(self.typed)
        self._answers.taken.connect(self.taken)
        self._row.taken.connect(self.taken)
        self._pad = NumberPad()
        self._pad.digit.connect(self.entry.insert)
        self._pad.erased.connect(self.entry.backspace)
        self._pad.given.connect(self.entry.give)
        self._lay_out()
        self.put_below(self._row)

    def _lay_out(self) -> None:
        asked = QVBoxLayout()
        asked.setSpacing(12)
        for widget in (self._figures, self.entry, self._answers):
            asked.addWidget(widget)
        asked.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(24)
        beside.addLayout(asked, 3)
        beside.addWidget(self._pad, 2)
        for words in (self._title, self._lead):
            self.body.addWidget(words)
        self.body.addLayout(beside)
        self.body.addStretch(1)

    def speak(self, language: str) -> None:
        """The keys of the pad in this language."""
        self._pad.name_keys(word("SIGN_IN_ERASE", language), word("NUMBER_PAD_GO", language))

    def show_screen(self, screen: Screen) -> None:
        self._title.say(screen.title)
        self._lead.say(screen.lead)
        self._figures.show_pairs(screen.figures)
        self.entry.setVisible(bool(screen.entry))
        self._pad.setVisible(screen.digits)
        if screen.entry != self.entry.placeholderText():
            self.entry.clear()
            self.entry.setPlaceholderText(screen.entry)
            self.entry.setAccessibleName(screen.entry)
        self._answers.show_options(screen.options, 2 if len(screen.options) > _ONE_COLUMN else 1)
        among = screen.primary in screen.options
        self._row.show_commands(screen.chosen, screen.commands, None if among else screen.primary)
