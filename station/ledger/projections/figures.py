"""The figures of a fact: measure to amount, for the quarter hour in which it happened.

Measures: received, graded, grade:X, disposition:X, finding:CODE, held:OWNER, spent_ms, actions, overridden, reopened.
"""

from collections.abc import Mapping
from typing import Any

Payload = Mapping[str, Any]


def quarter(at: str) -> str:
    """The UTC quarter hour of a fact's time: "2026-11-21T20:18:25.123Z" gives "2026-11-21T20:15Z"."""
    return f"{at[:14]}{int(at[14:16]) // 15 * 15:02d}Z"


def of_grade(payload: Payload, grade: str, disposition: str) -> dict[str, int]:
    """What a graded unit counts for, under the grade and disposition that stand (an override may have changed them)."""
    findings = {f"finding:{entry['finding']}": 1 for entry in payload["findings"]}
    return {"graded": 1, f"grade:{grade}": 1, f"disposition:{disposition}": 1, **findings, **_effort(payload)}


def of_hold(payload: Payload) -> dict[str, int]:
    """What a held unit counts for: once for each owner who must decide. Its findings count when it is graded."""
    return {**{f"held:{reason['for']}": 1 for reason in payload["reasons"]}, **_effort(payload)}


def _effort(payload: Payload) -> dict[str, int]:
    return {"spent_ms": sum(payload["spent_ms"].values()), "actions": payload["actions"]}
