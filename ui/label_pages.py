"""The pages of printers and labels, joined to the desk that prints: what they want is done there, what comes of it is told on them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject

from station.assembly import Station
from station.devices.found_printers import FoundPrinter, found_printers
from station.devices.simulated_status import SimulatedFault
from station.errors import StationError
from station.session import Snapshot
from station.texts import word
from ui.label_desk import LabelDesk
from ui.label_told import in_words
from ui.setup.label_choices import Asked
from ui.setup.labels import LabelsPage
from ui.setup.printer import PrinterPage
from ui.setup.printer_news import PrinterNews
from ui.setup.printer_setup import PrinterSetup
from ui.setup.printer_words import named


class LabelPages(QObject):
    """`printer` and `labels` are the pages. Of one desk at a time; news of one that was left come to nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.printer, self.labels = PrinterPage(), LabelsPage()
        self._desk: LabelDesk | None = None
        self._station: Station | None = None
        self._setup = PrinterSetup()
        self._language, self._changing = "en", ""
        self._does: dict[str, Callable[[Any], None]] = {
            "find": self.on_find,
            "again": self._try_again,
            "test": self._test_printer,
            "instead": self._use_instead,
            "change": self._change,
            "fault": self._fault,
        }
        self.printer.wanted.connect(self.on_wanted)
        self.labels.opened.connect(self.on_find)
        self.labels.asked.connect(self.on_asked)
        self.labels.tested.connect(self.on_tested)

    def attach(self, desk: LabelDesk) -> None:
        """The desk that prints from now on."""
        self._desk = desk
        desk.ready.connect(self.on_ready)
        desk.simulated.connect(self.printer.show_faults)

    def draw(self, news: PrinterNews | None, snapshot: Snapshot) -> None:
        """What changes with every input."""
        self._language = snapshot.language
        self.printer.show_news(news, snapshot.language, may_set_up=snapshot.may_set_up)

    def on_ready(self, station: Station) -> None:
        """A station was opened, or its printers are others now."""
        self._station = station
        labels = station.settings.labels
        self._setup = replace(
            self._setup,
            printer=labels.printer,
            others=tuple(labels.others),
            fall_back=labels.fall_back,
            dpi=str(labels.dpi),
            stock=labels.stock,
        )
        self.printer.show_setup(self._setup, self._changing)
        self._changing = ""
        self.labels.show_stock(labels.stock)
        if self.printer.isVisible() or self.labels.isVisible():
            self.on_find()  # the page was opened before there was anybody to ask

    def on_find(self, _nothing: object = None) -> None:
        """Look for printers at this computer, and for the clients."""
        station, desk = self._station, self._desk
        if station and desk:
            desk.asking.run(lambda: (found_printers(), station.knowledge.clients()), self._found)

    def on_wanted(self, name: str, value: object) -> None:
        """Something is wanted on the printers' page."""
        self._does[name](value)

    def on_asked(self, asked: Asked) -> None:
        """A label is to be drawn."""
        if self._desk:
            self._desk.draw(asked, self.labels.show_picture)

    def on_tested(self, asked: Asked) -> None:
        """A test label of this kind is to be printed."""
        if self._desk:
            self._desk.print_test(asked, "", self.labels.say)

    def _found(self, answer: tuple[tuple[FoundPrinter, ...], tuple[str, ...]] | StationError) -> None:
        if not isinstance(answer, StationError):
            self._setup = replace(self._setup, found=answer[0], clients=answer[1])
            self.printer.show_setup(self._setup)
            self.labels.show_clients(answer[1])

    def _try_again(self, seq: int) -> None:
        if self._desk:
            self._desk.try_again(seq, self._told_error)

    def _test_printer(self, url: str) -> None:
        if self._desk:
            self._desk.print_test(Asked("plate", ""), url, self.printer.say)

    def _use_instead(self, urls: tuple[str, str]) -> None:
        def then(error: StationError | None) -> None:
            key = "PRINTER_TAKEN_INSTEAD" if urls[1] else "PRINTER_TAKEN_BACK"
            name = named(urls[1] or urls[0], self._language)
            self._told_error(error) if error else self.printer.say(word(key, self._language, printer=name))

        if self._desk:
            self._desk.use_instead(urls[0], urls[1], then)

    def _change(self, changes: dict[str, Any]) -> None:
        """What is wrong with it is said where it was chosen; what is right is in use when the desk is ready again."""
        if self._desk:
            self._changing = word("PRINTER_SAVED", self._language)
            self._desk.change(changes, self._told_error)

    def _fault(self, switched: tuple[SimulatedFault | None, bool]) -> None:
        if self._desk:
            self._desk.practise(*switched)

    def _told_error(self, error: StationError | None) -> None:
        if error:
            self._changing = ""
            self.printer.say(in_words(error, self._language))
