"""The scanner on the screen: a field and a button for people without one; in the demo also what to scan next. Codes out."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from station.session import Snapshot
from station.texts import word
from ui.bench.screen import Option
from ui.bench.story import Story
from ui.bench.strips import Strip
from ui.bench.walk import Heard, Place, Walk, place_of
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
        self._opened = self._folded = False
        self._place: Place = ()
        self._way_on = ""
        self._told = Words()
        self.rows.add(self._told)
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

    def fold(self, *, folded: bool) -> None:
        """Folded, it is one row: what comes next, without the story around it."""
        if folded != self._folded:
            self._folded = folded
            self.draw()

    def answered(self, code: str, story: Story) -> None:
        """A code was answered by the bench, wherever it came from: a walk goes on, or finds its way back."""
        before, self._place = self._place, place_of(story.snapshot)
        self._way_on = way_on(story.snapshot)
        if self._walk and code:
            self._walk = self._walk.after(Heard(code, story.refusal.code if story.refusal else "", before, self._place))
        self.draw()

    def on_taken(self, code: str) -> None:
        """A button of this strip."""
        if code == SCAN:
            self.field.give()
        elif code == SKIP and self._walk:
            self._walk = self._walk.skip(self._place)
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
        self._told.setText(self._words(walk) if walk else "")
        self._told.setVisible(not self._folded)
        next_code = (walk.code or (self._way_on if walk.away else "")) if walk else ""
        self._next.setVisible(bool(next_code))
        self._skip.setVisible(bool(walk and walk.code))
        for place, button in enumerate(self._tries):
            offered = walk is not None and walk.over and place < len(self._examples)
            if offered:
                button.offer(Option("", self._examples[place], self._examples[place]))
            button.setVisible(offered)
        if next_code:
            self._next.offer(Option("", next_code, next_code, word("WINDOW_DEMO_NEXT", self._language)))
            self._skip.offer(Option("", SKIP, word("WINDOW_DEMO_SKIP", self._language)))

    def _words(self, walk: Walk) -> str:
        """The story of what comes next; beside the path, what makes sense from here."""
        if walk.over:
            return word("WINDOW_DEMO_END", self._language)
        return word("WINDOW_DEMO_AWAY", self._language) if walk.away else walk.story


def way_on(snapshot: Snapshot) -> str:
    """A code that goes on from here, for somebody who knows none: as new, the first answer, the next picture, the next unit of a parcel.

    A parcel is ended once all its units were there: before that nothing of it is called missing.
    """
    prompt: Mapping[str, Any] = snapshot.prompt or {}
    lines = snapshot.parcel["lines"] if snapshot.parcel else ()
    to_come = next((str(line["sku"]) for line in lines if line["seen"] < line["quantity"]), "")
    if to_come and prompt.get("kind") == "close":
        return "RS-UNDO"
    if prompt.get("kind") == "photo":
        return "RS-PHOTO"
    if snapshot.state == "parcel":
        return to_come or "RS-CLOSE"
    codes = [str(choice["code"]) for choice in prompt.get("choices") or ()]
    leaving = [code for code in codes if code == "RS-DONE"]
    return next(iter(leaving or codes), "")
