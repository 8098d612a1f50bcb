"""A printer of Windows: labels go into its spooler as they are (data type RAW), and the spooler's job is watched.

It stands on win32print (package pywin32, the extra "windows"), which is loaded at the first use. Checked here only against a stand-in
for it; a queue of Windows, like any other, does not know what came out.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from threading import Event
from time import monotonic
from typing import Any, Final

from station.devices.conditions import Condition, Doubt
from station.devices.label_printer import Delivery, Job, LabelPrinter, Outcome, PrinterState, Progress
from station.errors import Fault

STUCK_SECONDS: Final = 10.0
PAUSE_SECONDS: Final = 0.2
_LEVEL: Final = 1  # JOB_INFO_1 and DOC_INFO_1
_PRINTER_LEVEL: Final = 2  # PRINTER_INFO_2
_NO_SUCH: Final = 1801  # ERROR_INVALID_PRINTER_NAME
_REFUSED: Final = (5, 50, 1804)  # access denied, not supported, invalid data type
# Bits of PRINTER_INFO_2.Status and of JOB_INFO_1.Status (winspool.h), the worst first.
_PRINTER_BITS: Final = (
    (0x00000004, Condition.QUEUE_MISSING),  # being deleted
    (0x00000001, Condition.QUEUE_DISABLED),
    (0x00000008, Condition.JAM),
    (0x00000010 | 0x00000040, Condition.MEDIA_OUT),
    (0x00400000, Condition.HEAD_OPEN),
    (0x00040000, Condition.RIBBON_OUT),
    (0x00000080 | 0x00001000, Condition.OFFLINE),
    (0x00000002 | 0x00100000, Condition.FAULTY),
)
_JOB_BITS: Final = (
    (0x0001, Condition.QUEUE_HELD),
    (0x0040, Condition.MEDIA_OUT),
    (0x0020, Condition.OFFLINE),
    (0x0002 | 0x0200 | 0x0400, Condition.FAULTY),
)
_JOB_ENDED: Final = 0x0004 | 0x0100  # deleting, deleted
_PASSED_ON: Final = Delivery(Outcome.SENT, "PASSED_ON")


class WindowsPrinter(LabelPrinter):
    """`queue`: the printer's name as Windows shows it. A name that is none is a trouble, and nothing goes to the default printer."""

    def __init__(self, queue: str, dpi: int = 203, fmt: str = "zpl", *, stock: str = "57x32", stuck: float = STUCK_SECONDS) -> None:
        self.name = f"windows:{queue}"
        self.fmt = fmt
        self.dpi = dpi
        self.stock = stock
        self._queue = queue
        self._stuck = stuck
        self._cancelled = Event()

    def deliver_all(self, jobs: Sequence[Job], progress: Progress | None = None) -> list[Delivery]:
        return [self._deliver(job, progress or Progress()) for job in jobs]

    def look(self) -> PrinterState:
        try:
            with self._opened() as (spooler, handle):
                condition = _of(spooler.GetPrinter(handle, _PRINTER_LEVEL)["Status"], _PRINTER_BITS)
        except Fault as fault:
            return PrinterState(self.name, fault)
        except Exception:  # noqa: BLE001 -- pywintypes.error, which cannot be named where there is no pywin32
            return PrinterState(self.name, Condition.SPOOLER_DOWN.trouble(self.name))
        return PrinterState(self.name, condition.trouble(self.name)) if condition else PrinterState(self.name, says="PRINTER_MUTE")

    def cancel(self) -> None:
        self._cancelled.set()

    def _deliver(self, job: Job, progress: Progress) -> Delivery:
        with self._opened() as (spooler, handle):
            self._check(spooler, handle)
            progress.started()
            try:
                number = self._write(spooler, handle, job)
                return self._watch(spooler, handle, number, job, progress)
            except Exception:  # noqa: BLE001 -- as above; what was written may come out
                return Delivery(Outcome.UNCONFIRMED, Doubt.QUEUE_ENDED)

    def _check(self, spooler: Any, handle: Any) -> None:  # noqa: ANN401 -- pywin32 has no types here
        try:
            condition = _of(spooler.GetPrinter(handle, _PRINTER_LEVEL)["Status"], _PRINTER_BITS)
        except Exception as error:
            raise self._trouble(error) from error
        if condition:
            raise condition.trouble(self.name)

    def _write(self, spooler: Any, handle: Any, job: Job) -> int:  # noqa: ANN401 -- as above
        number = int(spooler.StartDocPrinter(handle, _LEVEL, (job.name, None, "RAW")))
        spooler.StartPagePrinter(handle)
        spooler.WritePrinter(handle, job.data)
        spooler.EndPagePrinter(handle)
        spooler.EndDocPrinter(handle)
        return number

    def _watch(self, spooler: Any, handle: Any, number: int, job: Job, progress: Progress) -> Delivery:  # noqa: ANN401 -- as above
        """Until the job has left the spooler, which forgets it then; what keeps it there is said."""
        delivery, stuck = Delivery(Outcome.SENT, Condition.PRINTING), monotonic() + self._stuck
        while True:
            status = next((each["Status"] for each in spooler.EnumJobs(handle, 0, 999, _LEVEL) if each["JobId"] == number), None)
            if status is None:
                return _PASSED_ON
            if status & _JOB_ENDED:
                return Delivery(Outcome.UNCONFIRMED, Doubt.QUEUE_ENDED)
            keeps = _of(status, _JOB_BITS) or (Condition.QUEUE_STUCK if monotonic() >= stuck else None)
            if keeps and keeps != delivery.detail:
                delivery = Delivery(Outcome.SENT, keeps)
                progress.held(job, delivery)
            if self._cancelled.wait(PAUSE_SECONDS):
                return delivery

    @contextmanager
    def _opened(self) -> Iterator[tuple[Any, Any]]:
        try:
            spooler = import_module("win32print")
        except ImportError as error:
            raise Fault("PRINTER_WINDOWS_ONLY", printer=self.name) from error
        try:
            handle = spooler.OpenPrinter(self._queue)
        except Exception as error:
            raise self._trouble(error) from error
        try:
            yield spooler, handle
        finally:
            spooler.ClosePrinter(handle)

    def _trouble(self, error: Exception) -> Fault:
        """What pywintypes.error says: number, function, text."""
        number = error.args[0] if error.args else None
        if number == _NO_SUCH:
            return Condition.QUEUE_MISSING.trouble(self.name)
        if number in _REFUSED:
            return Fault("PRINTER_QUEUE_REFUSED", printer=self.name, why=str(error.args[-1]))
        return Condition.SPOOLER_DOWN.trouble(self.name)


def _of(status: int, bits: Sequence[tuple[int, Condition]]) -> Condition | None:
    return next((condition for bit, condition in bits if status & bit), None)
