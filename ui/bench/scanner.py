"""The scanner on the screen: a field and a button for people without one; in the demo also what to scan next. Codes out."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from station.texts import word
from ui.bench.screen import Option
from ui.bench.strips import Strip
from ui.bench.walk import Walk
from ui.theme import scaled
from ui.widgets.options import OptionButton, Shape
from ui.widgets.words import CodeField, Words

SCAN = "@scan"
SKIP = "@skip"
_EXAMPLES: Final = 4
_ROOMY: Final = 1400  # thousandths of the text scale up to which a walk leaves room for the field


class ScannerStrip(Strip):
    """`scanned` carries a code. Shown with F2; in the demo it stays."""

    scanned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("scanner", parent)
        self._walk: Walk | None = None
        self._language = "en"
        self._opened = False
        self._story = Words()
        self.rows.add(self._story)
        self._next, self._skip = self.button(Shape.PRIMARY), self.button(Shape.COMMAND)
        self._examples: tuple[str, ...] = ()
        self._tries = [self.button(Shape.COMMAND) for _ in range(_EXAMPLES)]
        self.field = CodeField()
        self.rows.add(self.field)
        self._scan: OptionButton = self.button(Shape.COMMAND)
        self.field.given.connect(self.scanned)
        self.taken.connect(self.on_taken)
        for button in (self._next, self._skip, *self._tries):
            button.hide()

    def begin(self, walk: Walk | None, examples: Sequence[str], language: str) -> None:
        """With a walk the strip says what comes next, and after it offers examples to try."""
        self._walk, self._examples = walk, tuple(examples)
        self.speak(language)

    def speak(self, language: str) -> None:
        """In this language from now on."""
        self._language = language
        self._scan.offer(Option("", SCAN, word("WINDOW_SCAN", language)))
        self.field.setPlaceholderText(word("WINDOW_SCANNER_EMPTY", language))
        self.field.setAccessibleName(word("WINDOW_SCANNER", language))
        self.draw()

    @property
    def walks(self) -> bool:
        """Whether it says what comes next."""
        return self._walk is not None

    def sent(self, code: str) -> None:
        """A code went to the bench, from wherever: a walk goes on if it was the next one."""
        if self._walk and code.casefold() == self._walk.code.casefold():
            self._walk = self._walk.on()
            self.draw()

    def on_taken(self, code: str) -> None:
        """A button of this strip."""
        if code == SCAN:
            self.field.give()
        elif code == SKIP and self._walk:
            self._walk = self._walk.on()
            self.draw()
        else:
            self.scanned.emit(code)

    def turn_field(self) -> bool:
        """Show the field for codes, or put it away if the cursor is in it; True if it is shown."""
        self._opened = not self.field.hasFocus()
        self.setVisible(self._opened or self.walks)
        self.draw()
        return self._opened

    def draw(self) -> None:
        """Draw it anew: what comes next, and the field where it was opened or has room."""
        walk = self._walk
        field = self._opened or (self.walks and scaled(1000) <= _ROOMY)
        self.field.setVisible(field)
        self._scan.setVisible(field)
        self._story.setText(walk.story if walk and walk.code else word("WINDOW_DEMO_END", self._language) if walk else "")
        self._story.setVisible(True)
        self._next.setVisible(bool(walk and walk.code))
        self._skip.setVisible(bool(walk and walk.code))
        over = walk is not None and not walk.code
        for place, button in enumerate(self._tries):
            offered = over and place < len(self._examples)
            if offered:
                button.offer(Option("", self._examples[place], self._examples[place]))
            button.setVisible(offered)
        if walk and walk.code:
            self._next.offer(Option("", walk.code, walk.code, word("WINDOW_DEMO_NEXT", self._language)))
            self._skip.offer(Option("", SKIP, word("WINDOW_DEMO_SKIP", self._language)))
