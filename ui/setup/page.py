"""What a page of the window's own is built on: opened by a chip, a button or a key, left by Esc or by the next scan."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.texts import word
from ui.bench.page import Column
from ui.bench.screen import BACK, Option
from ui.bench.sides import Card
from ui.widgets.lists import CommandRow
from ui.widgets.words import Words


class OwnPage(QWidget):
    """A card over the whole middle: `title`, `lead`, what a page puts into `column.body`, and `row` with the way back.

    `taken` carries codes of the bench and the "@…" codes of ui/bench/screen.py.
    """

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        around = QVBoxLayout(self)
        around.setContentsMargins(20, 16, 20, 16)
        card = Card(margins=(34, 28, 34, 12), gap=12)
        around.addWidget(card, 1)
        self.column: Column = card.column
        self.title = Words("title")
        self.lead = Words("lead")
        self.row = CommandRow()
        self.row.taken.connect(self.on_row_taken)
        card.put_below(self.row)  # the way back is in sight, however long the page is
        self.column.body.addWidget(self.title)
        self.column.body.addWidget(self.lead)
        self.language = "en"

    def open_page(self, language: str) -> None:
        """It is about to be shown, in this language; also called again when the language changes while it is open."""
        self.language = language
        self.column.verticalScrollBar().setValue(0)
        self.row.show_commands("", (), Option("Esc", BACK, word("WINDOW_BACK", language)))

    def on_row_taken(self, code: str) -> None:
        """A button of the row; pages with buttons of their own take theirs first."""
        self.taken.emit(code)

    def close_page(self) -> None:
        """It was left: whatever it has running ends."""

    def takes_scan(self, text: str) -> bool:  # noqa: ARG002 -- for pages that test a scanner
        """Whether a scan is for this page; one that is not goes to the bench and leaves the page."""
        return False

    def takes_key(self, name: str) -> bool:  # noqa: ARG002 -- for pages with keys of their own
        """Whether a key (a name of ui/keys.py) did something here."""
        return False
