"""A print queue of the operating system (CUPS): labels in, a job of the spooler out, watched until it is done, held or ended.

A queue never stands for another: one that is missing is a trouble, and nothing goes to the default printer. What a queue has passed
on is "sent", since no queue knows what came out.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import Final, TypeVar

from station.devices.conditions import Condition, Doubt
from station.devices.connection import CancelledError, SilentError
from station.devices.ipp import JobState, NoJobError, UnansweredError, job_state
from station.devices.label_printer import Delivery, Job, LabelPrinter, Outcome, PrinterState, Progress
from station.devices.spooler import Spooler
from station.errors import Fault
from station.model.labels import LANGUAGES

T = TypeVar("T")

FIRST_PAUSE_SECONDS: Final = 0.02
LONGEST_PAUSE_SECONDS: Final = 0.5
PASSED_ON: Final = Delivery(Outcome.SENT, "PASSED_ON")
_NOT_ASKED: Final = Delivery(Outcome.SENT, "NOT_ASKED")
_ENDED: Final = Delivery(Outcome.UNCONFIRMED, Doubt.QUEUE_ENDED)


@dataclass(frozen=True, slots=True)
class QueuePatience:
    """How long to wait, in seconds: for a command of the spooler, and for a label to be passed on before that is said to be a trouble."""

    command: float = 10.0
    stuck: float = 10.0


class QueuePrinter(LabelPrinter):
    """`queue`: its name in CUPS. ZPL and TSPL go through it as they are (-o raw), PDF as the queue's driver draws it."""

    def __init__(
        self, queue: str, dpi: int = 203, fmt: str = "pdf", *, stock: str = "57x32", patience: QueuePatience | None = None
    ) -> None:
        self.name = f"queue:{queue}"
        self.fmt = fmt
        self.dpi = dpi
        self.stock = stock
        self._patience = patience or QueuePatience()
        self._cancelled = Event()
        self._spooler = Spooler(queue, self.name, self._cancelled, self._patience.command)

    def deliver_all(self, jobs: Sequence[Job], progress: Progress | None = None) -> list[Delivery]:
        return [self._deliver(job, progress or Progress()) for job in jobs]

    def look(self) -> PrinterState:
        try:
            condition = self._condition()
        except Fault as fault:
            return PrinterState(self.name, fault)
        # A queue that takes jobs is all that is known: the printer behind it may be off.
        return (
            PrinterState(self.name, says="PRINTER_MUTE") if condition.takes_jobs else PrinterState(self.name, condition.trouble(self.name))
        )

    def cancel(self) -> None:
        self._cancelled.set()

    def _deliver(self, job: Job, progress: Progress) -> Delivery:
        """The spooler gets the job held, and may refuse it; only then it begins, and is let go."""
        condition = self._condition()
        if not condition.takes_jobs:
            raise condition.trouble(self.name)
        server = self._within(self._spooler.server)
        number = self._within(lambda: self._spooler.hold(job.name, job.data, raw=self.fmt in LANGUAGES))
        try:
            progress.started()
        except BaseException:
            self._take_back(number)
            raise
        try:
            let_go = self._spooler.release(number)
        except (Fault, SilentError):
            self._take_back(number)  # it may still be held, and nobody would know that it is there
            return _ENDED
        except CancelledError:
            return Delivery(Outcome.UNCONFIRMED, Doubt.STOPPED)
        return self._watch(server, number, job, progress) if let_go else _ENDED

    def _take_back(self, number: int) -> None:
        with suppress(Fault, SilentError, CancelledError):
            self._spooler.cancel(number)

    def _condition(self) -> Condition:
        return self._within(self._spooler.condition)

    def _within(self, act: Callable[[], T]) -> T:
        """Before a job has begun, silence and closing are troubles that leave it queued."""
        try:
            return act()
        except (SilentError, CancelledError) as error:
            raise Condition.SPOOLER_DOWN.trouble(self.name) from error

    def _watch(self, server: str, number: int, job: Job, progress: Progress) -> Delivery:
        """Ask until the job is done or has ended; a queue that holds it is waited for, as long as the station works."""
        delivery = Delivery(Outcome.SENT, Condition.PRINTING)
        stuck, pause = monotonic() + self._patience.stuck, FIRST_PAUSE_SECONDS
        while True:
            end, keeps = self._progress(server, number)
            if end is not None:
                return end
            if keeps is None and monotonic() >= stuck:
                keeps = Condition.QUEUE_STUCK
            if keeps is not None and keeps != delivery.detail:
                delivery = Delivery(Outcome.SENT, keeps)
                progress.held(job, delivery)
            if self._cancelled.wait(pause):
                return delivery
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    def _progress(self, server: str, number: int) -> tuple[Delivery | None, Condition | None]:
        """How the job ended, None if it has not; and what keeps it, None if nothing is known to."""
        try:
            state = job_state(server, number)
        except NoJobError:
            return self._without_trace(), None
        except UnansweredError:
            return _NOT_ASKED, None
        except OSError:
            return None, Condition.SPOOLER_DOWN
        match state:
            case JobState.COMPLETED:
                return PASSED_ON, None
            case JobState.CANCELLED | JobState.ABORTED:
                return _ENDED, None
            case JobState.HELD:
                return None, Condition.QUEUE_HELD
            case _:
                return None, self._keeps()

    def _without_trace(self) -> Delivery:
        """Of a job that the spooler does not know any more: a queue that was removed took it with it, else there is no history."""
        return _ENDED if self._asked() is Condition.QUEUE_MISSING else _NOT_ASKED

    def _keeps(self) -> Condition | None:
        """What in the queue keeps a job from the printer; a queue that takes no more jobs goes on with those that it has."""
        condition = self._asked()
        return None if condition.takes_jobs or condition is Condition.QUEUE_REJECTING else condition

    def _asked(self) -> Condition:
        """How the queue is while it has a job; a command that is cut short since the station closes says nothing."""
        try:
            return self._spooler.condition()
        except (SilentError, Fault):
            return Condition.SPOOLER_DOWN
        except CancelledError:
            return Condition.READY
