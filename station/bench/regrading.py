"""A unit that was graded before: undo after the save, rework, and another grade than its findings gave.

Nothing is edited: each of these writes a new fact that names the old one.
"""

from dataclasses import replace

from station.bench import finishing, labelling, moves, receiving, records
from station.bench.agreeing import agrees_already
from station.bench.alerting import must_not_be_stopped, stopped_by
from station.bench.asking import ask, unit_of
from station.bench.events import Event, GradeAsked, ReworkAsked, UndoAsked
from station.bench.prompts import is_raised, reworkable, shot_due
from station.bench.states import Ask, Bench, Question, Step, Unit
from station.bench.taking import begin
from station.errors import Refusal
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.grades import Disposition, Grade, Outcome, Seal
from station.model.units import KnownUnit
from station.rules.disposition import decide
from station.rules.inspection import Inspection
from station.rules.recorded import inspection_from
from station.rules.rubric import Rubric
from station.rules.rulebook import Rulebook


def ask_undo(bench: Bench, event: UndoAsked, _rules: Rulebook) -> Step:
    """Undo after the save names the unit first."""
    unit = unit_of(bench, event.unit, "NOTHING_TO_UNDO")
    _must_be_undoable(unit)
    return ask(bench, Question(Ask.UNDO, unit=unit))


def reopen(bench: Bench, question: Question, event: Event, rules: Rulebook) -> Step:
    """item.reopened: the grade is taken back, its labels voided, and the unit is inspected anew under the same plate.

    What somebody else decides about, and what is in quarantine, is reopened by a supervisor only.
    """
    known = unit_of(bench, None, "NOTHING_TO_UNDO")
    _must_be_undoable(known)  # somebody else may have moved it since this was asked
    agreed = agrees_already(bench, question)
    if (known.state == "held" or known.disposition == Disposition.QUARANTINE.value) and not agreed:
        return ask(bench, replace(question, decision="REOPEN"))
    taken_back, *void = taken_back_facts(known, agreed)
    again = replace(known, jobs=())
    step = inspect_again(replace(bench, question=None), again, event, rules)
    return Step(step.bench, (taken_back, *void, *step.facts), step.effects)


def _must_be_undoable(unit: KnownUnit) -> None:
    """Raises Refusal UNIT_PUT_AWAY for a unit that lies in its place, and UNIT_GONE for another that is no longer before anybody."""
    stopped_in_its_tote = unit.state == "toted" and bool(unit.new_alerts)
    if unit.state in ("toted", "restocked", "lotted") and not stopped_in_its_tote:
        raise put_away(unit)
    if unit.state not in ("graded", "held") and not stopped_in_its_tote:
        raise Refusal("UNIT_GONE", lpn=unit.lpn, state=f"@UNIT_STATE_{unit.state.upper()}")


def put_away(unit: KnownUnit) -> Refusal:
    """Nobody asked about its grade: what was put away is moved by its plate."""
    return Refusal("UNIT_PUT_AWAY", lpn=unit.lpn, place=unit.tote or unit.lot or unit.bin or "–")


def taken_back_facts(known: KnownUnit, agreed: str, why: str = "", remark: str = "") -> tuple[NewFact, ...]:
    """item.reopened, which names the decision that it takes back and whoever agreed, and the labels that say it voided.

    `why` is a code, `remark` somebody's own words, which may be erased one day.
    """
    was = {"state": known.state, "grade": known.grade, "disposition": known.disposition, "bin": known.bin}
    payload = {"grade_fact": known.record_fact, "was": was, "client": known.client, "by": agreed or None, **({"why": why} if why else {})}
    fact = NewFact(kinds.ITEM_REOPENED, known.lpn, {**payload, **moves.out_of_stock(known)}, {"remark": remark} if remark else None)
    return (fact, *labelling.voided(known, "reopened"))


def inspect_again(bench: Bench, known: KnownUnit, event: Event, rules: Rulebook, decided: tuple[str, ...] = ()) -> Step:
    """The unit from the board on, under its own plate; `decided` are the findings of a hold that somebody has decided."""
    unit = again(known, event)
    if known.product is None:
        return finishing.proceed(bench, replace(unit, hold="IDENTITY", shots=receiving.UNIDENTIFIED_SHOTS), event, rules)
    return finishing.proceed(bench, begin(unit, known.product, rules, event.today, decided=decided), event, rules)


def again(known: KnownUnit, event: Event) -> Unit:
    """A unit that is known already, in hand again."""
    return Unit(
        lpn=known.lpn, client=known.client, product=known.product, by="plate", known=known, alerts=known.alerts, started_ms=event.ms,
        arrived_at=known.arrived_at,
    )  # fmt: skip


def released_fact(known: KnownUnit, decision: str, agreed: str, event: Event) -> NewFact:
    """item.released: which hold was decided, how, and by whom."""
    reasons = known.record.get("reasons", [])
    payload = {"decision": decision, "by": agreed, "client": known.client, "reasons": reasons, "hold": known.record_fact}
    return NewFact(kinds.ITEM_RELEASED, known.lpn, payload, receiving.context_of(again(known, event)))


