"""The help: every code of the bench, to read, to touch, to find again. The station's cards in, codes out."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from station.texts import word
from ui.bench.screen import Option
from ui.setup.page import OwnPage
from ui.widgets.lists import OptionGrid
from ui.widgets.options import Shape


class HelpPage(OwnPage):
    """Three cards in a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards_in: Callable[[str], Sequence[Option]] = lambda _language: ()
        self._cards = OptionGrid(Shape.CARD, 3)
        self._cards.taken.connect(self.taken)
        self.column.body.addWidget(self._cards)
        self.column.body.addStretch(1)

    def show_cards(self, cards: Callable[[str], Sequence[Option]]) -> None:
        """What the bench can be told in a language; asked for when the page is opened, since a start need not wait for all that."""
        self._cards_in = cards

    def open_page(self, language: str) -> None:
        super().open_page(language)
        self._cards.show_options(self._cards_in(language), 3)
        self.title.say(word("WINDOW_HELP_TITLE", language))
        self.lead.say(word("WINDOW_HELP_LEAD", language))
