"""One printer and its thread: takes its labels off the queue, gives them to the printer, writes down what became of them.

A label that could not begin stays queued and is tried again as time passes; one that began is never printed again by itself.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from threading import Condition as Monitor
from threading import Thread
from typing import Final

from sqlalchemy import Connection

from station.devices.conditions import Doubt
from station.devices.label_printer import Delivery, Job, LabelPrinter, Outcome, PrinterState, state_after
from station.errors import Bug, StationError
from station.printing.catch_up import CatchUp
from station.printing.jobs import JobBook, Planned
from station.printing.queue import LabelQueue, OvertakenError
from station.printing.record import Record, Watched
from station.printing.recovery import Recovery
from station.printing.routes import Routes
from station.printing.state import PrinterStanding
from station.printing.waiting import Waiting

LOOK_SECONDS: Final = 2.0  # another process may have queued a label without waking us
GATHER_SECONDS: Final = 0.05

_LOG: Final = logging.getLogger(__name__)


class Rest(Enum):
    """Why a printer has nothing to do."""

    IDLE = "no label waits"
    TROUBLED = "it cannot begin"
    BY_HAND = "the label that is out has to get onto its unit first"


@dataclass(frozen=True)
class Floor:
    """What all printers of a station share. `changed` is called after each thing that happened."""

    queue: LabelQueue
    book: JobBook
    routes: Routes
    recovery: Recovery
    changed: Callable[[], None]
    backoff: Sequence[float]
    monitor: Monitor


class Lane:
    """A printer, what waits for it, and the thread that serves it.

    That thread alone writes `state` and `holds`. Once it runs, the other flags are written under the floor's monitor; `stopping`,
    which never goes back, is read anywhere.
    """

    def __init__(self, printer: LabelPrinter, floor: Floor, record: Record) -> None:
        self.name = printer.name
        self.printer = printer
        self.state = PrinterState(printer.name, says="PRINTER_UNKNOWN")
        self.pile = CatchUp(sorts=printer.batch == 1)  # several at a time are files, not paper
        self.woken = self.hurried = self.idle = self.stopping = False
        self.asks_first = False
        self.holds = False  # the printer took a label and keeps it until somebody mends it
        self._floor = floor
        self._record = record
        self._failures = 0
        self._asked = False  # somebody says that it is mended
        self.thread = Thread(target=self._run, name="printing", daemon=True)

    def waiting(self, labels: Sequence[Waiting]) -> list[Waiting]:
        """Those of the labels that are this printer's now."""
        return [label for label in labels if self._floor.routes.name(label) == self.name]

    def standing(self, labels: Sequence[Waiting]) -> PrinterStanding:
        """How it is, with these labels waiting in all."""
        out, pile = self.pile.out, self.pile
        instead = self._floor.routes.instead(self.name)
        on_paper = out.lpn if out else None
        return PrinterStanding(self.name, self.state, len(self.waiting(labels)), instead, pile.one_by_one, on_paper, self.holds)

    def _run(self) -> None:
        if self.asks_first and not self.stopping:
            self.state = self.printer.look()
            self._floor.changed()
        with self._floor.monitor:
            self.asks_first = False
            self._floor.monitor.notify_all()
        while not self.stopping:
            rest = self._work()
            self._floor.changed()
            with self._floor.monitor:
                self.idle = rest is Rest.IDLE
                self._floor.monitor.notify_all()
                self._rest(rest)
                self._asked = self.hurried
                self.woken = self.hurried = self.idle = False

    def _rest(self, rest: Rest) -> None:
        if rest is Rest.TROUBLED:
            delay = self._floor.backoff[min(self._failures, len(self._floor.backoff)) - 1]
            self._floor.monitor.wait_for(lambda: self.hurried or self.stopping, delay)
        else:
            self._floor.monitor.wait_for(lambda: self.woken or self.hurried or self.stopping, LOOK_SECONDS)

    def _work(self) -> Rest:
        """Everything that can be done now."""
        try:
            self._record.save()
            self._floor.recovery.run()
            while taken := self._batch():
                if self.stopping:
                    return Rest.TROUBLED
                if taken < self.printer.batch:
                    self._gather()
            self._floor.queue.settle()
            return self._nothing_left()
        except StationError as trouble:
            self.state = PrinterState(self.name, trouble)
        except Exception as error:  # noqa: BLE001 -- it is logged and shown
            # The thread must outlive what nobody foresaw: the job is still queued and the next attempt may go well.
            _LOG.exception("printing")
            self.state = PrinterState(self.name, Bug("PRINTER_BROKEN", printer=self.name, why=repr(error)))
        self._failures += 1
        self.pile.troubled()
        return Rest.TROUBLED

    def _nothing_left(self) -> Rest:
        if self.waiting(self._floor.queue.waiting()):
            return Rest.BY_HAND
        if self._asked and self.state.trouble:
            self.state = self.printer.look()  # no label is there to try it with
        return Rest.IDLE

    def _batch(self) -> int:
        """Deal with the next few labels; how many there were."""
        chosen = self._chosen()
        planned = self._floor.book.plan(chosen, self.printer) if chosen else []
        try:
            for printable, run in groupby(planned, key=lambda each: each.job is not None):
                if self.stopping:
                    break
                act = self._print if printable else self._refuse
                act(tuple(run))
        except OvertakenError:
            pass  # planned again from what the ledger says now
        return len(planned)

    def _chosen(self) -> Sequence[Waiting]:
        out = self.pile.out
        is_on = out is not None and self._floor.queue.is_on_its_unit(out)
        labels = self._floor.queue.waiting()  # read after it: a copy that was queued as the label was given up is then among them
        with self._floor.routes.steady:
            return self.pile.choose(self.waiting(labels), self.printer.batch, is_on=is_on)

    def _gather(self) -> None:
        """Where several jobs may share a transaction, let a few come together: each transaction is a wait for whoever saves a unit."""
        with self._floor.monitor:
            self._floor.monitor.wait_for(lambda: self.stopping, GATHER_SECONDS)

    def _refuse(self, run: Sequence[Planned]) -> None:
        self._floor.queue.refuse([(each.label, each.refusal) for each in run if each.refusal is not None])

    def _print(self, run: Sequence[Planned]) -> None:
        planned = {each.job: each for each in run if each.job is not None}
        labels = [each.label for each in run]

        def off_the_queue(connection: Connection) -> None:
            self._floor.queue.take(connection, labels)

        def on_began() -> None:
            self.pile.began(labels)
            if self.pile.one_by_one:
                self._floor.changed()  # whose label it is has to be seen before it is out

        def on_held(job: Job, delivery: Delivery) -> None:
            self.pile.held(planned[job].label)
            self.state, self.holds = state_after(self.name, delivery), True
            self._floor.changed()

        watched = Watched(self._record, {job: each.fact for job, each in planned.items()}, off_the_queue, on_began, on_held)
        try:
            deliveries = self.printer.deliver_all(tuple(planned), watched)
        except Exception:
            if not watched.began:
                raise
            _LOG.exception("printer %s", self.name)
            deliveries = [Delivery(Outcome.UNCONFIRMED, Doubt.BROKEN)] * len(planned)
        self._failures = 0
        self.state = state_after(self.name, deliveries[-1])
        self.holds = self.state.trouble is not None and deliveries[-1].outcome is Outcome.SENT
        self._record.end(watched.news(deliveries))
        self._floor.changed()
