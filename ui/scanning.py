"""Joins the scanners to a window: scans to its bench, what was none to its notices, how they are to its chip. Nothing is decided here."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from station.errors import StationError
from ui.bench.screen import Page
from ui.devices.news import DeviceNews
from ui.devices.scanners import Scanners
from ui.setup.scanner_list import scanner_chip
from ui.widgets.listening import ListeningStrip
from ui.window import BenchWindow


class Scanning(QObject):
    """Belongs to the window, and ends the scanners with it. `tell` draws a chip."""

    def __init__(self, scanners: Scanners, window: BenchWindow, tell: Callable[[DeviceNews], None]) -> None:
        super().__init__(window)
        self._scanners, self._window, self._tell = scanners, window, tell
        self._strip = ListeningStrip(window)
        window.installEventFilter(self)
        scanners.scanned.connect(window.submit)
        scanners.torn.connect(window.on_torn_scan)
        scanners.refused.connect(self.on_refused)
        scanners.wedge.types_pin = self._asks_pin
        scanners.news_changed.connect(self.on_news)
        self._strip.heard.connect(self.on_news)
        window.closed.connect(self.on_closed)
        self._listen(listens=True)

    def on_closed(self) -> None:
        """No key goes to a window that is gone."""
        self._listen(listens=False)
        self._scanners.wedge.types_pin = lambda: False  # a key that is still held back asks nothing of a window that is gone
        self._scanners.end()

    def on_refused(self, error: StationError) -> None:
        """What came was no scan, or was one that came before: said in place. On the scanners' own page that page says it."""
        if self._window.moments:
            self._window.moments.refuse(error)

    def on_news(self) -> None:
        """A scanner came or went, or the language of the window changed."""
        self._tell(scanner_chip(self._scanners, self._window.language))
        self._strip.show_words(self._window.language)

    def _asks_pin(self) -> bool:
        shown = self._window.shown
        return shown is not None and shown.screen.page is Page.PIN and self._window.frame.pages.open_page is None

    def _listen(self, *, listens: bool) -> None:
        """Scanners that type are heard before any widget: at the application."""
        if app := QApplication.instance():
            (app.installEventFilter if listens else app.removeEventFilter)(self._scanners.wedge)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name for it
        """The strip is as wide as the window."""
        if event.type() == QEvent.Type.Resize:
            self._strip.fit(self._window.width())
        return super().eventFilter(watched, event)
