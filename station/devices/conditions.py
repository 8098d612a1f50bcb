"""What a printer says of itself, and why nobody knows whether a label came out. The values are codes of errors, all of them."""

from enum import StrEnum

from station.errors import Fault


class Condition(StrEnum):
    """How a printer is. All but READY and PRINTING keep a job in the queue."""

    READY = "READY"
    PRINTING = "PRINTING"
    MEDIA_OUT = "PRINTER_MEDIA_OUT"
    RIBBON_OUT = "PRINTER_RIBBON_OUT"
    HEAD_OPEN = "PRINTER_HEAD_OPEN"
    PAUSED = "PRINTER_PAUSED"
    BUFFER_FULL = "PRINTER_BUFFER_FULL"
    PARTIAL = "PRINTER_PARTIAL"
    HOT = "PRINTER_HOT"
    CUTTER = "PRINTER_CUTTER"
    MEMORY_LOST = "PRINTER_MEMORY_LOST"
    FAULTY = "PRINTER_FAULTY"
    JAM = "PRINTER_JAM"
    OFFLINE = "PRINTER_OFFLINE"
    SPOOLER_DOWN = "PRINTER_SPOOLER_DOWN"
    QUEUE_MISSING = "PRINTER_QUEUE_MISSING"
    QUEUE_DISABLED = "PRINTER_QUEUE_DISABLED"
    QUEUE_REJECTING = "PRINTER_QUEUE_REJECTING"
    QUEUE_HELD = "PRINTER_QUEUE_HELD"
    QUEUE_STUCK = "PRINTER_QUEUE_STUCK"
    NO_ANSWER = "PRINTER_NO_ANSWER"
    GARBLED = "PRINTER_GARBLED"

    @property
    def takes_jobs(self) -> bool:
        return self in (Condition.READY, Condition.PRINTING)

    def trouble(self, printer: str) -> Fault:
        """The Fault that keeps a job in the queue."""
        return Fault(self.value, printer=printer)


class Doubt(StrEnum):
    """Why a job that began is unconfirmed: a person looks and decides on a reprint."""

    RESET = "PRINTER_RESET"
    STALLED = "PRINTER_STALLED"
    PARTIAL = "PRINTER_PARTIAL"
    STOPPED = "PRINT_STOPPED"
    INTERRUPTED = "PRINT_INTERRUPTED"
    FILE = "FILE_UNSURE"
    BROKEN = "PRINT_BROKEN"
    QUEUE_ENDED = "PRINTER_QUEUE_ENDED"

    def trouble(self, printer: str) -> Fault:
        """The same as a Fault, for its sentence and its advice."""
        return Fault(self.value, printer=printer)
