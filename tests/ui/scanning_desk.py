"""A window on a shop with all its scanners: one that types, some on serial ports; and what the session got of what they sent."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station.devices.folder_camera import FolderCamera
from station.session import Outcome, Session
from station.settings import change_settings
from tests.ui.devices.key_events import filtering, type_keys, window_of
from tests.ui.devices.plugs import Plugs
from tests.ui.shop import PATIENCE_MS, Desktop, end
from ui.bench.screen import SCANNER
from ui.desk import Desk
from ui.devices.news import DeviceNews
from ui.devices.scanners import Scanners
from ui.scanning import Scanning
from ui.setup.scanner import ScannerPage
from ui.theme import Theme
from ui.window import BenchWindow


class RecordingDesk(Desk):
    """Notes each text that the session is given; `gate` holds it up as a slow disk would."""

    def __init__(self, data: Path) -> None:
        super().__init__(data, FolderCamera(data.parent / "pictures"))
        self.took: list[str] = []
        self.gate = Event()
        self.gate.set()

    def _open(self) -> Session:
        session = super()._open()
        take = session.take

        def noted(text: str) -> Outcome:
            self.took.append(text)
            self.gate.wait(30)
            return take(text)

        session.take = noted  # type: ignore[method-assign]
        return session


class ScanningDesk(Desktop):
    """A window, its scanners and its desk, and hands to work them with."""

    def __init__(self, window: BenchWindow, qtbot: QtBot, scanners: Scanners, desk: RecordingDesk, chips: Mapping[str, DeviceNews]) -> None:
        super().__init__(window, qtbot)
        self._qtbot = qtbot
        self.scanners, self.desk, self._chips = scanners, desk, chips

    @property
    def took(self) -> list[str]:
        """What the session was given so far."""
        return self.desk.took

    @property
    def chip(self) -> DeviceNews:
        """What the scanners' chip says."""
        return self._chips[SCANNER]

    def type(self, text: str, gap_ms: int = 2, held_ms: int = 0) -> None:
        """The keys of a scanner, or of a finger that holds them; what they did is not waited for."""
        type_keys(window_of(self.window), text, gap_ms, held_ms=held_ms)

    def typed(self, *codes: str) -> None:
        """Scans with their Enter; after each its outcome is on the screen."""
        for code in codes:
            with self.answered():
                self.type(f"{code}\r")

    def until_said(self, text: str) -> None:
        """Until something on the screen says this."""
        self._qtbot.waitUntil(lambda: self.says(text), timeout=PATIENCE_MS)

    def says(self, text: str) -> bool:
        return any(text in words for words in self.words())

    def until_heard(self) -> None:
        """Until every scanner on a serial port is listened to."""
        self._qtbot.waitUntil(lambda: all(line.heard for line in self.scanners.lines), timeout=PATIENCE_MS)

    def until_took(self, *codes: str) -> None:
        """Until the session was given just these."""
        self._qtbot.waitUntil(lambda: self.took == list(codes), timeout=PATIENCE_MS)

    def until_chip(self, text: str) -> None:
        """Until the scanners' chip says this, and wants somebody."""
        self._qtbot.waitUntil(lambda: text in self.chip.says and self.chip.trouble, timeout=PATIENCE_MS)


@contextmanager
def scanning_desk(data: Path, plugs: Plugs, qtbot: QtBot, theme: Theme, early: str = "", **settings: object) -> Iterator[ScanningDesk]:
    """Open and ready, with these settings of the group `scanner`; closed at the end, and every thread with it.

    `early` is scanned while the station is being opened.
    """
    change_settings(data, {f"scanner.{key}": value for key, value in settings.items()})
    desk, scanners, chips = RecordingDesk(data), Scanners(ports=plugs.ports), dict[str, DeviceNews]()
    window = BenchWindow(theme, lambda: desk, {SCANNER: ScannerPage(scanners)})
    Scanning(scanners, window, lambda news: chips.update({news.page: news}))
    desk.opened.connect(lambda _site: scanners.begin(data))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with filtering(app, scanners.wedge):
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.start()
        type_keys(window_of(window), f"{early}\r" if early else "")
        qtbot.waitUntil(lambda: window.shown is not None and SCANNER in chips, timeout=PATIENCE_MS)
        try:
            yield ScanningDesk(window, qtbot, scanners, desk, chips)
        finally:
            desk.gate.set()
            end(window)
