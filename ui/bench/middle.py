"""The middle of the bench window: the left card, the page of the state, the cards at its right. A Shown in, codes out."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui.bench.label_page import LabelPage
from ui.bench.labelling import is_naked
from ui.bench.page import PageView
from ui.bench.photo import PhotoPage
from ui.bench.pins import PinPage
from ui.bench.places import ParcelPage, ScanPage
from ui.bench.questions import AskPage, BoardPage
from ui.bench.results import ResultPage
from ui.bench.screen import Page, Shown
from ui.bench.sides import Bands, ReadySide, StandingCard
from ui.bench.story import Story
from ui.bench.strips import Notices
from ui.desk import PrinterNews
from ui.widgets.picture_loader import PictureLoader

_LEAST_HEIGHT: Final = 240


class Middle(QWidget):
    """Draws one moment of the bench; holds a page for each kind of question, made once.

    `typed` carries what was typed instead of scanned, `pin_given` a person's id and a PIN.
    """

    taken = Signal(str)
    typed = Signal(str)
    pin_given = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask, self._pin, self.photo = AskPage(), PinPage(), PhotoPage()
        self._pin.given.connect(self.pin_given)
        self._ask.typed.connect(self.typed)
        scan = ScanPage()
        result = self._result = ResultPage()
        self._label = LabelPage()
        self._pages: dict[Page, PageView] = {
            Page.SIGN_IN: scan,
            Page.PIN: self._pin,
            Page.READY: scan,
            Page.PARCEL: ParcelPage(),
            Page.BOARD: BoardPage(),
            Page.ASK: self._ask,
            Page.PHOTO: self.photo,
            Page.RESULT: result,
            Page.STOP: result,
            Page.LABEL: self._label,
        }
        self.standing, self._side, self._notices, self._notes = StandingCard(), ReadySide(), Notices(), Bands("alert")
        self._stack = QStackedWidget()
        # It has what the notices above leave, and scrolls; only below this everything scrolls.
        self._stack.setMinimumHeight(_LEAST_HEIGHT)
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        for page in dict.fromkeys(self._pages.values()):
            self._stack.addWidget(page)
            page.taken.connect(self.taken)
        self._side.taken.connect(self.taken)
        self._notices.taken.connect(self.taken)
        self._album: PictureLoader | None = None
        self._folded = False
        self._showing: PageView = scan
        self._lay_out()

    def _lay_out(self) -> None:
        card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.addWidget(self._stack)
        column = QVBoxLayout()
        column.setSpacing(12)
        for widget in (self._notices, self._notes):
            column.addWidget(widget)
        column.addWidget(card, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(16)
        row.addWidget(self.standing)
        row.addLayout(column, 1)
        row.addWidget(self._side)

    def show_shown(self, shown: Shown, story: Story, printer: PrinterNews | None) -> None:
        """Draw this; of the story what was refused and what is said beside it, `printer` only where somebody has to look."""
        screen, language = shown.screen, shown.language
        labelling = screen.page is Page.LABEL  # it tells what is wrong with the printer, and of a unit that waits, itself
        self._notices.show_refusal(None if labelling and is_naked(story) else story.refusal, language)
        self._notices.show_notice(story.notice, language)
        self._notices.show_printer(None if labelling else printer, language)
        if screen.page is Page.PIN:
            self._pin.speak(language)
        self._ask.speak(language)
        self._notes.show_lines(shown.notes)
        if shown.standing:
            self.standing.show_standing(shown.standing)
        self.standing.setVisible(shown.standing is not None)
        # Folded, it gives its room to what has to be done, as long as nothing stands there.
        self._side.setVisible(screen.page is Page.READY and bool(screen.aside or screen.left or screen.units or not self._folded))
        if screen.page is Page.READY:
            self._side.show_screen(screen, language)
        page = self._showing = self._pages[screen.page]
        page.show_screen(screen)
        if self._stack.currentWidget() is not page:
            self._stack.setCurrentWidget(page)
        page.column.verticalScrollBar().setValue(0)

    def use_album(self, folder: Path) -> None:
        """The photographs of the open station lie here."""
        self.end()
        self._album = PictureLoader(folder, self)
        self._show_from(self._album)

    def end(self) -> None:
        """The window is closed, or another folder is opened."""
        if self._album:
            self._show_from(None)
            self._album.stop()
            self._album.deleteLater()
            self._album = None

    def _show_from(self, album: PictureLoader | None) -> None:
        for page in (self.photo, self._result.last, self._label):
            page.use_album(album)

    @property
    def page(self) -> PageView:
        """The page that is shown."""
        return self._showing

    def focus_entry(self) -> bool:
        """Put the cursor into the field of a question that asks for something typed; False where none does."""
        asks = self._stack.currentWidget() is self._ask and not self._ask.entry.isHidden()
        if asks:
            self._ask.entry.setFocus()
        return asks

    def fold(self, *, folded: bool) -> None:
        """Large text on a small screen; counts from the next drawing on."""
        self._folded = folded

    def set_window_width(self, width: int) -> None:
        """The card at the left grows with a large screen."""
        self.standing.set_window_width(width)

    def put_digits(self, digits: str) -> bool:
        """Digits for a PIN, or for the field of a question that asks for something typed; False where neither is asked for."""
        if self._showing is self._pin:
            self._pin.typed(digits)
            return True
        asks = self.focus_entry()
        if asks:
            self._ask.entry.insert(digits)
        return asks

    def erased(self) -> bool:
        """The last digit of a PIN is taken back; False where none was typed."""
        return self._showing is self._pin and self._pin.erase()

    def give_pin(self) -> None:
        """The PIN is complete."""
        if self._showing is self._pin:
            self._pin.give()
