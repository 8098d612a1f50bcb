"""Labels that wait in, what to do with each out: a job to print on one printer, or a refusal to keep."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, select

from station.devices.label_printer import Delivery, Job, LabelPrinter
from station.errors import Bug, Refusal, StationError
from station.ledger.ledger import Ledger
from station.model.facts import LABEL_QUEUED, Fact
from station.printing.waiting import Waiting
from station.store.faults import guarded
from station.store.schema import labels

Rows = Mapping[str, Row[Any]]  # of the table labels, by job
Render = Callable[[str, Mapping[str, object], LabelPrinter, str], bytes]  # kind, fields, what it is drawn for, client

_LOG: Final = logging.getLogger(__name__)
_HAD: Final = frozenset({"queued", "started", "sent", "confirmed"})  # of an earlier equal job: then this one was asked for twice


@dataclass(frozen=True, slots=True)
class Planned:
    """One label and what is to be done: print `job`, or keep `refusal`."""

    label: Waiting
    fact: Fact
    job: Job | None = None
    refusal: StationError | None = None


class JobBook:
    """Looks up and draws jobs. Reads only."""

    def __init__(self, ledger: Ledger, render: Render) -> None:
        self._ledger = ledger
        self._render = render

    def plan(self, waiting: Sequence[Waiting], printer: LabelPrinter) -> list[Planned]:
        """What to do with these labels, in order."""
        rows = self._rows({label.lpn for label in waiting})
        facts = ((label, self._ledger.fact(label.seq)) for label in waiting)
        return [self._planned(label, fact, rows, printer) for label, fact in facts if fact is not None]

    def draw(self, fact: Fact, printer: LabelPrinter, client: str) -> Job:
        """The job of a label.queued fact. Raises what the renderer refuses, or Bug LABEL_NOT_DRAWN for what it did not expect."""
        layout = str(fact.payload.get("layout"))
        try:
            data = self._render(layout, fact.payload["fields"], printer, client)
        except StationError:
            raise
        except Exception as error:
            # One label that the renderer trips over must not stop all the others.
            _LOG.exception("label %s of %s", fact.id, fact.subject)
            raise Bug("LABEL_NOT_DRAWN", layout=layout, lpn=fact.subject, why=f"{type(error).__name__}: {error}") from error
        return Job(f"{fact.seq:06d}-{fact.subject}-{layout}", data)

    def found(self, fact: Fact, printer: LabelPrinter | None, client: str) -> Delivery | None:
        """What the printer that a job went to can see of it now; None if nothing, or if there is no such printer any more."""
        if printer is None:
            return None
        try:
            return printer.found(self.draw(fact, printer, client))
        except StationError:
            return None

    def _planned(self, label: Waiting, fact: Fact, rows: Rows, printer: LabelPrinter) -> Planned:
        row = rows.get(fact.id)
        if row is not None and not label.again and self._asked_twice(fact, row, rows):
            return Planned(label, fact, refusal=Refusal("LABEL_TWICE", lpn=fact.subject))
        try:
            return Planned(label, fact, job=self.draw(fact, printer, label.client))
        except StationError as refusal:
            return Planned(label, fact, refusal=refusal)

    def _asked_twice(self, fact: Fact, row: Row[Any], rows: Rows) -> bool:
        """Whether the job before this one of the same unit is the very same label, copy number and reason included."""
        earlier = [each for each in rows.values() if each.lpn == fact.subject and each.queued_seq < fact.seq]
        last = max(earlier, key=lambda each: each.queued_seq, default=None)
        if last is None or (last.layout, last.copy) != (row.layout, row.copy) or last.state not in _HAD:
            return False
        before = self._ledger.fact(last.queued_seq)
        return before is not None and before.kind == LABEL_QUEUED and before.payload == fact.payload

    def _rows(self, lpns: set[str]) -> Rows:
        query = select(labels).where(labels.c.lpn.in_(sorted(lpns)))
        with guarded(self._ledger.file), self._ledger.reader.connect() as connection:
            return {row.job: row for row in connection.execute(query)}
