"""The facts that an inspection ends in: graded or held, with what was seen, asked and assumed.

A unit, its verdict and the rulebook in; payloads out. Codes only: the words are looked up when somebody reads them.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from station.bench import moves, receiving
from station.bench.alerting import parts_of
from station.bench.events import Event
from station.bench.states import Unit
from station.clock import moment, stamp
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.grades import Disposition, Outcome, Seal
from station.rules.disposition import Circumstances, Decision
from station.rules.inspection import Inspection, Shot
from station.rules.rulebook import Rulebook
from station.rules.steps import board_checks
from station.rules.tracing import traced
from station.rules.verdict import Verdict, judge


def body(
    unit: Unit, rules: Rulebook, event: Event, outcome: Outcome | None, because: list[str] | None = None, verdict: Verdict | None = None
) -> dict[str, Any]:
    """What was seen and asked, what it forced and what it took: the same form for a grade, a hold and a stop.

    `outcome` is None for a hold; `because` names what decided where it was not the findings;
    `verdict` is that of the unit's inspection, where the caller has it already.
    """
    goods = receiving.goods_of(unit)
    inspection = unit.inspection
    said = _seen(inspection, verdict or judge(inspection), rules, outcome, goods) if inspection else _unseen(unit, rules, outcome)
    return {
        **{name: goods.get(name) for name in ("sku", "gtin", "client", "market", "category")},
        **said,
        **({"because": because} if because is not None else {}),
        **work(unit, event),
        "traced": traced(inspection.parts if inspection else _parts(unit)),
        "alerts": [{"kind": alert.kind, "then": alert.then} for alert in unit.alerts],
        "corrects": unit.known.record_fact or None if unit.known else None,
    }


def _seen(inspection: Inspection, verdict: Verdict, rules: Rulebook, outcome: Outcome | None, goods: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "findings": [_finding(inspection, verdict, raised.finding) for raised in inspection.raised],
        "absent": {basis.value: list(codes) for basis, codes in verdict.absent.items()},
        "checks": _checks(inspection),
        "board_closed": inspection.board_closed,
        "seal": {"state": verdict.seal.value.lower(), "basis": verdict.seal_basis.value},
        "because": list(verdict.because),
        "rubric": rules.reference(inspection.rubric.name),
        "photos": photos(inspection.photos),
        "condition": condition(rules, outcome, verdict.seal, inspection, goods),
    }


def _unseen(unit: Unit, rules: Rulebook, outcome: Outcome | None) -> dict[str, Any]:
    """A unit that nobody inspected: unidentified, an empty box, or without a rubric."""
    nothing: dict[str, Any] = {
        "findings": [],
        "absent": {},
        "checks": [],
        "board_closed": False,
        "seal": None,
        "because": [],
        "rubric": None,
    }
    return nothing | {"photos": photos(unit.photos), "condition": dict(rules.conditions.of(outcome, Seal.OPENED_INTACT, (), ()))}


def _finding(inspection: Inspection, verdict: Verdict, code: str) -> dict[str, Any]:
    raised = next(each for each in inspection.raised if each.finding == code)
    definition = inspection.definition(raised)
    outcome = verdict.forces.get(code)
    also = [*definition.also, *(mark for answer in inspection.follow_up_answers(raised) for mark in answer.also)]
    return {
        "finding": code,
        "answers": dict(raised.answers),
        "forces": outcome.value if outcome else None,
        "basis": raised.basis.value,
        "reworked": raised.reworked,
        "released": raised.released,
        "also": also,
        "family": definition.family,
        "stage": definition.stage,
    }


def _parts(unit: Unit) -> dict[str, str]:
    """What the code of a unit told that nobody inspected: its serial stands on the box, for all we know."""
    parts = dict(parts_of(unit))
    serial = parts.pop("serial", "")
    return {"box_serial": serial, **parts} if serial else parts


def _checks(inspection: Inspection) -> list[dict[str, Any]]:
    asked = [_answered(inspection, code, answer) for code, answers in inspection.answered.items() for answer in answers]
    if inspection.ending or not inspection.board_closed:
        return asked
    named = {id(check): code for code, check in inspection.rubric.checks.items()}
    under_key_one = [{"check": named[id(check)], "answer": check.as_new.code, "basis": "BOARD"} for check in board_checks(inspection)]
    return under_key_one + asked


def _answered(inspection: Inspection, code: str, answer: str) -> dict[str, Any]:
    """One answer, by a key or by a comparison; a comparison also says which findings it ruled out."""
    given = {"check": code, "answer": answer}
    by_scan = code in inspection.scanned and inspection.rubric.checks[code].answer(answer).by == "scan"
    return {**given, "basis": "SCAN", "rules_out": list(inspection.scanned[code])} if by_scan else {**given, "basis": "PROMPT"}


def photos(shots: tuple[Shot, ...]) -> list[dict[str, Any]]:
    """Photographs as payloads name them."""
    return [photo(shot) for shot in shots]


def photo(shot: Shot) -> dict[str, Any]:
    """One photograph; its circles and what was wrong with it only where there is any."""
    marks = [{"x": mark.x, "y": mark.y, "radius": mark.radius} for mark in shot.marks]
    named = {"sha256": shot.sha256, "shot": shot.shot, "finding": shot.finding, "source": shot.source}
    return named | ({"marks": marks} if marks else {}) | ({"doubt": shot.doubt} if shot.doubt else {})


def condition(
    rules: Rulebook, outcome: Outcome | None, seal: Seal, inspection: Inspection, goods: Mapping[str, Any]
) -> dict[str, int | str]:
    """What channels may call the unit; which words there are differs by client and by category."""
    marks = [mark for raised in inspection.raised for mark in inspection.definition(raised).also]
    marks += [mark for raised in inspection.raised for answer in inspection.follow_up_answers(raised) for mark in answer.also]
    findings = [raised.finding for raised in inspection.raised]
    categories = (inspection.rubric.name, str(goods.get("category") or ""))
    return dict(rules.conditions.of(outcome, seal, findings, marks, str(goods.get("client") or ""), categories))


def work(unit: Unit, event: Event) -> dict[str, Any]:
    """What it took: milliseconds by step, and the inspector's actions."""
    inspected = unit.inspected_ms or event.ms
    spent = {"find": unit.find_ms, "inspect": inspected - unit.started_ms, "photograph": event.ms - inspected}
    extra = {"photos_waived_by": unit.waived_by} if unit.waived_by else {}
    return {"spent_ms": {step: max(0, ms) for step, ms in spent.items()}, "actions": unit.actions, "same_as": unit.same_as, **extra}


