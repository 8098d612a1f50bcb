"""Transitions outside an inspection: undo after the save, reprint, another grade, rework, holds decided, putaway, closing."""

from dataclasses import replace

from station.bench import arriving, finishing, records
from station.bench.events import (
    Answered,
    BinScanned,
    ClientScanned,
    Confirmed,
    Done,
    Event,
    GradeAsked,
    PhotoAsked,
    PhotoTaken,
    ReprintAsked,
    ReworkAsked,
    SignedIn,
    ToteScanned,
    UndoAsked,
)
from station.bench.prompts import is_raised, prompt_of, reworkable, shot_due
from station.bench.states import Ask, Bench, Question, State, Step, Unit
from station.bench.taking import begin
from station.errors import Refusal
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.grades import SELLABLE, Disposition, Grade, Outcome, Seal
from station.model.units import KnownUnit
from station.rules.disposition import bin_for, decide
from station.rules.recorded import inspection_from
from station.rules.rubric import Rubric
from station.rules.rulebook import Rulebook
from station.rules.verdict import judge


def ask_undo(bench: Bench, event: UndoAsked, _rules: Rulebook) -> Step:
    """Undo after the save names the unit first."""
    unit = _unit(bench, event.unit, "NOTHING_TO_UNDO")
    if unit.state not in ("graded", "held"):
        raise Refusal("UNIT_GONE", lpn=unit.lpn, state=unit.state)
    return _ask(bench, Question(Ask.UNDO, unit=unit))


def ask_reprint(bench: Bench, event: ReprintAsked, _rules: Rulebook) -> Step:
    unit = _unit(bench, event.unit, "NOTHING_TO_REPRINT")
    if unit.layout is None:
        raise Refusal("NO_LABEL_YET", lpn=unit.lpn)
    return _ask(bench, Question(Ask.REPRINT, unit=unit))


def ask_grade(bench: Bench, event: GradeAsked, rules: Rulebook) -> Step:
    """Another grade: lowering needs a reason, raising a reason, a supervisor's badge and a new picture; never out of quarantine."""
    unit = _unit(bench, event.unit, "NOTHING_TO_GRADE")
    if unit.grade is None or unit.state != "graded":
        raise Refusal("NOT_GRADED", lpn=unit.lpn, state=unit.state)
    if unit.disposition == Disposition.QUARANTINE.value:
        raise Refusal("QUARANTINE_STAYS", lpn=unit.lpn)
    if unit.grade == event.grade.value:
        raise Refusal("SAME_GRADE", lpn=unit.lpn, grade=unit.grade)
    if event.grade.value < unit.grade and not event.supervisors:
        raise Refusal("NO_SUPERVISOR", lpn=unit.lpn)
    _rubric(unit, rules)
    return _ask(bench, Question(Ask.GRADE, unit=unit, to=event.grade.value))


def rework(bench: Bench, event: ReworkAsked, rules: Rulebook) -> Step:
    """A graded unit whose rework is done: its finding is asked again, and it is graded anew."""
    known = _unit(bench, event.unit, "NOTHING_TO_REWORK")
    rubric = _rubric(known, rules)
    finding = reworkable(known, rubric) if known.state == "graded" else None
    if finding is None:
        raise Refusal("NOTHING_TO_REWORK")
    inspection = replace(inspection_from(known.record, known.received, rubric), reworking=finding)
    unit = replace(_again(known, event), inspection=inspection)
    return finishing.proceed(replace(bench, question=None), unit, event, rules)


