"""The bench window: puts strips and pages together, turns keys and touches into codes, draws what the desk tells. No rule is here."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.errors import Refusal, StationError
from station.texts import word
from ui.bench import screen as codes
from ui.bench.middle import Middle
from ui.bench.moments import Moments
from ui.bench.page import Column
from ui.bench.scanner import ScannerStrip
from ui.bench.screen import Shown
from ui.bench.story import Site
from ui.bench.strips import FootStrip, TopBar
from ui.bench.walk import walk
from ui.bench.whole import FailedPage, OpeningPage
from ui.desk import Desk
from ui.devices.news import DeviceNews
from ui.keys import name_of
from ui.pages import Pages
from ui.setup.help import HelpPage
from ui.setup.page import OwnPage
from ui.setup.printer import PrinterPage, printer_chip
from ui.theme import Theme


class BenchWindow(QWidget):
    """`make_desk` gives a station that is not open yet; `start` opens it, closing the window ends it."""

    def __init__(
        self, theme: Theme, make_desk: Callable[[], Desk], pages: Mapping[str, OwnPage] | None = None, language: str = "en"
    ) -> None:
        super().__init__()
        self._theme, self._make_desk, self._language = theme, make_desk, language
        self._help, self._printer = HelpPage(), PrinterPage()
        self._more_pages = dict(pages or {})
        self._devices: Sequence[DeviceNews] = ()
        self._desk: Desk | None = None
        self._moments: Moments | None = None
        self._shown: Shown | None = None
        self.setWindowTitle(word("WINDOW_TITLE", language))
        self.setMinimumSize(900, 600)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._put_together()
        theme.changed.connect(self.on_stirred)

    def start(self) -> None:
        """Open the station; the window shows what happens."""
        self._desk = self._make_desk()
        self._shown = None
        moments = self._moments = Moments(self._desk, self)
        self._desk.preferred.connect(self._theme.set_scale)
        moments.opened.connect(self.on_opened)
        moments.moved.connect(self.on_moved)
        moments.stirred.connect(self.on_stirred)
        moments.failed.connect(self.on_failed)
        self._opening.show_opening(str(self._desk.data or ""), self._language)
        self._show_whole(self._opening)
        self._desk.start()

    @property
    def shown(self) -> Shown | None:
        """What is drawn; None until the bench is open."""
        return self._shown

    @property
    def moments(self) -> Moments | None:
        """What the open station tells."""
        return self._moments

    def submit(self, text: str) -> None:
        """A scan, from a scanner of any kind: it does the right thing wherever the focus is."""
        if (page := self._pages.open_page) and page.takes_scan(text):
            return
        if self._desk and self._shown:
            self._scanner.sent(text)
            self._desk.bridge.submit(text)

    def on_torn_scan(self, text: str) -> None:
        """A scanner began a code and did not end it: nothing of it was used, and that is said."""
        if self._moments:
            self._moments.refuse(Refusal("SCAN_PARTIAL", text=text))

    def on_taken(self, code: str) -> None:
        """A button, or the key of one: the bench's code is sent, the window's own is done here."""
        own = {
            codes.TYPE_A_CODE: self._open_scanner,
            codes.HOLD_PAGE: self._hold,
            codes.BACK: self._back,
            codes.TRY_PRINTER: self._try_printer,
            codes.RETRY: self._retry,
            codes.CLOSE: self.close,
        }
        if code in self._pages.own:
            self._turn_to(code)
        elif code in own:
            own[code]()
        elif code:
            self._pages.leave()
            self.submit(code)

    def on_devices(self, news: Sequence[DeviceNews]) -> None:
        """How scanner and camera are."""
        self._devices = news
        self._draw_chips()

    def on_opened(self, site: Site) -> None:
        """The station is there; its first state follows."""
        self._language = site.language
        self.setWindowTitle(word("WINDOW_TITLE_OF", site.language, station=site.station))
        self._bar.show_bench(site.station, site.name, site.language)
        self._help.show_cards(site.commands)
        self._scanner.begin(walk(site.scans) if site.scans else None, site.language)

    def on_moved(self) -> None:
        """An input was answered, or a page of the window's own was opened or left."""
        before = self._shown
        self._draw()
        if self._shown is None:
            return
        self._pages.leave()
        self._pages.setCurrentWidget(self._middle)
        self._bar.show()
        self._foot.setVisible(bool(self._shown.foot.commands or self._shown.foot.last))
        self._scanner.setVisible(self._scanner.walks or not self._scanner.isHidden())
        fresh = before is None or before.screen != self._shown.screen
        if fresh and not self._scanner.field.hasFocus() and not self._middle.focus_entry():
            self.setFocus()

    def on_stirred(self) -> None:
        """Details changed, or the size or colour of everything; the page and the focus stay."""
        self._scanner.draw()
        self._draw()

    def on_failed(self, error: StationError) -> None:
        """The station did not open."""
        self._failed.show_error(error, str(self._desk.data or "") if self._desk else "", self._language)
        self._show_whole(self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        name = name_of(event.key(), event.modifiers())
        if not name or not self._pressed(name):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._middle.set_window_width(event.size().width())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        self.hide()
        self._end_desk()
        event.accept()

    def _put_together(self) -> None:
        self._bar, self._scanner, self._foot = TopBar(), ScannerStrip(), FootStrip()
        self._middle, self._opening, self._failed = Middle(), OpeningPage(), FailedPage()
        own = {codes.HELP: self._help, codes.PRINTER: self._printer, **self._more_pages}
        self._pages = Pages(self._middle, (self._opening, self._failed), own)
        for part in (self._bar, self._middle, self._failed, self._foot, self._pages):
            part.taken.connect(self.on_taken)
        self._scanner.scanned.connect(self.on_taken)
        # With large text the strips may need more than the screen has: then everything above the foot scrolls.
        above = Column((0, 0, 0, 0), 0)
        above.body.addWidget(self._bar)
        above.body.addWidget(self._scanner)
        above.body.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(above, 1)
        column.addWidget(self._foot)
        self._scanner.hide()

    def _show_whole(self, page: QWidget) -> None:
        """A page with nothing around it: the bench is not open."""
        self._pages.setCurrentWidget(page)
        for strip in (self._bar, self._scanner, self._foot):
            strip.hide()
        self.setFocus()

    def _draw(self) -> None:
        shown = self._moments.shown() if self._moments else None
        if self._moments is None or shown is None or self._moments.story is None:
            return
        self._shown = shown
        self._middle.show_shown(shown, self._moments.story.refusal, self._moments.news, self._language)
        self._foot.show_foot(shown.foot)
        self._bar.show_person(shown.person, self._language, sign_out=shown.sign_out)
        self._printer.show_news(self._moments.printer, self._language)
        self._draw_chips()

    def _draw_chips(self) -> None:
        printer = self._moments.printer if self._moments else None
        self._bar.show_chips([*self._devices, *([printer_chip(printer, self._language)] if printer else [])])

    def _pressed(self, name: str) -> bool:
        """What a key does; False where it does nothing."""
        page = self._pages.currentWidget()
        if name in ("larger", "smaller"):
            self._theme.step(1 if name == "larger" else -1)
            return True
        if name in ("PageUp", "PageDown"):
            column = self._pages.open_page.column if self._pages.open_page else self._middle.page
            column.turn(1 if name == "PageDown" else -1)
            return True
        if self._pages.open_page and self._pages.open_page.takes_key(name):
            return True
        if page is self._failed:
            code = {"Enter": codes.RETRY, "Esc": codes.CLOSE}.get(name, "")
        elif self._pages.open_page or name in ("Esc", "F1", "F2"):
            code = {"Esc": codes.BACK, "F1": codes.HELP, "F2": codes.TYPE_A_CODE}.get(name, "")
        elif name.isdigit() and self._middle.typed(name):
            return True
        else:
            code = self._shown.keys.get(name, "") if self._shown else ""
        if code:
            self.on_taken(code)
        return bool(code)

    def _turn_to(self, code: str) -> None:
        if self._moments and self._moments.site and self._shown:
            self._pages.turn_to(code, self._language)
            self.setFocus()

    def _open_scanner(self) -> None:
        shut = self._scanner.field.hasFocus()
        self._scanner.open_field(opened=not shut)
        (self if shut else self._scanner.field).setFocus()

    def _hold(self) -> None:
        if self._moments:
            self._moments.hold()

    def _back(self) -> None:
        if self._pages.open_page:
            self._pages.leave()
        elif self._moments:
            self._moments.back()
        self.setFocus()

    def _try_printer(self) -> None:
        if self._desk:
            self._desk.try_printer()

    def _retry(self) -> None:
        self._end_desk()
        self.start()

    def _end_desk(self) -> None:
        if self._desk:
            self._desk.stop(self._theme.scale)
            self._desk.deleteLater()
        if self._moments:
            self._moments.deleteLater()
        self._desk = self._moments = None
