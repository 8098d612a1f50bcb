"""A data folder at work for a window: opens it on the bench thread, prints beside it, ends both within two seconds.

Comes in: the folder, or nothing for the demo. Goes out: signals on the window's thread.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal

from station.assembly import Station, bench_of, cards_of, open_station, printing_of
from station.clock import SystemClock
from station.demo import demo_shift
from station.errors import StationError
from station.model.facts import LABEL_QUEUED, LABEL_VOIDED, Fact
from station.session import Session
from station.session.camera import Camera
from station.shift import demo_camera, make_demo
from ui.bench.screen import Option
from ui.bench.story import Site
from ui.bridge import Bridge
from ui.preferences import load_scale, save_scale

_JOIN_SECONDS: Final = 1.9
_DEMO_PICTURES: Final = 8  # drawing them takes most of the time until a demo can begin


class _PrinterState(Protocol):
    """What is read of a printer's state."""

    @property
    def trouble(self) -> StationError | None: ...

    def sentence(self, language: str = "en") -> str: ...


class _PrintingState(Protocol):
    """What is read of the state of printing."""

    @property
    def queued(self) -> int: ...

    @property
    def rejected(self) -> int: ...

    @property
    def printer(self) -> _PrinterState: ...


class _Printing(Protocol):
    """What is done with printing."""

    def start(self) -> None: ...

    def wake(self) -> None: ...

    def try_now(self) -> None: ...

    def stop(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class PrinterNews:
    """How the printer is, in words: `trouble` needs somebody; `queued` labels wait, `rejected` ones cannot be made as they are."""

    trouble: bool
    says: str
    queued: int = 0
    rejected: int = 0


class Desk(QObject):
    """Without a folder it is the demo.

    `opened` carries a Site, `preferred` a text scale, `noticed` a StationError, `printer` PrinterNews, `labelled` facts of labels.
    """

    opened = Signal(object)
    preferred = Signal(float)
    noticed = Signal(object)
    printer = Signal(object)
    labelled = Signal(object)

    def __init__(self, data: Path | None, camera: Camera | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self.demo = data is None
        self.data = data
        self.bridge = Bridge(self._open, self)
        self._language = "en"
        self._closing = ExitStack()
        self._printing: _Printing | None = None
        self._look: Thread | None = None
        self.bridge.committed.connect(self.on_committed)

    def start(self) -> None:
        """Open the folder; `opened` and the bridge's first `changed` follow, or its `failed`."""
        self.bridge.start()

    def on_committed(self, facts: Sequence[Fact]) -> None:
        """There may be a label to print, or one less."""
        if self._printing and any(fact.kind in (LABEL_QUEUED, LABEL_VOIDED) for fact in facts):
            self._printing.wake()

    def try_printer(self) -> None:
        """Somebody mended the printer: no waiting for the next attempt."""
        if self._printing:
            self._printing.try_now()

    def stop(self, scale: float) -> bool:
        """End everything and keep the text scale; what was in hand is kept by the bench itself. True if all ended in time."""
        closer = Thread(target=self._stop_printing, args=(scale,), name="closing", daemon=True)
        closer.start()
        ended = self.bridge.stop()
        closer.join(_JOIN_SECONDS)
        if not ended or closer.is_alive():
            return False  # the process ends with them; the folder's lock goes with it, and the ledger bears that
        self._closing.close()
        return True

    def _open(self) -> Session:
        """On the bench thread."""
        clock = SystemClock()
        if self.data is None:
            self.data = make_demo(clock, _DEMO_PICTURES)
        with ExitStack() as stack:
            station = stack.enter_context(open_station(self.data, clock))
            camera = demo_camera(self.data) if self.demo else self._camera
            session = bench_of(station, camera, takes_itself=True if self.demo else None)
            printing = printing_of(station, on_facts=self.labelled.emit, on_state=self._on_printing)
            self._printing = printing
            self._look = Thread(target=self._look_and_print, args=(printing.printer.look, printing), name="printer look", daemon=True)
            self._language = station.language
            stack.callback(printing.printer.cancel)
            self._closing = stack.pop_all()
        self.preferred.emit(load_scale(station.folder.path))
        self.opened.emit(_site(station, demo=self.demo, camera=camera is not None))
        for notice in (*station.folder.notices, *session.notices):
            self.noticed.emit(notice)
        self._look.start()
        return session

    def _look_and_print(self, look: "_Look", printing: _Printing) -> None:
        """How the printer is before the first label; most serve one connection at a time, so printing starts afterwards."""
        self._tell(look(), 0, 0)
        printing.start()

    def _on_printing(self, state: _PrintingState) -> None:
        """On the printing thread."""
        self._tell(state.printer, state.queued, state.rejected)

    def _tell(self, printer: _PrinterState, queued: int, rejected: int) -> None:
        self.printer.emit(PrinterNews(printer.trouble is not None, printer.sentence(self._language), queued, rejected))

    def _stop_printing(self, scale: float) -> None:
        if self._printing:
            self._printing.stop()
        if self._look and self._look.ident is not None:
            self._look.join(_JOIN_SECONDS)
        if self.data and self._look:
            save_scale(self.data, scale)


class _Look(Protocol):
    """Asks a printer how it is."""

    def __call__(self) -> _PrinterState: ...


def _site(station: Station, *, demo: bool, camera: bool) -> Site:
    cards = cards_of(station)
    return Site(
        station=station.folder.station,
        name=station.settings.site.name,
        language=station.language,
        zone=station.zone,
        commands=tuple(Option("", card.code, card.title, f"{card.code} · {card.text}") for card in cards.commands),
        holds=tuple(Option("", card.code, card.title, card.text) for card in cards.holds),
        camera="stand-in" if demo else "camera" if camera else "",
        scans=tuple(demo_shift()) if demo else (),
    )
