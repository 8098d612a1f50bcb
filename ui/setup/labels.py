"""The page of the labels: every kind as it will be printed, one of them large with what is wrong with its layout, and a test label.

Pictures in, which ones are wanted out.
"""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from station.model.labels import STOCKS
from station.texts import notice, word
from ui.bench.function_keys import PAD_SLASH, PAD_STAR
from ui.bench.screen import BACK, ENTER, UNDO_KEY, Option
from ui.label_drawing import Drawn
from ui.setup.label_choices import ON_PAGE, Asked, LabelChoice
from ui.setup.page import OwnPage
from ui.setup.printer_words import kind_name, named, stock_name
from ui.widgets.boxes import Columns
from ui.widgets.label_tile import LabelTile
from ui.widgets.lists import OptionGrid
from ui.widgets.options import Shape
from ui.widgets.picture import PictureView
from ui.widgets.words import Words

TEST, MORE, NEXT_STOCK, NEXT_CLIENT = "labels:test", "labels:more", "labels:next-stock", "labels:next-client"
KIND, _STOCK = "labels:kind:", "labels:stock:"  # followed by a kind, or a size


class LabelsPage(OwnPage):
    """Digits choose a label, and with one in sight its size; F7 and F8 change size and client; Enter prints a test label.

    `opened`: the clients may be others now. `asked` and `tested` carry Asked: what is to be drawn, and what a test label shows.
    """

    opened = Signal()
    asked = Signal(object)
    tested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice, self._said = LabelChoice(), ""
        self._pictures: dict[Asked, Drawn | None] = {}
        self._tiles, self._buttons = Columns(4, tallest=300), [LabelTile() for _ in range(ON_PAGE)]
        self._picture, self._stocks = PictureView(least=200), OptionGrid(Shape.LINE, 1)
        self._whose, self._wrong, self._at, self._told = Words(), Words("strong"), Words("small"), Words("strong")
        self._one = QWidget()
        for tile in self._buttons:
            self._tiles.add(tile)
            tile.taken.connect(self.on_chosen)
        self._stocks.taken.connect(self.on_chosen)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(12)
        for part in (self._wrong, self._whose, self._stocks, self._at, self._told):
            words.addWidget(part)
        words.addStretch(1)
        halves = QHBoxLayout(self._one)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(24)
        ground = QFrame()
        ground.setObjectName("frame")  # a label is white, and so is the page
        framed = QVBoxLayout(ground)
        framed.setContentsMargins(16, 16, 16, 16)
        framed.addWidget(self._picture)
        halves.addWidget(ground, 3)
        halves.addLayout(words, 2)
        self.column.body.addWidget(self._tiles, 1)
        self.column.body.addWidget(self._one, 1)

    @property
    def tiles(self) -> list[LabelTile]:
        """The labels that are shown."""
        return [tile for tile in self._buttons if not tile.isHidden()]

    @property
    def picture(self) -> PictureView:
        """The one that is seen large."""
        return self._picture

    def open_page(self, language: str) -> None:
        super().open_page(language)
        if not self.isVisible():
            self._choice = replace(self._choice, kind="", page=0)
            self._pictures, self._said = {}, ""
            self.opened.emit()
        self._ask()

    def show_stock(self, stock: str) -> None:
        """The labels in the printer."""
        self._choice = replace(self._choice, stock=stock)
        self._pictures = {}
        if self.isVisible():
            self._ask()

    def show_clients(self, clients: tuple[str, ...]) -> None:
        """Who may have a set of their own."""
        self._choice = replace(self._choice, clients=clients)
        if self.isVisible():
            self._draw()

    def show_picture(self, asked: Asked, picture: Drawn) -> None:
        """One that was asked for was drawn."""
        self._pictures[asked] = picture
        if self.isVisible() and asked in self._choice.asked:
            self._draw()

    def say(self, text: str) -> None:
        """What became of the test label."""
        self._said = text
        self._told.say(text)

    def takes_key(self, name: str) -> bool:
        if name in ("Esc", UNDO_KEY):
            return self._back()
        keys = {option.key: option.code for option in self._options()}
        if name in keys:
            self.on_chosen(keys[name])
        return name in keys

    def on_row_taken(self, code: str) -> None:
        """A button at the foot of the page."""
        if code != BACK or not self._back():
            self.on_chosen(code)

    def on_chosen(self, code: str) -> None:
        """A label, a size, a client, or the test."""
        choice = self._choice
        if code == TEST:
            self.say(word("PRINTER_TESTING", self.language))
            self.tested.emit(choice.asked[0])
            return
        if code == BACK:
            self.taken.emit(code)
            return
        self._choice = self._after(code)
        self.say("")
        self._ask()

    def _after(self, code: str) -> LabelChoice:
        choice = self._choice
        if code.startswith(KIND):
            return replace(choice, kind=code.removeprefix(KIND))
        if code.startswith(_STOCK):
            return replace(choice, stock=code.removeprefix(_STOCK))
        return {MORE: choice.turned, NEXT_STOCK: choice.next_stock, NEXT_CLIENT: choice.next_client}[code]()

    def _back(self) -> bool:
        """From the large one to all of them; False where all are seen."""
        if not self._choice.kind:
            return False
        self._choice = replace(self._choice, kind="")
        self._ask()
        return True

    def _ask(self) -> None:
        """For what is not drawn yet; what was drawn stays until the page is opened anew."""
        missing = [each for each in self._choice.asked if each not in self._pictures]
        for each in missing:
            self._pictures[each] = None
            self.asked.emit(each)
        self._draw()

    def _draw(self) -> None:
        language, choice = self.language, self._choice
        large = bool(choice.kind)
        self._tiles.setVisible(not large)
        self._one.setVisible(large)
        self.title.say(kind_name(choice.kind, language) if large else word("LABELS_TITLE", language))
        self.lead.say("" if large else word("LABELS_LEAD", language))
        self._draw_one() if large else self._draw_tiles()
        back = Option("Esc", BACK, word("WINDOW_BACK", language))
        test = Option(ENTER, TEST, word("PRINTER_TEST", language)) if large else None
        self.row.show_commands(self._other_stock() if large else "", (*self._others(), back), test)

    def _draw_tiles(self) -> None:
        options = self._tile_options()
        for place, tile in enumerate(self._buttons):
            if place < len(options):
                asked = Asked(options[place].code.removeprefix(KIND), self._choice.stock, self._choice.client)
                known = self._pictures.get(asked)
                tile.show_label(options[place], known.image if known else QImage())
            tile.setVisible(place < len(options))

    def _draw_one(self) -> None:
        if not self._choice.kind:
            return
        asked = self._choice.asked[0]
        known = self._pictures.get(asked)
        told = [notice(each, self.language) for each in (known.wrong if known else ())]
        faults = [f"✗ {each.message} {each.advice}" for each in told]
        self._picture.show_image(known.image if known else QImage())
        self._picture.say(faults[0] if faults else word("LABELS_DRAWING", self.language))
        self._wrong.say("\n\n".join([word("LABELS_WRONG", self.language), *faults]) if faults else "")
        self._whose.say(self._whose_data(known) if known and not known.image.isNull() else "")
        self._stocks.show_options([self._stock(place, each) for place, each in enumerate(STOCKS, start=1)], 1)
        self._at.say(self._tests_at(known) if known and known.printer else "")
        self._told.say(self._said)

    def _whose_data(self, known: Drawn) -> str:
        return word("LABELS_OF_UNIT", self.language, lpn=known.lpn) if known.lpn else word("LABELS_OF_NOBODY", self.language)

    def _tests_at(self, known: Drawn) -> str:
        stock = stock_name(known.stock, self.language)
        return word("LABELS_TESTS_AT", self.language, printer=named(known.printer, self.language), stock=stock)

    def _other_stock(self) -> str:
        """What stands beside the button of the test label where the printer has labels of another size in it."""
        known = self._pictures.get(self._choice.asked[0])
        if known is None or not known.stock or known.stock == self._choice.stock:
            return ""
        return word("LABELS_OTHER_STOCK", self.language, stock=stock_name(known.stock, self.language))

    def _stock(self, place: int, stock: str) -> Option:
        return Option(str(place), f"{_STOCK}{stock}", stock_name(stock, self.language), chosen=stock == self._choice.stock)

    def _options(self) -> list[Option]:
        """Everything that has a key here."""
        if not self._choice.kind:
            return [*self._tile_options(), *self._others()]
        stocks = [self._stock(place, each) for place, each in enumerate(STOCKS, start=1)]
        return [*stocks, *self._others(), Option(ENTER, TEST, "")]

    def _tile_options(self) -> list[Option]:
        return [self._tile(place, asked) for place, asked in enumerate(self._choice.asked, start=1)]

    def _tile(self, place: int, asked: Asked) -> Option:
        known = self._pictures.get(asked)
        wrong = bool(known and known.wrong)
        name = kind_name(asked.kind, self.language)
        label = word("LABELS_WRONG_SHORT", self.language, kind=name) if wrong else name
        small = word("LABELS_NOT_DRAWN" if wrong else "LABELS_DRAWING", self.language)
        return Option(str(place), f"{KIND}{asked.kind}", label, small, strong=wrong)

    def _others(self) -> tuple[Option, ...]:
        """Another size where all are seen, another client where there are any."""
        language, choice = self.language, self._choice
        size = Option(PAD_SLASH, NEXT_STOCK, word("LABELS_SIZE", language, stock=stock_name(choice.stock, language)))
        named = choice.client or word("LABELS_EVERY_CLIENT", language)
        client = Option(PAD_STAR, NEXT_CLIENT, word("LABELS_CLIENT", language, client=named))
        more = Option("9", MORE, word("LABELS_MORE", language))
        return (*(() if choice.kind else (more, size)), *((client,) if choice.clients else ()))
