"""The labels that wait: rows of the ledger in, one `Waiting` for each out, in order. Looks only; no lock is needed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final

from sqlalchemy import Connection

from station.ledger.ledger import Ledger
from station.store.faults import guarded

PASSED: Final = "PASSED"  # the answer of a retry that only waits for its printer; one without it was asked for by a person

# Those after the cursor have no row of the reader, those before it one that says that they wait.
_WAITING: Final = (
    "SELECT label.queued_seq, row.answer FROM labels AS label INDEXED BY labels_by_state"
    " LEFT JOIN reader_exceptions AS row ON row.reader = :reader AND row.seq = label.queued_seq"
    " WHERE label.state = 'queued' AND (row.state = 'retry' OR (row.seq IS NULL"
    " AND label.queued_seq > coalesce((SELECT cursor FROM readers WHERE name = :reader), 0))) ORDER BY label.queued_seq"
)
# A restock label says nothing of its client; its unit does.
_ABOUT: Final = (
    "SELECT fact.seq, fact.id, fact.subject, json_extract(fact.payload, '$.layout'),"
    " coalesce(nullif(json_extract(fact.payload, '$.fields.client'), ''), items.client, ''), items.lpn IS NOT NULL"
    " FROM json_each(?) AS new JOIN facts AS fact ON fact.seq = new.value LEFT JOIN items ON items.lpn = fact.subject"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A label that has not begun: seq and id of its label.queued, what it is stuck on, and what decides about its printer.

    `unit`: it belongs to a unit, not to a tote or a parcel. `again`: it was refused before, and a person said to try once more.
    """

    seq: int
    job: str
    lpn: str
    kind: str
    client: str
    unit: bool
    again: bool = False


class WaitingLabels:
    """What a reader of the ledger has still to print; what is known of a label is read once."""

    def __init__(self, ledger: Ledger, reader: str) -> None:
        self._ledger = ledger
        self._reader = reader
        self._known: dict[int, Waiting] = {}
        self._lock = Lock()

    def waiting(self) -> list[Waiting]:
        """In order. Raises the ledger's Fault."""
        with self._lock, guarded(self._ledger.file), self._ledger.reader.connect() as connection:
            rows = connection.exec_driver_sql(_WAITING, {"reader": self._reader}).all()
            known = self._looked_up(connection, [seq for seq, _answer in rows])
        return [replace(known[seq], again=True) if answer not in (None, PASSED) else known[seq] for seq, answer in rows]

    def about(self, seqs: Iterable[int]) -> list[Waiting]:
        """What there is to know of these labels, whether they wait or not. Raises the ledger's Fault."""
        with guarded(self._ledger.file), self._ledger.reader.connect() as connection:
            return self._read(connection, sorted(seqs))

    def _looked_up(self, connection: Connection, seqs: Iterable[int]) -> dict[int, Waiting]:
        wanted = {seq: self._known.get(seq) for seq in seqs}
        if new := [seq for seq, label in wanted.items() if label is None]:
            wanted |= {label.seq: label for label in self._read(connection, new)}
        self._known = {seq: label for seq, label in wanted.items() if label is not None}
        return self._known

    def _read(self, connection: Connection, seqs: Sequence[int]) -> list[Waiting]:
        rows = connection.exec_driver_sql(_ABOUT, (json.dumps(seqs),))
        return [Waiting(seq, job, lpn, str(kind), str(client), bool(unit)) for seq, job, lpn, kind, client, unit in rows]
