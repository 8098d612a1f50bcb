"""What the ledger knows about labels, as the bench needs it: a plate and a copy in, the label out; what waits, and what is in doubt.

Each look-up is one or two indexed reads. Used by one thread.
"""

import json
from collections.abc import Collection, Iterable
from typing import Any, Final

from sqlalchemy import Connection

from station.bench.label_waits import copies_of, due
from station.bench.labels import LabelDue, Why, label_code
from station.errors import Refusal
from station.labels.kinds import KINDS
from station.ledger.ledger import Ledger
from station.model.units import KnownLabel

MOST: Final = 20  # units that are named; one is enough to take no other
_LABELS: Final = (
    "SELECT labels.job, labels.layout, labels.copy, labels.state, coalesce(labels.printer, ''), queued.payload, moved.at FROM labels"
    " JOIN facts AS queued ON queued.seq = labels.queued_seq JOIN facts AS moved ON moved.seq = labels.last_seq"
    " WHERE labels.lpn = ? ORDER BY labels.queued_seq DESC"
)
# The index is named: of all labels that were ever confirmed these are few.
_SCANNED: Final = (
    "SELECT json_extract(payload, '$.job') FROM facts INDEXED BY facts_by_subject"
    " WHERE subject = ? AND kind = 'label.confirmed' AND json_extract(payload, '$.detail') = 'SCANNED'"
)
_PREPRINTED: Final = (
    "SELECT json_extract(payload, '$.preprinted') FROM facts INDEXED BY facts_by_subject WHERE subject = ? AND kind = 'item.received'"
)
# Labels that a printer took and keeps because of its fault, which is the detail of their label.sent (Condition): until it begins
# another one it may still have them. Of one that cannot answer nothing is known, so its labels are none. A printer keeps few.
_HELD: Final = (
    "SELECT labels.lpn, labels.queued_seq FROM"
    " (SELECT seq, payload FROM facts INDEXED BY facts_by_kind WHERE kind = 'label.sent' ORDER BY seq DESC LIMIT 50) AS sent"
    " JOIN labels ON labels.job = json_extract(sent.payload, '$.job')"
    " WHERE labels.state = 'sent' AND substr(json_extract(sent.payload, '$.detail'), 1, 8) = 'PRINTER_' AND NOT EXISTS"
    " (SELECT 1 FROM facts AS later INDEXED BY facts_by_kind WHERE later.kind = 'label.started' AND later.seq > sent.seq"
    " AND json_extract(later.payload, '$.printer') = labels.printer)"
)
# Where nobody waits for a label any more: in a bin or a lot, or out of the house.
_GONE: Final = "('restocked', 'lotted', 'shipped', 'destroyed', 'returned', 'repairing')"
# Units that are here and have neither a label nor a plate of a roll. Those set aside have no row of their own yet.
_NAKED: Final = (
    "WITH missing AS (SELECT labels.lpn, labels.queued_seq FROM labels INDEXED BY labels_by_state"  # noqa: S608 -- made of constants
    f" WHERE labels.state IN ('queued', 'started') UNION ALL {_HELD})"
    " SELECT missing.lpn FROM missing LEFT JOIN items ON items.lpn = missing.lpn LEFT JOIN facts ON facts.seq = items.received_seq"
    f" WHERE (items.state NOT IN {_GONE} OR EXISTS (SELECT 1 FROM drafts WHERE drafts.lpn = missing.lpn AND drafts.state = 'parked'))"
    " AND coalesce(json_extract(facts.payload, '$.preprinted'), 0) = 0 GROUP BY missing.lpn ORDER BY min(missing.queued_seq) LIMIT ?"
)
# What has left this room is nobody's to look for here.
_DOUBTED: Final = (
    "SELECT labels.lpn, labels.job FROM labels INDEXED BY labels_by_state"  # noqa: S608 -- made of constants
    " LEFT JOIN items ON items.lpn = labels.lpn"
    f" WHERE labels.state = 'unconfirmed' AND coalesce(items.state, '') NOT IN {_GONE} ORDER BY labels.queued_seq LIMIT ?"
)


