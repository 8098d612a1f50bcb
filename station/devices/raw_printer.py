"""A printer at the end of a line of bytes, TCP or serial: ask how it is, send, ask again until it has drained. A connection for each
job, since most printers serve one at a time and other benches want them too.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import Final

from station.devices.conditions import Condition, Doubt
from station.devices.connection import BrokenError, CancelledError, ClosedError, Connection, SilentError
from station.devices.label_printer import Delivery, Job, LabelPrinter, Outcome, PrinterState, Progress
from station.devices.status_languages import STATUS_LANGUAGES, Status
from station.devices.zpl_status import ExtendedStatus, GarbledError
from station.errors import Fault

FIRST_PAUSE_SECONDS: Final = 0.02
LONGEST_PAUSE_SECONDS: Final = 0.5  # asking more often slows some printers down
BEGINNING_PAUSE_SECONDS: Final = 0.1  # a short label is printed in less than the longest pause, and must be seen
# What ends by itself. A format that is still being read counts as partial: some printers answer ahead of their buffer.
_PASSES: Final = (Condition.READY, Condition.PRINTING, Condition.PARTIAL, Condition.NO_ANSWER, Condition.GARBLED)
NOT_ASKED: Final = Delivery(Outcome.SENT, "NOT_ASKED")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: for a connection, while nothing is taken, for an answer, for the last label to come out, for
    the other side to close, before a printer that has never answered is asked once more, and for one that does not count its labels
    to be seen printing.
    """

    connect: float = 3.0
    write: float = 5.0
    answer: float = 1.0
    drain: float = 10.0
    finish: float = 0.5
    ask_again: float = 60.0
    begin: float = 2.0


