"""A simulated TSPL printer: answers ESC !? with one byte."""

from station.devices.simulated_server import SimulatedPrinter, Stream
from station.devices.simulated_status import SimulatedFault, status_byte
from station.devices.tspl_status import QUESTION
from station.devices.tspl_stream import TsplStream

_UNSAID = (SimulatedFault.BUFFER_FULL, SimulatedFault.PARTIAL)  # the byte has no bit for them


class SimulatedTsplPrinter(SimulatedPrinter):
    """Each label is seen printing once: a real one prints for longer than the pause between two questions."""

    known = tuple(fault for fault in SimulatedFault if fault not in _UNSAID)
    options = "?format=tspl"

    _shown = 0  # how many labels were seen printing

    def _new_stream(self) -> Stream:
        return TsplStream()

    def _is_label(self, token: bytes) -> bool:
        return token != QUESTION

    def _answer(self, question: bytes) -> bytes:
        faults = self._faults
        if question != QUESTION or SimulatedFault.SILENT in faults:
            return b""
        if SimulatedFault.GARBLED in faults:
            return b"OK\r\n"
        printing = bool(self._waiting) or self._shown < len(self._labels)
        self._shown = len(self._labels)
        return status_byte(faults, printing)
