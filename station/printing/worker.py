"""Printing: committed label facts in, labels out of the printers of a station, one thread each, and facts of what became of them.

Which printer a label goes to is looked up when its turn comes, so that other settings, a restart, or a person who says "use the
other printer" lose no label and double none.
"""

from collections.abc import Sequence
from threading import Condition as Monitor
from threading import RLock
from time import monotonic
from typing import Final

from station.devices.routing import Routing
from station.errors import Bug, StationError
from station.ledger.ledger import Ledger
from station.model.facts import Fact
from station.printing.jobs import JobBook, Render
from station.printing.lane import Floor, Lane
from station.printing.queue import READS, LabelQueue
from station.printing.record import WRITES, OnFacts, Record, tell
from station.printing.recovery import Recovery
from station.printing.refreshing import Refreshing
from station.printing.rejections import TWICE, Rejection, rejected
from station.printing.routes import Routes
from station.printing.state import OnState, PrintingState, snapshot
from station.printing.waiting import Waiting

BACKOFF_SECONDS: Final = (0.5, 1.0, 2.0, 5.0, 10.0)
JOIN_SECONDS: Final = 1.9


class Printing:
    """`start`, then `wake` after every commit that may concern a label; `stop` before the ledger is closed.

    `on_facts` gets committed facts, `on_state` each new state, on the printing threads, one at a time; they must only enqueue or
    print.
    """

    def __init__(
        self,
        ledger: Ledger,
        routing: Routing,
        render: Render,
        actor: str = "printer",
        on_facts: OnFacts = lambda _facts: None,
        on_state: OnState = lambda _state: None,
        backoff: Sequence[float] = BACKOFF_SECONDS,
    ) -> None:
        if crossing := set(READS) & set(WRITES):
            raise Bug("PRINT_KINDS_CROSS", kinds=", ".join(sorted(crossing)))
        self._on_facts, self._on_state = on_facts, on_state
        self._ledger = ledger
        self._queue = LabelQueue(ledger)
        self._routes = Routes(routing)
        self._monitor = Monitor()
        self._telling = RLock()
        self._stopping = False
        self._refreshing = Refreshing(self._refresh)
        book = JobBook(ledger, render)
        recovery = Recovery(self._queue, book, Record(ledger, actor, "", self._tell_facts), self._routes.printers)
        floor = Floor(self._queue, book, self._routes, recovery, self._refresh, backoff, self._monitor)
        records = ((each, Record(ledger, actor, each.name, self._tell_facts)) for each in self._routes.printers.values())
        self._lanes = {printer.name: Lane(printer, floor, record) for printer, record in records}
        self._state = self._snapshot((), 0, 0)

    @property
    def state(self) -> PrintingState:
        """As of the last thing that happened; costs nothing."""
        return self._state

    def start(self, *, asks_first: bool = True) -> None:
        """Begin; first of all, jobs that a crash left in the middle are said to be unconfirmed.

        `asks_first`: each printer is asked how it is before its first label, so that a trouble is known before anybody waits.
        """
        for lane in self._lanes.values():
            lane.asks_first = asks_first
            lane.thread.start()
        self._refreshing.start()

    def wake(self) -> None:
        """There may be a new job, or the label that is out was scanned; figures count it even while every printer is busy."""
        with self._monitor:
            for lane in self._lanes.values():
                lane.woken = True
            self._monitor.notify_all()
        self._refreshing.wake()

    def try_now(self) -> None:
        """Somebody mended a printer: do not wait for the next attempt."""
        with self._monitor:
            for lane in self._lanes.values():
                lane.hurried = True
            self._monitor.notify_all()

    def use_instead(self, printer: str, other: str | None) -> None:
        """What waits for `printer`, and what comes for it, goes to `other` for now; None: to itself again. Names as in the state.

        Raises Refusal PRINTER_NOT_HERE, or the ledger's Fault. Reads and writes the ledger: not for a window's thread.
        """
        before = self._lanes[self._routes.instead(self._routes.check(printer)) or printer]
        after = self._lanes[self._routes.check(other or printer)]
        moved = [label for label in self._queue.waiting() if self._routes.home(label) == printer]
        with self._routes.steady:
            if before.state.trouble or before.pile.one_by_one:
                after.pile.expect(moved)
            self._routes.use_instead(printer, after.name)
        self._try_refused(printer)
        self.try_now()
        self._refresh()

    def release_next(self, lpn: str) -> None:
        """The label of this plate is on its unit, says a person who saw it named: the next one may come, if that is the one that is out."""
        for lane in self._lanes.values():
            lane.pile.release(lpn)
        self.wake()

    def let_flow(self) -> None:
        """Nobody sorts labels onto units here any more: what waits comes out without waiting for a person."""
        for lane in self._lanes.values():
            lane.pile.let_flow()
        self.wake()

    def wait_idle(self, timeout: float) -> bool:
        """Until no job that was queued before this call waits or is being printed; False when `timeout` seconds did not do."""
        lanes = self._lanes.values()
        with self._monitor:
            for lane in lanes:
                lane.woken = True
            self._monitor.notify_all()
            self._monitor.wait_for(lambda: self._stopping or all(lane.idle and not lane.woken for lane in lanes), timeout)
            return all(lane.idle for lane in lanes)

    def wait_asked(self, timeout: float) -> None:
        """Until every printer was asked how it is, or `timeout` seconds have passed; see `start`."""
        with self._monitor:
            self._monitor.wait_for(lambda: all(not lane.asks_first for lane in self._lanes.values()), timeout)

    def stop(self) -> bool:
        """End within two seconds; True if the threads have ended. What had not begun stays queued."""
        with self._monitor:
            self._stopping = True
            for lane in self._lanes.values():
                lane.stopping = True
            self._monitor.notify_all()
        self._refreshing.stop()
        for lane in self._lanes.values():
            lane.printer.cancel()
        end = monotonic() + JOIN_SECONDS
        for lane in self._lanes.values():
            if lane.thread.ident is not None:
                lane.thread.join(max(0.0, end - monotonic()))
        refreshed = self._refreshing.ended(max(0.0, end - monotonic()))
        return refreshed and not any(lane.thread.is_alive() for lane in self._lanes.values())

    def rejections(self) -> list[Rejection]:
        """The labels that cannot be printed as they are, the oldest first."""
        return rejected(self._ledger)

    def try_again(self, seq: int) -> None:
        """A person mended what stood against a rejected label: queue it once more."""
        self._queue.try_again([seq])
        self.wake()

    def _try_refused(self, printer: str) -> None:
        """What could not be made for one printer, another one may be able to print: its labels are larger, or it has other dots."""
        refused = {each.seq for each in self.rejections() if each.error.code != TWICE}
        self._queue.try_again(label.seq for label in self._queue.about(refused) if self._routes.home(label) == printer)

    def _tell_facts(self, facts: Sequence[Fact]) -> None:
        with self._telling:
            tell(self._on_facts, facts)

    def _refresh(self) -> None:
        with self._telling:
            try:
                labels, figures = self._queue.waiting(), self._queue.figures()
            except StationError:
                return  # the snapshot is of earlier then; the next one tells
            state = self._snapshot(labels, figures.rejected, figures.unconfirmed)
            changed = repr(state) != repr(self._state)  # by text, since two equal Faults are two objects
            self._state = state
            if changed:
                tell(self._on_state, state)

    def _snapshot(self, labels: Sequence[Waiting], rejected: int, unconfirmed: int) -> PrintingState:
        standings = tuple(lane.standing(labels) for lane in self._lanes.values())
        return snapshot(standings, rejected, unconfirmed, self._routes.fall_back)
