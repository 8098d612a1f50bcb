"""What comes next in an inspection: the board, a follow-up, a check, a photograph, or nothing more; and what an answer changes.

The order is the rubric's: board; follow-ups, then own checks, both hazards first; then photographs (domain rule: findings first).
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from station.errors import Refusal
from station.model.goods import Alert
from station.model.prompts import Choice, Prompt
from station.rules.board import board, board_checks, choose_finding, respond_board, shown_on_board
from station.rules.checks import check_prompt, first_check, respond_check
from station.rules.follow_ups import first_follow_up, respond_follow_up, rework_prompt
from station.rules.inspection import Inspection, update
from station.rules.pictures import PhotoDue, first_photo, photos_due
from station.rules.scanning import respond_expiry, respond_key, respond_serial

__all__ = [
    "PhotoDue", "board_checks", "choose_finding", "next_step", "photos_due", "released", "respond", "respond_scan", "shown_on_board",
]  # fmt: skip


def next_step(inspection: Inspection) -> Prompt | PhotoDue | None:
    """The next prompt or photograph; None when everything needed is there. The inspection is settled before."""
    if inspection.reworking:
        return rework_prompt(inspection, inspection.reworking)
    if inspection.ending:
        return first_follow_up(inspection, inspection.ending) or first_photo(inspection, inspection.ending)
    if not inspection.board_closed:
        return board(inspection)
    if follow_up := first_follow_up(inspection, inspection.raised):
        return follow_up
    check = first_check(inspection)
    return check_prompt(inspection, check) if check else first_photo(inspection, inspection.raised)


def respond(inspection: Inspection, prompt: Prompt, choice: Choice) -> Inspection:
    """The inspection after one choice of its present prompt; raises Refusal FINDING_TWICE for one that is chosen already."""
    kind, _, about = prompt.id.partition(":")
    if kind == "BOARD":
        return respond_board(inspection, choice)
    if kind == "FOLLOW_UP":
        return respond_follow_up(inspection, about, choice)
    if kind == "REWORK":
        return _respond_rework(inspection, about, choice.answer)
    if inspection.rubric.checks[about].scans:
        return respond_key(inspection, about, choice.answer)
    return respond_check(inspection, about, choice)


def respond_scan(inspection: Inspection, prompt: Prompt, text: str, parts: Mapping[str, str], alerts: Collection[Alert] = ()) -> Inspection:
    """The inspection after a serial, an expiry date or a batch code was scanned or typed at the prompt that asks for it.

    `text` is the reading's value, `parts` its other values, `alerts` those of the main system about these codes. Raises Refusal
    NOTHING_SCANNED_HERE, SERIAL_IS_PRODUCT_CODE, IMEI_WRONG, SERIAL_NOT_IMEI, LOT_IS_PRODUCT_CODE; nothing has changed then.
    """
    _, _, code = prompt.id.partition(":")
    if prompt.asks == "serial":
        return respond_serial(inspection, code, text, parts, alerts)
    if prompt.asks == "expiry":
        return respond_expiry(inspection, code, text, parts, alerts)
    raise Refusal("NOTHING_SCANNED_HERE", text=text)


def released(inspection: Inspection, findings: Collection[str]) -> Inspection:
    """The inspection after the person who decides released these findings; what they hid is asked again."""
    for finding in findings:
        if inspection.has(finding):
            inspection = _ask_hidden_again(update(inspection, finding, released=True), finding)
    return inspection


def _respond_rework(inspection: Inspection, finding: str, answer: str) -> Inspection:
    asked = replace(inspection, reworking=None, choosing=(), page=0)
    if answer == "YES":
        return _ask_hidden_again(update(asked, finding, reworked=True), finding)
    # Not done: the unit may look different now, so its follow-up is asked again.
    return update(asked, finding, reworked=False, answers={})


def _ask_hidden_again(inspection: Inspection, finding: str) -> Inspection:
    """A device that starts again shows what it hid: each check that asks for it is open once more."""
    hidden = set(inspection.rubric.findings[finding].hides)
    again = {code for code in inspection.answered if hidden & set(inspection.rubric.checks[code].findings)}
    answered = {code: given for code, given in inspection.answered.items() if code not in again}
    scanned = {code: ruled_out for code, ruled_out in inspection.scanned.items() if code not in again}
    return replace(inspection, answered=answered, scanned=scanned)
