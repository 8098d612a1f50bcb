"""The pages that take the whole middle: opening, and why it did not open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.errors import StationError
from station.texts import notice, word
from ui.bench.page import Column
from ui.bench.screen import CLOSE, RETRY, Option
from ui.bench.sides import Card
from ui.widgets.lists import CommandRow
from ui.widgets.words import Words


class WholePage(QWidget):
    """One card over the whole width: a title, words, and what can be done."""

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        around = QVBoxLayout(self)
        around.setContentsMargins(20, 16, 20, 16)
        card = Card(margins=(34, 28, 34, 24), gap=12)
        around.addWidget(card)
        self.column: Column = card.column
        self.title = Words("title")
        self.lead = Words("lead")
        for widget in (self.title, self.lead):
            self.column.body.addWidget(widget)


class OpeningPage(WholePage):
    """The station is being opened; a large one is checked first, which may take a moment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.lead.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.column.body.insertStretch(0, 1)
        self.column.body.addStretch(1)

    def show_opening(self, data: str, language: str) -> None:
        """Say what is being opened; "" is the demo."""
        self.title.say(word("WINDOW_OPENING" if data else "WINDOW_OPENING_DEMO", language))
        self.lead.say(data)


class FailedPage(WholePage):
    """The station could not be opened: what happened, what to do, and trying again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = Words("because")
        self._next = Words()
        self._code = Words("small")
        self.row = CommandRow()
        self.row.taken.connect(self.taken)
        for widget in (self._what, self._next, self._code):
            self.column.body.addWidget(widget)
        self.column.body.addStretch(1)
        self.column.body.addWidget(self.row)

    def show_error(self, error: StationError, data: str, language: str, *, ended: bool = False) -> None:
        """Say why; `ended`: it was open."""
        told = notice(error, language)
        self.lead.say(word("WINDOW_ENDED" if ended else "WINDOW_FAILED", language))
        self._what.say(told.message)
        self._next.say(told.advice)
        self._code.say(word("WINDOW_FAILED_CODE", language, code=told.code, folder=data))
        close = Option("Esc", CLOSE, word("WINDOW_CLOSE", language))
        self.row.show_commands("", (close,), Option("Enter", RETRY, word("WINDOW_TRY_AGAIN", language)))
