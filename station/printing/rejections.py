"""Labels that cannot be printed as they are: kept with code and parameters, so that the sentence can be told in any language."""

import json
from dataclasses import dataclass
from typing import Final

from station.errors import Refusal, StationError
from station.ledger.ledger import Ledger
from station.store.faults import guarded

READER: Final = "printing"  # the reader of the ledger that makes labels
TWICE: Final = "LABEL_TWICE"  # the one refusal after which the unit has its label
_MOST: Final = 100
_REJECTED: Final = (
    "SELECT row.seq, fact.subject, row.answer FROM reader_exceptions AS row JOIN facts AS fact ON fact.seq = row.seq"
    " WHERE row.reader = ? AND row.state = 'rejected' ORDER BY row.seq LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Rejection:
    """One label.queued fact that waits for a person, and why."""

    seq: int
    lpn: str
    error: StationError


def answer_of(error: StationError) -> str:
    """The error as the reader keeps it: JSON with code and parameters."""
    params = {name: str(value) for name, value in error.params.items()}
    return json.dumps({"code": error.code, "params": params}, ensure_ascii=False, sort_keys=True)


def error_of(answer: str) -> StationError:
    """The reverse of `answer_of`, good enough for `texts.notice`."""
    kept = json.loads(answer)
    return Refusal(str(kept["code"]), **kept["params"])


def rejected(ledger: Ledger) -> list[Rejection]:
    """The labels that cannot be printed as they are, the oldest first, at most a hundred. Raises the ledger's Fault."""
    with guarded(ledger.file), ledger.reader.connect() as connection:
        rows = connection.exec_driver_sql(_REJECTED, (READER, _MOST)).all()
    return [Rejection(int(seq), str(lpn), error_of(answer)) for seq, lpn, answer in rows]
