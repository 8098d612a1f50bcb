"""The printing thread: takes jobs off the ledger's queue, gives them to the printer, writes down what became of them.

A job that could not begin stays queued and is tried again as time passes; one that began is never printed again by itself.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from threading import Condition as Monitor
from threading import Thread
from typing import Final

from sqlalchemy import Connection

from station.devices.conditions import Doubt
from station.devices.label_printer import Delivery, LabelPrinter, Outcome, PrinterState, state_after
from station.errors import Bug, StationError
from station.ledger.ledger import Ledger
from station.ledger.readers import Reader
from station.model.facts import LABEL_QUEUED, LABEL_VOIDED
from station.printing.jobs import JobBook, Planned, Render
from station.printing.record import WRITES, OnFacts, OvertakenError, Record, Watched, tell
from station.printing.rejections import Rejection, error_of

READS: Final = (LABEL_QUEUED, LABEL_VOIDED)
BACKOFF_SECONDS: Final = (0.5, 1.0, 2.0, 5.0, 10.0)
LOOK_SECONDS: Final = 2.0  # another process may have queued a label without waking us
GATHER_SECONDS: Final = 0.05
JOIN_SECONDS: Final = 1.9

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PrintingState:
    """A snapshot for screens: jobs that wait, that need a person to mend them, that need a person to look; and the printer."""

    queued: int
    rejected: int
    unconfirmed: int
    printer: PrinterState

    def sentence(self, language: str = "en") -> str:
        """How the printer is and, if something is wrong, what to do."""
        return self.printer.sentence(language)


OnState = Callable[[PrintingState], None]


class Printing:
    """`start`, then `wake` after every commit that may have queued a label; `stop` before the ledger is closed.

    `on_facts` gets committed facts, `on_state` each new state, both on the printing thread; they must only enqueue or print.
    """

    def __init__(
        self,
        ledger: Ledger,
        printer: LabelPrinter,
        render: Render,
        actor: str = "printer",
        on_facts: OnFacts = lambda _facts: None,
        on_state: OnState = lambda _state: None,
        backoff: Sequence[float] = BACKOFF_SECONDS,
    ) -> None:
        if crossing := set(READS) & set(WRITES):
            raise Bug("PRINT_KINDS_CROSS", kinds=", ".join(sorted(crossing)))
        self.printer = printer
        self._ledger = ledger
        self._reader = Reader(ledger, "printing", READS)
        self._book = JobBook(ledger, self._reader, printer, render)
        self._record = Record(ledger, actor, printer.name, on_facts)
        self._on_state = on_state
        self._backoff = backoff
        self._failures = 0
        self._recovered = False
        self._monitor = Monitor()
        self._woken = self._hurried = self._idle = self._stopping = False
        self._printer_state = PrinterState(printer.name, says="PRINTER_UNKNOWN")
        self._state = PrintingState(0, 0, 0, self._printer_state)
        self._thread = Thread(target=self._run, name="printing", daemon=True)

    @property
    def state(self) -> PrintingState:
        """As of the last thing that happened; costs nothing."""
        return self._state

    def start(self) -> None:
        """Begin; first of all, jobs that a crash left in the middle are said to be unconfirmed."""
        self._thread.start()

    def wake(self) -> None:
        """There may be a new job."""
        with self._monitor:
            self._woken = True
            self._monitor.notify_all()

    def try_now(self) -> None:
        """Somebody mended the printer: do not wait for the next attempt."""
        with self._monitor:
            self._hurried = True
            self._monitor.notify_all()

    def wait_idle(self, timeout: float) -> bool:
        """Until no job that was queued before this call waits or is being printed; False when `timeout` seconds did not do."""
        with self._monitor:
            self._woken = True
            self._monitor.notify_all()
            return self._monitor.wait_for(lambda: self._stopping or (self._idle and not self._woken), timeout) and self._idle

    def stop(self) -> bool:
        """End within two seconds; True if the thread has ended. What had not begun stays queued."""
        with self._monitor:
            self._stopping = True
            self._monitor.notify_all()
        self.printer.cancel()
        if self._thread.ident is not None:
            self._thread.join(JOIN_SECONDS)
        return not self._thread.is_alive()

    def rejections(self) -> list[Rejection]:
        """The labels that cannot be printed as they are, the oldest first."""
        rows = self._reader.exceptions("rejected")
        facts = [(row, self._ledger.fact(row.seq)) for row in rows]
        return [Rejection(row.seq, fact.subject, error_of(row.answer)) for row, fact in facts if fact is not None]

    def try_again(self, seq: int) -> None:
        """A person mended what stood against a rejected label: queue it once more."""
        now = self._ledger.clock.now()
        self._ledger.append("", (), lambda connection, _facts: self._reader.retry(connection, seq, "", now))
        self.wake()

    def _run(self) -> None:
        while not self._stopping:
            blocked = self._work()
            self._refresh()
            with self._monitor:
                self._idle = not blocked
                self._monitor.notify_all()
                if blocked:
                    delay = self._backoff[min(self._failures, len(self._backoff)) - 1]
                    self._monitor.wait_for(lambda: self._hurried or self._stopping, delay)
                else:
                    self._monitor.wait_for(lambda: self._woken or self._hurried or self._stopping, LOOK_SECONDS)
                self._woken = self._hurried = self._idle = False

    def _work(self) -> bool:
        """Everything that can be done now; True if something is left that cannot."""
        try:
            self._record.save()
            self._recover()
            while taken := self._batch():
                if self._stopping:
                    return True
                if taken < self.printer.batch:
                    self._gather()
        except StationError as trouble:
            self._printer_state = PrinterState(self.printer.name, trouble)
        except Exception as error:  # noqa: BLE001 -- it is logged and shown
            # The thread must outlive what nobody foresaw: the job is still queued and the next attempt may go well.
            _LOG.exception("printing")
            self._printer_state = PrinterState(self.printer.name, Bug("PRINTER_BROKEN", printer=self.printer.name, why=repr(error)))
        else:
            return False
        self._failures += 1
        return True

    def _recover(self) -> None:
        if self._recovered:
            return
        for fact, printer in self._book.only_started():
            self._record.note(fact, self._book.found(fact, printer) or Delivery(Outcome.UNCONFIRMED, Doubt.INTERRUPTED), printer)
        self._recovered = True
        self._record.save()

    def _batch(self) -> int:
        """Deal with the next few facts of the queue; how many there were."""
        planned = self._book.plan(self.printer.batch)
        try:
            for printable, run in groupby(planned, key=lambda each: each.job is not None):
                if self._stopping:
                    break
                act = self._print if printable else self._pass_over
                act(tuple(run))
        except OvertakenError:
            pass  # planned again from what the ledger says now
        return len(planned)

    def _gather(self) -> None:
        """Where several jobs may share a transaction, let a few come together: each transaction is a wait for whoever saves a unit."""
        with self._monitor:
            self._monitor.wait_for(lambda: self._stopping, GATHER_SECONDS)

    def _pass_over(self, run: Sequence[Planned]) -> None:
        self._ledger.append("", (), lambda connection, _facts: self._book.record(connection, run))

    def _print(self, run: Sequence[Planned]) -> None:
        jobs = {each.job: each.fact for each in run if each.job is not None}

        def off_the_queue(connection: Connection) -> None:
            if self._book.any_voided(connection, run):
                raise OvertakenError
            self._book.record(connection, run)

        watched = Watched(self._record, jobs, off_the_queue, self._on_held)
        try:
            deliveries = self.printer.deliver_all(tuple(jobs), watched)
        except Exception:
            if not watched.began:
                raise
            _LOG.exception("printer %s", self.printer.name)
            deliveries = [Delivery(Outcome.UNCONFIRMED, Doubt.BROKEN)] * len(jobs)
        self._printer_state = state_after(self.printer.name, deliveries[-1])
        self._failures = 0
        self._record.end(watched.news(deliveries))
        self._refresh()

    def _on_held(self, delivery: Delivery) -> None:
        self._printer_state = state_after(self.printer.name, delivery)
        self._refresh()

    def _refresh(self) -> None:
        try:
            figures = self._book.figures()
        except StationError:
            return  # the snapshot is of earlier then; the next one tells
        state = PrintingState(figures.queued, figures.rejected, figures.unconfirmed, self._printer_state)
        changed = repr(state) != repr(self._state)  # by text, since two equal Faults are two objects
        self._state = state
        if changed:
            tell(self._on_state, state)
