"""What a crash left: labels that began and of which nothing more is known in, one fact for each out, before anything else begins."""

from collections.abc import Mapping
from threading import Lock

from station.devices.conditions import Doubt
from station.devices.label_printer import Delivery, LabelPrinter, Outcome
from station.printing.jobs import JobBook
from station.printing.queue import LabelQueue
from station.printing.record import Record


class Recovery:
    """Runs once, on whichever printing thread comes first; the others wait for it. `printers` are by the names that facts call them."""

    def __init__(self, queue: LabelQueue, book: JobBook, record: Record, printers: Mapping[str, LabelPrinter]) -> None:
        self._queue = queue
        self._book = book
        self._record = record
        self._printers = printers
        self._lock = Lock()
        self._done = False

    def run(self) -> None:
        """Raises the ledger's Fault; then it goes on with the next call."""
        with self._lock:
            self._record.save()
            if self._done:
                return
            for label, fact, printer in self._queue.only_started():
                found = self._book.found(fact, self._printers.get(printer), label.client)
                self._record.note(fact, found or Delivery(Outcome.UNCONFIRMED, Doubt.INTERRUPTED), printer)
            self._record.save()
            self._queue.recall()
            self._done = True  # last: what a full disk broke off is done by the next call
