"""Groups of option buttons that are kept and reused: a grid of answers, a row of commands. Options in, `taken` out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.bench.screen import Option
from ui.widgets.boxes import Columns, Rows
from ui.widgets.options import OptionButton, Shape
from ui.widgets.words import Words


class OptionGrid(Columns):
    """Answers in equal columns. Buttons are made once and offered anew: a question must not wait for widgets."""

    taken = Signal(str)

    def __init__(self, shape: Shape, columns: int, parent: QWidget | None = None, tallest: int = 0) -> None:
        super().__init__(columns, tallest, parent)
        self._shape = shape
        self._buttons: list[OptionButton] = []

    def show_options(self, options: Sequence[Option], columns: int) -> None:
        """Offer these."""
        while len(self._buttons) < len(options):
            button = OptionButton(self._shape, self)
            button.taken.connect(self.taken)
            self.add(button)
            self._buttons.append(button)
        for place, button in enumerate(self._buttons):
            if place < len(options):
                button.offer(options[place])
            button.setVisible(place < len(options))
        self.set_columns(columns)
        self.setVisible(bool(options))


class CommandRow(Rows):
    """What else can be done on a page: words, commands, and at last the primary action; the words at the left or beside the commands."""

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, words_at_right: bool = False) -> None:
        super().__init__(parent)
        self._words = Words("muted")
        if words_at_right:
            self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.add(self._words)
        self._buttons: list[OptionButton] = []
        self._primary = OptionButton(Shape.PRIMARY, self)
        self._primary.taken.connect(self.taken)
        self.add(self._primary)

    def show_commands(self, words: str, commands: Sequence[Option], primary: Option | None) -> None:
        """Offer these."""
        self._words.setText(words)
        self._words.setVisible(True)  # even empty it keeps the buttons at the right edge
        while len(self._buttons) < len(commands):
            button = OptionButton(Shape.COMMAND, self)
            button.taken.connect(self.taken)
            self.add(button, before=self._primary)
            self._buttons.append(button)
        for place, button in enumerate(self._buttons):
            if place < len(commands):
                button.offer(commands[place])
            button.setVisible(place < len(commands))
        if primary:
            self._primary.offer(primary)
        self._primary.setVisible(primary is not None)
        self.setVisible(bool(words or commands or primary))
