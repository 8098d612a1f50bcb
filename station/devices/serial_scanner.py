"""A scanner on a serial port: one thread that frames bytes and hands over scans, and survives being unplugged."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import StrEnum
from threading import Event, Thread
from time import monotonic
from typing import Final

import serial
from serial.tools import list_ports

from station.devices.framing import LineFramer
from station.devices.serial_opening import PORT_ERRORS, Against, group_of, reason_of
from station.devices.serial_ports import Port, ScannerIdentity, find_port
from station.errors import Fault, Refusal, StationError

READ_SECONDS: Final = 0.15
PARTIAL_SECONDS: Final = 0.5  # a scan arrives within milliseconds; what lies longer without its end never gets one
BACKOFF_SECONDS: Final = (0.25, 0.5, 1.0, 2.0, 5.0)
JOIN_SECONDS: Final = 2.0


class ScannerStatus(StrEnum):
    """How the scanner is; the Fault given with it says more."""

    OPENING = "opening"
    LISTENING = "listening"
    LOST = "lost"
    STOPPED = "stopped"


OnScan = Callable[[str | Refusal], None]
OnStatus = Callable[[ScannerStatus, StationError | None], None]


class SerialScanner:
    """Reads `port` (a device name, or an identity that is looked up at each opening) and calls `on_scan` from its own thread.

    `on_scan` gets a scan, or a Refusal for what was none (SCAN_TOO_LONG, SCAN_GARBLED, SCAN_PARTIAL); `on_bytes` everything as it came,
    before what became of it. All of them only enqueue. `ports` lists what is plugged in.
    """

    def __init__(
        self,
        port: str | ScannerIdentity,
        on_scan: OnScan,
        on_status: OnStatus,
        baud: int = 9600,
        backoff: tuple[float, ...] = BACKOFF_SECONDS,
        *,
        on_bytes: Callable[[bytes], None] = lambda _data: None,
        ports: Callable[[], Sequence[Port]] = list_ports.comports,
    ) -> None:
        self._wanted = port
        self._device = str(port)
        self._on_scan = on_scan
        self._on_status = on_status
        self._on_bytes = on_bytes
        self._baud = baud
        self._backoff = backoff
        self._ports = ports
        self._stop = Event()
        self._open_port: serial.Serial | None = None
        self._thread = Thread(target=self._run, name="serial scanner", daemon=True)
        self.status = ScannerStatus.OPENING

    def start(self) -> None:
        self._thread.start()

    def halt(self) -> None:
        """Begin to stop; returns at once. A read that waits is woken."""
        self._stop.set()
        port = self._open_port
        if port is not None:
            with suppress(*PORT_ERRORS, AttributeError):  # closed at this very moment
                port.cancel_read()

    def stop(self) -> bool:
        """Stop reading; True when the thread has ended, within two seconds."""
        self.halt()
        if self._thread.ident is not None:
            self._thread.join(JOIN_SECONDS)
        return not self._thread.is_alive()

    def _run(self) -> None:
        failures = 0
        while not self._stop.is_set():
            try:
                with self._open() as port:
                    failures = 0
                    self._open_port = port
                    self._change(ScannerStatus.LISTENING)
                    self._listen(port)
            except StationError as trouble:
                self._change(ScannerStatus.LOST, trouble)
            except PORT_ERRORS as error:
                self._change(ScannerStatus.LOST, _trouble(self._device, error))
            self._open_port = None
            if not self._stop.is_set():
                self._stop.wait(self._backoff[min(failures, len(self._backoff) - 1)])
                failures += 1
        self._change(ScannerStatus.STOPPED)

    def _open(self) -> serial.Serial:
        self._device = self._wanted if isinstance(self._wanted, str) else find_port(self._wanted, self._ports())
        return serial.Serial(self._device, self._baud, timeout=READ_SECONDS, exclusive=True)

    def _listen(self, port: serial.Serial) -> None:
        framer = LineFramer()
        try:
            self._read(port, framer)
        finally:
            self._let_go(framer)  # unplugged in the middle of a scan: what came of it is told, and never joined to the next one

    def _read(self, port: serial.Serial, framer: LineFramer) -> None:
        heard = monotonic()
        while not self._stop.is_set():
            data = port.read(max(1, port.in_waiting))
            if data:
                heard = monotonic()
                self._on_bytes(data)
                for scan in framer.feed(data):
                    self._on_scan(scan)
            elif monotonic() - heard > PARTIAL_SECONDS:
                self._let_go(framer)

    def _let_go(self, framer: LineFramer) -> None:
        refusal = framer.give_up()
        if refusal:
            self._on_scan(refusal)

    def _change(self, status: ScannerStatus, trouble: StationError | None = None) -> None:
        self.status = status
        self._on_status(status, trouble)


def _trouble(device: str, error: Exception) -> Fault:
    match reason_of(error):
        case Against.NOT_ALLOWED:
            return Fault("SCANNER_NOT_ALLOWED", scanner=device, group=group_of(device))
        case Against.BUSY:
            return Fault("SCANNER_BUSY", scanner=device)
        case Against.MISSING:
            return Fault("SCANNER_MISSING", scanner=device)
        case _:
            return Fault("SCANNER_UNPLUGGED", scanner=device, why=str(error))