def graded(
    unit: Unit, said: Mapping[str, Any], outcome: Outcome, decision: Decision, worth: Circumstances, rules: Rulebook, at: str
) -> NewFact:
    """item.graded: the grade, why, what happens next, and whether the site's promise was kept at `at`."""
    grade = outcome.grade
    return NewFact(
        kinds.ITEM_GRADED,
        unit.lpn,
        {
            **said,
            "outcome": outcome.value,
            "grade": grade.value if grade else None,
            "disposition": decision.disposition.value,
            "bin": decision.bin,
            "policy": f"{rules.reference(rules.dispositions.name)}#{decision.rule}",
            **({"derogation": decision.derogation} if decision.derogation else {}),
            "value": worth.value.as_json() if worth.value else None,
            **promised(rules, unit.arrived_at, at),
            **moves.out_of_stock(unit.known),
        },
        receiving.context_of(unit),
    )


def promised(rules: Rulebook, arrived_at: str, at: str) -> dict[str, Any]:
    """How a grade at `at` keeps the site's promise; nothing where no site promises anything. Whoever came at an unknown time came now."""
    return {"promise": rules.promise.told(arrived_at or at, at)} if rules.promise and at else {}


def held(unit: Unit, said: Mapping[str, Any], reasons: list[dict[str, Any]], rules: Rulebook) -> NewFact:
    """item.held: who decides what, by when, and on which shelf it waits."""
    first = reasons[0]["for"] if reasons else "SUPERVISOR"
    shelf = next((name for owner, name in rules.holds.shelf.items() if owner.value == first), "")
    payload = {**said, "grade": None, "disposition": Disposition.HOLD.value, "reasons": reasons, "shelf": shelf, "bin": shelf}
    payload |= moves.out_of_stock(unit.known)
    return NewFact(kinds.ITEM_HELD, unit.lpn, payload, receiving.context_of(unit))


def reason(rules: Rulebook, code: str, at: str) -> dict[str, Any]:
    """One reason of the holds policy, with the day on which its default happens."""
    named = rules.holds.reasons[code]
    return _reason(rules, code, named.owner.value, named.question, named.default, at)


def finding_reasons(inspection: Inspection, verdict: Verdict, rules: Rulebook, at: str) -> list[dict[str, Any]]:
    """The holds that findings forced, the one that decides first; all of them stand until each is decided."""
    reasons = []
    for code, outcome in sorted(verdict.holds.items(), key=lambda pair: -pair[1].rank):
        owner = outcome.owner
        if owner is not None:
            question = inspection.rubric.findings[code].decides.get(owner.value, "")
            reasons.append(_reason(rules, code, owner.value, question, "escalate", at))
    return reasons


def due_after(at: str, days: int) -> str:
    """So many days of 24 hours after a moment, both as facts write time."""
    return stamp(moment(at) + timedelta(days=days))


def _reason(rules: Rulebook, code: str, owner: str, question: str, default: str, at: str) -> dict[str, Any]:
    days = next((days for name, days in rules.holds.days.items() if name.value == owner), 7)
    due = due_after(at, days) if at else None
    return {"reason": code, "for": owner, "question": question, "default": default, "due_at": due}
