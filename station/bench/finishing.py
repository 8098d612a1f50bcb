"""The end of a unit: the verdict becomes facts, and the bench is free for the next one."""

from collections.abc import Mapping
from dataclasses import replace

from station.bench import labelling, receiving, records
from station.bench.events import Event
from station.bench.states import Ask, Bench, Route, State, Step, TakePhoto, Unit
from station.errors import Bug
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.grades import Disposition, Outcome
from station.rules.disposition import Decision, bin_for, decide
from station.rules.inspection import Inspection
from station.rules.rulebook import Rulebook
from station.rules.settling import settle
from station.rules.steps import PhotoDue, next_step
from station.rules.verdict import judge


def proceed(bench: Bench, unit: Unit, event: Event, rules: Rulebook) -> Step:
    """Ask, photograph or conclude: whatever the unit in hand needs next."""
    if unit.inspection is None:
        return _without_inspection(bench, unit, event, rules)
    settled = settle(unit.inspection)
    unit, due = replace(unit, inspection=settled), next_step(settled)
    if isinstance(due, PhotoDue):
        shown = replace(unit, inspected_ms=unit.inspected_ms or event.ms)
        return Step(replace(bench, unit=shown, state=State.PHOTOGRAPHING), effects=(TakePhoto(due.shot, due.finding),))
    if due is not None:
        return Step(replace(bench, unit=replace(unit, inspected_ms=0), state=State.INSPECTING))
    return conclude(bench, unit, event, rules)


def _without_inspection(bench: Bench, unit: Unit, event: Event, rules: Rulebook) -> Step:
    if unit.hold == "EMPTY_BOX" and not unit.weighed:
        return Step(replace(bench, unit=unit, state=State.INSPECTING))
    taken = {shot.shot for shot in unit.photos}
    missing = next((shot for shot in unit.shots if shot not in taken), None)
    if missing and not unit.waived_by:
        return Step(replace(bench, unit=unit, state=State.PHOTOGRAPHING), effects=(TakePhoto(missing),))
    return hold_unit(bench, unit, unit.hold, event, rules)


def hold_unit(bench: Bench, unit: Unit, code: str, event: Event, rules: Rulebook) -> Step:
    """The unit in hand waits for somebody's decision, with the pictures and findings it has so far."""
    said = records.body(unit, rules, event, None, [code])
    return _finish(bench, unit, records.held(unit, said, [records.reason(rules, code, event.at)], rules), event, rules)


def is_hazard(inspection: Inspection) -> bool:
    """Whether a finding stands that forces quarantine."""
    return any(inspection.outcome(raised) is Outcome.QUARANTINE for raised in inspection.ending)


def conclude_without_photos(bench: Bench, unit: Unit, event: Event, rules: Rulebook) -> Step:
    """A hazard that a hold card cut short: kept apart at once with the pictures it has, and the fact names the card beside the finding."""
    if unit.inspection is None:
        raise Bug("UNIT_WITHOUT_INSPECTION", lpn=unit.lpn)
    verdict = judge(unit.inspection)
    return _kept_apart(bench, unit, [*verdict.because, "STOP"], event, rules)


def conclude(bench: Bench, unit: Unit, event: Event, rules: Rulebook) -> Step:
    """Grade the unit, or hold it for the person that its findings name."""
    if unit.inspection is None:
        raise Bug("UNIT_WITHOUT_INSPECTION", lpn=unit.lpn)
    verdict = judge(unit.inspection)
    if verdict.outcome.is_hold:
        said, reasons = (
            records.body(unit, rules, event, None, verdict=verdict),
            records.finding_reasons(unit.inspection, verdict, rules, event.at),
        )
        return _finish(bench, unit, records.held(unit, said, reasons, rules), event, rules)
    worth = receiving.circumstances(receiving.goods_of(unit))
    decision = decide(rules.dispositions, unit.inspection.rubric, verdict.outcome, verdict.because, worth, rules.hold_shelves)
    if decision.disposition is Disposition.HOLD:
        return hold_unit(bench, unit, "SUPERVISOR", event, rules)
    said = records.body(unit, rules, event, verdict.outcome, verdict=verdict)
    return _finish(bench, unit, records.graded(unit, said, verdict.outcome, decision, worth, rules, event.at), event, rules)


def quarantine(bench: Bench, unit: Unit, event: Event, rules: Rulebook) -> Step:
    """RS-STOP: grade C, kept apart; nothing else is asked and no picture is needed."""
    return _kept_apart(bench, unit, ["STOP"], event, rules)


def _kept_apart(bench: Bench, unit: Unit, because: list[str], event: Event, rules: Rulebook) -> Step:
    worth = receiving.circumstances(receiving.goods_of(unit))
    decision = Decision(Disposition.QUARANTINE, bin_for(rules.dispositions, Disposition.QUARANTINE, worth), 0)
    said = records.body(unit, rules, event, Outcome.QUARANTINE, because)
    return _finish(bench, unit, records.graded(unit, said, Outcome.QUARANTINE, decision, worth, rules, event.at), event, rules)


def _finish(bench: Bench, unit: Unit, decided: NewFact, event: Event, rules: Rulebook) -> Step:
    goods = receiving.goods_of(unit)
    # A plate of a roll says what copy 1 would say, so the label is copy 2: only its own scan shows that it is on the unit.
    copies = max(unit.labels.copies, int(unit.preprinted))
    before = [] if unit.known else [receiving.received(unit)]
    void = _voided(unit)
    label = labelling.label_for(decided, goods, rules, words_of(unit), copies + 1)
    return Step(_freed(bench, unit, event), (*before, decided, *void, label))


def _voided(unit: Unit) -> list[NewFact]:
    """What it had until now makes room for its label: that of an earlier grade, or the plate that it got when it was set aside."""
    why = "regraded" if unit.known else "graded"
    return [NewFact(kinds.LABEL_VOIDED, unit.lpn, {"job": job, "why": why}) for job in unit.labels.jobs]


def words_of(unit: Unit) -> Mapping[str, str]:
    """Finding codes in the rubric's words, for the label; what is no finding (a stop, the seal) stays a code, which the label words."""
    return {code: finding.label for code, finding in unit.inspection.rubric.findings.items()} if unit.inspection else {}


def _freed(bench: Bench, unit: Unit, event: Event) -> Bench:
    """The bench after a unit: its parcel counts it, and a closing that asked about it goes on."""
    parcel = bench.parcel
    if parcel and not unit.known and not unit.counted and unit.parcel == parcel.id and unit.route is not Route.EMPTY_BOX:
        parcel = parcel.with_unit(unit.line, instead=unit.route is Route.WRONG_ITEM)
    free = replace(bench, unit=None, parcel=parcel, plate="" if bench.plate == unit.lpn else bench.plate, idle_ms=event.ms)
    closing = bench.question is not None and bench.question.ask is Ask.CLOSE
    return replace(free, state=State.DECIDING) if closing else replace(free, question=None, state=free.resting)
