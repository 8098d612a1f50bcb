"""Holds decided: released, inspected again, or sent back to the customer; by a supervisor, and by nobody else."""

from dataclasses import replace

from station.bench import finishing, labelling, receiving
from station.bench.asking import ask, unit_of
from station.bench.events import Event
from station.bench.regrading import again, components_of, inspect_again
from station.bench.states import Bench, Question, Step
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.grades import Disposition
from station.model.units import KnownUnit
from station.rules.disposition import bin_for
from station.rules.recorded import inspection_from
from station.rules.rulebook import Rulebook
from station.rules.verdict import judge


def release(bench: Bench, question: Question, event: Event, rules: Rulebook) -> Step:
    """item.released: the decision about a hold, by the signed-in supervisor or by the badge that was scanned."""
    person = bench.person
    agreed = question.agreed_by or (person.id if person and person.role.may_supervise else "")
    if not agreed:
        return ask(bench, question)
    known = unit_of(bench, None, "NOTHING_IN_HAND")
    fact = NewFact(
        kinds.ITEM_RELEASED,
        known.lpn,
        {
            "decision": question.decision,
            "by": agreed,
            "client": known.client,
            "reasons": known.record.get("reasons", []),
            "hold": known.record_fact,
        },
    )
    free = replace(bench, question=None)
    if question.decision == "RETURN_TO_CUSTOMER":
        return _sent_back(replace(free, state=free.resting), known, fact, rules)
    step = _after_release(free, known, event, rules) if question.decision == "RELEASE" else inspect_again(free, known, event, rules)
    return Step(step.bench, (fact, *step.facts), step.effects)


def _after_release(bench: Bench, known: KnownUnit, event: Event, rules: Rulebook) -> Step:
    """Each held finding forces what it forces afterwards; where one has no "afterwards", the unit starts again at the board."""
    rubric = rules.rubric_for(known.product) if known.product else None
    if rubric is None or not known.record.get("findings"):
        return inspect_again(bench, known, event, rules)
    inspection = inspection_from(known.record, known.received, rubric, components_of(known))
    holds = judge(inspection).holds
    released = tuple(replace(each, released=True) if each.finding in holds else each for each in inspection.raised)
    freed = replace(inspection, raised=released)
    if judge(freed).outcome.is_hold or inspection.ending:
        return inspect_again(bench, known, event, rules)
    return finishing.proceed(bench, replace(again(known, event), inspection=freed), event, rules)


def _sent_back(bench: Bench, known: KnownUnit, fact: NewFact, rules: Rulebook) -> Step:
    circumstances = receiving.circumstances(known.received)
    where = bin_for(rules.dispositions, Disposition.RETURN_TO_CUSTOMER, circumstances)
    payload = {
        **fact.payload,
        "disposition": Disposition.RETURN_TO_CUSTOMER.value,
        "bin": where,
        "because": list(known.record.get("because", ())),
    }
    decided = replace(fact, payload=payload)
    label = labelling.label_for(decided, known.received, rules, {}, known.copies + 1)
    void = [labelling.voided(known.job, known.lpn, "released")] if known.job else []
    return Step(bench, (decided, *void, label))