def answer(bench: Bench, event: Answered, rules: Rulebook) -> Step:
    """The question's choice of this key."""
    question, prompt = _question(bench), prompt_of(bench)
    choice = prompt.choice(event.key) if prompt else None
    if choice is None:
        raise Refusal("NO_SUCH_CHOICE", key=event.key)
    if choice.answer == "LEAVE":
        return leave(bench, event, rules)
    match question.ask:
        case Ask.UNDO:
            return reopen(bench, event, rules)
        case Ask.REPRINT:
            return _reprint(bench, choice.answer)
        case Ask.GRADE if not question.reason:
            return _graded(bench, replace(question, reason=choice.answer), event, rules)
        case Ask.CLIENT:
            return _of_client(bench, question, choice.answer, event)
        case Ask.CLOSE:
            return _close_line(bench, question, choice.answer, event, rules)
        case Ask.UNIT if question.unit and not question.decision:
            return _menu(bench, question, choice.answer, event, rules)
    raise Refusal("NO_SUCH_CHOICE", key=event.key)


def _menu(bench: Bench, question: Question, action: str, event: Event, rules: Rulebook) -> Step:
    if action == "REPRINT":
        return ask_reprint(bench, ReprintAsked(unit=question.unit), rules)
    if action == "REOPEN":
        return ask_undo(bench, UndoAsked(unit=question.unit), rules)
    return _release(bench, replace(question, decision=action), event, rules)


def client_scanned(bench: Bench, event: ClientScanned, _rules: Rulebook) -> Step:
    question = _question(bench)
    if question.ask is not Ask.CLIENT or event.client not in question.clients:
        raise Refusal("CLIENT_DOES_NOT_DECIDE", client=event.client, count=0)
    return _of_client(bench, question, event.client, event)


def _of_client(bench: Bench, question: Question, client: str, event: Event) -> Step:
    code, kind = question.parcel
    lines = tuple(line for line in question.lines if line.client == client)
    return arriving.open_parcel(bench, event, code, kind, lines, client)


def badge(bench: Bench, event: SignedIn, rules: Rulebook) -> Step:
    """A supervisor agrees to what is asked; any other badge is refused here."""
    question = _question(bench)
    prompt = prompt_of(bench)
    if prompt is None or prompt.kind != "badge":
        raise Refusal("NO_BADGE_ASKED")
    if not event.person.role.may_supervise:
        raise Refusal("NOT_A_SUPERVISOR", role=event.person.role.value)
    agreed = replace(question, agreed_by=event.person.id)
    if question.ask is Ask.UNIT:
        return _release(bench, agreed, event, rules)
    return _graded(bench, agreed, event, rules)


def photograph(bench: Bench, _event: PhotoAsked, _rules: Rulebook) -> Step:
    due = shot_due(bench)
    if due is None:
        raise Refusal("NO_PHOTO_DUE")
    return Step(bench, effects=(due,))


def photo_taken(bench: Bench, event: PhotoTaken, rules: Rulebook) -> Step:
    """The new picture that a better grade needs."""
    question = _question(bench)
    if shot_due(bench) is None:
        raise Refusal("NO_PHOTO_DUE")
    shot: dict[str, object] = {"sha256": event.sha256, "shot": event.shot, "finding": None, "source": event.source}
    return _override(bench, question, [shot], event, rules)


def confirm(bench: Bench, event: Confirmed, rules: Rulebook) -> Step:
    if _question(bench).ask is not Ask.UNDO:
        raise Refusal("NOTHING_TO_CONFIRM")
    return reopen(bench, event, rules)


def leave(bench: Bench, _event: Done | Answered, _rules: Rulebook) -> Step:
    """Leave a question without an answer: nothing has changed."""
    if _question(bench).ask is Ask.CLOSE and _question(bench).answers:
        raise Refusal("CLOSING_HAS_BEGUN")
    free = replace(bench, question=None)
    return Step(replace(free, state=free.resting))


def reopen(bench: Bench, event: Event, rules: Rulebook) -> Step:
    """item.reopened: the grade is taken back, its label voided, and the unit is inspected anew under the same plate."""
    known = _unit(bench, None, "NOTHING_TO_UNDO")
    was = {"state": known.state, "grade": known.grade, "disposition": known.disposition, "bin": known.bin}
    taken_back = NewFact(kinds.ITEM_REOPENED, known.lpn, {"grade_fact": known.record_fact, "was": was, "client": known.client})
    void = [records.voided(known.job, known.lpn, "reopened")] if known.job else []
    again = replace(known, job=None)
    step = _inspect_again(replace(bench, question=None), again, event, rules)
    return Step(step.bench, (taken_back, *void, *step.facts), step.effects)


