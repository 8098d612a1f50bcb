"""What needs no question: checks that the item's own code answers, and a claimed fault that nobody found. Called before every step."""

from dataclasses import replace
from typing import Final

from station.errors import Refusal
from station.model.grades import Basis, Seal
from station.rules.checks import first_check
from station.rules.follow_ups import first_follow_up
from station.rules.inspection import Inspection, raise_finding
from station.rules.scanning import answer_expiry, answer_serial, is_complete, must_be_serial
from station.rules.seals import seal_of
from station.rules.tracing import compare_date

CLAIM: Final = "CLAIM_NOT_FOUND"
# What a date said on an earlier day, by what it says today.
_BETTER: Final = {"SHORT": ("IN_DATE",), "EXPIRED": ("IN_DATE", "SHORT")}


def settle(inspection: Inspection) -> Inspection:
    """The inspection with all that can be answered without asking. Idempotent."""
    if not inspection.board_closed or inspection.ending:
        return inspection
    return _claim(_serial(_expiry(_as_of_today(inspection))))


def _as_of_today(inspection: Inspection) -> Inspection:
    """A date that was read on an earlier day: what was in date then may have come too near, or passed, while the unit lay on a shelf."""
    for code, check in inspection.rubric.checks.items():
        if check.scans != "expiry" or code not in inspection.scanned:
            continue
        said, *key = inspection.answered[code]
        if said in _BETTER.get(compare_date(inspection.parts, inspection.today, check.least_days).answer, ()):
            before = check.answer(said).finding
            raised = tuple(each for each in inspection.raised if each.finding != before or each.relieved)
            return answer_expiry(replace(inspection, raised=raised), code, tuple(key))
    return inspection


def _expiry(inspection: Inspection) -> Inspection:
    """A batch code alone answers only where nobody needs the date: one may still be printed beside it."""
    code = _open_check(inspection, "expiry")
    enough = is_complete(inspection) and (inspection.known["date_read"] or inspection.tracks == "lot")
    return answer_expiry(inspection, code) if code and enough else inspection


def _serial(inspection: Inspection) -> Inspection:
    """The serial on the box answers only while the seal is whole: of an opened box it proves nothing about what is inside."""
    box = _box_serial(inspection)
    if not box:
        return inspection
    whole = first_follow_up(inspection, inspection.raised) is None and seal_of(inspection)[0] is Seal.SEALED
    if not whole:
        return _without_box_answer(inspection)
    code = _open_check(inspection, "serial")
    return answer_serial(inspection, code, box) if code else inspection


def _box_serial(inspection: Inspection) -> str:
    """The serial on the box, if the prompt would take it: where an IMEI is needed another number does not answer."""
    box = inspection.parts.get("box_serial", "")
    if not box:
        return ""
    try:
        must_be_serial(inspection, box)
    except Refusal:
        return ""
    return box


def _without_box_answer(inspection: Inspection) -> Inspection:
    by_device = inspection.parts.get("serial") or inspection.parts.get("imei")
    code = next((code for code, check in inspection.rubric.checks.items() if check.scans == "serial" and code in inspection.scanned), None)
    if code is None or by_device:
        return inspection
    answered, scanned = dict(inspection.answered), dict(inspection.scanned)
    del answered[code], scanned[code]
    return replace(inspection, answered=answered, scanned=scanned)


def _open_check(inspection: Inspection, scans: str) -> str | None:
    """The check that scans this, where it applies and is not answered yet."""
    for code, check in inspection.rubric.checks.items():
        raised_already = any(inspection.stands(finding) for finding in check.findings)
        if check.scans == scans and code not in inspection.answered and inspection.applies(check.applies_if) and not raised_already:
            return code
    return None


def _claim(inspection: Inspection) -> Inspection:
    """A fault that the customer claims, and that a finished inspection of the opened unit did not find."""
    raised = next((each for each in inspection.raised if each.finding == CLAIM), None)
    claimed = CLAIM in inspection.rubric.findings and inspection.gives_reason("DEFECT")
    if not claimed or any(_is_fault(inspection, each.finding) for each in inspection.raised):
        by_station = raised is not None and raised.basis is Basis.LOOKUP
        return replace(inspection, raised=tuple(each for each in inspection.raised if each is not raised)) if by_station else inspection
    asking = first_follow_up(inspection, inspection.raised) or first_check(inspection) or inspection.reworking
    # Behind a whole seal nobody tried anything.
    return inspection if raised or asking or seal_of(inspection)[0] is Seal.SEALED else raise_finding(inspection, CLAIM, Basis.LOOKUP)


def _is_fault(inspection: Inspection, finding: str) -> bool:
    definition = inspection.rubric.findings[finding]
    return finding != CLAIM and (definition.family == "QUALITY" or definition.group == "FUNCTION")
