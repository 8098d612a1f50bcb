"""Labels beside the inputs of a bench: how the printer is, which label is in doubt, what became of the one that is waited for.

What the ledger says and what printing tells in; the draft under that, or an event, out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from station.bench import drafts
from station.bench.drafts import Draft
from station.bench.events import LabelDoubted, PlateScanned
from station.bench.label_scans import of_other_unit, old_label
from station.bench.label_waits import looked_up, printed, set_up
from station.bench.labels import LabelDue, Printed, ScanBack, Why
from station.bench.states import Bench, State
from station.errors import Refusal
from station.model.facts import HAZARD_REPORTED, LABEL_QUEUED, Fact, NewFact
from station.session.change import Change
from station.session.inputs import Input, PrinterTold, Resume
from station.session.unit_labels import UnitLabels


class LabelWatch:
    """`trouble`: a printer is in trouble; `on_paper` is the label that printing gave out and waits for."""

    def __init__(self, labels: UnitLabels, scan_back: ScanBack) -> None:
        self._labels = labels
        self._scan_back = scan_back
        self.trouble = False
        self._on_paper: LabelDue | None = None

    def set_up(self, draft: Draft) -> Draft:
        """A draft as it was left, under today's settings and with its label as the ledger has it now."""
        return self.renewed(drafts.told(draft, lambda bench: set_up(bench, self._scan_back)))

    def tell(self, news: PrinterTold) -> None:
        """How the printer is, and which label it gave out."""
        self.trouble = news.trouble
        self._on_paper = self._labels.newest(news.on_paper, Why.CATCH_UP) if news.on_paper and not self._is_on(news.on_paper) else None

    def _is_on(self, lpn: str) -> bool:
        """Whether the label of this unit that counts was scanned back: printing may have told of it before it heard of the scan."""
        return next((label.scanned for label in self._labels.of(lpn) if label.state != "voided"), False)

    def told(self, draft: Draft) -> Draft:
        """The draft at a bench that knows it."""
        return drafts.told(draft, lambda bench: replace(bench, trouble=self.trouble, on_paper=self._on_paper))

    def renewed(self, draft: Draft) -> Draft:
        """The draft with its label as the ledger has it now; the very same where nothing is new."""
        due = draft.now.label
        if due is None:
            return draft
        label = self._labels.job(due.lpn, due.job, due.copy)
        return draft if looked_up(draft.now, label) is draft.now else drafts.told(draft, lambda bench: looked_up(bench, label))

    def committed(self, draft: Draft, facts: Sequence[Fact]) -> Draft:
        """The draft with the job of the label that these facts queued."""
        jobs = {fact.subject: fact.id for fact in facts if fact.kind == LABEL_QUEUED}
        due = draft.now.label
        if due is None or due.job or due.lpn not in jobs:
            return draft
        return drafts.told(draft, lambda bench: _named(bench, jobs))

    def doubted(self, change: Change, stamped: Callable[[], Mapping[str, object]]) -> LabelDoubted | None:
        """What is to be asked about a label before the next unit is taken; None where nothing is, or something else is under way."""
        bench, settled = change.draft.now, {str(fact.payload.get("job")) for fact in change.facts}
        free = bench.state in (State.READY, State.PARCEL) and not (bench.dock or bench.putting or bench.plate)
        due = self._labels.doubted(settled) if free else None
        return LabelDoubted(due=due, **stamped()) if due else None  # type: ignore[arg-type]  # the fields of every event

    def naked(self) -> tuple[str, ...]:
        """Units that wait for their labels while the printer is in trouble."""
        return self._labels.naked() if self.trouble else ()

    def printed(self, lpn: str) -> Printed:
        """The labels of a unit that was set aside."""
        return printed(self._labels.of(lpn))


def said(event: Input, facts: Sequence[NewFact], before: Bench) -> Refusal | None:
    """What is said beside an input that was taken at the bench as it was `before`.

    That its label is an old one, or belongs on another unit than the one that waits; or what a hazard demands that nothing was graded for.
    """
    hazard = next((fact for fact in facts if fact.kind == HAZARD_REPORTED), None)
    if hazard:
        state = hazard.payload.get("state")
        return Refusal("HAZARD_NOT_HERE", lpn=hazard.subject, state=f"@UNIT_STATE_{state.upper()}") if state else Refusal("HAZARD_NOTED")
    if isinstance(event, Resume) and event.label:
        event = PlateScanned(lpn=event.lpn, copy=event.copy, label=event.label, counts=event.counts)
    return (old_label(event) or of_other_unit(before, event)) if isinstance(event, PlateScanned) else None


def _named(bench: Bench, jobs: Mapping[str, str]) -> Bench:
    label = bench.label
    return replace(bench, label=replace(label, job=jobs[label.lpn])) if label and label.lpn in jobs and not label.job else bench