def _inspect_again(bench: Bench, known: KnownUnit, event: Event, rules: Rulebook) -> Step:
    unit = _again(known, event)
    if known.product is None:
        return finishing.proceed(bench, replace(unit, hold="IDENTITY", shots=records.UNIDENTIFIED_SHOTS), event, rules)
    return finishing.proceed(bench, begin(unit, known.product, rules), event, rules)


def _again(known: KnownUnit, event: Event) -> Unit:
    return Unit(lpn=known.lpn, client=known.client, product=known.product, by="plate", known=known, started_ms=event.ms)


def _release(bench: Bench, question: Question, event: Event, rules: Rulebook) -> Step:
    """item.released: the decision about a hold, by the signed-in supervisor or by the badge that was scanned."""
    person = bench.person
    agreed = question.agreed_by or (person.id if person and person.role.may_supervise else "")
    if not agreed:
        return _ask(bench, question)
    known = _unit(bench, None, "NOTHING_IN_HAND")
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
    step = _after_release(free, known, event, rules) if question.decision == "RELEASE" else _inspect_again(free, known, event, rules)
    return Step(step.bench, (fact, *step.facts), step.effects)


def _after_release(bench: Bench, known: KnownUnit, event: Event, rules: Rulebook) -> Step:
    """Each held finding forces what it forces afterwards; where one has no "afterwards", the unit starts again at the board."""
    rubric = rules.rubric_for(known.product) if known.product else None
    if rubric is None or not known.record.get("findings"):
        return _inspect_again(bench, known, event, rules)
    inspection = inspection_from(known.record, known.received, rubric)
    holds = judge(inspection).holds
    released = tuple(replace(each, released=True) if each.finding in holds else each for each in inspection.raised)
    freed = replace(inspection, raised=released)
    if judge(freed).outcome.is_hold or inspection.ending:
        return _inspect_again(bench, known, event, rules)
    return finishing.proceed(bench, replace(_again(known, event), inspection=freed), event, rules)


def _sent_back(bench: Bench, known: KnownUnit, fact: NewFact, rules: Rulebook) -> Step:
    circumstances = records.circumstances(known.received)
    where = bin_for(rules.dispositions, Disposition.RETURN_TO_CUSTOMER, circumstances)
    payload = {
        **fact.payload,
        "disposition": Disposition.RETURN_TO_CUSTOMER.value,
        "bin": where,
        "because": list(known.record.get("because", ())),
    }
    decided = replace(fact, payload=payload)
    label = records.label_for(decided, known.received, rules, {}, known.copies + 1)
    void = [records.voided(known.job, known.lpn, "released")] if known.job else []
    return Step(bench, (decided, *void, label))


def _reprint(bench: Bench, why: str) -> Step:
    known = _unit(bench, None, "NOTHING_TO_REPRINT")
    void = [records.voided(known.job, known.lpn, "reprinted")] if known.job else []
    again = records.label(known.lpn, known.layout or "plate", known.label_fields, known.copies + 1, why)
    free = replace(bench, question=None)
    return Step(replace(free, state=free.resting), (*void, again))


def _graded(bench: Bench, question: Question, event: Event, rules: Rulebook) -> Step:
    """With the reason known: a lower grade is written at once; a better one waits for its badge, then for its picture."""
    if not is_raised(question):
        return _override(bench, question, [], event, rules)
    person = bench.person
    if not question.agreed_by and person and person.role.may_supervise:
        question = replace(question, agreed_by=person.id)
    asked = _ask(bench, question)
    due = shot_due(asked.bench)
    return Step(asked.bench, effects=(due,) if due else ())


