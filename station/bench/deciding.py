"""Transitions of `deciding`: the choices of a question outside an inspection, and the way out of it."""

from dataclasses import replace

from station.bench import arriving, ending, labelling, leaving, raising, records, releasing, stocking, stowing, taking
from station.bench.agreeing import right_asked
from station.bench.asking import ask, must_not_be_closing, not_now, question_of, unit_of
from station.bench.categorising import choose_category
from station.bench.events import (
    Answered,
    ClientScanned,
    CodeUnclear,
    Confirmed,
    Done,
    Event,
    ItemScanned,
    ParcelScanned,
    PhotoAsked,
    PhotoTaken,
    ReprintAsked,
    SignedIn,
    UndoAsked,
)
from station.bench.prompts import ASK_DESK, CATEGORIES, prompt_of, shot_due
from station.bench.regrading import ask_undo, override, regrade, reopen
from station.bench.releasing import release, take_up
from station.bench.states import Ask, Bench, Question, Step
from station.errors import Refusal
from station.model.rights import must_agree
from station.model.units import Parcel
from station.rules.inspection import Shot
from station.rules.rulebook import Rulebook


def ask_reprint(bench: Bench, event: ReprintAsked, _rules: Rulebook) -> Step:
    """Another label needs a reason; the earlier one is voided."""
    unit = unit_of(bench, event.unit, "NOTHING_TO_REPRINT")
    labelling.must_have_a_label(unit)
    return ask(bench, Question(Ask.REPRINT, unit=unit))


def answer(bench: Bench, event: Answered, rules: Rulebook) -> Step:
    """The question's choice of this key."""
    question, prompt = question_of(bench), prompt_of(bench)
    choice = prompt.choice(event.key) if prompt else None
    if choice is None:
        raise Refusal("NO_SUCH_CHOICE", key=event.key)
    if choice.answer in ("LEAVE", "MORE"):
        return leave(bench, event, rules) if choice.answer == "LEAVE" else more(bench, event, rules)
    match question.ask:
        case Ask.UNDO | Ask.SHIFT:
            return ending.end(bench, question) if question.ask is Ask.SHIFT else reopen(bench, question, event, rules)
        case Ask.REPRINT:
            return _reprint(bench, choice.answer)
        case Ask.GRADE if not question.reason or choice.answer == ASK_DESK:
            given = replace(question, reason=choice.answer)
            return raising.ask_at_desk(bench, question) if question.reason else regrade(bench, given, event, rules)
        case Ask.BIN if question.unit:
            return stocking.restock(bench, question.unit, question.to)
        case Ask.CLIENT:
            return _of_client(bench, question, choice.answer, event)
        case Ask.CLOSE:
            return _close_line(bench, question, choice.answer, event, rules)
        case Ask.UNIT if question.unit and (question.rubrics or not question.decision):
            return _menu(bench, question, choice.answer, event, rules)
    raise Refusal("NO_SUCH_CHOICE", key=event.key)


