"""What a window shows: the strips above and below, between them the bench or a page. A Shown in, codes out; nothing is decided here."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.errors import StationError
from ui.bench.function_keys import codes_of
from ui.bench.middle import Middle
from ui.bench.page import Column
from ui.bench.scanner import ScannerStrip
from ui.bench.screen import BACK, CLOSE, ENTER, HELP, RETRY, STOP_PAGE, TYPE_A_CODE, UNDO_KEY, Shown
from ui.bench.story import Site, Story
from ui.bench.strips import FootStrip, TopBar
from ui.bench.walk import walk
from ui.bench.whole import FailedPage, OpeningPage
from ui.desk import PrinterNews
from ui.devices.news import DeviceNews
from ui.devices.pad_digits import PadDigits
from ui.pages import Pages
from ui.setup.page import OwnPage
from ui.theme import scaled

_FOLDED_BELOW: Final = 500  # px of height at the text scale 1
_PAGES: Final = {"PageDown": 1, "PageUp": -1}
_ANYWHERE: Final = {"Esc": BACK, **codes_of(HELP, TYPE_A_CODE)}  # keys that do the same on every page of an open bench
_STOPS: Final = ("RS-STOP", STOP_PAGE)
_FAILED: Final = {ENTER: RETRY, "Esc": CLOSE}


class Frame(QWidget):
    """`taken` carries codes, `typed` what was typed like a scan, `pin_given` a person's id and a PIN.

    `pages.own` are the pages that open over the bench.
    """

    taken = Signal(str)
    typed = Signal(str)
    pin_given = Signal(str, str)

    def __init__(self, own: Mapping[str, OwnPage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar, self.scanner, self._foot = TopBar(), ScannerStrip(), FootStrip()
        self.middle, self._opening, self._failed = Middle(), OpeningPage(), FailedPage()
        self.pages = Pages(self.middle, (self._opening, self._failed), own)
        for part in (self._bar, self.middle, self._failed, self._foot, self.pages):
            part.taken.connect(self.taken)
        self.scanner.scanned.connect(self.typed)
        self.middle.typed.connect(self.typed)
        self.middle.pin_given.connect(self.pin_given)
        self.pages.currentChanged.connect(self.on_page_changed)
        self._lay_out()
        self._pad_digits = PadDigits(self)

    def _lay_out(self) -> None:
        # With large text the strips may need more than the screen has: then everything above the foot scrolls.
        above = Column((0, 0, 0, 0), 0)
        above.body.addWidget(self._bar)
        above.body.addWidget(self.scanner)
        above.body.addWidget(self.pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(above, 1)
        column.addWidget(self._foot)
        self.scanner.hide()

    def on_page_changed(self) -> None:
        """A page of the window's own has all the room; the commands at the foot are about the bench behind it."""
        self._foot.setVisible(self.pages.currentWidget() is self.middle and self._foot.drawn)

    def press(self, name: str, keys: Mapping[str, str]) -> str | None:
        """What a key does: the code to be taken, "" where it is done already, None where it does nothing. `keys` are those of the bench."""
        page = self.pages.open_page
        if name in _PAGES:
            self._turn(_PAGES[name])
            return ""
        if (page and page.takes_key(name)) or (not page and self._typed(name)):
            return ""
        if self.failing:
            return _FAILED.get(name)
        code = _ANYWHERE.get(name) or keys.get(name)
        # Over a page a key does what it does everywhere: another page, and the stop of a hazard.
        return code if not page or name in _ANYWHERE or code in self.pages.own or code in _STOPS else None

    def _typed(self, name: str) -> bool:
        """A digit, or taking one back, where something is typed."""
        if self.failing:
            return False
        return self.middle.erased() if name == UNDO_KEY else name.isdigit() and self.middle.put_digits(name)

    @property
    def failing(self) -> bool:
        """Whether it says why there is no bench."""
        return self.pages.currentWidget() is self._failed

    def show_opening(self, data: str, language: str) -> None:
        """A station is being opened."""
        self._opening.show_opening(data, language)
        self._show_whole(self._opening)

    def show_failed(self, error: StationError, data: str, language: str, *, ended: bool) -> None:
        """It did not open, or it `ended` while it worked."""
        self._failed.show_error(error, data, language, ended=ended)
        self._show_whole(self._failed)

    def begin(self, site: Site) -> None:
        """A station is open; its first state follows."""
        self.scanner.begin(walk(site.scans) if site.scans else None, site.examples, site.language)

    def speak(self, site: Site, language: str) -> None:
        """The words that no state brings along."""
        self._bar.show_bench(site.station, site.name, language)
        self.scanner.speak(language)

    def draw(self, shown: Shown, story: Story, printer: PrinterNews | None, chips: Sequence[DeviceNews]) -> None:
        """Draw one moment; the page stays."""
        self._fold()
        self.middle.show_shown(shown, story, printer)
        self._foot.show_foot(shown.foot)
        self._bar.show_person(shown.person, shown.language, shown.sign_out)
        self._bar.show_chips(chips)

    def show_chips(self, chips: Sequence[DeviceNews]) -> None:
        """How the devices are."""
        self._bar.show_chips(chips)

    def show_bench(self, shown: Shown, before: Shown | None = None) -> None:
        """The bench and its strips, out of whatever page was open; but where only another language was chosen since, the page says so."""
        if before and (before.person == shown.person) and before.language != shown.language and self.pages.open_page:
            self.pages.open_page.open_page(shown.language)
            return
        self.pages.leave()
        self.pages.setCurrentWidget(self.middle)
        self._bar.show()
        self._foot.setVisible(shown.foot.drawn)
        self.scanner.setVisible(self.scanner.walks or not self.scanner.isHidden())

    def _turn(self, by: int) -> None:
        """Scroll what is shown by so many pages."""
        (self.pages.open_page or self.middle.page).column.turn(by)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self.middle.set_window_width(event.size().width())
        self._fold()

    def _fold(self) -> None:
        """Where large text leaves little room for the question, the strips fold away around it."""
        folded = self.height() < scaled(_FOLDED_BELOW)
        for part in (self._bar, self.scanner, self._foot, self.middle):
            part.fold(folded=folded)

    def _show_whole(self, page: QWidget) -> None:
        """A page with nothing around it: the bench is not open."""
        self.pages.leave()  # what an own page has running ends: scans that it took are for the bench again
        self.pages.setCurrentWidget(page)
        for strip in (self._bar, self.scanner, self._foot):
            strip.hide()
