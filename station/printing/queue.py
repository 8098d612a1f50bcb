"""Which labels wait for a printer, and how they leave the queue: rows of the ledger in and out, inside the transaction that begins them.

One reader of the ledger serves all printers. Its cursor goes on with whichever label begins; those that it passes and that still
wait are kept behind it as retries. So a dead printer holds up no other one, and what waits needs no handing over: whoever prints
a label takes it from here, once.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from station.clock import stamp
from station.errors import StationError
from station.ledger.ledger import Ledger
from station.ledger.readers import Reader
from station.model.facts import LABEL_CONFIRMED, LABEL_QUEUED, LABEL_VOIDED, Fact
from station.printing.rejections import READER, TWICE, answer_of, rejected
from station.printing.waiting import PASSED, Waiting, WaitingLabels
from station.store.faults import guarded

READS: Final = (LABEL_QUEUED, LABEL_VOIDED)
_BY_HAND: Final = frozenset({"SCANNED", "OPERATOR"})

_CURSOR: Final = "(SELECT cursor FROM readers WHERE name = :reader)"
_UNKNOWN: Final = (
    "FROM labels AS label INDEXED BY labels_by_state WHERE label.state = 'queued' AND label.queued_seq > :since"
    " AND label.queued_seq <= :to AND NOT EXISTS"
    " (SELECT 1 FROM reader_exceptions AS own WHERE own.reader = :reader AND own.seq = label.queued_seq)"
)
_LOST: Final = f"SELECT label.queued_seq {_UNKNOWN} LIMIT 1"
_PASS: Final = (
    "INSERT INTO reader_exceptions (reader, seq, state, attempts, next_at, answer)"
    f" SELECT :reader, label.queued_seq, 'retry', 0, :now, :passed {_UNKNOWN}"
)
_DONE: Final = (
    "DELETE FROM reader_exceptions WHERE reader = :reader AND NOT EXISTS"
    " (SELECT 1 FROM labels WHERE labels.state = 'queued' AND labels.queued_seq = reader_exceptions.seq)"
)
# What no printer will ever take: labels that were voided before they began, and the facts that voided them.
_LOOSE: Final = (
    "SELECT coalesce(max(fact.seq), 0) FROM facts AS fact INDEXED BY facts_by_kind"  # noqa: S608 -- made of constants
    f" WHERE fact.kind IN {READS} AND fact.seq > {_CURSOR} AND NOT EXISTS"
    " (SELECT 1 FROM labels WHERE labels.state = 'queued' AND labels.queued_seq = fact.seq)"
)
_GONE: Final = (
    "SELECT count(*) FROM json_each(:seqs) AS mine WHERE NOT EXISTS"  # noqa: S608 -- made of constants
    " (SELECT 1 FROM labels WHERE labels.state IN ('queued', 'started') AND labels.queued_seq = mine.value)"
    f" OR (mine.value <= {_CURSOR} AND NOT EXISTS"
    " (SELECT 1 FROM reader_exceptions AS own WHERE own.reader = :reader AND own.seq = mine.value AND own.state = 'retry'))"
)
_STARTED: Final = "SELECT queued_seq, coalesce(printer, '') FROM labels WHERE state = 'started' ORDER BY queued_seq"
_FIGURES: Final = (
    "SELECT (SELECT count(*) FROM reader_exceptions WHERE reader = :reader AND state = 'rejected'),"
    " (SELECT count(*) FROM labels WHERE state = 'unconfirmed')"
)


class OvertakenError(Exception):
    """A label was voided, or taken by another printer, after it was looked up: nothing is printed, look again."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Labels that a person has to mend, and labels that a person has to look for."""

    rejected: int
    unconfirmed: int


