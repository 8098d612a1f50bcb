"""Rows of the table `facts` in, in order; out what does not fit: gaps, edited facts, broken links, false contexts, false ids.

The chain alone can be written anew from some fact on: `anchors` holds what others remember of it.
"""

from hashlib import sha256
from json import JSONEncoder
from typing import Any, Final

from station.ledger.findings import Findings
from station.ledger.rows import fact_of
from station.model.facts import LEDGER_RESTORED, ZERO_DIGEST, Fact

# Field names and the values beside the payload are plain enough that sorted keys are RFC 8785 order.
_ENCODER: Final = JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class ChainCheck:
    """Follows the chain from its first fact. `seq` and `digest` are those of the last row that was read."""

    def __init__(self, station: str, findings: Findings) -> None:
        self.seq = 0
        self.digest = ZERO_DIGEST
        self.ledger: str | None = None
        self._station = station
        self._findings = findings

    def take(self, row: Any) -> Fact | None:  # noqa: ANN401 -- a row of the driver
        """Checks the next row (columns of `rows.COLUMNS`); the fact, or None where it cannot be read at all."""
        seq, digest = row[0], row[-1]
        if seq != self.seq + 1:
            self._findings.add("FACTS_MISSING", first=self.seq + 1, last=seq - 1)
        fact = self._fact(row)
        if row[-2] != self.digest and seq == self.seq + 1:
            self._findings.add("CHAIN_BROKEN", seq=seq, before=self.seq)
        if fact is not None:
            self._check_names(fact)
            self._check_context(fact, row[10])
        self.seq, self.digest = seq, digest
        return fact

    def end(self, ledger: str) -> None:
        """After the last row; `ledger` is the id that the station's own table names."""
        if self.ledger not in (None, ledger):
            self._findings.add("LEDGER_ID_CHANGED", seq=self.seq, was=self.ledger, now=ledger)

    def _fact(self, row: Any) -> Fact | None:  # noqa: ANN401 -- a row of the driver
        try:
            fact = fact_of(row)
            right = isinstance(fact.payload, dict) and _digest_of(row) == fact.digest
        except (ValueError, TypeError):  # not JSON at all
            fact, right = None, False
        if not right:
            self._findings.add("FACT_EDITED", seq=row[0], id=row[1], kind=row[4], subject=row[8])
        return fact if fact is not None and isinstance(fact.payload, dict) else None

    def _check_names(self, fact: Fact) -> None:
        if fact.id != f"{fact.station}:{fact.ledger}:{fact.seq}" or fact.station != self._station:
            self._findings.add("FACT_MISNAMED", seq=fact.seq, id=fact.id, station=self._station)
        if self.ledger is not None and fact.ledger != self.ledger and not self._names_the_old(fact):
            self._findings.add("LEDGER_ID_CHANGED", seq=fact.seq, was=self.ledger, now=fact.ledger)
        self.ledger = fact.ledger

    def _names_the_old(self, fact: Fact) -> bool:
        """Whether this fact is a restore that takes over exactly what stands before it."""
        old_head = {"seq": self.seq, "digest": self.digest}
        return fact.kind == LEDGER_RESTORED and fact.payload.get("old_ledger") == self.ledger and fact.payload.get("old_head") == old_head

    def _check_context(self, fact: Fact, text: str | None) -> None:
        # An absent context was erased, which is everyone's right; one that is there must be the one that was proved.
        if text is not None and sha256(text.encode("utf-8")).hexdigest() != fact.payload.get("context_digest"):
            self._findings.add("CONTEXT_CHANGED", seq=fact.seq, id=fact.id, subject=fact.subject)


def _digest_of(row: Any) -> str:  # noqa: ANN401 -- a row of the driver
    """SHA-256 over RFC 8785 of the row without context and digest.

    The stored payload is canonical text and goes in as it stands, so that every changed byte shows, a space or a second key
    of the same name too; and a large ledger is read ten times faster than by writing each payload anew.
    """
    seq, id_, station, ledger, kind, version, at, actor, subject, payload, _context, previous, _digest = row
    named = {
        "actor": actor, "at": at, "id": id_, "kind": kind, "ledger": ledger, "payload": None, "previous": previous, "seq": seq,
        "station": station, "subject": subject, "version": version,
    }  # fmt: skip
    before, after = _ENCODER.encode(named).split('"payload":null', 1)
    return sha256(f'{before}"payload":{payload}{after}'.encode()).hexdigest()
