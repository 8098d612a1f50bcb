"""What the scan of a label tells, in any state: that it came out, that it is an old one, that it is the one asked for. Pure."""

from typing import Final

from station.bench.labels import LabelDue, Why, label_code
from station.bench.scanned import PlateScanned
from station.bench.states import Bench, State
from station.errors import Refusal
from station.model.facts import LABEL_CONFIRMED, NewFact
from station.model.units import KnownLabel

SCANNED: Final = "SCANNED"  # somebody scanned this very label
OPERATOR: Final = "OPERATOR"  # somebody looked, and it was there


def confirmed(label: LabelDue | KnownLabel, detail: str) -> NewFact:
    """label.confirmed by a person: SCANNED or OPERATOR."""
    return NewFact(LABEL_CONFIRMED, label.lpn, {"job": label.job, "printer": label.printer, "detail": detail})


def scanned_back(label: KnownLabel | None) -> tuple[NewFact, ...]:
    """What a scan of this label proves: that it came out and is on something. Once; of one that never began it proves nothing."""
    return (confirmed(label, SCANNED),) if label and label.on_paper and not label.scanned else ()


def offered(bench: Bench, event: PlateScanned) -> bool:
    """Whether this scan is the one that was asked for without waiting: then its unit needs no other question."""
    asked = [each for each in (bench.label, bench.on_paper) if each]
    return bool(scanned_back(event.label)) and any((each.lpn, each.copy) == (event.lpn, event.copy) for each in asked)


def is_due_elsewhere(bench: Bench, event: PlateScanned) -> bool:
    """Whether this is a label of another unit than the one that is waited for, and its own scan is wanted, too.

    It came out alone after a trouble, nobody knows whether it came out, or its unit is one of those whose labels are scanned back.
    One that was scanned back already is on its unit: under the scanner again it is the wrong one.
    """
    label, due = event.label, bench.label
    if label is None or due is None or label.lpn == due.lpn or not scanned_back(label):
        return False
    gave_out = bench.on_paper is not None and (bench.on_paper.lpn, bench.on_paper.copy) == (label.lpn, label.copy)
    return gave_out or label.state == "unconfirmed" or bench.scan_back.waits_for(label.lpn)


def of_other_unit(bench: Bench, event: PlateScanned) -> Refusal | None:
    """What is said of such a label, loudly: on which unit it belongs, and which one still waits; None for any other."""
    due, label = bench.label, event.label
    if bench.state is not State.LABELLING or due is None or label is None or not is_due_elsewhere(bench, event):
        return None
    other = (event.unit.title if event.unit else str(label.fields.get("title") or "")) or label.lpn
    scanned = label_code(label.lpn, label.copy)
    return Refusal("LABEL_OF_OTHER_UNIT", scanned=scanned, other=other, label=due.code, title=due.title or due.lpn)


def is_old(event: PlateScanned) -> bool:
    """Whether what was scanned is a label that does not count any more."""
    return event.label is not None and event.label.state == "voided"


def old_label(event: PlateScanned) -> Refusal | None:
    """What is said of such a label, loudly: which one counts instead; None for any other."""
    if not is_old(event):
        return None
    code, counts = label_code(event.lpn, event.copy), event.counts
    if counts is None:
        return Refusal("LABEL_IS_OLD_NONE_COUNTS", label=code, lpn=event.lpn)
    return Refusal("LABEL_IS_OLD", label=code, lpn=event.lpn, counts=label_code(event.lpn, counts.copy), kind=label_kind(counts.kind))


def must_count(event: PlateScanned) -> None:
    """Raises Refusal LABEL_IS_OLD, or LABEL_IS_OLD_NONE_COUNTS."""
    if said := old_label(event):
        raise said


def label_first(due: LabelDue, *, trouble: bool) -> Refusal:
    """What is said to everything that has to wait for a label; what else can be done depends on the printer."""
    title = due.title or due.lpn
    if due.why is Why.DOUBT:
        return Refusal("LABEL_IN_DOUBT_FIRST", label=due.code, title=title)
    if trouble:
        return Refusal("LABEL_FIRST_IN_TROUBLE", label=due.code, title=title)
    return Refusal("LABEL_FIRST", label=due.code, title=title)


def not_printed(due: LabelDue, *, trouble: bool) -> Refusal:
    """What is said to a scan of a label that cannot be on paper yet."""
    if trouble:
        return Refusal("LABEL_NOT_PRINTED_IN_TROUBLE", label=due.code)
    return Refusal("LABEL_NOT_PRINTED", label=due.code)


def must_not_pile_up(bench: Bench, naked: str) -> None:
    """Raises Refusal NAKED_PILE where the printer is in trouble and a unit waits for its label, unless this one has its plate already."""
    if bench.trouble and naked and not bench.plate:
        raise Refusal("NAKED_PILE", lpn=naked)


def label_kind(kind: str) -> str:
    """The kind of a label, as a key of the words table."""
    return f"@LABEL_KIND_{kind.upper()}"
