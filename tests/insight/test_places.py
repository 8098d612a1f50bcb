"""Where units are, in words: in a tote, a lot or a bin, on their way to one, at the bench, or gone."""

import pytest

from station.insight.places import place_of, results

UNIT = {"state": "graded", "grade": "A", "bin": "A-01", "tote": None, "lot": None}


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ({"state": "graded"}, "for A-01"),
        ({"state": "graded", "bin": None}, ""),
        ({"state": "toted", "tote": "T-9"}, "tote T-9"),
        ({"state": "lotted", "lot": "L4"}, "lot L4"),
        ({"state": "restocked"}, "A-01"),
        ({"state": "held", "bin": "HOLD-C"}, "HOLD-C"),
        ({"state": "received"}, ""),
        ({"state": "shipped", "lot": "L4"}, "shipped"),
        ({"state": "destroyed"}, "destroyed"),
    ],
    ids=lambda value: str(value.get("state")) if isinstance(value, dict) else "",
)
def test_that_a_unit_is_told_by_where_it_is(unit: dict[str, str | None], told: str) -> None:
    assert place_of({**UNIT, **unit}, "en") == told


def test_that_units_of_one_grade_at_one_place_are_counted_together() -> None:
    units = [UNIT, UNIT, {**UNIT, "state": "toted", "tote": "T-9"}, {**UNIT, "state": "received", "grade": None}]
    assert results(units, "en") == "2 × A: for A-01, 1 × A: tote T-9, 1 × not graded yet"
    assert results([{**UNIT, "grade": None, "state": "destroyed"}], "de") == "1 × vernichtet", "a state is not told twice"
