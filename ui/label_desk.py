"""The labels of an open station beside its bench: printing on its own threads, and what a window asks of printers and their settings.

Comes in: a Station, committed facts, what somebody wants. Goes out: signals on the window's thread.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from station.assembly import Station
from station.devices.printers import LabelPrinter
from station.devices.simulated_printer import SimulatedFault, SimulatedZplPrinter
from station.errors import Fault, StationError
from station.labelling import printing_of
from station.model.facts import ITEM_GRADED, ITEM_HELD, LABEL_CONFIRMED, LABEL_QUEUED, LABEL_UNCONFIRMED, LABEL_VOIDED, Fact
from station.settings import change_settings
from ui.bench.screen import LABEL_IS_ON, PRINT_INSTEAD, TRY_PRINTER
from ui.errands import Errands
from ui.label_drawing import Drawn, drawn, printed, printer_for
from ui.label_told import names_of, news_of, stuck, test_failed
from ui.printing_port import Printing, PrintingState, Rejected
from ui.setup.label_choices import Asked

_WAKES = (LABEL_QUEUED, LABEL_VOIDED, LABEL_CONFIRMED)  # the last: a label that was scanned back lets the next one come out


class LabelDesk(QObject):
    """Made on the window's thread; `open` is called on the thread that opens the station, `stop` on any.

    `printer` carries PrinterNews, `labelled` facts of labels, `refused` a StationError: why something wanted at the bench was not done.
    `pile` carries the plate of the label that came out alone ("" for none) and whether a label waits for a printer in trouble: again
    when a label came into doubt.
    `ready` carries the Station: when it is open, and again with its present settings after they were changed.
    `simulated` carries the faults of the simulated printer, None where none is simulated.
    `tried`: somebody said that a printer works again. `drawing` is for what is only drawn, `asking` for what waits for devices.
    """

    printer = Signal(object)
    labelled = Signal(object)
    refused = Signal(object)
    pile = Signal(str, bool)
    ready = Signal(object)
    simulated = Signal(object)
    tried = Signal()
    _told = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.drawing, self.asking = Errands("label drawing", self), Errands("printer errands", self)
        self._language = "en"
        self._practice: SimulatedZplPrinter | None = None
        self._faults: frozenset[SimulatedFault] = frozenset()
        self._last: tuple[PrintingState, Sequence[Rejected]] | None = None
        self._station: Station | None = None
        self._printing: Printing | None = None
        self._tested: LabelPrinter | None = None
        self._names: dict[str, str] = {}
        self._pile = ("", False)
        self._stopped = False
        self._told.connect(self.on_told)
        self.labelled.connect(self.on_labelled)

    def open(self, station: Station, *, simulates: bool = False) -> None:
        """Print for this station, with its printer simulated if so; `start` begins."""
        if simulates:
            self._practice = SimulatedZplPrinter()
            self._practice.start()
            after = change_settings(station.folder.path, {"labels.printer": self._practice.url})
            station = replace(station, settings=after)
        self._station, self._language = station, station.language
        self._printing, self._names = self._made(station), names_of(station)

    def start(self) -> None:
        """Begin."""
        if self._printing and self._station and not self._stopped:
            self.drawing.start()
            self.asking.start()
            self._printing.start(asks_first=True)
            self.simulated.emit(self._faults if self._practice else None)
            self.ready.emit(self._station)

    def stop(self) -> bool:
        """End everything; True if it ended in time. May be called again."""
        self._stopped = True
        for errands in (self.drawing, self.asking):
            errands.quit()
        if self._tested:
            self._tested.cancel()
        ended = [self._printing.stop()] if self._printing else []
        practice, self._practice = self._practice, None
        if practice:
            practice.stop()
        return all([*ended, self.drawing.stop(), self.asking.stop()])

    def heard(self, facts: Sequence[Fact]) -> None:
        """Facts of the bench: there may be a label to print, one less, or one that is on its unit."""
        if self._printing and any(fact.kind in _WAKES for fact in facts):
            self._printing.wake()

    def draw(self, asked: Asked, then: Callable[[Asked, Drawn], None]) -> None:
        """What such a label looks like."""
        station = self._station
        if station:
            self.drawing.run(lambda: drawn(station, asked), lambda answer: then(asked, _or_wrong(answer)))

    def print_test(self, asked: Asked, url: str, say: Callable[[str], None]) -> None:
        """A label that says that it is a test, out of the printer at `url` or where such labels come out; `say` gets what became of it."""
        station = self._station
        if station is None:
            return

        def work() -> str:
            self._tested = printer_for(station, asked.kind, asked.client, url)
            return printed(station, asked, self._tested, self._language)

        self.asking.run(work, lambda answer: say(test_failed(answer, self._language) if isinstance(answer, StationError) else answer))

    def find_photo(self, lpn: str, then: Callable[[str], None]) -> None:
        """The digest of a photograph of this unit, the first one that its grade or hold names; "" for none."""

        def work() -> str:
            facts = self._station.ledger.facts(kinds=(ITEM_GRADED, ITEM_HELD), subject=lpn) if self._station else ()
            return next((str(photo["sha256"]) for fact in facts for photo in fact.payload.get("photos") or ()), "")

        self.drawing.run(work, lambda answer: then("" if isinstance(answer, StationError) else answer))

    def speak(self, language: str) -> None:
        """In this language from now on."""
        if language != self._language:
            self._language = language
            if self._last:
                self.on_told(*self._last)

    def try_now(self) -> None:
        """Somebody mended a printer: no waiting for the next attempt."""
        if self._printing:
            self._printing.try_now()

    def do(self, code: str) -> None:
        """A code of the window about printers (screen.OF_PRINTERS)."""
        if code == TRY_PRINTER:
            self.try_now()
            self.tried.emit()
        elif code.startswith(LABEL_IS_ON) and self._printing:
            self._printing.release_next(code.removeprefix(LABEL_IS_ON))
        elif code == PRINT_INSTEAD and self._last:
            state = self._last[0]
            for name in stuck(state):
                self._ask(partial(_instead, name, state.fall_back), self._refuse)

    def try_again(self, seq: int, then: Callable[[StationError | None], None]) -> None:
        """What stood against a refused label was mended."""
        self._ask(lambda printing: printing.try_again(seq), then)

    def use_instead(self, url: str, other: str, then: Callable[[StationError | None], None]) -> None:
        """Labels of the printer at `url` come out of the other one for now; "" takes them back."""
        names = self._names
        self._ask(partial(_instead, names.get(url, url), names.get(other, other) or None), then)

    def change(self, changes: Mapping[str, Any], then: Callable[[StationError | None], None]) -> None:
        """Other printers: kept in the settings, and used at once."""

        def work() -> None:
            if self._station:
                after = change_settings(self._station.folder.path, changes)
                self._begin_anew(replace(self._station, settings=after))

        self.asking.run(work, lambda answer: then(answer if isinstance(answer, StationError) else None))

    def practise(self, fault: SimulatedFault | None, holds: bool) -> None:
        """The simulated printer suffers from this from now on, or no more; None heals all. Labels that waited are tried at once."""
        printer = self._practice
        if printer is None:
            return
        after = frozenset() if fault is None else self._faults | {fault} if holds else self._faults - {fault}

        def work() -> None:
            printer.become(after)  # healed for a moment it would let a label out

        self._faults = after
        self.asking.run(work, lambda _nothing: self.try_now())
        self.simulated.emit(after)

    def on_told(self, state: PrintingState, refused: Sequence[Rejected]) -> None:
        """How printing is; a printing thread told."""
        self._last = state, refused
        self.printer.emit(news_of(state, refused, self._names, self._language))
        pile = (state.on_paper or "", state.trouble)
        if pile != self._pile:
            self._pile = pile
            self.pile.emit(*pile)

    def on_labelled(self, facts: Sequence[Fact]) -> None:
        """Each label that came into doubt is told, so that a bench with nothing in hand asks about it before the next input.

        By its fact, not by how many there are: one that is settled while the next comes into doubt leaves their number as it was.
        """
        if any(fact.kind == LABEL_UNCONFIRMED for fact in facts):
            self.pile.emit(*self._pile)

    def _refuse(self, error: StationError | None) -> None:
        if error:
            self.refused.emit(error)

    def _made(self, station: Station) -> Printing:
        return printing_of(station, on_facts=self.labelled.emit, on_state=self._on_state)

    def _begin_anew(self, station: Station) -> None:
        """With other printers; what waits is printed by whoever is named now. On the thread of the errands."""
        made = self._made(station)  # what cannot be used is refused before anything ends
        if self._printing and not self._printing.stop():
            raise Fault("PRINTERS_STILL_BUSY")  # two of them at once could print a label twice
        self._printing, self._station, self._names = made, station, names_of(station)
        if not self._stopped:
            made.start(asks_first=True)
            self.ready.emit(station)

    def _ask(self, work: Callable[[Printing], None], then: Callable[[StationError | None], None]) -> None:
        def done() -> None:
            if self._printing:
                work(self._printing)

        self.asking.run(done, lambda answer: then(answer if isinstance(answer, StationError) else None))

    def _on_state(self, state: PrintingState) -> None:
        """On a printing thread."""
        refused: Sequence[Rejected] = ()
        if state.rejected and self._printing:
            with suppress(StationError):  # a disk that gives nothing is told by the bench itself
                refused = tuple(self._printing.rejections())
        self._told.emit(state, refused)


def _or_wrong(answer: Drawn | StationError) -> Drawn:
    """What could not even be looked for is wrong, too."""
    return Drawn(QImage(), wrong=(answer,)) if isinstance(answer, StationError) else answer


def _instead(name: str, other: str | None, printing: Printing) -> None:
    printing.use_instead(name, other)
