"""What the screen asks in each state. Pure: the words are keys of the words table, or a rubric's own."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from station.bench import label_prompts, leaving_prompts, stowing_prompts
from station.bench.counting import asked
from station.bench.menu import unit_menu
from station.bench.states import Ask, Bench, Question, State, TakePhoto, Unit
from station.model.prompts import Choice, Prompt
from station.model.units import KnownUnit
from station.rules.recorded import raised_from
from station.rules.rubric import Rubric
from station.rules.steps import PhotoDue, next_step

CATEGORIES: Final = 9  # keys of one page
ASK_DESK: Final = "ASK_DESK"  # no badge is here: the raise waits for the supervisor's desk
GRADE_REASONS = ("MISJUDGED", "CLIENT_RULE", "NEW_EVIDENCE", "OTHER")


def prompt_of(bench: Bench) -> Prompt | None:
    """The question that is open now; None when signed out."""
    match bench.state:
        case State.SIGNED_OUT:
            return Prompt("SIGN_IN", "badge", "@SCAN_YOUR_BADGE")
        case State.READY:
            text = "@SCAN_PLATES_FOR_BIN" if bench.putting else "@SCAN_A_PARCEL" if bench.dock else "@SCAN_SOMETHING"
            return Prompt("READY", "item", text, params={"bin": bench.putting})
        case State.PARCEL:
            return _parcel(bench)
        case State.DECIDING if bench.question:
            return _question(bench.question)
        case State.LABELLING if bench.label:
            return label_prompts.asked(bench.label, bench.on_paper, trouble=bench.trouble)
        case _ if bench.unit:
            return _unit(bench, bench.unit)
    return _of_stock(bench)


def _of_stock(bench: Bench) -> Prompt | None:
    """While a bin is counted, a tote or lot filled or emptied, or goods leave."""
    if bench.state is State.COUNTING and bench.count:
        return asked(bench.count)
    if bench.state is State.STOWING and bench.stowing:
        return stowing_prompts.asked(bench.stowing)
    return leaving_prompts.asked(bench.departure) if bench.state is State.LEAVING and bench.departure else None


def shot_due(bench: Bench) -> TakePhoto | None:
    """The photograph that is due, if the bench waits for one."""
    if bench.state is State.DECIDING and bench.question and _stage(bench.question) == "photo":
        return TakePhoto("FRONT")
    if bench.departure:
        return leaving_prompts.shot_of(bench)
    unit = bench.unit
    if unit is None or bench.state is not State.PHOTOGRAPHING:
        return None
    if unit.inspection is None:
        taken = {shot.shot for shot in unit.photos}
        missing = next((shot for shot in unit.shots if shot not in taken), None)
        return TakePhoto(missing) if missing else None
    due = next_step(unit.inspection)
    return TakePhoto(due.shot, due.finding) if isinstance(due, PhotoDue) else None


def _parcel(bench: Bench) -> Prompt:
    lines = bench.parcel.open_lines if bench.parcel else ()
    by_picture = tuple(
        Choice(
            str(place),
            f"RS-ANSWER-{place}",
            f"LINE:{line.line}",
            "@LINE_BY_PICTURE",
            params={"title": line.title or line.sku, "open": line.open},
        )
        for place, line in enumerate(lines[:8], start=1)
    )
    none = Choice("9", "RS-ANSWER-9", "UNIDENTIFIED", "@NO_CODE_AND_NONE_OF_THESE")
    expected = bool(bench.parcel and bench.parcel.lines)
    complete = "@PARCEL_COMPLETE_OTHERWISE" if bench.parcel and bench.parcel.instead else "@PARCEL_COMPLETE"
    text = "@SCAN_THE_NEXT_ITEM" if lines else complete if expected else "@PARCEL_NOT_ANNOUNCED"
    return Prompt("PARCEL", "parcel", text, (*by_picture, none))


def _unit(bench: Bench, unit: Unit) -> Prompt | None:
    if bench.state is State.CHOOSING:
        choices = tuple(
            Choice(str(place), f"RS-ANSWER-{place}", each.route.value.upper(), each.label, params=each.params)
            for place, each in enumerate(unit.candidates, start=1)
        )
        return Prompt("WHAT_IS_IT", "choose", "@WHAT_IS_IT", choices)
    if bench.state is State.PHOTOGRAPHING:
        due = shot_due(bench)
        words = unit.inspection.rubric.shots.get(due.shot) if unit.inspection and due else None
        take = Choice("1", "RS-PHOTO", "PHOTO", "@TAKE_PHOTO")
        return Prompt(f"PHOTO:{due.shot if due else ''}", "photo", words or f"@SHOT_{due.shot if due else 'EXTRA'}", (take,))
    if unit.inspection is None:
        no_scale = Choice("1", "RS-ANSWER-1", "NO_SCALE", "@NO_SCALE")
        return Prompt("WEIGHT", "number", "@WEIGH_THE_PARCEL", (no_scale,), asks="number")
    due_now = next_step(unit.inspection)
    return due_now if isinstance(due_now, Prompt) else None


def _question(question: Question) -> Prompt:
    unit = question.unit
    named: dict[str, object] = {"lpn": unit.lpn, "title": unit.title, "grade": unit.grade or "–", "to": question.to} if unit else {}
    stage = _stage(question)
    if stage:
        return _next_stage(question, stage, named)
    if question.ask is Ask.CLOSE:
        return _closing(question)
    if question.ask is Ask.BIN:
        named["bin"] = unit.bin if unit else ""
    if question.ask is Ask.CLIENT:
        named["code"] = question.parcel[0]
    if question.ask is Ask.SHIFT:
        named["name"] = question.to
    if question.ask is Ask.CODE:
        named["code"] = question.code
    kind, text, choices = _QUESTIONS[question.ask](question)
    return Prompt(question.ask.upper(), kind, text, (*choices, _leave()), named)


def _next_stage(question: Question, stage: str, named: dict[str, object]) -> Prompt:
    """A question with several steps: a badge, then a picture or a code."""
    name = f"{question.ask.upper()}:{stage.upper()}"
    if stage == "photo":
        return Prompt(name, "photo", "@SHOT_FRONT", (Choice("1", "RS-PHOTO", "PHOTO", "@TAKE_PHOTO"),), named)
    if stage == "category":
        return Prompt(name, "choose", "@WHICH_CATEGORY", _categories(question), named)
    if stage == "item":
        return Prompt(name, "item", "@SCAN_ITS_CODE", (_leave(),), named)
    later = (Choice("1", "RS-ANSWER-1", ASK_DESK, "@ASK_AT_THE_DESK"),) if question.ask is Ask.GRADE else ()
    return Prompt(name, "badge", "@SUPERVISOR_AGREES", (*later, _leave()), named)


def _stage(question: Question) -> str:
    """Which step of a question with several is open: "", badge, photo, item or category."""
    if question.ask in (Ask.UNIT, Ask.UNDO) and question.decision and not question.agreed_by:
        return "badge"
    if question.ask is Ask.UNIT and question.decision == "IDENTIFY":
        return "item"
    if question.ask is Ask.UNIT and question.rubrics:
        return "category"
    if question.ask is Ask.GRADE and question.reason and is_raised(question):
        return "photo" if question.agreed_by or question.decision == ASK_DESK else "badge"
    return ""


def is_raised(question: Question) -> bool:
    """Whether the grade asked for is better than the standing one."""
    standing = question.unit.grade if question.unit else None
    return standing is not None and question.to < standing


def _leave() -> Choice:
    return Choice("0", "RS-DONE", "LEAVE", "@LEAVE_AS_IT_IS")


def _reasons(table: str, reasons: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(str(place), f"RS-ANSWER-{place}", code, f"@{table}_{code}") for place, code in enumerate(reasons, start=1))


def _clients(question: Question) -> tuple[Choice, ...]:
    return tuple(Choice(str(place), f"RS-CLIENT-{client}", client, client) for place, client in enumerate(question.clients[:9], start=1))


def _categories(question: Question) -> tuple[Choice, ...]:
    """One key each; where they are more than keys, in pages: key 0 turns the page as on the board, key 9 leaves."""
    paged = len(question.rubrics) > CATEGORIES
    shown = question.rubrics[question.page * (CATEGORIES - 1) :][: CATEGORIES - 1] if paged else question.rubrics
    named = tuple(Choice(str(place), f"RS-ANSWER-{place}", name, label) for place, (name, label) in enumerate(shown, start=1))
    if not paged:
        return (*named, _leave())
    return (*named, replace(_leave(), key="9"), Choice("0", "RS-MORE", "MORE", "@MORE"))


def _meanings(question: Question) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(place), f"RS-ANSWER-{place}", meaning.readings[0].kind.value.upper(), meaning.label, params=meaning.params)
        for place, meaning in enumerate(question.meanings, start=1)
    )


def _closing(question: Question) -> Prompt:
    line = question.pending[0]
    named = {"title": line.title or line.sku, "sku": line.sku, "open": line.open}
    choices = (
        Choice("1", "RS-ANSWER-1", "missing", "@IT_IS_MISSING"),
        Choice("2", "RS-ANSWER-2", "empty", "@ONLY_AN_EMPTY_BOX"),
        Choice("3", "RS-ANSWER-3", "separate", "@COMES_SEPARATELY"),
    )
    return Prompt("CLOSE", "close", "@EXPECTED_BUT_NOT_SEEN", choices, named)


def reworkable(unit: KnownUnit, rubric: Rubric) -> str | None:
    """The first finding of a graded unit whose rework was not done yet."""
    raised, _ = raised_from(unit.record, rubric, unit.product.components if unit.product else ())
    return next((each.finding for each in raised if rubric.findings[each.finding].rework and not each.reworked), None)


def _confirm(label: str) -> tuple[Choice, ...]:
    return (Choice("1", "RS-CONFIRM", "CONFIRM", label),)


def _end_of_shift() -> tuple[str, str, tuple[Choice, ...]]:
    return "badge", "@END_OF_SHIFT", _confirm("@NOBODY_TAKES_OVER")


# What is asked, in which kind of prompt, with which choices before the one that leaves everything as it is.
_QUESTIONS: Final[dict[Ask, Callable[[Question], tuple[str, str, tuple[Choice, ...]]]]] = {
    Ask.UNDO: lambda _: ("confirm", "@REOPEN_THIS_UNIT", _confirm("@REOPEN_IT")),
    Ask.BIN: lambda _: ("confirm", "@ANOTHER_BIN", _confirm("@PUT_IT_THERE")),
    Ask.REPRINT: lambda _: ("reason", "@WHY_REPRINT", label_prompts.reprint_reasons()),
    Ask.GRADE: lambda _: ("reason", "@WHY_ANOTHER_GRADE", _reasons("GRADE", GRADE_REASONS)),
    Ask.CLIENT: lambda question: ("choose", "@WHOSE_RETURN_IS_IT", _clients(question)),
    Ask.CODE: lambda question: ("choose", "@WHAT_IS_THIS_CODE", _meanings(question)),
    Ask.SHIFT: lambda question: _end_of_shift() if question.to else ("confirm", "@END_OF_SHIFT_ALONE", _confirm("@CLOSE_THE_SHIFT")),
    Ask.UNIT: lambda question: ("unit", "@WHAT_ABOUT_THIS_UNIT", unit_menu(question.unit)),
}
