"""Every scanner of the bench as one: those that type, those on serial ports, the camera. A data folder's settings in, scans out.

Files and ports are touched on other threads only; what they tell comes back as signals on the window's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from serial.tools import list_ports

from station.devices.port_watch import FoundPort, PortWatch
from station.devices.serial_ports import Port
from station.devices.serial_scanner import ScannerStatus
from station.errors import Bug, Refusal, StationError
from station.settings import Scanner, Settings, change_settings, load_settings
from ui.devices.camera_scanner import CameraScanner
from ui.devices.keyboard import KeyboardWedge
from ui.devices.scan_codes import SUFFIXES
from ui.devices.serial_line import SerialLine
from ui.devices.tried import CAMERA, Tried
from ui.devices.wedge import WedgeSettings

_GROUP: Final = "scanner"
_JOIN_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class LineState:
    """How a scanner on a serial port is: as the settings name it, whether it is heard, and why not."""

    text: str
    heard: bool
    trouble: StationError | None


class Scanners(QObject):
    """`scanned` carries a code, `torn` what came of one that broke off, `refused` a StationError about a scan.

    `news_changed`: ask `lines`, `settings`, `ports` again. While it is tried out, `tried` tells all that comes, and nothing else does.
    """

    scanned = Signal(str)
    torn = Signal(str)
    refused = Signal(object)
    tried = Signal(object)
    news_changed = Signal()
    _set = Signal(object)
    _failed = Signal(object)
    _found = Signal(object)

    def __init__(self, parent: QObject | None = None, ports: Callable[[], Sequence[Port]] = list_ports.comports) -> None:
        super().__init__(parent)
        self.wedge = KeyboardWedge(parent=self)
        self.camera = CameraScanner(self)
        self.settings = Scanner()
        self.ports: tuple[FoundPort, ...] = ()
        self._list_ports = ports
        self._folder: Path | None = None
        self._lines: list[SerialLine] = []
        self._ending: list[SerialLine] = []
        self._trying = False
        self._watches: list[PortWatch] = []
        self._settling: list[Thread] = []
        self._connect()

    def _connect(self) -> None:
        self.wedge.scanned.connect(self.scanned)
        self.wedge.partial.connect(self.torn)
        self.wedge.ignored.connect(self.on_ignored)
        self.wedge.tried.connect(self.tried)
        self.camera.scanned.connect(self.on_seen)
        self._set.connect(self.on_set)
        self._failed.connect(self.on_failed)
        self._found.connect(self.on_found)

    @property
    def lines(self) -> tuple[LineState, ...]:
        """The scanners on serial ports."""
        return tuple(LineState(line.text, line.status is ScannerStatus.LISTENING, line.trouble) for line in self._lines)

    def begin(self, folder: Path) -> None:
        """Listen as the settings of this data folder say; a scanner that types is heard at once, the others when they are read."""
        self._folder = folder
        self._start(lambda: load_settings(folder))

    @property
    def folder(self) -> Path | None:
        """The data folder whose settings these are; None until it is open."""
        return self._folder

    def change(self, changes: Mapping[str, object]) -> None:
        """Keep these values of the group `scanner`, and listen accordingly; `news_changed` follows, or `refused`."""
        folder = self._folder
        if folder is not None:
            named = {f"{_GROUP}.{key}": value for key, value in changes.items()}
            self._start(lambda: change_settings(folder, named))

    def try_out(self, *, trying: bool) -> None:
        """Somebody tests the scanners, and looks which ports there are; or no more."""
        self._trying = trying
        self.wedge.try_out(trying=trying)
        for watch in self._watches:
            watch.halt()
        if trying:
            watch = PortWatch(self._found.emit, self._list_ports)
            self._watches = [*(each for each in self._watches if each.works), watch]
            watch.start()

    def end(self) -> bool:
        """True when all threads have ended, within two seconds together."""
        works: tuple[SerialLine | PortWatch | CameraScanner, ...] = (*self._lines, *self._ending, *self._watches, self.camera)
        for each in works:
            each.halt()
        ended = [each.stop() for each in works]
        for thread in self._settling:
            thread.join(_JOIN_SECONDS)
        return all(ended)

    def on_frame(self, image: QImage) -> None:
        """A frame of the live picture."""
        self.camera.on_frame(image)

    def on_seen(self, text: str) -> None:
        """The camera read a code."""
        if self._trying:
            self.tried.emit(Tried(text, "\r", source=CAMERA))
        else:
            self.scanned.emit(text)

    def on_ignored(self, text: str) -> None:
        """The scanner that types sent the same once more."""
        self.refused.emit(Refusal("SCAN_TWICE", text=text))

    def on_line_scanned(self, text: str) -> None:
        """A scanner on a serial port read a code."""
        if not self._trying:
            self.scanned.emit(text)

    def on_line_refused(self, error: StationError) -> None:
        """What came over a serial port was no scan."""
        if not self._trying:
            self.refused.emit(error)

    def on_line_tried(self, tried: Tried) -> None:
        """The same, just as it came."""
        if self._trying:
            self.tried.emit(tried)

    def on_line_ended(self) -> None:
        """The thread of a scanner that was taken away is over."""
        over = [line for line in self._ending if line.status is ScannerStatus.STOPPED]
        self._ending = [line for line in self._ending if line not in over]
        for line in over:
            line.stop()
            line.deleteLater()

    def on_found(self, ports: tuple[FoundPort, ...]) -> None:
        """Other ports are there."""
        self.ports = ports
        self.news_changed.emit()

    def on_failed(self, error: StationError) -> None:
        """The settings could not be read or kept."""
        self.refused.emit(error)
        self.news_changed.emit()

    def on_set(self, settings: Scanner) -> None:
        """The settings were read, or were changed: listen as they say."""
        self.settings = settings
        self.wedge.configure(WedgeSettings(settings.prefix, SUFFIXES[settings.suffix], settings.threshold_ms))
        self._set_lines(list(dict.fromkeys(settings.serial)), settings.baud)
        if settings.camera:
            self.camera.start()
        else:
            self.camera.halt()
        self.news_changed.emit()

    def _set_lines(self, texts: Sequence[str], baud: int) -> None:
        stays = {line.text: line for line in self._lines if line.text in texts and line.baud == baud}
        for line in self._lines:
            if line not in stays.values():
                self._take_away(line)
        self._lines = [stays.get(text) or self._line(text, baud) for text in texts]

    def _line(self, text: str, baud: int) -> SerialLine:
        line = SerialLine(text, baud, self._list_ports, self)
        line.scanned.connect(self.on_line_scanned)
        line.refused.connect(self.on_line_refused)
        line.tried.connect(self.on_line_tried)
        line.changed.connect(self.news_changed)
        line.ended.connect(self.on_line_ended)
        line.start()
        return line

    def _take_away(self, line: SerialLine) -> None:
        for signal in (line.scanned, line.refused, line.tried, line.changed):
            signal.disconnect()
        self._ending.append(line)
        line.halt()

    def _start(self, work: Callable[[], Settings]) -> None:
        """Files are not for the window's thread."""
        self._settling = [each for each in self._settling if each.is_alive()]
        thread = Thread(target=self._do, args=(work,), name="scanner settings", daemon=True)
        self._settling.append(thread)
        thread.start()

    def _do(self, work: Callable[[], Settings]) -> None:
        try:
            self._set.emit(work().scanner)
        except StationError as error:
            self._failed.emit(error)
        except Exception as error:  # noqa: BLE001 -- a setting that was neither kept nor refused would look as if it were kept
            self._failed.emit(Bug("BENCH_BUG", what=type(error).__name__))
