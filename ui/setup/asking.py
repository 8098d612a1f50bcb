"""A page of the window's own that asks step by step: it draws a Screen, and sends what is chosen by key, by touch or typed."""

from PySide6.QtWidgets import QWidget

from ui.bench.screen import BACK, ENTER, UNDO_KEY, Option, Screen
from ui.setup.page import OwnPage
from ui.widgets.lists import CommandRow, OptionGrid
from ui.widgets.options import Shape
from ui.widgets.words import CodeField, Pairs, Words

_ONE_COLUMN = 4  # choices that stand below each other; more of them stand in two columns


class AskingPage(OwnPage):
    """Whoever builds on it gives a Screen to `draw` and gets the code of each choice in `on_chosen`, what was typed in `on_typed`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: dict[str, str] = {}
        self._told, self._figures = Words("strong"), Pairs()
        self.entry = CodeField()
        self._choices, self._more = OptionGrid(Shape.LINE, 1), CommandRow()
        self.entry.given.connect(self.on_typed)
        for part in (self._choices, self._more):
            part.taken.connect(self.on_chosen)
        for widget in (self._told, self._figures, self.entry, self._choices, self._more):
            self.column.body.addWidget(widget)
        self.column.body.addStretch(1)

    def draw(self, screen: Screen, told: str = "") -> None:
        """Draw this; `told` is what came of the last choice. Its first commands stand in the page, the way back is always there."""
        fresh = (screen.title, screen.entry) != (self.title.text(), self.entry.placeholderText())
        self.title.say(screen.title)
        self.lead.say(screen.lead)
        self._told.say(told)
        self._figures.show_pairs(screen.figures)
        self._offer_entry(screen.entry)
        self._choices.show_options(screen.options, 1 if len(screen.options) <= _ONE_COLUMN and not screen.figures else 2)
        self._more.show_commands(screen.chosen, (), None)
        back = next((each for each in screen.commands if each.code == BACK), Option("Esc", BACK, ""))
        others = tuple(each for each in screen.commands if each is not back)
        self.row.show_commands("", (*others, back), screen.primary)
        self._keys = {each.key: each.code for each in screen.offered() if each.key and each.code and each.key != "Esc"}
        if screen.primary:
            self._keys[ENTER] = screen.primary.code
        if fresh:
            self.column.verticalScrollBar().setValue(0)
            (self.entry if screen.entry else self).setFocus()

    def takes_key(self, name: str) -> bool:
        """A key of what is drawn. Esc, and Backspace where nothing is typed, go one step back, and from the first step to the bench."""
        if name in ("Esc", UNDO_KEY):
            return self.steps_back()
        code = self._keys.get(name, "")
        if code:
            self.on_chosen(code)
        return bool(code)

    def on_row_taken(self, code: str) -> None:
        """A button at the foot of the page."""
        if code != BACK or not self.steps_back():
            self.on_chosen(code)

    def on_chosen(self, code: str) -> None:
        """Something was chosen."""
        raise NotImplementedError

    def on_typed(self, text: str) -> None:
        """Something was typed."""
        raise NotImplementedError

    def steps_back(self) -> bool:
        """One step back; False at the first."""
        raise NotImplementedError

    def _offer_entry(self, words: str) -> None:
        self.entry.setVisible(bool(words))
        if words != self.entry.placeholderText():
            self.entry.clear()
            self.entry.setPlaceholderText(words)
            self.entry.setAccessibleName(words)
