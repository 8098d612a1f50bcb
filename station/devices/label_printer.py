"""The port to a label printer: finished bytes in, what became of them out. Nothing is called printed because it was sent.

States and details are codes; their sentences are in resources/texts (errors for trouble, words for outcomes).
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from station.devices.conditions import Condition, Doubt
from station.errors import StationError
from station.texts import notice, word


class Outcome(StrEnum):
    """What is known of a job whose first byte left."""

    SENT = "sent"  # handed over; nobody said that it came out
    CONFIRMED = "confirmed"  # the printer, or the disk, shows that it is done
    UNCONFIRMED = "unconfirmed"  # it may or may not have come out: a person looks


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one job and why: DRAINED, FILE_WRITTEN, FILE_FOUND, NOT_ASKED, PASSED_ON, or a value of Condition or Doubt."""

    outcome: Outcome
    detail: str

    def sentence(self, printer: str, language: str = "en") -> str:
        """What happened, and for an unconfirmed job what to do: one or two sentences."""
        if self.outcome is Outcome.UNCONFIRMED:
            return _told(Doubt(self.detail).trouble(printer), language)
        return word(f"LABEL_{self.outcome.upper()}_{self.detail}", language, printer=printer)


@dataclass(frozen=True, slots=True)
class PrinterState:
    """How a printer is, as far as is known: a `trouble`, or one of the words PRINTER_READY, PRINTER_MUTE, PRINTER_UNKNOWN."""

    printer: str
    trouble: StationError | None = None
    says: str = "PRINTER_READY"

    @property
    def ready(self) -> bool:
        return self.trouble is None and self.says == "PRINTER_READY"

    def sentence(self, language: str = "en") -> str:
        """One or two sentences for the screen: what is, and what to do."""
        if self.trouble is None:
            return word(self.says, language, printer=self.printer)
        return _told(self.trouble, language)


def state_after(printer: str, delivery: Delivery) -> PrinterState:
    """How a printer is, judged by how its last job ended."""
    if delivery.outcome is Outcome.UNCONFIRMED:
        return PrinterState(printer, Doubt(delivery.detail).trouble(printer))
    if delivery.outcome is Outcome.CONFIRMED:
        return PrinterState(printer)
    if delivery.detail not in set(Condition):
        return PrinterState(printer, says="PRINTER_MUTE")
    condition = Condition(delivery.detail)
    return PrinterState(printer, None if condition.takes_jobs else condition.trouble(printer))


class Job(NamedTuple):
    """A name that is unique and fit to be shown ("000017-B01-000033-E-restock"), and the bytes to print."""

    name: str
    data: bytes


def _told(trouble: StationError, language: str) -> str:
    told = notice(trouble, language)
    return f"{told.message} {told.advice}"


class Progress:
    """What a printer tells while it works. This one keeps no record; whoever does overrides it."""

    def started(self) -> None:
        """The first byte of the first job is about to leave. May raise: then nothing leaves."""

    def held(self, job: Job, delivery: Delivery) -> None:
        """A job was handed over, and the printer holds it until somebody mends what `delivery.detail` names."""


class LabelPrinter(ABC):
    """A printer. `name` is what facts call it; `fmt`, `dpi` and `stock` are what labels have to be drawn in for it.

    `batch`: how many jobs may begin together, more than 1 only where delivery can be checked afterwards.
    """

    name: str
    fmt: str = "zpl"
    dpi: int = 203
    stock: str = "57x32"
    batch: int = 1

    def deliver(self, job: str, data: bytes, progress: Progress | None = None) -> Delivery:
        """Print one job; see `deliver_all`."""
        return self.deliver_all((Job(job, data),), progress)[0]

    @abstractmethod
    def deliver_all(self, jobs: Sequence[Job], progress: Progress | None = None) -> list[Delivery]:
        """Print at most `batch` jobs, calling `progress.started` once before the first byte of the first leaves.

        Whatever keeps them from beginning is raised (a Fault, or what `started` raises) and has printed nothing, so they
        may be tried again. After `started` returned nothing is raised: each job gets its Delivery, in order.
        """

    @abstractmethod
    def look(self) -> PrinterState:
        """Ask how it is now; raises nothing."""

    def found(self, job: Job) -> Delivery | None:  # noqa: ARG002 -- most printers cannot look back
        """What can be seen of a job that began before a crash; None if nothing can."""
        return None

    def cancel(self) -> None:  # noqa: B027 -- a printer that never waits has nothing to give up
        """Called from another thread: give up waiting soon. A job in the middle ends as unconfirmed or sent."""
