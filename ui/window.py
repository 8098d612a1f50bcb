"""The bench window: one station at a time, keys and touches turned into codes, every answer drawn. No rule is here."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.errors import Refusal, StationError
from station.texts import word
from ui.bench import screen as codes
from ui.bench.boundaries import WINDOW_SCANS
from ui.bench.moments import Moments
from ui.bench.screen import Shown
from ui.bench.story import Site, Story
from ui.desk import Desk, PrinterNews
from ui.devices.news import DeviceNews
from ui.devices.scan_codes import digit_key
from ui.frame import Frame
from ui.hearing import Hearing
from ui.inputs import Inputs
from ui.keys import REPEATING, name_of
from ui.own_pages import WindowPages
from ui.setup.boundary import BoundaryPage
from ui.setup.page import OwnPage
from ui.setup.settings import LANGUAGE, Held
from ui.theme import Theme

_SIZES: Final = {"larger": 1, "smaller": -1}


class BenchWindow(QWidget):
    """`make_desk` gives a station that is not open yet; `start` opens it, closing the window ends it (`closed`).

    `spoken` carries the language whenever another one is spoken. `frame` is what it shows, page by page.
    """

    closed = Signal()
    spoken = Signal(str)

    def __init__(
        self, theme: Theme, make_desk: Callable[[], Desk], pages: Mapping[str, OwnPage] | None = None, language: str = "en"
    ) -> None:
        super().__init__()
        self._theme, self._make_desk, self._language = theme, make_desk, language
        self._own = WindowPages(theme, self)
        self.frame = Frame({codes.BOUNDARY: BoundaryPage(lambda: self._shown), **self._own.by_code, **(pages or {})})
        self._devices: Sequence[DeviceNews] = ()
        self._drawn: tuple[Shown, Story, PrinterNews | None, list[DeviceNews]] | None = None
        self._desk: Desk | None = None
        self._moments: Moments | None = None
        self._inputs: Inputs | None = None
        self._shown: Shown | None = None
        self.setWindowTitle(word("WINDOW_TITLE", language))
        self.setMinimumSize(900, 600)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.frame)
        self.hearing = Hearing(self)
        self.frame.taken.connect(self.on_taken)
        self.frame.typed.connect(self.submit)
        self.frame.pin_given.connect(self.on_pin_given)
        self._own.chosen.connect(self.on_chosen)
        self._own.tested.connect(self.hearing.on_tested)
        self._theme.changed.connect(self.on_restyled)

    def start(self) -> None:
        """Open the station; the window shows what happens."""
        self._desk = self._make_desk()
        # Owned by Qt: Python's collector may run on any thread, and what it deletes there brings Qt down.
        self._desk.setParent(self)
        self._shown = self._drawn = None
        moments = self._moments = Moments(self._desk, self)
        self._own.attach(self._desk)
        moments.opened.connect(self.on_opened)
        moments.moved.connect(self.on_moved)
        moments.stirred.connect(self.on_stirred)
        moments.turned.connect(lambda: self.on_stirred() if self.frame.pages.open_page else self.on_moved())
        moments.failed.connect(self.on_failed)
        moments.heard.connect(self.hearing.on_heard)
        self._inputs = Inputs(self._desk, moments, self.frame.scanner.answered)
        self.frame.show_opening(str(self._desk.data or ""), self._language)
        self.setFocus()
        self._desk.start()

    @property
    def language(self) -> str:
        """What it speaks now."""
        return self._language

    @property
    def shown(self) -> Shown | None:
        """What is drawn; None until the bench is open."""
        return self._shown

    @property
    def moments(self) -> Moments | None:
        """What the open station tells."""
        return self._moments

    def submit(self, text: str) -> None:
        """A scan, from a scanner of any kind or typed instead: it does the right thing wherever the focus is."""
        if (page := self.frame.pages.open_page) and page.takes_scan(text):
            return
        if own := WINDOW_SCANS.get(text.strip().upper()):
            self.on_taken(own)
        elif self._inputs:
            self._inputs.scan(text)

    def on_torn_scan(self, text: str) -> None:
        """A scanner began a code and did not end it: nothing of it was used, and that is said."""
        if self._moments:
            self._moments.refuse(Refusal("SCAN_PARTIAL", text=text))

    def on_taken(self, code: str) -> None:
        """A button, or the key of one: the bench's code is sent, the window's own is done here."""
        if code in self.frame.pages.own:
            self._turn_to(code)
        elif code.startswith("@"):
            self._do(code)
        elif code and self._inputs and self._inputs.choose(code) and not code.startswith(LANGUAGE):
            self.frame.pages.leave()  # but the page where a language is chosen stays, and says so itself

    def on_pin_given(self, who: str, pin: str) -> None:
        """A PIN goes to the bench thread, and nowhere else."""
        if self._inputs:
            self._inputs.sign_in(who, pin)

    def on_devices(self, news: Sequence[DeviceNews]) -> None:
        """How scanner and camera are."""
        self._devices = news
        self.frame.show_chips(self._chips())

    def on_opened(self, site: Site) -> None:
        """The station is there; its first state follows."""
        self.setWindowTitle(word("WINDOW_TITLE_OF", site.language, station=site.station))
        self._own.begin(site)
        self.frame.begin(site)
        self._speak(site, site.language)

    def on_moved(self) -> None:
        """An input was answered, or a page of the bench's own was opened or left."""
        before = self._shown
        self._draw()
        if self._shown is None:
            return
        self.frame.show_bench(self._shown, before)
        fresh = before is None or before.screen != self._shown.screen
        if fresh and not self.frame.scanner.field.hasFocus() and not self.frame.middle.focus_entry():
            self.setFocus()

    def on_stirred(self) -> None:
        """Details changed; the page and the focus stay."""
        self.frame.scanner.draw()
        self._draw()

    def on_restyled(self) -> None:
        """The size or the colour of everything changed."""
        self._drawn = None
        self.on_stirred()

    def on_failed(self, error: StationError) -> None:
        """The station did not open, or the bench ended while it worked: what was saved is kept."""
        self.frame.show_failed(error, str((self._desk and self._desk.data) or ""), self._language, ended=self._shown is not None)
        self._shown = self._drawn = None
        self.setFocus()

    def on_chosen(self, held: Held) -> None:
        """Something of the settings changed."""
        self.hearing.loudspeaker.set_volume(held.volume)
        if self.isVisible() and held.full_screen != self.isFullScreen():
            self.showFullScreen() if held.full_screen else self.showMaximized()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        digit = digit_key(QGuiApplication.platformName(), event.nativeScanCode())
        name = name_of(event.key(), event.modifiers(), digit)
        if name and event.isAutoRepeat() and name not in REPEATING:
            return  # a key that is held down, or jammed, is one key
        if name in _SIZES:
            self._theme.step(_SIZES[name])
        elif (code := self.frame.press(name, self._shown.keys if self._shown else {})) is not None:
            self.on_taken(code)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        self.hide()
        self.closed.emit()
        self.hearing.quit()
        self._end_desk()
        self.hearing.end()
        event.accept()

    def _draw(self) -> None:
        moments = self._moments
        shown = moments.shown() if moments else None
        if moments is None or shown is None or moments.story is None or moments.site is None:
            return
        self._shown = shown
        if shown.language != self._language:
            self._speak(moments.site, shown.language)
        drawn = (shown, moments.story, moments.news, self._chips())
        if drawn != self._drawn:  # news of a printer or a camera often change nothing that is seen
            self._drawn = drawn
            self._own.draw(moments, moments.story.snapshot)
            self.frame.draw(*drawn)

    def _speak(self, site: Site, language: str) -> None:
        self._language = self.hearing.language = language
        self.frame.speak(site, language)
        self._own.speak(site, language)
        self.spoken.emit(language)

    def _chips(self) -> list[DeviceNews]:
        return [*self._devices, *self._own.chips(self._moments, self._language)]

    def _turn_to(self, code: str) -> None:
        if self._moments and self._moments.site and self._shown:
            self.frame.pages.turn_to(code, self._language)
            self.setFocus()

    def _do(self, code: str) -> None:
        """What the window does itself."""
        moments, desk = self._moments, self._desk
        if code == codes.CLOSE:
            self.close()
        elif code == codes.RETRY:
            self._end_desk()
            self.start()
        elif code == codes.TYPE_A_CODE:
            (self.frame.scanner.field if self.frame.scanner.turn_field() else self).setFocus()
        elif code.startswith(codes.OF_PRINTERS) and desk:
            desk.labels.do(code)
        elif code == codes.BACK and self.frame.pages.open_page:
            self.frame.pages.leave()
            self.setFocus()
        elif code == codes.PIN_GIVEN:
            self.frame.middle.give_pin()
        elif moments:
            moments.do(code)
            self.setFocus()

    def _end_desk(self) -> None:
        if self._desk:
            self._desk.end(self._own.preferences)
        if self._moments:
            self._moments.deleteLater()
        self._desk = self._moments = self._inputs = None
