"""What others remember of the ledger (readers' cursors, exports, derived rows), held against the chain that is there now.

The end of a ledger can be cut off, and a chain written anew, without a trace inside it: these are the traces outside.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from station.ledger.findings import Findings
from station.model.facts import LEDGER_RESTORED, Fact

_ROWS: Final = (  # table, its key, the seq that it names
    ("items", "lpn", "last_seq"),
    ("parcels", "parcel", "last_seq"),
    ("labels", "job", "last_seq"),
    ("item_photos", "lpn", "seq"),
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Somebody knows that the fact `seq` had this digest ("" if only its number is known); `ledger` "" means the present one."""

    who: str
    seq: int
    digest: str
    ledger: str = ""


class AnchorCheck:
    """Anchors are given first; each row is shown once, in order; `end` names the anchors that hold nothing."""

    def __init__(self, anchors: Iterator[Anchor], findings: Findings) -> None:
        self._open: dict[int, list[Anchor]] = {}
        self._restored: list[tuple[str, int]] = []
        self._findings = findings
        for anchor in anchors:
            if anchor.seq > 0:
                self._open.setdefault(anchor.seq, []).append(anchor)

    def take(self, seq: int, ledger: str, digest: str, fact: Fact | None) -> None:
        """Holds one row against the anchors at its seq; `fact` is None where the row cannot be read as one."""
        if fact is not None and fact.kind == LEDGER_RESTORED:
            self._note_restore(fact.payload)
        for anchor in self._open.pop(seq, ()):
            if anchor.ledger not in ("", ledger):
                self._open.setdefault(seq, []).append(anchor)  # the number was given again after a restore
            elif anchor.digest not in ("", digest):
                self._findings.add("LEDGER_REWRITTEN", seq=seq, who=anchor.who)

    def end(self, head: int) -> None:
        """After the last fact, whose seq is `head`."""
        for seq, anchors in sorted(self._open.items()):
            for anchor in anchors:
                if not self._lost_in_a_restore(anchor):
                    self._findings.add("FACTS_REMOVED", seq=seq, head=head, who=anchor.who)

    def _note_restore(self, payload: Mapping[str, Any]) -> None:
        old_head = payload.get("old_head")
        if isinstance(old_head, dict) and isinstance(old_head.get("seq"), int):
            self._restored.append((str(payload.get("old_ledger")), old_head["seq"]))

    def _lost_in_a_restore(self, anchor: Anchor) -> bool:
        """What a station did after the backup that replaced it is gone, and `ledger.restored` says so."""
        return any(anchor.ledger == ledger and anchor.seq > last for ledger, last in self._restored)


def in_database(connection: Connection) -> Iterator[Anchor]:
    """Readers' cursors, and the heads at the exports that this station remembers."""
    for name, cursor, digest in connection.exec_driver_sql("SELECT name, cursor, digest FROM readers"):
        yield Anchor(f"reader {name}", cursor, digest)
    for file, last_seq, head in connection.exec_driver_sql("SELECT file, last_seq, head FROM batches"):
        head_seq, _colon, head_digest = head.partition(":")
        yield Anchor(f"batch {file}", last_seq, "")
        if head_seq.isdecimal():
            yield Anchor(f"batch {file}", int(head_seq), head_digest)


def rows_ahead(connection: Connection, head: int, findings: Findings) -> None:
    """Names every derived row that speaks of a fact after the last one."""
    for table, key, seq in _ROWS:
        query = f"SELECT {key}, {seq} FROM {table} WHERE {seq} > ? ORDER BY {seq}"  # noqa: S608 -- names of our own tables
        for name, ahead in connection.exec_driver_sql(query, (head,)):
            findings.add("FACTS_REMOVED", seq=ahead, head=head, who=f"{table} {name}")