def recorded(known: KnownUnit, rubric: Rubric, event: Event) -> Inspection:
    """The inspection that stands, under the alerts that came since."""
    return stopped_by(replace(inspection_from(known.record, known.received, rubric, known.product), today=event.today), known.new_alerts)


def rework(bench: Bench, event: ReworkAsked, rules: Rulebook) -> Step:
    """A graded unit whose rework is done: its finding is asked again, and it is graded anew."""
    known = unit_of(bench, event.unit, "NOTHING_TO_REWORK")
    if known.disposition == Disposition.QUARANTINE.value:
        raise Refusal("QUARANTINE_STAYS", lpn=known.lpn)
    rubric = rubric_of(known, rules)
    finding = reworkable(known, rubric) if known.state == "graded" else None
    if finding is None:
        raise Refusal("NOTHING_TO_REWORK")
    inspection = recorded(known, rubric, event)
    unit = replace(again(known, event), inspection=inspection if inspection.ending else replace(inspection, reworking=finding))
    return finishing.proceed(replace(bench, question=None), unit, event, rules)


def ask_grade(bench: Bench, event: GradeAsked, rules: Rulebook) -> Step:
    """Another grade: lowering needs a reason, raising a reason, a supervisor's badge and a new picture; never out of quarantine."""
    unit = unit_of(bench, event.unit, "NOTHING_TO_GRADE")
    grade = must_stand_graded(unit)
    if unit.disposition == Disposition.QUARANTINE.value:
        raise Refusal("QUARANTINE_STAYS", lpn=unit.lpn)
    if grade == event.grade.value:
        raise Refusal("SAME_GRADE", lpn=unit.lpn, grade=grade)
    if event.grade.value < grade and not event.somebody_may:
        raise Refusal("NO_SUPERVISOR", lpn=unit.lpn)
    must_not_be_stopped(unit)
    rubric_of(unit, rules)
    return ask(bench, Question(Ask.GRADE, unit=unit, to=event.grade.value))


def must_stand_graded(unit: KnownUnit) -> str:
    """The grade that stands, or Refusal NOT_GRADED; asked once more when another one is written: the unit may have been moved meanwhile."""
    if unit.grade is None or unit.state != "graded":
        raise Refusal("NOT_GRADED", lpn=unit.lpn, state=f"@UNIT_STATE_{unit.state.upper()}")
    return unit.grade


def regrade(bench: Bench, question: Question, event: Event, rules: Rulebook) -> Step:
    """With the reason known: a lower grade is written at once; a better one waits for its badge, then for its picture."""
    if not is_raised(question):
        return override(bench, question, [], event, rules)
    asked = ask(bench, replace(question, agreed_by=agrees_already(bench, question)))
    due = shot_due(asked.bench)
    return Step(asked.bench, effects=(due,) if due else ())


def override(bench: Bench, question: Question, photos: list[dict[str, object]], event: Event, rules: Rulebook) -> Step:
    """item.overridden, with a new label in place of the old one."""
    known = unit_of(bench, None, "NOTHING_TO_GRADE")
    must_stand_graded(known)
    must_not_be_stopped(known)
    rubric, outcome = rubric_of(known, rules), Outcome(question.to)
    because = [] if outcome is Outcome.A else list(known.record.get("because", ()))
    decision = decide(rules.dispositions, rubric, outcome, because, receiving.circumstances(known.received), rules.hold_shelves)
    inspection = inspection_from(known.record, known.received, rubric, known.product)
    seal = Seal(str((known.record.get("seal") or {}).get("state", "opened_intact")).upper())
    fact = NewFact(
        kinds.ITEM_OVERRIDDEN,
        known.lpn,
        {
            **{name: known.received.get(name) for name in ("sku", "gtin", "client", "market", "category")},
            "from": known.grade,
            "to": question.to,
            "grade": Grade(question.to).value,
            "outcome": outcome.value,
            "reason": question.reason,
            "by": question.agreed_by or None,
            "because": because,
            "disposition": decision.disposition.value,
            "bin": decision.bin,
            "policy": f"{rules.reference(rules.dispositions.name)}#{decision.rule}",
            **({"derogation": decision.derogation} if decision.derogation else {}),
            "photos": photos,
            "condition": records.condition(rules, outcome, seal, inspection, known.received),
            "corrects": known.record_fact,
        },
        receiving.context_of(again(known, event)),
    )
    label = labelling.label_for(fact, known.received, rules, _words(rubric), known.copies + 1)
    void = labelling.voided(known, "overridden")
    free = replace(bench, question=None, idle_ms=event.ms)
    return Step(replace(free, state=free.resting), (fact, *void, label))


def rubric_of(known: KnownUnit, rules: Rulebook) -> Rubric:
    """The rubric that a known unit is graded by; Refusal NO_RUBRIC."""
    rubric = rules.rubric_for(known.product) if known.product else None
    if rubric is None:
        raise Refusal("NO_RUBRIC", lpn=known.lpn, category=known.category or "?")
    return rubric


def _words(rubric: Rubric) -> dict[str, str]:
    return {code: finding.label for code, finding in rubric.findings.items()}
