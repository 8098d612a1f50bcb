"""Which mark a unit has, at the bench and at the desk alike."""

import pytest

from station.model.marks import HAZARD, HOLD, mark_of


@pytest.mark.parametrize(
    ("grade", "disposition", "held", "mark"),
    [
        ("B", "restock", False, "B"), ("B", "hold", True, HOLD), ("C", "quarantine", False, HAZARD), ("C", "quarantine", True, HAZARD),
        (None, None, True, HOLD), (None, None, False, ""), ("", "", False, ""),
    ],
)  # fmt: skip
def test_that_a_hazard_outranks_a_hold_and_both_the_letter(grade: str | None, disposition: str | None, held: bool, mark: str) -> None:
    assert mark_of(grade, disposition, held=held) == mark
