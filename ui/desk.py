"""A data folder at work for a window: opens it on the bench thread, prints beside it, ends both within two seconds.

Comes in: the folder, or nothing for the demo. Goes out: signals on the window's thread.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any, Final, Protocol

from PySide6.QtCore import QObject, Signal

from station.assembly import Station, bench_of, open_station, owing_of, printing_of
from station.clock import SystemClock
from station.errors import StationError
from station.model.facts import LABEL_QUEUED, LABEL_VOIDED, Fact
from station.session import Session
from station.session.camera import Camera
from station.settings import change_settings
from station.shift import demo_camera, make_demo
from ui.bridge import Bridge
from ui.devices.camera import NO_CAMERA, LiveCamera
from ui.preferences import Preferences, load_preferences, save_preferences
from ui.sending import SendingWatch
from ui.sites import site_of
from ui.widgets.album import hang_pictures

_JOIN_SECONDS: Final = 1.9
_HUNG: Final[list["Desk"]] = []  # a thread that hangs may still wake and emit on its desk: Qt must not have freed it by then
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

    `opened` carries a Site, `preferred` Preferences, `noticed` a StationError, `printer` PrinterNews,
    `labelled` facts of labels, `owing` what each target still owes the main system.
    """

    opened = Signal(object)
    preferred = Signal(object)
    noticed = Signal(object)
    printer = Signal(object)
    labelled = Signal(object)
    owing = Signal(object)
    _looked = Signal(object, int, int)

    def __init__(self, data: Path | None, camera: Camera | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self.demo = data is None
        self.data = data
        self.bridge = Bridge(self._open, self)
        self._language = "en"
        self._told: tuple[_PrinterState, int, int] | None = None
        self._closing = ExitStack()
        self._wears = False
        self._printing: _Printing | None = None
        self._look: Thread | None = None
        self._watch: SendingWatch | None = None
        self.bridge.committed.connect(self.on_committed)
        self.preferred.connect(self.on_preferred)
        self._looked.connect(self.on_looked)

    def start(self) -> None:
        """Open the folder; `opened` and the bridge's first `changed` follow, or its `failed`."""
        self.bridge.start()

    def on_committed(self, facts: Sequence[Fact]) -> None:
        """There may be a label to print, or one less; and there is more to send."""
        if self._watch:
            self._watch.wake()
        if self._printing and any(fact.kind in (LABEL_QUEUED, LABEL_VOIDED) for fact in facts):
            self._printing.wake()

    def on_preferred(self) -> None:
        """The window has what was kept: only from now on is what it prefers anything to keep."""
        self._wears = True

    def on_looked(self, printer: _PrinterState, queued: int, rejected: int) -> None:
        """How the printer is and what waits for it; worker threads told."""
        self._told = (printer, queued, rejected)
        self.printer.emit(PrinterNews(printer.trouble is not None, printer.sentence(self._language), queued, rejected))

    def try_printer(self) -> None:
        """Somebody mended the printer: no waiting for the next attempt."""
        if self._printing:
            self._printing.try_now()

    def count_owing(self) -> None:
        """Something has left: count anew what is still owed."""
        if self._watch:
            self._watch.wake()

    def speak(self, language: str) -> None:
        """How the printer is, in this language from now on."""
        if language != self._language:
            self._language = language
            if self._told:
                self.on_looked(*self._told)

    def change(self, changes: Mapping[str, Any]) -> None:
        """Keep settings of the station, by dotted key, on the bench thread; what cannot be kept is refused there."""
        folder = self.data
        if folder:
            self.bridge.run(lambda _session: change_settings(folder, changes), lambda _settings: None)

    def photograph_itself(self, *, itself: bool) -> None:
        """Whether due pictures are taken without a key, at once and from now on."""
        if isinstance(self._camera, LiveCamera):
            self._camera.take_itself(itself=itself)
        self.bridge.run(lambda session: session.photograph_itself(itself=itself), lambda _nothing: None)
        self.change({"photos.takes_itself": itself})

    def stop(self, wanted: Preferences) -> bool:
        """End everything and keep what the window prefers; what was in hand is kept by the bench itself. True if all ended in time."""
        closer = Thread(target=self._stop_printing, args=(wanted,), name="closing", daemon=True)
        closer.start()
        ended = self.bridge.stop()
        closer.join(_JOIN_SECONDS)
        if ended:
            self._stop_printing(wanted)  # again: a bench that was still opening may have begun them after the closer had looked
        if not ended or closer.is_alive():
            return False  # the process ends with them; the folder's lock goes with it, and the ledger bears that
        self._closing.close()
        return True

    def end(self, wanted: Preferences) -> None:
        """Stop, and be rid of it; one that has not ended is kept until the process ends, and heard by nobody."""
        if self.stop(wanted):
            self.deleteLater()
            return
        for told in (self, self.bridge):
            told.blockSignals(True)  # noqa: FBT003 -- Qt's own
        self.setParent(None)
        _HUNG.append(self)

    def _open(self) -> Session:
        """On the bench thread."""
        clock = SystemClock()
        if self.data is None:
            self.data = make_demo(clock, _DEMO_PICTURES)
        with ExitStack() as stack:
            station = stack.enter_context(open_station(self.data, clock))
            camera = self._camera_of(station)
            session = bench_of(station, camera, takes_itself=True if self.demo else None)
            printing = printing_of(station, on_facts=self.labelled.emit, on_state=self._on_printing)
            self._printing = printing
            self._look = Thread(target=self._look_and_print, args=(printing.printer.look, printing), name="printer look", daemon=True)
            self._watch = SendingWatch(lambda: owing_of(station), self.owing.emit)
            self._language = station.language
            stack.callback(printing.printer.cancel)
            self._closing = stack.pop_all()
        self.preferred.emit(load_preferences(station.folder.path))
        hang_pictures(station.folder.documents)
        self.opened.emit(site_of(station, demo=self.demo, camera=camera is not None and self._photographs(station)))
        for notice in (*station.folder.notices, *session.notices):
            self.noticed.emit(notice)
        self._look.start()
        self._watch.start()
        return session

    def _camera_of(self, station: Station) -> Camera | None:
        """What takes pictures here; a live camera is told which one it shall be."""
        live = self._camera if isinstance(self._camera, LiveCamera) else None
        if self.demo:
            stand_in = demo_camera(station.folder.path)
            if live:
                live.use_instead(stand_in)
            return live or stand_in
        if live:
            live.use(station.settings.camera, takes_itself=station.settings.photos.takes_itself)
        return self._camera

    def _photographs(self, station: Station) -> bool:
        """Whether the settings leave it a camera."""
        chosen = station.settings.camera
        return not isinstance(self._camera, LiveCamera) or self.demo or chosen.device != NO_CAMERA or bool(chosen.folder)

    def _look_and_print(self, look: "_Look", printing: _Printing) -> None:
        """How the printer is before the first label; most serve one connection at a time, so printing starts afterwards."""
        self._looked.emit(look(), 0, 0)
        printing.start()

    def _on_printing(self, state: _PrintingState) -> None:
        """On the printing thread."""
        self._looked.emit(state.printer, state.queued, state.rejected)

    def _stop_printing(self, wanted: Preferences) -> None:
        if self._printing:
            self._printing.stop()
        if self._watch:
            self._watch.stop()
        if self._look and self._look.ident is not None:
            self._look.join(_JOIN_SECONDS)
        if self.data and self._wears:
            save_preferences(self.data, wanted)


class _Look(Protocol):
    """Asks a printer how it is."""

    def __call__(self) -> _PrinterState: ...
