"""Every path through every shipped rubric ends: in A, B, C, quarantine, or a hold that names who answers which question.

Walked: every combination of attributes, reason and tracking that a check asks about; nothing, or any one finding of board and "more";
every answer of every follow-up; every check with every answer, with pairs of answers where several may be chosen; every result of a scan.
Paths are counted one by one; those that came to the same point (`_point`: all that decides what follows) are walked on together.
"""

from collections.abc import Hashable, Iterator
from typing import Any

import pytest

from station.model.grades import Outcome
from station.rules.inspection import Inspection
from station.rules.rubric import Rubric
from station.rules.seals import seal_of
from station.rules.settling import settle
from station.rules.steps import PhotoDue, next_step
from station.rules.verdict import judge
from tests.rules.builders import NAMES, rubric
from tests.rules.paths import after_board, ends, most_and_least, start, steps, that_matter


def walk(inspection: Inspection, screens: int, pages: int, known: dict[Hashable, int]) -> int:
    """The number of paths from here to an end; each end that is reached is checked."""
    now = settle(inspection)
    assert screens <= _promised(now, pages), f"{now.raised} took {screens} screens"
    point = _point(now)
    if point not in known:
        prompt = next_step(now)
        assert not isinstance(prompt, PhotoDue)
        if prompt is None:
            _must_be_an_end(now)
        known[point] = sum(walk(each, screens + 1, pages, known) for each in steps(now, prompt)) if prompt else 1
    return known[point]


def _promised(inspection: Inspection, pages: int) -> int:
    """The board and its pages, one screen for each check and follow-up that was answered, for a code that an alert stopped, and for the
    second of a date and a batch code apart.
    """
    stopped = sum(raised.finding in ("RECALLED", "ALERTED") for raised in inspection.raised)
    questions = sum(len(raised.answers) for raised in inspection.raised)
    half = inspection.tracks.startswith("lot") and bool(inspection.known["date_read"] or inspection.known["lot_read"])
    return 1 + pages + len(inspection.answered) + questions + stopped + half


def _point(inspection: Inspection) -> Hashable:
    """All that decides what is asked from here on, and how bad it was up to here."""
    open_checks = [check for code, check in inspection.rubric.checks.items() if code not in inspection.answered]
    asked_for = {finding for check in open_checks for finding in check.findings}
    outcomes = [inspection.outcome(raised) for raised in inspection.raised]
    definitions = [inspection.definition(raised) for raised in inspection.raised]
    return (
        frozenset(raised.finding for raised in inspection.raised if raised.finding in asked_for),
        frozenset(raised.finding for raised in inspection.raised if inspection.outcome(raised) is None),
        max((outcome.rank for outcome in outcomes if outcome), default=0),
        any(each.family == "QUALITY" or each.group == "FUNCTION" for each in definitions),
        frozenset(raised.finding for raised in inspection.ending),
        inspection.board_closed,
        frozenset(inspection.answered),
        frozenset(code for _, answer in inspection.check_answers for code in answer.settles),
        frozenset(inspection.known.items()),
        seal_of(inspection),
    )


def _must_be_an_end(inspection: Inspection) -> None:
    verdict, rubric = judge(inspection), inspection.rubric
    forced = {finding: rubric.findings[finding] for finding in verdict.forces}
    assert verdict.outcome.rank >= Outcome(rubric.best.value).rank
    assert verdict.outcome.rank >= rubric.seal_forces.get(verdict.seal, Outcome.A).rank
    assert verdict.outcome is Outcome.A or verdict.because
    assert verdict.forces.keys() >= {raised.finding for raised in inspection.ending or inspection.raised}
    for finding, outcome in verdict.forces.items():
        assert outcome.rank <= verdict.outcome.rank
        assert outcome.owner is None or forced[finding].decides[outcome.owner.value].strip()
        assert outcome is not Outcome.QUARANTINE or verdict.outcome is Outcome.QUARANTINE
    assert verdict.grade is not None or verdict.holds


def findings_of(category: Rubric, scenario: dict[str, Any]) -> Iterator[tuple[str | None, dict[str, Any]]]:
    """Nothing, or one finding that can be chosen, with the scenario in which it applies."""
    yield None, scenario
    for finding in (*category.board, *category.more):
        condition = category.findings[finding].applies_if
        # Only what the category assumes must be stated; an attribute that nobody knows counts as met.
        wanted = {name: value for name, value in condition.items() if name in category.assume}
        if wanted.get("has_expiry") and scenario["tracks"] != "none":
            del wanted["has_expiry"]  # what is tracked by lot says so by itself
        if all(scenario["attributes"].get(name, value) == value for name, value in condition.items()):
            yield finding, {**scenario, "attributes": {**scenario["attributes"], **wanted}}


def paths(category: Rubric, scenarios: list[dict[str, Any]]) -> int:
    """The number of paths through one rubric."""
    number = 0
    by_check = any("PART_MISSING" in check.findings for check in category.checks.values() if check.asked_on == "own")
    for scenario in scenarios:
        for kit in (False, True):
            known: dict[Hashable, int] = {}
            for finding, fitting in findings_of(category, scenario):
                if not kit or by_check or finding == "PART_MISSING":
                    board, pages = after_board(start(category, kit=kit, **fitting), finding)
                    number += walk(board, 1 + pages, pages, known)
    return number


@pytest.mark.parametrize(
    ("name", "finding"), [("toys", "SET_OPENED"), ("apparel", None), ("home_goods", "PLUG_REGION"), ("phone_laptop", None)]
)
def test_that_paths_walked_together_are_counted_like_paths_walked_alone(name: str, finding: str | None) -> None:
    least, *most = most_and_least(that_matter(rubric(name)))
    scenario = least if name == "phone_laptop" else most[-1]
    board, pages = after_board(start(rubric(name), kit=True, **scenario), finding)
    alone = [inspection for inspection, _ in ends(board)]
    assert walk(board, 1 + pages, pages, {}) == len(alone) > 1
    for inspection in alone:
        _must_be_an_end(inspection)


# Category, and its paths: in the suite (the least and the most that is asked, for each reason), and in full.
PATHS = {
    "apparel": (11_812, 176_604),
    "beauty_hygiene": (5_711, 85_326),
    "books_media": (2_398, 35_904),
    "electronics": (250_340, 3_876_708),
    "footwear": (224_222, 1_677_378),
    "general": (2_708, 40_568),
    "home_goods": (30_199, 567_394),
    "phone_laptop": (849_005, 23_486_598),
    "toys": (2_714, 40_616),
}


@pytest.mark.parametrize("name", NAMES)
def test_that_every_finding_and_every_answer_ends_in_a_grade_a_hold_with_an_owner_or_quarantine(name: str) -> None:
    assert paths(rubric(name), most_and_least(that_matter(rubric(name)))) == PATHS[name][0]


@pytest.mark.prove
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", NAMES)
def test_that_every_path_ends_in_a_grade_a_hold_with_an_owner_or_quarantine(name: str) -> None:
    assert paths(rubric(name), that_matter(rubric(name))) == PATHS[name][1]