class LabelQueue:
    """The queue of one ledger; safe from any thread. Every method raises the ledger's Fault."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._reader = Reader(ledger, READER, READS)
        self._labels = WaitingLabels(ledger, READER)

    def waiting(self) -> list[Waiting]:
        """The labels that have not begun and that nobody refused, in order."""
        return self._labels.waiting()

    def about(self, seqs: Iterable[int]) -> list[Waiting]:
        """What there is to know of these labels, whether they wait or not."""
        return self._labels.about(seqs)

    def figures(self) -> Figures:
        """Counted from indexes, so that it stays cheap after a million labels."""
        with guarded(self._ledger.file), self._ledger.reader.connect() as connection:
            return Figures(*connection.exec_driver_sql(_FIGURES, {"reader": READER}).one())

    def take(self, connection: Connection, labels: Sequence[Waiting]) -> None:
        """They begin, or are over, in this transaction. Raises OvertakenError where one of them is not to be had any more."""
        self._go_on(connection, self._last_of(connection, labels))

    def refuse(self, refused: Sequence[tuple[Waiting, StationError]]) -> None:
        """They cannot be printed as they are: each is kept with why, and waits for a person. Raises OvertakenError as `take`."""

        def keep(connection: Connection, _facts: Sequence[Fact]) -> None:
            last = self._last_of(connection, [label for label, _error in refused])
            for label, error in refused:
                self._reader.reject(connection, label.seq, answer_of(error))
            self._go_on(connection, last)

        self._ledger.append("", (), keep)

    def settle(self) -> None:
        """Acknowledge what no printer will ever take; nothing is written where there is nothing of it."""
        with guarded(self._ledger.file), self._ledger.reader.connect() as connection:
            loose = int(connection.exec_driver_sql(_LOOSE, {"reader": READER}).scalar_one())
        if loose:
            self._ledger.append("", (), lambda connection, _facts: self._go_on(connection, loose))

    def recall(self) -> None:
        """Labels that wait although the reader has passed them and knows nothing of them, as after a repair, wait again."""
        with guarded(self._ledger.file), self._ledger.reader.connect() as connection:
            since, cursor = connection.exec_driver_sql("SELECT since, cursor FROM readers WHERE name = ?", (READER,)).one()
            lost = connection.exec_driver_sql(_LOST, {"reader": READER, "since": since, "to": cursor}).first()
        if lost:
            self._ledger.append("", (), lambda connection, _facts: self._pass(connection, since, cursor))

    def try_again(self, seqs: Iterable[int]) -> None:
        """A person mended what stood against these rejected labels, or says that another printer is to try: they wait once more."""
        now, asked = self._ledger.clock.now(), tuple(seqs)
        if not asked:
            return

        def retry(connection: Connection, _facts: Sequence[Fact]) -> None:
            for seq in asked:
                self._reader.retry(connection, seq, "", now)

        self._ledger.append("", (), retry)

    def only_started(self) -> list[tuple[Waiting, Fact, str]]:
        """Labels that began and of which nothing more is known, with the printer they went to: what a crash leaves."""
        with guarded(self._ledger.file), self._ledger.reader.connect() as connection:
            rows = {int(seq): str(printer) for seq, printer in connection.exec_driver_sql(_STARTED)}
        labels = self._labels.about(rows)
        return [(label, fact, rows[label.seq]) for label in labels if (fact := self._ledger.fact(label.seq)) is not None]

    def is_on_its_unit(self, label: Waiting) -> bool:
        """Whether a person scanned the label back, said that it came out, or gave it up."""
        for fact in self._ledger.facts(label.seq, (LABEL_CONFIRMED, LABEL_VOIDED), label.lpn):
            settled = fact.kind == LABEL_VOIDED or fact.payload.get("detail") in _BY_HAND
            if settled and fact.payload.get("job") == label.job:
                return True
        return False

    def _last_of(self, connection: Connection, labels: Sequence[Waiting]) -> int:
        """The seq of the last of them, if all of them are still to be had."""
        seqs = [label.seq for label in labels]
        if connection.exec_driver_sql(_GONE, {"reader": READER, "seqs": json.dumps(seqs)}).scalar_one():
            raise OvertakenError
        return max(seqs)

    def _go_on(self, connection: Connection, to: int) -> None:
        """Move the cursor as far as `to`: what still waits before it is kept behind it, all else is acknowledged."""
        cursor = int(connection.exec_driver_sql("SELECT cursor FROM readers WHERE name = ?", (READER,)).scalar_one())
        if to > cursor:
            self._pass(connection, cursor, to)
            self._reader.advance(connection, to)
        connection.exec_driver_sql(_DONE, {"reader": READER})

    def _pass(self, connection: Connection, since: int, to: int) -> None:
        values = {"reader": READER, "now": stamp(self._ledger.clock.now()), "passed": PASSED, "since": since, "to": to}
        connection.exec_driver_sql(_PASS, values)


def try_refused_again(ledger: Ledger) -> int:
    """What stood against labels was mended: all that were refused wait once more, but for those that were asked for twice. How many."""
    seqs = [each.seq for each in rejected(ledger) if each.error.code != TWICE]
    LabelQueue(ledger).try_again(seqs)
    return len(seqs)
