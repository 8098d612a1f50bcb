"""Facts about label jobs, into labels. A voided label stays voided, and one that is out stays out, whatever comes afterwards."""

from typing import Final

from station.ledger.tables import Tables
from station.model import facts as kinds
from station.model.facts import Fact

VOIDED: Final = "voided"
CONFIRMED: Final = "confirmed"


def queued(tables: Tables, fact: Fact) -> None:
    """A label is to be printed; the job is named by this fact."""
    given = fact.payload
    tables.insert(
        "labels",
        {
            "job": fact.id, "lpn": fact.subject, "layout": given["layout"], "copy": given["copy"], "state": "queued",
            "queued_seq": fact.seq, "last_seq": fact.seq,
        },
    )  # fmt: skip


def moved(tables: Tables, fact: Fact) -> None:
    """started, sent, confirmed, unconfirmed, voided: the state is the end of the kind."""
    job = fact.payload["job"]
    label = tables.get("labels", job, ("state", "printer"))
    if label is None:
        return  # a job of another ledger that was restored into this one
    state = _after(label["state"], fact.kind.rsplit(".", 1)[-1])
    # Who scans a label back does not know which printer it came from.
    tables.change("labels", job, {"state": state, "printer": fact.payload.get("printer") or label["printer"], "last_seq": fact.seq})


def _after(before: str, said: str) -> str:
    """Somebody may have the label in hand before the printer has said how it ended."""
    if before == VOIDED or (before == CONFIRMED and said != VOIDED):
        return before
    return said


PROJECTIONS: Final = {
    kinds.LABEL_QUEUED: queued,
    kinds.LABEL_STARTED: moved,
    kinds.LABEL_SENT: moved,
    kinds.LABEL_CONFIRMED: moved,
    kinds.LABEL_UNCONFIRMED: moved,
    kinds.LABEL_VOIDED: moved,
}
