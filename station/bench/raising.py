"""A better grade that waits for the supervisor's desk: the question with its new picture in, a hold out; the decision in, the grade out.

While it waits the unit is on hold, since what is asked about is not graded. Agreed, the found grade is written again and then
overridden; refused, the found grade stands. Both are one step, under the supervisor.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from station.bench import labelling, receiving, records
from station.bench.alerting import must_not_be_stopped
from station.bench.asking import ask, unit_of
from station.bench.events import Event
from station.bench.menu import RAISE
from station.bench.prompts import ASK_DESK, shot_due
from station.bench.regrading import again, must_stand_graded, override, released_fact, rubric_of
from station.bench.states import Ask, Bench, Question, Step
from station.model.facts import NewFact
from station.model.grades import Outcome, Seal
from station.model.units import KnownUnit
from station.rules.disposition import decide
from station.rules.recorded import inspection_from
from station.rules.rulebook import Rulebook

_SUPERVISOR: Final = "SUPERVISOR"  # the reason whose terms count where a site's own policy knows no raises
# What a record says of a grade and not of what was seen: none of it stands while the unit waits.
_OF_THE_GRADE: Final = frozenset(
    {"outcome", "grade", "disposition", "bin", "policy", "derogation", "value", "promise", "from", "to", "reason", "by"}
)
_NO_TIME: Final = {"find": 0, "inspect": 0, "photograph": 0}


def ask_at_desk(bench: Bench, question: Question) -> Step:
    """No badge is here: the picture is taken now, and the supervisor decides at the desk."""
    asked = ask(bench, replace(question, decision=ASK_DESK))
    due = shot_due(asked.bench)
    return Step(asked.bench, effects=(due,) if due else ())


def hold(bench: Bench, question: Question, photos: list[dict[str, Any]], event: Event, rules: Rulebook) -> Step:
    """item.held for the raise: everything that was found, the new picture, and which grade is asked for and why."""
    known = unit_of(bench, None, "NOTHING_TO_GRADE")
    must_stand_graded(known)
    must_not_be_stopped(known)
    wanted = {"from": known.grade, "to": question.to, "reason": question.reason, "outcome": known.record["outcome"]}
    wanted["asked_by"] = bench.person.id if bench.person else None
    said = {
        **_seen(known.record),
        "photos": [*known.record.get("photos", ()), *photos],
        "condition": _condition(known, None, rules),
        "raise": wanted,
        "corrects": known.record_fact,
    }
    reason = _reason(rules, event.at)
    fact = records.held(again(known, event), said, [reason], rules)
    label = labelling.label_for(fact, known.received, rules, {RAISE: rules.holds.reasons[_SUPERVISOR].label}, known.copies + 1)
    free = replace(bench, question=None, idle_ms=event.ms)
    return Step(replace(free, state=free.resting), (fact, *labelling.voided(known, "raise_asked"), label))


def decided(bench: Bench, known: KnownUnit, question: Question, event: Event, rules: Rulebook) -> Step:
    """item.released, the found grade, and where the supervisor agrees item.overridden."""
    must_not_be_stopped(known)
    released = released_fact(known, question.decision, question.agreed_by, event)
    graded = _found(known, event, rules)
    free = replace(bench, question=None, idle_ms=event.ms)
    if question.decision == "KEEP_GRADE":
        words = {code: finding.label for code, finding in rubric_of(known, rules).findings.items()}
        label = labelling.label_for(graded, known.received, rules, words, known.copies + 1)
        return Step(replace(free, state=free.resting), (released, graded, *labelling.voided(known, "released"), label))
    body, raised = graded.payload, known.record["raise"]
    found = replace(known, state="graded", grade=body["grade"], disposition=body["disposition"], bin=body["bin"], record=body)
    agreed = Question(Ask.GRADE, unit=found, to=raised["to"], reason=raised["reason"], agreed_by=question.agreed_by)
    step = override(replace(free, question=agreed), agreed, [], event, rules)
    return Step(step.bench, (released, graded, *step.facts))


def _found(known: KnownUnit, event: Event, rules: Rulebook) -> NewFact:
    """The grade that the findings gave, under the policy of today; nobody inspected anything, so it took no time."""
    rubric, outcome = rubric_of(known, rules), Outcome(known.record["raise"]["outcome"])
    worth = receiving.circumstances(known.received)
    decision = decide(rules.dispositions, rubric, outcome, list(known.record.get("because", ())), worth, rules.hold_shelves)
    said = {
        **{name: value for name, value in _seen(known.record).items() if name not in ("raise", "reasons", "shelf", "decided_by")},
        "condition": _condition(known, outcome, rules),
        "spent_ms": _NO_TIME,
        "actions": 0,
        "found_by": known.record["raise"]["asked_by"],
        "corrects": known.record_fact,
    }
    return records.graded(again(known, event), said, outcome, decision, worth, rules, event.at)


def _seen(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in _OF_THE_GRADE}


def _condition(known: KnownUnit, outcome: Outcome | None, rules: Rulebook) -> dict[str, int | str]:
    inspection = inspection_from(known.record, known.received, rubric_of(known, rules), known.product)
    seal = Seal(str((known.record.get("seal") or {}).get("state", "opened_intact")).upper())
    return records.condition(rules, outcome, seal, inspection, known.received)


def _reason(rules: Rulebook, at: str) -> dict[str, Any]:
    known = RAISE if RAISE in rules.holds.reasons else _SUPERVISOR
    return {**records.reason(rules, known, at), "reason": RAISE}
