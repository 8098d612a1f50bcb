"""Which default acts when, as a table: one reason or several, whose time is over or not."""

from datetime import timedelta
from typing import Any

import pytest

from station.bench.defaults import overdue
from station.clock import moment, stamp

NOW = moment("2026-11-21T20:00:00.000Z")


def reason(owner: str, default: str, hours: int | None) -> dict[str, Any]:
    """Due so many hours from now; None: nobody said when."""
    return {"for": owner, "default": default, "due_at": None if hours is None else stamp(NOW + timedelta(hours=hours))}


@pytest.mark.parametrize(
    ("reasons", "acts"),
    [
        ([], ""),
        ([("CLIENT", "escalate", 1)], ""),
        ([("CLIENT", "escalate", 0)], "escalate"),
        ([("CLIENT", "escalate", None)], ""),
        ([("CUSTOMER", "return_to_customer", -1)], "return_to_customer"),
        ([("SUPERVISOR", "escalate", -100)], ""),  # nobody stands above: it is only shown
        ([("SUPERVISOR", "recycle", -1)], "recycle"),
        ([("CLIENT", "recycle", -1), ("CUSTOMER", "return_to_customer", 1)], ""),  # the customer still has time
        ([("CLIENT", "recycle", -1), ("CUSTOMER", "return_to_customer", -1)], "recycle"),
        ([("CLIENT", "recycle", -1), ("CUSTOMER", "escalate", -1)], "recycle"),
        ([("CLIENT", "recycle", -1), ("SUPERVISOR", "escalate", -1)], ""),  # the supervisor has to decide first
        ([("CLIENT", "escalate", -1), ("SUPERVISOR", "escalate", 9)], "escalate"),
        ([("CLIENT", "escalate", -1), ("CUSTOMER", "donate", 9)], "escalate"),
    ],
)
def test_that_a_default_acts_when_its_time_is_over_and_nobody_else_may_still_decide(
    reasons: list[tuple[str, str, int | None]], acts: str
) -> None:
    assert overdue([reason(*each) for each in reasons], NOW) == acts
