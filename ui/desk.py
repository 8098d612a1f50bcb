"""A data folder at work for a window: opens it on the bench thread, prints beside it, ends both within two seconds.

Comes in: the folder, or nothing for the demo. Goes out: signals on the window's thread.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from station.assembly import Station, bench_of, open_station, owing_of
from station.clock import SystemClock
from station.model.facts import Fact
from station.session import Session, warm
from station.session.camera import Camera
from station.settings import change_settings
from station.supervisor.reporting import ReportWatch
from ui.bench.story import Site
from ui.bridge import Bridge
from ui.desk_door import DeskDoor
from ui.devices.camera import NO_CAMERA, LiveCamera
from ui.label_desk import LabelDesk
from ui.preferences import Preferences, load_preferences, save_preferences
from ui.sending import SendingWatch
from ui.setup.printer_news import PrinterNews
from ui.sites import site_of
from ui.widgets.album import hang_pictures

__all__ = ["Desk", "PrinterNews"]

_JOIN_SECONDS: Final = 1.9
_HUNG: Final[list["Desk"]] = []  # a thread that hangs may still wake and emit on its desk: Qt must not have freed it by then
_FIRST_FRAME_MS: Final = 100  # until what works beside the bench begins: a busy thread would hold up the first question
_DEMO_PICTURES: Final = 8  # drawing them takes most of the time until a demo can begin


class Desk(QObject):
    """Without a folder it is the demo.

    `opened` carries a Site, `preferred` Preferences, `noticed` a StationError, `printer` PrinterNews,
    `labelled` facts of labels, `owing` what each target still owes the main system. `labels` is everything about printers.
    """

    opened = Signal(object)
    preferred = Signal(object)
    noticed = Signal(object)
    printer = Signal(object)
    labelled = Signal(object)
    owing = Signal(object)

    def __init__(self, data: Path | None, camera: Camera | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self.demo = data is None
        self.data = data
        self.bridge = Bridge(self._open, self)
        self.labels = LabelDesk(self)
        self._door = DeskDoor(self.bridge, self)
        self._closing = ExitStack()
        self._wears = False
        self._site: Site | None = None
        self._watch: SendingWatch | None = None
        self._reports: ReportWatch | None = None
        self.bridge.committed.connect(self.on_committed)
        self._door.done.connect(self.on_committed)
        self.preferred.connect(self.on_preferred)
        self._stopped = False
        self._resting = QTimer(self, singleShot=True, interval=_FIRST_FRAME_MS)
        self._resting.timeout.connect(self.on_rested)
        self.opened.connect(self._resting.start)
        self.labels.printer.connect(self.printer)
        self.labels.labelled.connect(self.labelled)
        self.labels.pile.connect(self.on_pile)

    def start(self) -> None:
        """Open the folder; `opened` and the bridge's first `changed` follow, or its `failed`."""
        self.bridge.start()

    def on_committed(self, facts: Sequence[Fact]) -> None:
        """There may be a label to print, or one less; and there is more to send."""
        if self._watch:
            self._watch.wake()
        self.labels.heard(facts)

    def on_pile(self, on_paper: str, trouble: bool) -> None:
        """The bench takes no other unit while one is naked, and knows a label that came out alone."""
        self.bridge.tell_of_printers(on_paper, trouble=trouble)

    def on_rested(self) -> None:
        """The first question is on the screen: what works beside the bench begins, and loads what it needs."""
        if self._stopped:
            return
        self.labels.start()
        self._door.start()
        if self._reports:
            self._reports.start()
        if self._watch:
            self._watch.start()
        self.bridge.run(self._warm, lambda _nothing: None)

    def on_preferred(self) -> None:
        """The window has what was kept: only from now on is what it prefers anything to keep."""
        self._wears = True

    def count_owing(self) -> None:
        """Something has left: count anew what is still owed."""
        if self._watch:
            self._watch.wake()

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
        self._stopped = True
        self._door.rest()
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
        for told in (self, self.bridge, self.labels):
            told.blockSignals(True)  # noqa: FBT003 -- Qt's own
        self.setParent(None)
        _HUNG.append(self)

    def _warm(self, _session: Session) -> None:
        """On the bench thread, when nobody waits: what the first scans and the first help need."""
        warm()
        if self._site:
            tuple(self._site.cards.values())

    def _open(self) -> Session:
        """On the bench thread."""
        clock = SystemClock()
        if self.data is None:
            from station.shift import make_demo  # noqa: PLC0415 -- only for the demo, and it loads imports and tables

            self.data = make_demo(clock, _DEMO_PICTURES)
        with ExitStack() as stack:
            station = stack.enter_context(open_station(self.data, clock))
            camera = self._camera_of(station)
            session = bench_of(station, camera, takes_itself=True if self.demo else None)
            self.labels.open(station, simulates=self.demo)
            self._door.open(station, session)
            self._watch = SendingWatch(lambda: owing_of(station), self.owing.emit)
            self._reports = ReportWatch(self.data, clock)
            self._closing = stack.pop_all()
        self.preferred.emit(load_preferences(station.folder.path))
        hang_pictures(station.folder.documents)
        site = self._site = site_of(station, demo=self.demo, camera=camera is not None and self._photographs(station))
        self.opened.emit(site)
        for notice in (*station.folder.notices, *session.notices):
            self.noticed.emit(notice)
        return session

    def _camera_of(self, station: Station) -> Camera | None:
        """What takes pictures here; a live camera is told which one it shall be."""
        live = self._camera if isinstance(self._camera, LiveCamera) else None
        if self.demo:
            from station.shift import demo_camera  # noqa: PLC0415 -- as above

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

    def _stop_printing(self, wanted: Preferences) -> None:
        self._door.stop()
        self.labels.stop()
        for watch in (self._watch, self._reports):
            if watch:
                watch.stop()
        if self.data and self._wears:
            save_preferences(self.data, wanted)
