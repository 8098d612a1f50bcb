"""Facts to rows of the table `facts` and back. The columns stand in one order everywhere in this room."""

from typing import Any, Final

from station.ledger.digest import canonical, parsed, quoted, sha256_hex
from station.model.facts import Fact, NewFact

COLUMNS: Final = ("seq", "id", "station", "ledger", "kind", "version", "at", "actor", "subject", "payload", "context", "previous", "digest")
SELECT: Final = f"SELECT {', '.join(COLUMNS)} FROM facts"  # noqa: S608 -- made of constants
INSERT: Final = f"INSERT INTO facts ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 -- made of constants

Row = tuple[int, str, str, str, str, int, str, str, str, str, str | None, str, str]


def fact_of(row: Any) -> Fact:  # noqa: ANN401 -- a row of the driver or of SQLAlchemy
    """A row in the order of COLUMNS as a Fact; raises ValueError where its JSON does not parse."""
    seq, id_, station, ledger, kind, version, at, actor, subject, payload, context, previous, digest = row
    return Fact(
        id_, station, ledger, seq, kind, version, at, actor, subject,
        parsed(payload), None if context is None else parsed(context), previous, digest,
    )  # fmt: skip


class Stamper:
    """Turns new facts into committed ones: id, seq, time, salt, digests. One for each transaction, since it holds the head."""

    def __init__(self, station: str, ledger: str, seq: int, digest: str) -> None:
        self.station, self.ledger, self.seq, self.digest = station, ledger, seq, digest

    def stamp(self, new: NewFact, at: str, actor: str, salt: str) -> tuple[Fact, Row]:
        """The next fact and its row; `salt` (32 hex digits) goes into its context, if it has one."""
        payload, context_text, context = dict(new.payload), None, None
        if new.context is not None:
            context_text, context = canonical({**new.context, "salt": salt})
            payload["context_digest"] = sha256_hex(context_text)
        text, plain = canonical(payload)
        self.seq += 1
        id_, previous = f"{self.station}:{self.ledger}:{self.seq}", self.digest
        # The keys in RFC 8785 order; the payload is canonical already.
        self.digest = sha256_hex(
            f'{{"actor":{quoted(actor)},"at":"{at}","id":"{id_}","kind":{quoted(new.kind)},"ledger":"{self.ledger}","payload":{text},'
            f'"previous":"{previous}","seq":{self.seq},"station":"{self.station}","subject":{quoted(new.subject)},"version":{new.version}}}'
        )
        fact = Fact(
            id_, self.station, self.ledger, self.seq, new.kind, new.version, at, actor, new.subject, plain, context, previous, self.digest
        )
        row = (
            self.seq, id_, self.station, self.ledger, new.kind, new.version, at, actor, new.subject,
            text, context_text, previous, self.digest,
        )  # fmt: skip
        return fact, row
