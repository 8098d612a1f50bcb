"""When a bench begins to wait for a label, and when it does not any more: a step or a look-up in, the bench after it out. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from station.bench.labels import LabelDue, Printed, ScanBack, Why
from station.bench.scanning_back import closed
from station.bench.states import Bench, State, Step
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.grades import Disposition
from station.model.units import KnownLabel

# No wait: a plate is scanned when its unit is taken up again, a tote or lot with its next unit, and a hazard is not touched.
_NOT_WAITED_FOR: Final = frozenset({"plate", "quarantine", "tote", "lot"})
_RESTING: Final = (State.READY, State.PARCEL, State.COUNTING)


def followed(taken: Step) -> Step:
    """What a step means for labels: the one that it queued is waited for; one that it voided, or whose unit it took in hand, no more."""
    bench = _without_the_past(taken)
    if queued := [fact for fact in taken.facts if fact.kind == kinds.LABEL_QUEUED]:
        bench = _waiting_for(bench, queued[-1])
    if bench.label and bench.label.must and bench.state in _RESTING:
        bench = replace(bench, state=State.LABELLING)
    return taken if bench is taken.bench else replace(taken, bench=bench)


def looked_up(bench: Bench, label: KnownLabel | None) -> Bench:
    """The same bench, its label as the ledger has it now (None: not at all). A wait that is over, or not wanted any more, ends."""
    due = bench.label
    if due is None:
        return bench
    unwanted = due.why is Why.SCAN_BACK and not bench.scan_back.waits_for(due.lpn)
    settled = label is None or label.scanned or label.state == "voided" or (due.why is Why.DOUBT and label.state != "unconfirmed")
    if label is None or unwanted or settled:
        return closed(bench)
    now = replace(due, job=label.job, state=label.state, printer=label.printer)
    return bench if now == due else replace(bench, label=now)


def set_up(bench: Bench, scan_back: ScanBack) -> Bench:
    """The bench under the settings of today; how the printer is, is told anew."""
    return replace(bench, scan_back=scan_back, trouble=False, on_paper=None)


def printed(labels: tuple[KnownLabel, ...]) -> Printed:
    """The labels of a unit that nobody decided about yet."""
    return Printed(tuple(label.job for label in labels if label.state != "voided"), copies_of(labels))


def copies_of(labels: Iterable[KnownLabel], *, preprinted: bool = False) -> int:
    """The number of the last copy of a unit, 0 for none. A plate of a roll (`preprinted`) is the first: its bars say the plate alone."""
    return max((label.copy for label in labels), default=int(preprinted))


def due(label: KnownLabel, why: Why, copies: int) -> LabelDue:
    """A known label as one that is due; `copies` is the number of the last one that its unit had."""
    title = str(label.fields.get("title") or "")
    return LabelDue(label.lpn, label.kind, label.copy, why, label.job, label.state, title, copies, label.fields, label.printer)


def _without_the_past(taken: Step) -> Bench:
    bench, label = taken.bench, taken.bench.label
    if label is None:
        return bench
    voided = any(fact.kind == kinds.LABEL_VOIDED and fact.subject == label.lpn for fact in taken.facts)
    taken_up = bench.unit is not None and (bench.unit.lpn == label.lpn or not label.must)
    return closed(bench) if voided or taken_up else bench


def _waiting_for(bench: Bench, queued: NewFact) -> Bench:
    given = queued.payload
    fields, kind, copy = given["fields"], str(given["layout"]), int(given["copy"])
    hazard = fields.get("disposition") == Disposition.QUARANTINE.value
    why = Why.SCAN_BACK if bench.scan_back.waits_for(queued.subject) else Why.ASKED
    if hazard or kind in _NOT_WAITED_FOR or bench.unit or (why is Why.ASKED and bench.scan_back.mode != "asked"):
        return bench
    label = LabelDue(queued.subject, kind, copy, why, title=str(fields.get("title") or ""), copies=copy, fields=fields)
    return replace(bench, label=label, state=State.LABELLING if label.must else bench.state)
