"""Facts of the label reader in, what to do with each out: a job to print, a refusal to keep, or nothing more to do."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from station.devices.label_printer import Delivery, Job, LabelPrinter
from station.errors import Bug, Refusal, StationError
from station.ledger.ledger import Ledger
from station.ledger.readers import Reader
from station.model.facts import LABEL_QUEUED, LABEL_VOIDED, Fact
from station.printing.rejections import answer_of
from station.store.faults import guarded
from station.store.schema import labels, reader_exceptions

Rows = Mapping[str, Row[Any]]  # of the table labels, by job
Render = Callable[[str, Mapping[str, object], str, int], bytes]

_LOG: Final = logging.getLogger(__name__)
_HAD: Final = frozenset({"queued", "started", "sent", "confirmed"})  # of an earlier equal job: then this one was asked for twice


@dataclass(frozen=True, slots=True)
class Planned:
    """One fact and what is to be done: print `job`; or keep `refusal`; or, with neither, nothing (voided, or done)."""

    fact: Fact
    job: Job | None = None
    refusal: StationError | None = None
    voids: int | None = None  # seq of the job that this fact voids
    again: bool = False  # it was taken off the queue before, and comes back since a person said so


@dataclass(frozen=True, slots=True)
class Figures:
    """Jobs by what a person has to know of them."""

    queued: int
    rejected: int
    unconfirmed: int


class JobBook:
    """Looks up and draws jobs. Reads only; what is decided is written by `record`, inside the transaction that begins the jobs."""

    def __init__(self, ledger: Ledger, reader: Reader, printer: LabelPrinter, render: Render) -> None:
        self._ledger = ledger
        self._reader = reader
        self._printer = printer
        self._render = render

    def plan(self, limit: int) -> list[Planned]:
        """What to do with the next facts, at most `limit`, in order."""
        facts = self._reader.pending(limit)
        if not facts:
            return []
        rows = self._rows({fact.subject for fact in facts})
        cursor = self._reader.cursor()
        return [self._planned(fact, rows, again=fact.seq <= cursor) for fact in facts]

    def record(self, connection: Connection, planned: Sequence[Planned]) -> None:
        """Take these facts off the queue: keep refusals, settle what was retried or voided, advance the cursor over the rest."""
        for each in planned:
            if each.voids is not None:
                self._reader.settle(connection, each.voids)
            if each.refusal is not None:
                self._reader.reject(connection, each.fact.seq, answer_of(each.refusal))
            elif each.again:
                self._reader.settle(connection, each.fact.seq)
        if fresh := [each.fact.seq for each in planned if not each.again]:
            self._reader.advance(connection, max(fresh))

    def any_voided(self, connection: Connection, planned: Sequence[Planned]) -> bool:
        """Whether a label was voided since it was looked up."""
        jobs = [each.fact.id for each in planned]
        query = select(func.count()).select_from(labels).where(labels.c.job.in_(jobs), labels.c.state == "voided")
        return bool(connection.execute(query).scalar_one())

    def only_started(self) -> list[tuple[Fact, str]]:
        """Jobs that began and of which nothing more is known, with the printer they went to: what a crash leaves."""
        query = select(labels.c.queued_seq, labels.c.printer).where(labels.c.state == "started").order_by(labels.c.queued_seq)
        with guarded(self._ledger.file), self._ledger.reader.connect() as connection:
            rows = connection.execute(query).all()
        return [(fact, printer or "") for seq, printer in rows if (fact := self._ledger.fact(seq)) is not None]

    def found(self, fact: Fact, printer: str) -> Delivery | None:
        """What the printer that a job went to can see of it now."""
        if printer != self._printer.name:
            return None
        try:
            return self._printer.found(self.draw(fact))
        except StationError:
            return None

    def draw(self, fact: Fact) -> Job:
        """The job of a label.queued fact. Raises what the renderer refuses, or Bug LABEL_NOT_DRAWN for what it did not expect."""
        layout = str(fact.payload.get("layout"))
        try:
            data = self._render(layout, fact.payload["fields"], self._printer.fmt, self._printer.dpi)
        except StationError:
            raise
        except Exception as error:
            # One label that the renderer trips over must not stop all the others.
            _LOG.exception("label %s of %s", fact.id, fact.subject)
            raise Bug("LABEL_NOT_DRAWN", layout=layout, lpn=fact.subject, why=f"{type(error).__name__}: {error}") from error
        return Job(f"{fact.seq:06d}-{fact.subject}-{layout}", data)

    def figures(self) -> Figures:
        """Counted from indexes, so that it stays cheap after a million labels."""
        waiting = select(labels.c.state, func.count()).where(labels.c.state.in_(("queued", "unconfirmed"))).group_by(labels.c.state)
        refused = select(func.count()).select_from(reader_exceptions)
        refused = refused.where(reader_exceptions.c.reader == self._reader.name, reader_exceptions.c.state == "rejected")
        with guarded(self._ledger.file), self._ledger.reader.connect() as connection:
            by_state = {str(row[0]): int(row[1]) for row in connection.execute(waiting)}
            rejected = connection.execute(refused).scalar_one()
        return Figures(max(0, by_state.get("queued", 0) - rejected), rejected, by_state.get("unconfirmed", 0))

    def _planned(self, fact: Fact, rows: Rows, *, again: bool) -> Planned:
        if fact.kind == LABEL_VOIDED:
            voided = rows.get(str(fact.payload.get("job")))
            return Planned(fact, voids=voided.queued_seq if voided else None, again=again)
        row = rows.get(fact.id)
        if row is None or row.state != "queued":
            return Planned(fact, again=again)
        if not again and self._asked_twice(fact, row, rows):
            return Planned(fact, refusal=Refusal("LABEL_TWICE", lpn=fact.subject))
        try:
            return Planned(fact, job=self.draw(fact), again=again)
        except StationError as refusal:
            return Planned(fact, refusal=refusal, again=again)

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
