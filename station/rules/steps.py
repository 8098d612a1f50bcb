"""What comes next in an inspection: the board, a follow-up, a check, a photograph, or nothing more.

The order is the rubric's: board; follow-ups, then own checks, both hazards first; then photographs (domain rule: findings first).
"""

from dataclasses import dataclass, replace

from station.errors import Refusal
from station.model.grades import Basis, Outcome
from station.model.prompts import Choice, Prompt
from station.rules.inspection import Inspection, Raised, Shot, component_answer, raise_finding, update
from station.rules.rubric import Answer, Check, FollowUp

PAGE = 9
SEVERAL_PICTURES = ("CLOSE", "WIDE")  # they show one place each; any other shot serves every finding


@dataclass(frozen=True)
class PhotoDue:
    """A photograph that must be taken before the unit can be graded."""

    shot: str
    finding: str | None


def next_step(inspection: Inspection) -> Prompt | PhotoDue | None:
    """The next prompt or photograph; None when everything needed is there."""
    if inspection.reworking:
        return _rework_prompt(inspection, inspection.reworking)
    if inspection.ending:
        return _first_follow_up(inspection, inspection.ending) or _first_photo(inspection, inspection.ending)
    if not inspection.board_closed:
        return _board(inspection) if inspection.page == 0 else _more(inspection)
    return _first_follow_up(inspection, inspection.raised) or _first_check(inspection) or _first_photo(inspection, inspection.raised)


def choose_finding(inspection: Inspection, finding: str) -> Inspection:
    """A tile or a card; raises Refusal when the category does not have it or it was chosen already."""
    if finding not in inspection.rubric.findings:
        raise Refusal("FINDING_NOT_HERE", finding=finding, category=inspection.rubric.label)
    if inspection.has(finding):
        raise Refusal("FINDING_TWICE", finding=inspection.rubric.findings[finding].label)
    return raise_finding(inspection, finding, Basis.PROMPT)


def respond(inspection: Inspection, prompt: Prompt, choice: Choice) -> Inspection:
    """The inspection after one choice of its present prompt."""
    kind, _, about = prompt.id.partition(":")
    if kind == "BOARD":
        return _respond_board(inspection, choice)
    if kind == "FOLLOW_UP":
        finding, _, follow_up = about.partition(".")
        raised = next(each for each in inspection.raised if each.finding == finding)
        return update(inspection, finding, answers={**raised.answers, follow_up: choice.answer})
    if kind == "REWORK":
        return _respond_rework(inspection, about, choice.answer)
    return _respond_check(inspection, about, choice.answer)


def _respond_board(inspection: Inspection, choice: Choice) -> Inspection:
    if choice.answer == "MORE":
        pages = -(-len(_more_codes(inspection)) // PAGE)
        return replace(inspection, page=(inspection.page + 1) % (pages + 1))
    if choice.answer == "NOTHING":
        return replace(inspection, board_closed=True, page=0)
    return choose_finding(inspection, choice.answer)


def _respond_rework(inspection: Inspection, finding: str, answer: str) -> Inspection:
    asked = replace(inspection, reworking=None)
    if answer == "YES":
        return update(asked, finding, reworked=True)
    # Not done: the unit may look different now, so its follow-up is asked again.
    return update(asked, finding, reworked=False, answers={})


def _respond_check(inspection: Inspection, code: str, answer: str) -> Inspection:
    check = inspection.rubric.checks[code]
    given = check.answer(answer)
    if check.many and not given.as_new:
        return replace(inspection, choosing=(*inspection.choosing, answer))
    answers = inspection.choosing if check.many and inspection.choosing else (answer,)
    done = replace(inspection, answered={**inspection.answered, code: answers}, choosing=())
    for each in answers:
        finding = check.answer(each).finding
        if finding and not done.has(finding):
            done = raise_finding(done, finding, Basis.PROMPT)
    return done


def board_checks(inspection: Inspection) -> tuple[Check, ...]:
    """The checks whose words stand under key 1: those that apply and are not contradicted by a chosen tile."""
    checks = (check for check in inspection.rubric.checks.values() if check.asked_on == "board" and inspection.applies(check.applies_if))
    return tuple(check for check in checks if not any(inspection.has(finding) for finding in check.findings))


def shown_on_board(inspection: Inspection) -> tuple[str, ...]:
    """The tiles of the board that apply to this product."""
    return tuple(code for code in inspection.rubric.board if inspection.applies(inspection.rubric.findings[code].applies_if))


def _board(inspection: Inspection) -> Prompt:
    shown = set(shown_on_board(inspection))
    words = tuple(check.short for check in board_checks(inspection))
    label, code = ("@NOTHING_ELSE", "RS-DONE") if inspection.raised else ("@NOTHING_AS_NEW", "RS-AS-NEW")
    nothing = Choice("1", code, "NOTHING", label, forces=None if inspection.raised else Outcome(inspection.rubric.best.value), small=words)
    tiles = (_tile(inspection, str(place), code) for place, code in enumerate(inspection.rubric.board, start=2) if code in shown)
    return Prompt("BOARD", "board", "@WHAT_DO_YOU_SEE", (nothing, *tiles, Choice("0", "RS-MORE", "MORE", "@MORE")))


def _more_codes(inspection: Inspection) -> list[str]:
    applying = [code for code in inspection.rubric.more if inspection.applies(inspection.rubric.findings[code].applies_if)]
    return inspection.rubric.in_group_order(applying)


def _more(inspection: Inspection) -> Prompt:
    codes = _more_codes(inspection)[(inspection.page - 1) * PAGE : inspection.page * PAGE]
    tiles = (_tile(inspection, str(place), code) for place, code in enumerate(codes, start=1))
    return Prompt(f"BOARD:{inspection.page}", "board", "@WHAT_ELSE_DO_YOU_SEE", (*tiles, Choice("0", "RS-MORE", "MORE", "@MORE")))


def _tile(inspection: Inspection, key: str, code: str) -> Choice:
    finding = inspection.rubric.findings[code]
    return Choice(key, f"RS-FIND-{code}", code, finding.label, forces=finding.forces, chosen=inspection.has(code))


def _first_follow_up(inspection: Inspection, about: tuple[Raised, ...]) -> Prompt | None:
    by_code = {raised.finding: raised for raised in about}
    for code in inspection.rubric.in_group_order(list(by_code)):
        finding = inspection.rubric.findings[code]
        for follow_up in finding.follow_ups:
            if follow_up.id not in by_code[code].answers:
                choices = _answers(_answers_of(inspection, follow_up))
                return Prompt(f"FOLLOW_UP:{code}.{follow_up.id}", "follow_up", follow_up.text, choices, {"finding": finding.label})
    return None


def _answers_of(inspection: Inspection, follow_up: FollowUp) -> tuple[Answer, ...]:
    if follow_up.source == "components" and inspection.components:
        return tuple(component_answer(piece) for piece in inspection.components[:PAGE])
    return follow_up.answers


def _answers(answers: tuple[Answer, ...]) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(place), f"RS-ANSWER-{place}", answer.code, answer.label, forces=answer.forces)
        for place, answer in enumerate(answers, start=1)
    )