def more(bench: Bench, _event: Event, _rules: Rulebook) -> Step:
    """The next page of choices; after the last the first again."""
    question = question_of(bench)
    if (prompt := prompt_of(bench)) is None or not any(choice.answer == "MORE" for choice in prompt.choices):
        raise Refusal("BOARD_NOT_OPEN")
    pages = -(-len(question.rubrics) // (CATEGORIES - 1))
    return Step(replace(bench, question=replace(question, page=(question.page + 1) % pages)))


def _menu(bench: Bench, question: Question, action: str, event: Event, rules: Rulebook) -> Step:
    if question.rubrics:
        return choose_category(bench, question, action, event, rules)
    if action == "REPRINT":
        return ask_reprint(bench, ReprintAsked(unit=question.unit), rules)
    if action == "REOPEN":
        return ask_undo(bench, UndoAsked(unit=question.unit), rules)
    if action == "TAKE_OUT" and question.unit:
        return stowing.take_out(bench, question.unit)
    if action == "BACK_FROM_REPAIR" and question.unit:
        return leaving.back(bench, question.unit, event, rules)
    if question.unit and question.unit.state != "held":
        return take_up(replace(bench, question=None), question.unit, event, rules)
    return release(bench, replace(question, decision=action), event, rules)


def client_scanned(bench: Bench, event: ClientScanned, _rules: Rulebook) -> Step:
    """Whose return it is, by the card of the client."""
    question = question_of(bench)
    if question.ask is not Ask.CLIENT or event.client not in question.clients:
        raise Refusal("CLIENT_DOES_NOT_DECIDE", client=event.client, count=0)
    return _of_client(bench, question, event.client, event)


def _of_client(bench: Bench, question: Question, client: str, event: Event) -> Step:
    code, kind = question.parcel
    lines = tuple(line for line in question.lines if line.client == client)
    return arriving.open_parcel(bench, event, Parcel("", code, kind, client, lines, alerts=question.alerts), question.opened)


def ask_code(bench: Bench, event: CodeUnclear, _rules: Rulebook) -> Step:
    """A code that may be a parcel's and an item's: asked, never guessed."""
    return ask(bench, Question(Ask.CODE, code=event.code, meanings=event.meanings))


def item_scanned(bench: Bench, event: ItemScanned, rules: Rulebook) -> Step:
    """The unclear code is the item's own; or the code that says what an unidentified unit is."""
    if _was_unclear(bench, event.code):
        return taking.scan_item(replace(bench, state=bench.resting), event, rules)
    return releasing.identify(bench, event, rules)


def parcel_scanned(bench: Bench, event: ParcelScanned, rules: Rulebook) -> Step:
    """The unclear code is that of a parcel."""
    if _was_unclear(bench, event.code):
        return arriving.scan_parcel(bench, event, rules)
    raise not_now(bench, "ParcelScanned")


def _was_unclear(bench: Bench, code: str) -> bool:
    question = question_of(bench)
    may_be = {question.code, *(reading.value for meaning in question.meanings for reading in meaning.readings)}
    return question.ask is Ask.CODE and code in may_be


def badge(bench: Bench, event: SignedIn, rules: Rulebook) -> Step:
    """A supervisor agrees to what is asked; any other badge is refused here."""
    question = question_of(bench)
    prompt = prompt_of(bench)
    if prompt is None or prompt.kind != "badge":
        raise Refusal("NO_BADGE_ASKED")
    if question.ask is Ask.SHIFT:
        return ending.hand_on(bench, question, event, rules)
    must_agree(event.person, right_asked(bench))
    agreed = replace(question, agreed_by=event.person.id)
    if question.ask is Ask.UNDO:
        return reopen(bench, agreed, event, rules)
    if question.ask is Ask.UNIT:
        return release(bench, agreed, event, rules)
    return regrade(bench, agreed, event, rules)


def photograph(bench: Bench, _event: PhotoAsked, _rules: Rulebook) -> Step:
    """The picture that a better grade waits for."""
    due = shot_due(bench)
    if due is None:
        raise Refusal("NO_PHOTO_DUE")
    return Step(bench, effects=(due,))


def photo_taken(bench: Bench, event: PhotoTaken, rules: Rulebook) -> Step:
    """The new picture that a better grade needs."""
    question = question_of(bench)
    if shot_due(bench) is None:
        raise Refusal("NO_PHOTO_DUE")
    shot = records.photo(Shot(event.shot, event.sha256, source=event.source, doubt=event.doubt))
    write = raising.hold if question.decision == ASK_DESK else override
    return write(bench, question, [shot], event, rules)


def confirm(bench: Bench, event: Confirmed, rules: Rulebook) -> Step:
    """RS-CONFIRM: take the grade back."""
    question = question_of(bench)
    if question.ask is Ask.BIN and question.unit:
        return stocking.restock(bench, question.unit, question.to)
    if question.ask is Ask.SHIFT:
        return ending.end(bench, question)
    if question.ask is not Ask.UNDO or question.decision:
        raise Refusal("NOTHING_TO_CONFIRM")
    return reopen(bench, question_of(bench), event, rules)


def leave(bench: Bench, _event: Done | Answered, _rules: Rulebook) -> Step:
    """Leave a question without an answer: nothing has changed."""
    must_not_be_closing(bench)
    free = replace(bench, question=None)
    return Step(replace(free, state=free.resting))


def _reprint(bench: Bench, why: str) -> Step:
    known = unit_of(bench, None, "NOTHING_TO_REPRINT")
    free = replace(bench, question=None)
    return Step(replace(free, state=free.resting), labelling.reprinted(known, why))


def _close_line(bench: Bench, question: Question, said: str, event: Event, rules: Rulebook) -> Step:
    line, rest = question.pending[0], question.pending[1:]
    asked = replace(bench, question=replace(question, pending=rest, answers=(*question.answers, (line, said))))
    if said == "empty":
        return arriving.take_empty_box(asked, line, event, rules)
    return Step(asked) if rest else arriving.closed(asked, event, asked.question.answers if asked.question else ())
