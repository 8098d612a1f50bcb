"""One scanner on a serial port as the window knows it: what its own thread tells becomes signals on the window's thread."""

import re
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, Signal

from station.devices.serial_ports import Port, wanted_port
from station.devices.serial_scanner import ScannerStatus, SerialScanner
from station.errors import Fault, Refusal, StationError
from ui.devices.tried import Tried

AGAIN_SECONDS: Final = 0.3  # as for a scanner that types: the same code so soon was read twice by mistake
_NOISY: Final = 2  # so many readings of noise in a row are no accident
_END: Final = re.compile(r"[\r\n]+")


class SerialLine(QObject):
    """`scanned` carries a code, `refused` a StationError, `tried` a Tried for each of both; `changed`: its status; `ended`: its thread.

    `trouble` is why it is not heard, None while it is.
    """

    scanned = Signal(str)
    refused = Signal(object)
    tried = Signal(object)
    changed = Signal()
    ended = Signal()
    _came = Signal(object)
    _bytes = Signal(object)
    _moved = Signal(object, object)

    def __init__(self, text: str, baud: int, ports: Callable[[], Sequence[Port]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text, self.baud = text, baud
        self.trouble: StationError | None = None
        self.status = ScannerStatus.OPENING
        self._raw, self._noise = b"", 0
        self._last, self._last_at = "", 0.0
        self._came.connect(self.on_came)
        self._bytes.connect(self.on_bytes)
        self._moved.connect(self.on_moved)
        self._scanner = SerialScanner(
            wanted_port(text), self._came.emit, self._moved.emit, baud=baud, on_bytes=self._bytes.emit, ports=ports
        )

    def start(self) -> None:
        """Open the port, now and after each loss."""
        self._scanner.start()

    def halt(self) -> None:
        """Begin to end; `ended` follows."""
        self._scanner.halt()

    def stop(self) -> bool:
        """True when its thread has ended, within two seconds."""
        return self._scanner.stop()

    def on_bytes(self, data: bytes) -> None:
        """What came, before what became of it."""
        self._raw += data

    def on_came(self, scan: str | Refusal) -> None:
        """A scan, or why something was none."""
        self.tried.emit(self._as_it_came(scan))
        self._count_noise(scan)
        if isinstance(scan, Refusal):
            self.refused.emit(scan)
        elif scan == self._last and monotonic() - self._last_at <= AGAIN_SECONDS:
            self.refused.emit(Refusal("SCAN_TWICE", text=scan))
        else:
            self._last, self._last_at = scan, monotonic()
            self.scanned.emit(scan)

    def on_moved(self, status: ScannerStatus, trouble: StationError | None) -> None:
        """Plugged in, lost, opening again, or over."""
        self.status, self.trouble = status, trouble
        self._raw, self._noise = b"", 0
        self.changed.emit()
        if status is ScannerStatus.STOPPED:
            self.ended.emit()

    def _count_noise(self, scan: str | Refusal) -> None:
        noise = isinstance(scan, Refusal) and scan.code in ("SCAN_GARBLED", "SCAN_TOO_LONG")
        before, self._noise = self._noise, self._noise + 1 if noise else 0
        if self._noise == _NOISY:
            self.trouble = Fault("SCANNER_NOISE", scanner=self.text, baud=self.baud)
            self.changed.emit()
        elif before >= _NOISY and not noise:
            self.trouble = None
            self.changed.emit()

    def _as_it_came(self, scan: str | Refusal) -> Tried:
        """The raw text of one scan; what came behind it stays for the next."""
        raw = self._raw.decode("utf-8", "backslashreplace").lstrip("\n")
        if isinstance(scan, Refusal):
            self._raw = b""
            return Tried(raw.rstrip("\r\n"), "", source=self.text, noise=scan.code != "SCAN_PARTIAL")
        found = _END.search(raw, raw.find(scan) + len(scan)) if scan in raw else None
        self._raw = raw[found.end() :].encode() if found else b""
        return Tried(scan, found[0] if found else "\r", source=self.text)
