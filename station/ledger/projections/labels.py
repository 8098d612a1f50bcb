"""Facts about label jobs, into labels. A voided label stays voided, and one that is out stays out, whatever comes afterwards.

What the label of a graded unit took is the sum of its steps, from the grading until it is out (or scanned on its unit), counted where it
was graded. For plates, holds, reprints, totes, lots and whatever a desk decides nobody stands at the bench and waits.
"""

from datetime import timedelta
from typing import Any, Final

from station.clock import moment
from station.ledger.projections.figures import SPENT, quarter
from station.ledger.tables import Tables
from station.model import facts as kinds
from station.model.facts import Fact

VOIDED: Final = "voided"
CONFIRMED: Final = "confirmed"
_NEEDED: Final = ("state", "printer", "queued_seq", "last_seq")
_ON_ITS_WAY: Final = frozenset({"started", "sent", CONFIRMED})
# For what takes longer nobody stood there and waited: the printer was in trouble, or the label is caught up with in the evening.
_WAITED_FOR: Final = timedelta(minutes=5)
_MILLISECOND: Final = timedelta(milliseconds=1)


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
    label = tables.get("labels", job, _NEEDED)
    if label is None:
        return  # a job of another ledger that was restored into this one
    said = fact.kind.rsplit(".", 1)[-1]
    state = _after(label["state"], said)
    if state == said in _ON_ITS_WAY:
        _time(tables, fact, label)
    # Who scans a label back does not know which printer it came from.
    tables.change("labels", job, {"state": state, "printer": fact.payload.get("printer") or label["printer"], "last_seq": fact.seq})


def _time(tables: Tables, fact: Fact, label: dict[str, Any]) -> None:
    """Count the time since the label's last step, where it is the first of a graded unit."""
    if (grading := tables.grading_of(label["queued_seq"], label["last_seq"])) is None:
        return
    queued, actor, client, before = grading
    took = moment(fact.at) - moment(before)
    if timedelta(0) < took <= _WAITED_FOR:
        tables.add(quarter(queued), client, actor, {f"{SPENT}label": took // _MILLISECOND})


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
