"""A batch as a whole: never taken twice, never half: its lines through the session, then the fact that it was taken."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from station.clock import stamp
from station.errors import Refusal
from station.handheld.clock import BatchClock
from station.handheld.reading import Batch
from station.handheld.taking import RefusedLine, Taking, Watcher
from station.ledger.ledger import Ledger
from station.model.facts import BATCH_TAKEN, Fact, NewFact
from station.scan import Patterns
from station.session.batches import BatchSession, forget, taken_up_to


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a batch. `fact` is batch.taken; None where no line of it was taken, so that it may be given again."""

    batch: Batch
    refused: tuple[RefusedLine, ...]
    fact: Fact | None

    @property
    def taken(self) -> int:
        """How many lines were taken."""
        return len(self.batch.lines) - len(self.refused)


def take_batch(
    batch: Batch,
    session: BatchSession,
    ledger: Ledger,
    clock: BatchClock,
    patterns: Patterns,
    watcher: Watcher,
    wake: Callable[[], None],
) -> Taken:
    """Take a batch. `wake` is called after each line: there may be a label to print.

    Raises Refusal BATCH_TAKEN (this very file was taken before) or BATCH_BENCH_BUSY (something is in hand), then nothing has
    happened; or a Fault of disk or database: then the batch broke off, and may be given again.
    """
    _refuse_twice(batch, ledger)
    if session.open_question:
        raise Refusal("BATCH_BENCH_BUSY", question=session.open_question)
    up_to = taken_up_to(ledger.reader, batch.sha256)
    with session.own_bench():
        taking = Taking(session, clock, patterns, watcher, wake, up_to)
        refused = taking.take(batch)
    seals = len(refused) < len(batch.lines) or up_to > 0
    return Taken(batch, refused, _seal(batch, refused, up_to, taking.actor, ledger) if seals else None)


def _refuse_twice(batch: Batch, ledger: Ledger) -> None:
    for fact in ledger.facts(kinds=(BATCH_TAKEN,), subject=batch.subject):
        if fact.payload["sha256"] == batch.sha256:
            raise Refusal("BATCH_TAKEN", at=fact.at, taken=fact.payload["taken"], lines=fact.payload["lines"])


def _seal(batch: Batch, refused: tuple[RefusedLine, ...], up_to: int, actor: str, ledger: Ledger) -> Fact:
    """batch.taken, at the real time. `broke_off_at` is the last line that an earlier run of it took; 0 for none."""
    without = {each.line.number for each in refused}
    moments = [stamp(line.at) for line in batch.lines if line.at and line.number not in without]
    payload: dict[str, Any] = {
        "sha256": batch.sha256,
        "lines": len(batch.lines),
        "taken": len(batch.lines) - len(refused),
        "refused": len(refused),
        "first_at": moments[0] if moments else None,
        "last_at": moments[-1] if moments else None,
        "broke_off_at": up_to,
    }
    new = NewFact(BATCH_TAKEN, batch.subject, payload)
    return ledger.append(actor, [new], lambda connection, _: forget(connection, batch.sha256))[0]
