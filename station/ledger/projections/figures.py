"""The figures of a fact: measure to amount, for the quarter hour in which it happened.

Measures: received, graded, grade:X, disposition:X, finding:CODE, held:OWNER, actions, reopened; met and missed (the promise, where the
grade's fact names one); raised and lowered (of whoever graded); clean, clean_ms and clean_actions (units without a finding);
spent:STEP in milliseconds (find, inspect, photograph; label from the label's own facts).
"""

from collections.abc import Mapping
from typing import Any, Final

Payload = Mapping[str, Any]

SPENT: Final = "spent:"


def quarter(at: str) -> str:
    """The UTC quarter hour of a fact's time: "2026-11-21T20:18:25.123Z" gives "2026-11-21T20:15Z"."""
    return f"{at[:14]}{int(at[14:16]) // 15 * 15:02d}Z"


def of_grade(payload: Payload, grade: str, disposition: str) -> dict[str, int]:
    """What a graded unit counts for, under the grade and disposition that stand (an override may have changed them)."""
    findings = {f"finding:{entry['finding']}": 1 for entry in payload["findings"]}
    told = {"graded": 1, f"grade:{grade}": 1, f"disposition:{disposition}": 1, **findings, **_effort(payload)}
    if not findings:
        told |= {"clean": 1, "clean_ms": sum(payload["spent_ms"].values()), "clean_actions": payload["actions"]}
    if promise := payload.get("promise"):  # facts of before it was written down say nothing, and count neither way
        told["met" if promise["met"] else "missed"] = 1
    return told


def of_hold(payload: Payload) -> dict[str, int]:
    """What a held unit counts for: once for each owner who must decide. Its findings count when it is graded.

    Each time that a unit is put on hold counts, also after a release: the work was done twice. What waits now is counted from `items`.
    A hold that only went on to somebody else, since nobody decided in time, is the same hold.
    """
    if payload.get("decided_by") == "default":
        return {}
    return {**{f"held:{reason['for']}": 1 for reason in payload["reasons"]}, **_effort(payload)}


def of_change(old: str, new: str) -> dict[str, int]:
    """What a grade that was changed afterwards counts for: A is the best."""
    return {"raised" if new < old else "lowered": 1}


def _effort(payload: Payload) -> dict[str, int]:
    """Steps that took nothing have no row of their own: a save pays for each."""
    steps = {f"{SPENT}{step}": ms for step, ms in payload["spent_ms"].items() if ms}
    return {**steps, "actions": payload["actions"]}