class UnitLabels:
    """Look-ups among the labels of one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def of(self, lpn: str) -> tuple[KnownLabel, ...]:
        """All labels of a unit, the newest first."""
        with self._ledger.reader.connect() as connection:
            return _labels(connection, lpn)

    def read(self, lpn: str, copy: int) -> tuple[KnownLabel | None, KnownLabel | None]:
        """The label that was scanned, and the one that counts. A plate of a roll is no label of ours, whatever the first one became.

        Raises Refusal LABEL_UNKNOWN for a copy that nobody printed.
        """
        with self._ledger.reader.connect() as connection:
            labels = of_unit(_labels(connection, lpn))
            counts = next((label for label in labels if label.state != "voided"), None)
            same = [label for label in labels if label.copy == copy]
            label = next((each for each in same if each.state != "voided"), same[0] if same else None)
            if label and copy == 1 and label.state == "voided" and connection.exec_driver_sql(_PREPRINTED, (lpn,)).scalar():
                label = None
        if label is None and copy > 1:
            raise Refusal("LABEL_UNKNOWN", label=label_code(lpn, copy), lpn=lpn)
        return label, counts

    def job(self, lpn: str, job: str, copy: int) -> KnownLabel | None:
        """The label of this job, or of this copy where its job is not known; None if there is none."""
        same = (label for label in self.of(lpn) if (label.job == job if job else label.copy == copy))
        return next(same, None)

    def naked(self) -> tuple[str, ...]:
        """The plates of units whose label is not out, the longest wait first; a unit with a plate of a roll is none.

        A label that a printer holds because of a fault is not out; of one that went to a printer which cannot answer nobody knows.
        """
        with self._ledger.reader.connect() as connection:
            return tuple(str(lpn) for lpn in connection.exec_driver_sql(_NAKED, (MOST,)).scalars())

    def doubted(self, settled: Collection[str] = ()) -> LabelDue | None:
        """The oldest label of which nobody knows whether it came out; `settled` are jobs about which that is being written just now."""
        with self._ledger.reader.connect() as connection:
            rows = connection.exec_driver_sql(_DOUBTED, (len(settled) + 1,)).all()
            lpn, job = next(((str(lpn), str(job)) for lpn, job in rows if job not in settled), ("", ""))
            labels = _labels(connection, lpn) if lpn else ()
        return next((due(label, Why.DOUBT, copies_of(labels)) for label in labels if label.job == job), None)

    def newest(self, lpn: str, why: Why) -> LabelDue | None:
        """The label of a unit that counts, as one that is due; None if none counts."""
        labels = self.of(lpn)
        return next((due(label, why, copies_of(labels)) for label in labels if label.state != "voided"), None)


def of_unit(labels: Iterable[KnownLabel]) -> tuple[KnownLabel, ...]:
    """Those of a kind that goes onto units: a label of another thing that is called like one never counts as its own."""
    return tuple(label for label in labels if label.kind not in KINDS or KINDS[label.kind].unit)


def _labels(connection: Connection, lpn: str) -> tuple[KnownLabel, ...]:
    rows = connection.exec_driver_sql(_LABELS, (lpn,)).all()
    scanned = set(connection.exec_driver_sql(_SCANNED, (lpn,)).scalars()) if rows else set()
    return tuple(_label(lpn, row, scanned) for row in rows)


def _label(lpn: str, row: Any, scanned: set[Any]) -> KnownLabel:  # noqa: ANN401 -- a row of the driver
    job, kind, copy, state, printer, payload, since = row
    fields = json.loads(payload).get("fields") or {}
    return KnownLabel(str(job), lpn, str(kind), int(copy), str(state), str(printer), fields, job in scanned, str(since))