def _first_check(inspection: Inspection) -> Prompt | None:
    settled = {code for _, answer in inspection.check_answers for code in answer.settles}
    for group in inspection.rubric.groups:
        for code, check in inspection.rubric.checks.items():
            if check.group == group and check.asked_on == "own" and code not in inspection.answered and code not in settled:
                chosen_already = bool(check.findings) and all(inspection.has(finding) for finding in check.findings)
                if inspection.applies(check.applies_if) and not chosen_already:
                    return _check_prompt(inspection, code, check)
    return None


def _check_prompt(inspection: Inspection, code: str, check: Check) -> Prompt:
    fitting = tuple(answer for answer in check.answers if inspection.applies(answer.if_product))
    choices = tuple(
        replace(choice, chosen=choice.answer in inspection.choosing, forces=_check_forces(inspection, answer))
        for choice, answer in zip(_answers(fitting), fitting, strict=True)
    )
    if inspection.choosing:
        choices = (replace(choices[0], label="@NOTHING_ELSE"), *choices[1:])
    return Prompt(f"CHECK:{code}", "check", check.text, choices)


def _check_forces(inspection: Inspection, answer: Answer) -> Outcome | None:
    return inspection.rubric.findings[answer.finding].forces if answer.finding else Outcome.A


def _rework_prompt(inspection: Inspection, finding: str) -> Prompt:
    definition = inspection.rubric.findings[finding]
    asks = definition.rework.asks if definition.rework else ""
    choices = (Choice("1", "RS-ANSWER-1", "YES", "@YES"), Choice("2", "RS-ANSWER-2", "NO", "@NO"))
    return Prompt(f"REWORK:{finding}", "follow_up", asks, choices, {"finding": definition.label})


def photos_due(inspection: Inspection, about: tuple[Raised, ...]) -> tuple[PhotoDue, ...]:
    """Every photograph that this inspection needs, taken or not."""
    due: dict[tuple[str, str | None], PhotoDue] = {}
    for code in inspection.rubric.in_group_order([raised.finding for raised in about]):
        for shot in inspection.rubric.findings[code].photos:
            due.setdefault((shot, code if shot in SEVERAL_PICTURES else None), PhotoDue(shot, code))
    due |= {(shot, None): PhotoDue(shot, None) for shot in inspection.shots}
    if not inspection.raised:
        due |= {(shot, None): PhotoDue(shot, None) for shot in inspection.rubric.as_new_photos}
    if not inspection.ending:
        for check in board_checks(inspection):
            for shot in check.photos:
                due.setdefault((shot, None), PhotoDue(shot, None))
    return tuple(due.values())


def _first_photo(inspection: Inspection, about: tuple[Raised, ...]) -> PhotoDue | None:
    if inspection.waived:
        return None
    return next((due for due in photos_due(inspection, about) if not _is_taken(inspection, due)), None)


def _is_taken(inspection: Inspection, due: PhotoDue) -> bool:
    def serves(taken: Shot) -> bool:
        return taken.shot == due.shot and (due.shot not in SEVERAL_PICTURES or taken.finding == due.finding)

    return any(serves(taken) for taken in inspection.photos)
