"""Facts about label jobs, into labels. A voided label stays voided, whatever the printer says afterwards."""

from typing import Final

from station.ledger.tables import Tables
from station.model import facts as kinds
from station.model.facts import Fact

VOIDED: Final = "voided"


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
    state = VOIDED if label["state"] == VOIDED else fact.kind.rsplit(".", 1)[-1]
    tables.change("labels", job, {"state": state, "printer": fact.payload.get("printer", label["printer"]), "last_seq": fact.seq})


PROJECTIONS: Final = {
    kinds.LABEL_QUEUED: queued,
    kinds.LABEL_STARTED: moved,
    kinds.LABEL_SENT: moved,
    kinds.LABEL_CONFIRMED: moved,
    kinds.LABEL_UNCONFIRMED: moved,
    kinds.LABEL_VOIDED: moved,
}