def _override(bench: Bench, question: Question, photos: list[dict[str, object]], event: Event, rules: Rulebook) -> Step:
    known = _unit(bench, None, "NOTHING_TO_GRADE")
    rubric, outcome = _rubric(known, rules), Outcome(question.to)
    because = [] if outcome is Outcome.A else list(known.record.get("because", ()))
    decision = decide(rules.dispositions, rubric, outcome, because, records.circumstances(known.received))
    inspection = inspection_from(known.record, known.received, rubric)
    seal = Seal(str(known.record.get("seal", {}).get("state", "opened_intact")).upper())
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
            "photos": photos,
            "condition": records.condition(rules, outcome, seal, inspection),
            "corrects": known.record_fact,
        },
    )
    label = records.label_for(fact, known.received, rules, _words(rubric), known.copies + 1)
    void = [records.voided(known.job, known.lpn, "overridden")] if known.job else []
    free = replace(bench, question=None, idle_ms=event.ms)
    return Step(replace(free, state=free.resting), (fact, *void, label))


def _words(rubric: Rubric) -> dict[str, str]:
    return {code: finding.label for code, finding in rubric.findings.items()}


def tote(bench: Bench, event: ToteScanned, _rules: Rulebook) -> Step:
    """item.toted: the unit lies in this tote."""
    unit = _unit(bench, event.unit, "NOTHING_TO_PUT_AWAY")
    if unit.state not in ("graded", "toted", "held"):
        raise Refusal("UNIT_GONE", lpn=unit.lpn, state=unit.state)
    payload = {"tote": event.tote, "client": unit.client, "sku": unit.sku}
    return _rest(bench, NewFact(kinds.ITEM_TOTED, unit.lpn, payload))


def putaway(bench: Bench, event: BinScanned, _rules: Rulebook) -> Step:
    """item.restocked: only now is the unit stock that the main system may sell."""
    unit = _unit(bench, event.unit, "NOTHING_TO_PUT_AWAY")
    sellable = {disposition.value for disposition in SELLABLE}
    if unit.disposition not in sellable or unit.state not in ("graded", "toted"):
        raise Refusal("NOT_SELLABLE", lpn=unit.lpn, disposition=unit.disposition or unit.state)
    payload = {
        "bin": event.bin,
        "quantity": 1,
        "sku": unit.sku,
        "client": unit.client,
        "grade": unit.grade,
        "disposition": unit.disposition,
        "condition": unit.record.get("condition", {}),
    }
    return _rest(bench, NewFact(kinds.ITEM_RESTOCKED, unit.lpn, payload))


def _rest(bench: Bench, fact: NewFact) -> Step:
    free = replace(bench, question=None)
    return Step(replace(free, state=free.resting), (fact,))


def _close_line(bench: Bench, question: Question, said: str, event: Event, rules: Rulebook) -> Step:
    line, rest = question.pending[0], question.pending[1:]
    asked = replace(bench, question=replace(question, pending=rest, answers=(*question.answers, (line, said))))
    if said == "empty":
        return arriving.take_empty_box(asked, line, event, rules)
    return Step(asked) if rest else arriving.closed(asked, event, asked.question.answers if asked.question else ())


def _ask(bench: Bench, question: Question) -> Step:
    return Step(replace(bench, question=question, state=State.DECIDING))


def _question(bench: Bench) -> Question:
    if bench.question is None:
        raise Refusal("NOTHING_TO_ANSWER", state=bench.state.value)
    return bench.question


def _unit(bench: Bench, last: KnownUnit | None, otherwise: str) -> KnownUnit:
    """The unit whose plate was scanned, else this person's last one."""
    asked = bench.question.unit if bench.question else None
    unit = asked or last
    if unit is None:
        raise Refusal(otherwise)
    return unit


def _rubric(known: KnownUnit, rules: Rulebook) -> Rubric:
    rubric = rules.rubric_for(known.product) if known.product else None
    if rubric is None:
        raise Refusal("NO_RUBRIC", lpn=known.lpn, category=known.category or "?")
    return rubric
