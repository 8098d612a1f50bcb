"""A simulated ZPL printer: answers ~HS and ~HQES, and obeys ~JA."""

from collections.abc import Callable

from station.devices.simulated_server import SimulatedPrinter, Stream
from station.devices.simulated_status import OUT, SimulatedFault, extended_status, host_status
from station.devices.zpl_stream import ZplStream


class SimulatedZplPrinter(SimulatedPrinter):
    """`mute_when_out`: as the maker says, ~HS is not answered while labels or ribbon are out or the head is open."""

    known = tuple(fault for fault in SimulatedFault if fault is not SimulatedFault.JAM)

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        mute_when_out: bool = False,
        on_label: Callable[[bytes], None] = lambda _label: None,
    ) -> None:
        super().__init__(host, port, on_label=on_label)
        self._mute_when_out = mute_when_out

    def _new_stream(self) -> Stream:
        return ZplStream()

    def _is_label(self, token: bytes) -> bool:
        return token.startswith(b"^")

    def _obey_command(self, command: bytes) -> None:
        if command == b"~JA":
            self._waiting.clear()

    def _answer(self, question: bytes) -> bytes:
        faults = self._faults
        if question not in (b"~HS", b"~HQES") or SimulatedFault.SILENT in faults:
            return b""
        if SimulatedFault.GARBLED in faults:
            return b"\x02\xff\xfe14,?,\x03\r\n"
        if question == b"~HQES":
            return extended_status(faults)
        return b"" if self._mute_when_out and faults & OUT else host_status(faults, len(self._waiting), self._stream.partial)