class RawPrinter(LabelPrinter):
    """Bytes as they are. A printer that has ever answered must answer before each job; one that never did gets its jobs unasked.

    The makers say that a status is not answered while labels or ribbon are out or the head is open: from a printer that can answer,
    silence is trouble. One that cannot (a print server, another make) would wait for ever, so its jobs end at "sent".
    """

    def __init__(self, name: str, dpi: int, fmt: str, patience: Patience | None, asks: bool, stock: str) -> None:
        self.name = name
        self.dpi = dpi
        self.fmt = fmt
        self.stock = stock
        self._patience = patience or Patience()
        self._language = STATUS_LANGUAGES.get(fmt) if asks else None
        self._answers = False  # it has answered at least once
        self._silent_since: float | None = None
        self._cancelled = Event()

    @abstractmethod
    def _dial(self) -> Connection:
        """Open a connection. Raises the Fault that keeps it from opening, CancelledError."""

    def deliver_all(self, jobs: Sequence[Job], progress: Progress | None = None) -> list[Delivery]:
        return [self._deliver(job, progress or Progress()) for job in jobs]

    def look(self) -> PrinterState:
        try:
            with self._opened() as wire:
                if self._language is None:
                    return PrinterState(self.name, says="PRINTER_MUTE")
                condition, status = self._condition(wire)
        except Fault as fault:
            return PrinterState(self.name, fault)
        except (BrokenError, CancelledError):
            return PrinterState(self.name, Fault("PRINTER_HUNG_UP", printer=self.name))
        if status is None or not condition.takes_jobs:
            return PrinterState(self.name, condition.trouble(self.name))
        return PrinterState(self.name)

    def cancel(self) -> None:
        self._cancelled.set()

    def _deliver(self, job: Job, progress: Progress) -> Delivery:
        with self._opened() as wire:
            try:
                self._check(wire)
            except (BrokenError, CancelledError) as error:
                raise Fault("PRINTER_HUNG_UP", printer=self.name) from error
            progress.started()
            return self._send(wire, job, progress)

    def _opened(self) -> Connection:
        try:
            return self._dial()
        except CancelledError as error:
            raise Fault("PRINTER_HUNG_UP", printer=self.name) from error

    def _check(self, wire: Connection) -> None:
        """Raise the Fault that speaks against sending; learn whether this printer answers."""
        if not self._worth_asking():
            return
        condition, status = self._condition(wire)
        if status is None and not self._answers:
            self._silent_since = monotonic()
        elif not condition.takes_jobs:
            raise condition.trouble(self.name)

    def _worth_asking(self) -> bool:
        if self._language is None:
            return False
        return self._answers or self._silent_since is None or monotonic() - self._silent_since > self._patience.ask_again

    def _send(self, wire: Connection, job: Job, progress: Progress) -> Delivery:
        try:
            wire.send(job.data, self._patience.write)
        except SilentError:
            return Delivery(Outcome.UNCONFIRMED, Doubt.STALLED)
        except BrokenError:
            return Delivery(Outcome.UNCONFIRMED, Doubt.RESET)
        except CancelledError:
            return Delivery(Outcome.UNCONFIRMED, Doubt.STOPPED)
        try:
            return self._watch(wire, job, progress) if self._answers else self._part(wire, NOT_ASKED)
        except ClosedError:
            return NOT_ASKED
        except BrokenError:
            return Delivery(Outcome.UNCONFIRMED, Doubt.RESET)

    def _watch(self, wire: Connection, job: Job, progress: Progress) -> Delivery:
        """Ask until the job has come out or patience ends, in this one connection: a printer that is switched off and on would
        forget the job and be healthy and empty afterwards, and the connection breaks when that happens.
        """
        delivery = NOT_ASKED
        seen = self._language is not None and self._language.counts  # else "nothing left" may be said before it began
        now = monotonic()
        end, begins, pause = now + self._patience.drain, now + self._patience.begin, FIRST_PAUSE_SECONDS
        try:
            while monotonic() < end:
                condition, status = self._condition(wire)
                seen = seen or condition is Condition.PRINTING
                if status is not None and status.drained and seen:
                    return Delivery(Outcome.CONFIRMED, "DRAINED")
                if condition is not Condition.READY:
                    begins = monotonic() + self._patience.begin
                if _tells_no_more(status) or monotonic() >= begins:
                    return self._part(wire, NOT_ASKED)
                if condition not in _PASSES:
                    end = monotonic() + self._patience.drain  # it speaks; somebody has to mend it first
                    if condition != delivery.detail:
                        progress.held(job, Delivery(Outcome.SENT, condition))
                delivery = Delivery(Outcome.SENT, condition) if condition is not Condition.READY else NOT_ASKED
                wire.pause(pause)
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS if seen else BEGINNING_PAUSE_SECONDS)
        except CancelledError:
            return delivery
        except ClosedError as error:
            if delivery.detail in _PASSES or delivery == NOT_ASKED:
                raise
            raise BrokenError from error  # it held the job: gone without a word, it may have forgotten it
        return self._part(wire, delivery) if delivery.detail != Condition.PARTIAL else Delivery(Outcome.UNCONFIRMED, Doubt.PARTIAL)

    def _part(self, wire: Connection, delivery: Delivery) -> Delivery:
        wire.finish(self._patience.finish)
        return delivery

    def _condition(self, wire: Connection) -> tuple[Condition, Status | None]:
        try:
            status = self._ask(wire)
        except GarbledError:
            return Condition.GARBLED, None
        if status is None:
            return Condition.NO_ANSWER, None
        self._answers = True
        return status.condition, status

    def _ask(self, wire: Connection) -> Status | None:
        """The answer to the first question that gets one: some ZPL printers answer the second in states in which they do not answer
        the first. None: silence.
        """
        if self._language is None:
            return None
        wire.pending()  # a late answer to an earlier question is no answer to this one
        answer = b""
        for question in self._language.questions:
            try:
                wire.send(question, self._patience.answer)
                for more in wire.stream(self._patience.answer):
                    answer += more
                    if status := self._language.read(answer):
                        return status
            except SilentError:
                continue
        if answer:
            raise GarbledError(answer[:80])
        return None


def _tells_no_more(status: Status | None) -> bool:
    """Whether this answer, being without a fault, never tells what has come out."""
    return isinstance(status, ExtendedStatus) and status.condition.takes_jobs
