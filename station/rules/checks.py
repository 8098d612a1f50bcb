"""The checks with a prompt of their own: which is asked next, with which answers, and what an answer raises."""

from dataclasses import replace

from station.errors import Refusal
from station.model.grades import Basis, Outcome
from station.model.prompts import Choice, Prompt
from station.rules.follow_ups import answers
from station.rules.inspection import Inspection, raise_finding, update
from station.rules.rubric import Answer, Check


def first_check(inspection: Inspection) -> str | None:
    """The code of the own check that is asked next, hazards first; left out when it is settled or all its findings stand already."""
    settled = {code for _, answer in inspection.check_answers for code in answer.settles}
    for group in inspection.rubric.groups:
        for code, check in inspection.rubric.checks.items():
            if check.group == group and check.asked_on == "own" and code not in inspection.answered and code not in settled:
                chosen_already = bool(check.findings) and all(inspection.stands(finding) for finding in check.findings)
                if inspection.applies(check.applies_if) and not chosen_already:
                    return code
    return None


def check_prompt(inspection: Inspection, code: str) -> Prompt:
    """The prompt of an own check. Findings that stand already are chosen; then key 1 says that there is nothing else.

    Key 1 means "good" everywhere, so it never stands for a code that was not scanned: those answers begin at key 2.
    """
    check = inspection.rubric.checks[code]
    fitting = tuple(answer for answer in check.answers if answer.by == "key" and inspection.applies(answer.if_product))
    chosen = _chosen(inspection, check)
    choices = tuple(
        replace(choice, chosen=answer.code in chosen, forces=_forces(inspection, answer))
        for choice, answer in zip(answers(fitting, 2 if check.scans else 1), fitting, strict=True)
    )
    if chosen:
        others = tuple(choice for choice, answer in zip(choices, fitting, strict=True) if not answer.as_new)
        choices = (replace(choices[0], label="@NOTHING_ELSE", forces=None), *others)
    return Prompt(f"CHECK:{code}", "check", _text(inspection, check), choices, asks=check.scans or "")


def respond_check(inspection: Inspection, code: str, choice: Choice) -> Inspection:
    """One answer. A check with several is closed by its first answer, which is as new only where no other was chosen."""
    check = inspection.rubric.checks[code]
    given, chosen = check.answer(choice.answer), _chosen(inspection, check)
    if not check.many:
        return answer_check(inspection, code, (given.code,))
    if given.code in chosen:
        raise Refusal("FINDING_TWICE", finding=choice.label)
    if not given.as_new:
        return replace(inspection, choosing=(*inspection.choosing, given.code))
    return answer_check(inspection, code, chosen or (given.code,))


def answer_check(inspection: Inspection, code: str, given: tuple[str, ...], basis: Basis = Basis.PROMPT) -> Inspection:
    """The check answered, with the findings that its answers name raised.

    One that was put right or released and is now seen again counts again, and its follow-ups are asked anew.
    """
    check = inspection.rubric.checks[code]
    done = replace(inspection, answered={**inspection.answered, code: given}, choosing=())
    for answer in (check.answer(each) for each in given):
        if answer.finding and not done.has(answer.finding):
            done = raise_finding(done, answer.finding, basis)
        elif answer.finding and not done.stands(answer.finding):
            done = update(done, answer.finding, reworked=False, released=False, answers={}, basis=basis)
    return done


def _chosen(inspection: Inspection, check: Check) -> tuple[str, ...]:
    """The answers of a check with several that are chosen, here or as a tile of the board, in the order of its keys."""
    if not check.many:
        return ()
    seen = {answer.code for answer in check.answers if answer.finding and inspection.stands(answer.finding)}
    return tuple(answer.code for answer in check.answers if answer.code in seen or answer.code in inspection.choosing)


def _forces(inspection: Inspection, answer: Answer) -> Outcome | None:
    return inspection.rubric.findings[answer.finding].forces if answer.finding else Outcome.A


def _text(inspection: Inspection, check: Check) -> str:
    """Of a date and a batch code that are both needed, the one that is still to come."""
    known = inspection.known
    if check.scans == "expiry" and known["date_read"]:
        return "@SCAN_THE_BATCH_CODE_TOO"
    return "@SCAN_THE_DATE_TOO" if check.scans == "expiry" and known["lot_read"] else check.text
