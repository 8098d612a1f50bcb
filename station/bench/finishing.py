"""The end of a unit: the verdict becomes facts, and the bench is free for the next one."""

from collections.abc import Mapping
from dataclasses import replace

from station.bench import labelling, receiving, records
from station.bench.events import Event
from station.bench.states import Ask, Bench, Route, State, Step, TakePhoto, Unit
from station.errors import Bug
from station.model.facts import NewFact
from station.model.grades import Disposition, Outcome
from station.rules.disposition import Decision, bin_for, decide
from station.rules.rulebook import Rulebook
from station.rules.steps import PhotoDue, next_step
from station.rules.verdict import judge


def proceed(bench: Bench, unit: Unit, event: Event, rules: Rulebook) -> Step:
    """Ask, photograph or conclude: whatever the unit in hand needs next."""
    if unit.inspection is None:
        return _without_inspection(bench, unit, event, rules)
    due = next_step(unit.inspection)
    if isinstance(due, PhotoDue):
        shown = replace(unit, inspected_ms=unit.inspected_ms or event.ms)
        return Step(replace(bench, unit=shown, state=State.PHOTOGRAPHING), effects=(TakePhoto(due.shot, due.finding),))
    if due is not None:
        return Step(replace(bench, unit=replace(unit, inspected_ms=0), state=State.INSPECTING))
    return conclude(bench, unit, event, rules)


def _without_inspection(bench: Bench, unit: Unit, event: Event, rules: Rulebook) -> Step:
    if unit.hold == "EMPTY_BOX" and unit.weight_g is None:
        return Step(replace(bench, unit=unit, state=State.INSPECTING))
    taken = {shot.shot for shot in unit.photos}
    missing = next((shot for shot in unit.shots if shot not in taken), None)
    if missing and not unit.waived_by:
        return Step(replace(bench, unit=unit, state=State.PHOTOGRAPHING), effects=(TakePhoto(missing),))
    return hold_unit(bench, unit, unit.hold, event, rules)


def hold_unit(bench: Bench, unit: Unit, code: str, event: Event, rules: Rulebook) -> Step:
    """The unit in hand waits for somebody's decision, with the pictures and findings it has so far."""
    decided = records.unit_hold(bench, unit, code, rules, event)
    return _finish(bench, unit, decided, event, rules)


def conclude(bench: Bench, unit: Unit, event: Event, rules: Rulebook) -> Step:
    """Grade the unit, or hold it for the person that its findings name."""
    if unit.inspection is None:
        raise Bug("UNIT_WITHOUT_INSPECTION", lpn=unit.lpn)
    verdict = judge(unit.inspection)
    goods = receiving.goods_of(unit)
    body = {**records.judged(unit.inspection, verdict, rules, goods), **records.work(unit, event), "corrects": corrected(unit)}
    if verdict.outcome.is_hold:
        reasons = records.finding_reasons(unit.inspection, verdict, rules, event.at)
        return _finish(bench, unit, [records.held(unit.lpn, body, reasons, rules)], event, rules)
    circumstances = receiving.circumstances(goods)
    decision = decide(rules.dispositions, unit.inspection.rubric, verdict.outcome, verdict.because, circumstances)
    if decision.disposition is Disposition.HOLD:
        reasons = [records.reason(rules, "SUPERVISOR", event.at)]
        return _finish(bench, unit, [records.held(unit.lpn, body, reasons, rules)], event, rules)
    return _finish(bench, unit, [records.graded(unit.lpn, body, verdict.outcome, decision, circumstances, rules)], event, rules)


def corrected(unit: Unit) -> str | None:
    """The fact that a new grade of a known unit takes the place of."""
    return unit.known.record_fact or None if unit.known else None


def quarantine(bench: Bench, unit: Unit, event: Event, rules: Rulebook) -> Step:
    """RS-STOP: grade C, kept apart; nothing else is asked and no picture is needed."""
    goods = receiving.goods_of(unit)
    circumstances = receiving.circumstances(goods)
    body = {
        **{name: goods.get(name) for name in ("sku", "gtin", "client", "market", "category")},
        "findings": [{"finding": raised.finding, "answers": dict(raised.answers)} for raised in unit.inspection.raised]
        if unit.inspection
        else [],
        "absent": {},
        "checks": [],
        "because": ["STOP"],
        "photos": records.photos(unit.inspection.photos if unit.inspection else unit.photos),
        "condition": dict(rules.conditions.of(None, judge(unit.inspection).seal, (), ())) if unit.inspection else {},
        "rubric": rules.reference(unit.inspection.rubric.name) if unit.inspection else None,
        **records.work(unit, event),
        "corrects": corrected(unit),
    }
    where = bin_for(rules.dispositions, Disposition.QUARANTINE, circumstances)
    decision = Decision(Disposition.QUARANTINE, where, 0)
    return _finish(bench, unit, [records.graded(unit.lpn, body, Outcome.QUARANTINE, decision, circumstances, rules)], event, rules)


def _finish(bench: Bench, unit: Unit, decided: list[NewFact], event: Event, rules: Rulebook) -> Step:
    goods = receiving.goods_of(unit)
    copies = unit.known.copies if unit.known else 0
    before = [] if unit.known else [receiving.received(unit)]
    void = [labelling.voided(unit.known.job, unit.lpn, "regraded")] if unit.known and unit.known.job else []
    label = labelling.label_for(decided[-1], goods, rules, words_of(unit), copies + 1)
    return Step(_freed(bench, unit, event), (*before, *decided, *void, label))


def words_of(unit: Unit) -> Mapping[str, str]:
    """Finding codes in the rubric's words, for the label."""
    words = {"STOP": "Stopped: hazard"}
    if unit.inspection:
        words |= {code: finding.label for code, finding in unit.inspection.rubric.findings.items()}
    return words


def _freed(bench: Bench, unit: Unit, event: Event) -> Bench:
    """The bench after a unit: its parcel counts it, and a closing that asked about it goes on."""
    parcel = bench.parcel
    if parcel and not unit.known and unit.parcel == parcel.id and unit.route is not Route.EMPTY_BOX:
        parcel = parcel.with_unit(unit.line)
    free = replace(bench, unit=None, parcel=parcel, plate="" if bench.plate == unit.lpn else bench.plate, idle_ms=event.ms)
    closing = bench.question is not None and bench.question.ask is Ask.CLOSE
    return replace(free, state=State.DECIDING) if closing else replace(free, question=None, state=free.resting)
