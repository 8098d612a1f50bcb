"""What printing writes: one fact for each thing that is known of a job. Appending is retried until it is durable."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final, TypeVar

from sqlalchemy import Connection

from station.devices.label_printer import Delivery, Job, Outcome, Progress
from station.errors import StationError
from station.ledger.ledger import Ledger
from station.model.facts import LABEL_CONFIRMED, LABEL_SENT, LABEL_STARTED, LABEL_UNCONFIRMED, Fact, NewFact

T = TypeVar("T")
OnFacts = Callable[[Sequence[Fact]], None]

_KINDS: Final = {Outcome.SENT: LABEL_SENT, Outcome.CONFIRMED: LABEL_CONFIRMED, Outcome.UNCONFIRMED: LABEL_UNCONFIRMED}
_LOG: Final = logging.getLogger(__name__)
WRITES: Final = (LABEL_STARTED, *_KINDS.values())


class Record:
    """Appends for one printer. Outcomes that could not be saved are kept and go first next time: a job never ends unsaid."""

    def __init__(self, ledger: Ledger, actor: str, printer: str, on_facts: OnFacts) -> None:
        self._ledger = ledger
        self._actor = actor
        self._printer = printer
        self._on_facts = on_facts
        self._unsaved: list[NewFact] = []

    def begin(self, jobs: Sequence[Fact], within: Callable[[Connection], None]) -> None:
        """label.started for each, and `within`, in one transaction."""
        facts = [NewFact(LABEL_STARTED, job.subject, {"job": job.id, "printer": self._printer}) for job in jobs]
        tell(self._on_facts, self._ledger.append(self._actor, facts, lambda connection, _facts: within(connection)))

    def note(self, job: Fact, delivery: Delivery, printer: str) -> None:
        """What became of a job; written by the next `save`."""
        payload = {"job": job.id, "printer": printer, "detail": str(delivery.detail)}
        self._unsaved.append(NewFact(_KINDS[delivery.outcome], job.subject, payload))

    def end(self, deliveries: Sequence[tuple[Fact, Delivery]]) -> None:
        """What became of jobs, at once. Raises the ledger's Fault; then the facts are kept, and written by the next `save`."""
        for job, delivery in deliveries:
            self.note(job, delivery, self._printer)
        self.save()

    def save(self) -> None:
        """Write everything that is noted; raises the ledger's Fault."""
        if self._unsaved:
            committed = self._ledger.append(self._actor, self._unsaved)
            self._unsaved = []
            tell(self._on_facts, committed)


def tell(callback: Callable[[T], None], news: T) -> None:
    """Call back, whatever that does: what it is told has happened, and a job must not look as if it had not begun."""
    try:
        callback(news)
    except Exception:  # noqa: BLE001 -- it is logged
        _LOG.exception("%r", callback)


class Watched(Progress):
    """The progress of some jobs, written down as it happens."""

    def __init__(
        self,
        record: Record,
        jobs: dict[Job, Fact],
        within: Callable[[Connection], None],
        on_began: Callable[[], None],
        on_held: Callable[[Job, Delivery], None],
    ) -> None:
        self._record = record
        self._jobs = jobs
        self._within = within
        self._on_began = on_began
        self._on_held = on_held
        self._sent: set[Job] = set()
        self.began = False

    def started(self) -> None:
        self._record.begin(tuple(self._jobs.values()), self._within)
        self.began = True
        self._on_began()

    def held(self, job: Job, delivery: Delivery) -> None:
        if job not in self._sent:
            self._sent.add(job)
            with suppress(StationError):  # then the record keeps it, and writes it before anything else
                self._record.end([(self._jobs[job], delivery)])
        self._on_held(job, delivery)

    def news(self, deliveries: Sequence[Delivery]) -> list[tuple[Fact, Delivery]]:
        """What is still to be written of the jobs, given how they ended."""
        pairs = zip(self._jobs.items(), deliveries, strict=True)
        return [(fact, end) for (job, fact), end in pairs if end.outcome is not Outcome.SENT or job not in self._sent]
