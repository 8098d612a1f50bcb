"""What stands in the desk's window instead of a page: that it is being opened, or why it is not. An error in, `again` out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.errors import StationError
from station.texts import notice, word
from ui.supervisor.look import GRID, DeskCard, button
from ui.theme import scaled
from ui.widgets.words import Words

_WIDE = 560  # px of the card in the middle


class Middle(QWidget):
    """A card in the middle of the window: a title, a sentence, and what a subclass puts into `card.body`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = DeskCard()
        self.title, self.lead = Words("title"), Words("lead")
        self.card.body.setSpacing(2 * GRID)
        self.card.body.addWidget(self.title)
        self.card.body.addWidget(self.lead)
        across, down = QHBoxLayout(), QVBoxLayout(self)
        across.addStretch(1)
        across.addWidget(self.card, 4)
        across.addStretch(1)
        down.addStretch(1)
        down.addLayout(across)
        down.addStretch(2)

    def fit(self) -> None:
        """The card as wide as its text wants at the present size."""
        self.card.setMaximumWidth(scaled(_WIDE))
        self.card.setMinimumWidth(min(scaled(_WIDE), max(scaled(280), self.width() - 4 * GRID)))


class OpeningDesk(Middle):
    """The folder is being looked into, or it cannot be: `again` tries once more."""

    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._again = button("primary")
        self._again.clicked.connect(self.again)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._again)
        self.card.body.addLayout(row)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_opening(self, data: str, language: str) -> None:
        """Nothing is known yet."""
        self.fit()
        self.title.say(word("DESK_OPENING", language))
        self.lead.say(data)
        self._again.hide()

    def show_failed(self, error: StationError, language: str) -> None:
        """Why there is no desk, and what to do."""
        self.fit()
        told = notice(error, language)
        self.title.say(told.message)
        self.lead.say(told.advice)
        self._again.setText(word("DESK_AGAIN", language))
        self._again.show()
        self._again.setFocus()
