"""The questions about a raised finding: its follow-ups, the missing pieces of a set, and whether its rework is done."""

from dataclasses import replace
from typing import Final

from station.errors import Refusal
from station.model.prompts import Choice, Prompt
from station.rules.components import AND, pieces
from station.rules.inspection import Inspection, Raised, update
from station.rules.rubric import Answer, FollowUp

PIECES: Final = 8  # on one page of a list of pieces: key 1 closes it, key 0 turns the page


def first_follow_up(inspection: Inspection, about: tuple[Raised, ...]) -> Prompt | None:
    """The first open question about these findings, hazards first."""
    by_code = {raised.finding: raised for raised in about}
    for code in inspection.rubric.in_group_order(list(by_code)):
        finding = inspection.rubric.findings[code]
        for follow_up in finding.follow_ups:
            if follow_up.id not in by_code[code].answers:
                choices = _parts(inspection, follow_up) if _lists_parts(inspection, follow_up) else answers(follow_up.answers)
                return Prompt(f"FOLLOW_UP:{code}.{follow_up.id}", "follow_up", follow_up.text, choices, {"finding": finding.label})
    return None


def answers(given: tuple[Answer, ...], first: int = 1) -> tuple[Choice, ...]:
    """Answers as choices, on the keys from `first`."""
    numbered = enumerate(given, start=first)
    return tuple(Choice(str(place), f"RS-ANSWER-{place}", answer.code, answer.label, forces=answer.forces) for place, answer in numbered)


def respond_follow_up(inspection: Inspection, about: str, choice: Choice) -> Inspection:
    """One answer; of the pieces of a set several, closed by key 1."""
    finding, _, name = about.partition(".")
    follow_up = next(each for each in inspection.rubric.findings[finding].follow_ups if each.id == name)
    if not _lists_parts(inspection, follow_up):
        return _answered(inspection, finding, name, choice.answer)
    if choice.answer == "MORE":
        pages = -(-len(_listed(inspection, follow_up)) // PIECES)
        return replace(inspection, page=(inspection.page + 1) % pages)
    if choice.answer == "NOTHING":
        return _answered(inspection, finding, name, AND.join(inspection.choosing))
    if choice.answer in inspection.choosing:
        raise Refusal("FINDING_TWICE", finding=choice.label)
    return replace(inspection, choosing=(*inspection.choosing, choice.answer))


def rework_prompt(inspection: Inspection, finding: str) -> Prompt:
    """Whether the rework of this finding is done."""
    definition = inspection.rubric.findings[finding]
    asks = definition.rework.asks if definition.rework else ""
    choices = (Choice("1", "RS-ANSWER-1", "YES", "@YES"), Choice("2", "RS-ANSWER-2", "NO", "@NO"))
    return Prompt(f"REWORK:{finding}", "follow_up", asks, choices, {"finding": definition.label})


def _answered(inspection: Inspection, finding: str, follow_up: str, answer: str) -> Inspection:
    raised = next(each for each in inspection.raised if each.finding == finding)
    closed = replace(inspection, choosing=(), page=0)
    return update(closed, finding, answers={**raised.answers, follow_up: answer})


def _lists_parts(inspection: Inspection, follow_up: FollowUp) -> bool:
    return follow_up.source == "components" and bool(inspection.components)


def _listed(inspection: Inspection, follow_up: FollowUp) -> tuple[Answer, ...]:
    """The pieces, and behind them the plain answers, for what stands on no list (a screw, a cable)."""
    listed = pieces(inspection.components)
    return (*listed.values(), *(answer for answer in follow_up.answers if answer.code not in listed))


def _parts(inspection: Inspection, follow_up: FollowUp) -> tuple[Choice, ...]:
    listed, chosen = _listed(inspection, follow_up), inspection.choosing
    page = listed[inspection.page * PIECES : (inspection.page + 1) * PIECES]
    tiles = tuple(
        Choice(str(place), f"RS-ANSWER-{place}", answer.code, answer.label, forces=answer.forces, chosen=answer.code in chosen)
        for place, answer in enumerate(page, start=2)
    )
    close = (Choice("1", "RS-DONE", "NOTHING", "@NOTHING_ELSE"),) if chosen else ()
    turn = (Choice("0", "RS-MORE", "MORE", "@MORE"),) if len(listed) > PIECES else ()
    return (*close, *tiles, *turn)
