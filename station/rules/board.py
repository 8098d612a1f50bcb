"""The board "What do you see?": its tiles, the words under key 1, the pages behind "more". An inspection in, a prompt out."""

from dataclasses import replace
from typing import Final

from station.errors import Refusal
from station.model.grades import Basis, Outcome
from station.model.prompts import Choice, Prompt
from station.rules.inspection import Inspection, raise_finding
from station.rules.rubric import Check

PAGE: Final = 9


def board_checks(inspection: Inspection) -> tuple[Check, ...]:
    """The checks whose words stand under key 1: those that apply and are not contradicted by a chosen tile."""
    checks = (check for check in inspection.rubric.checks.values() if check.asked_on == "board" and inspection.applies(check.applies_if))
    return tuple(check for check in checks if not any(inspection.has(finding) for finding in check.findings))


def shown_on_board(inspection: Inspection) -> tuple[str, ...]:
    """The tiles of the board that apply to this product."""
    return tuple(code for code in inspection.rubric.board if inspection.applies(inspection.rubric.findings[code].applies_if))


def board(inspection: Inspection) -> Prompt:
    """The board, or the page of "more" that is open."""
    return _first_page(inspection) if inspection.page == 0 else _more(inspection)


def choose_finding(inspection: Inspection, finding: str) -> Inspection:
    """A tile or a card; raises Refusal when the category does not have it, only the station says it, or it was chosen already."""
    if finding not in inspection.rubric.findings:
        raise Refusal("FINDING_NOT_HERE", finding=finding, category=inspection.rubric.label)
    label = inspection.rubric.findings[finding].label
    if finding in inspection.rubric.station:
        raise Refusal("FINDING_BY_STATION", finding=label)
    if inspection.has(finding):
        raise Refusal("FINDING_TWICE", finding=label)
    return raise_finding(inspection, finding, Basis.PROMPT)


def respond_board(inspection: Inspection, choice: Choice) -> Inspection:
    """A tile, the next page, or key 1, which closes the board."""
    if choice.answer == "MORE":
        pages = -(-len(_more_codes(inspection)) // PAGE)
        return replace(inspection, page=(inspection.page + 1) % (pages + 1))
    if choice.answer == "NOTHING":
        return replace(inspection, board_closed=True, page=0)
    return choose_finding(inspection, choice.answer)


def _first_page(inspection: Inspection) -> Prompt:
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
