"""The shipped rubrics: every path through them ends, in at most the prompts that they promise; wrong documents are refused by place."""

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from station.errors import Refusal
from station.model.grades import Basis, Outcome, Seal
from station.model.prompts import Prompt
from station.resources import resource_text
from station.rules.inspection import Inspection, Shot
from station.rules.recorded import inspection_from, raised_from
from station.rules.rubric import Rubric, compile_rubric
from station.rules.steps import PhotoDue, choose_finding, next_step, respond
from station.rules.verdict import judge

CATALOGUE = tomllib.loads(resource_text("rubrics/findings.toml"))
CATEGORIES = {name: tomllib.loads(resource_text(f"rubrics/{name}.toml")) for name in ("apparel", "general")}


def rubric(name: str) -> Rubric:
    return compile_rubric(CATALOGUE, CATEGORIES[name])


def ends(inspection: Inspection, prompts: int = 0) -> Iterator[tuple[Inspection, int]]:
    """Every way in which an inspection can go on from here without choosing another tile, with the prompts it took."""
    step = next_step(inspection)
    while isinstance(step, PhotoDue):
        inspection = replace(inspection, photos=(*inspection.photos, Shot(step.shot, "0" * 64, step.finding)))
        step = next_step(inspection)
    if step is None:
        yield inspection, prompts
        return
    choices = [choice for choice in step.choices if not step.id.startswith("BOARD") or choice.answer == "NOTHING"]
    for choice in choices:
        yield from ends(respond(inspection, step, choice), prompts + 1)


@pytest.mark.parametrize("name", list(CATEGORIES))
def test_that_every_path_of_every_finding_ends_in_a_grade_a_hold_with_an_owner_or_quarantine(name: str) -> None:
    category = rubric(name)
    for finding in category.findings:
        chosen = choose_finding(Inspection(category), finding)
        paths = list(ends(chosen, prompts=1))
        assert paths, finding
        for path, _ in paths:
            verdict = judge(path)
            assert verdict.grade is not None or verdict.outcome.owner is not None
            assert verdict.outcome is Outcome.A or verdict.because


@pytest.mark.parametrize(("name", "clean", "usual"), [("apparel", 1, 3), ("general", 1, 3)])
def test_that_a_clean_unit_and_the_usual_fault_take_the_prompts_that_were_promised(name: str, clean: int, usual: int) -> None:
    category = rubric(name)
    common = {"apparel": "WORN", "general": "SCRATCH_DENT"}[name]
    product = {"factory_sealed": False, "has_size_table": False, "has_reference": False}
    assert max(prompts for _, prompts in ends(Inspection(category, product))) == clean
    assert max(prompts for _, prompts in ends(choose_finding(Inspection(category, product), common), prompts=1)) == usual


def test_that_a_board_has_eight_tiles_at_most_and_fixed_keys() -> None:
    for name in CATEGORIES:
        board = next_step(Inspection(rubric(name)))
        assert isinstance(board, Prompt)
        assert [choice.key for choice in board.choices] == ["1", *"23456789"[: len(board.choices) - 2], "0"]


def test_that_a_tile_that_does_not_apply_leaves_its_key_free() -> None:
    category = rubric("apparel").model_copy(update={"board": ("HYGIENE_STRIP_OFF", "STAIN")})
    board = next_step(Inspection(category, {"hygiene_sealed": False}))
    assert isinstance(board, Prompt)
    assert [(choice.key, choice.answer) for choice in board.choices] == [("1", "NOTHING"), ("3", "STAIN"), ("0", "MORE")]


def test_that_an_unknown_attribute_is_asked_and_a_reason_that_nobody_gave_is_not() -> None:
    inspection = Inspection(rubric("general"))
    assert inspection.applies({"has_reference": True})
    assert not inspection.applies({"reason": "SIZE"})
    assert Inspection(rubric("general"), reason="POOR_FIT").applies({"reason": "SIZE"})


def test_that_the_worst_of_several_findings_decides() -> None:
    inspection = choose_finding(choose_finding(Inspection(rubric("apparel")), "SHADE_OFF"), "HYGIENE_STRIP_OFF")
    verdict = judge(inspection)
    assert (verdict.outcome, verdict.because) == (Outcome.C, ("HYGIENE_STRIP_OFF",))


def test_that_a_seal_is_never_sealed_by_assumption() -> None:
    sealed = Inspection(rubric("general"), {"factory_sealed": True})
    assert judge(sealed).seal is Seal.OPENED_INTACT
    assert judge(replace(sealed, board_closed=True)).seal is Seal.SEALED
    opened = choose_finding(sealed, "SEAL_OPENED")
    worst = [judge(path).seal for path, _ in ends(replace(opened, board_closed=True))]
    assert worst == [Seal.OPENED_INTACT, Seal.OPENED_DAMAGED, Seal.MISSING]


def test_that_what_a_fact_records_can_be_read_back() -> None:
    path, _ = next(ends(choose_finding(Inspection(rubric("apparel"), reason="WRONG_SIZE"), "STAIN"), prompts=1))
    record: dict[str, Any] = {
        "findings": [{"finding": "STAIN", "answers": dict(path.raised[0].answers), "basis": "PROMPT"}],
        "checks": [{"check": code, "answer": answer, "basis": "PROMPT"} for code, answers in path.answered.items() for answer in answers],
        "photos": [{"shot": shot.shot, "sha256": shot.sha256, "finding": shot.finding} for shot in path.photos],
    }
    again = inspection_from(record, {"attributes": {}, "reason": "WRONG_SIZE"}, rubric("apparel"))
    assert next_step(again) is None
    assert judge(again).outcome is judge(path).outcome


def test_that_a_record_under_an_older_rubric_is_refused_by_name() -> None:
    with pytest.raises(Refusal, match="RECORD_TOO_OLD"):
        raised_from({"findings": [{"finding": "STAIN", "answers": {"HOW": "HUGE"}}]}, rubric("apparel"))


def _category(**changes: Any) -> dict[str, Any]:
    return {**CATEGORIES["apparel"], **changes}


def _catalogue_without_answers() -> dict[str, Any]:
    catalogue = deepcopy(CATALOGUE)
    del catalogue["findings"]["STAIN"]["follow_ups"][0]["answers"][0]["forces"]
    return catalogue


def _catalogue_with_both() -> dict[str, Any]:
    catalogue = deepcopy(CATALOGUE)
    catalogue["findings"]["STAIN"]["forces"] = "A"
    return catalogue


@pytest.mark.parametrize(
    ("catalogue", "category", "where"),
    [
        (CATALOGUE, _category(board=["NO_SUCH"]), "board, more, checks"),
        (CATALOGUE, _category(best="S"), "best"),
        (CATALOGUE, _category(surprise=1), "surprise"),
        (CATALOGUE, _category(board=["STAIN", "STAIN"]), "board"),
        ({}, _category(), "'findings'"),
        (_catalogue_without_answers(), _category(), "findings.STAIN.follow_ups.0"),
        (_catalogue_with_both(), _category(), "findings.STAIN"),
    ],
)
def test_that_a_wrong_rubric_is_refused_with_its_place(catalogue: dict[str, Any], category: dict[str, Any], where: str) -> None:
    with pytest.raises(Refusal) as refused:
        compile_rubric(catalogue, category)
    assert (refused.value.code, refused.value.params["where"]) == ("RUBRIC_WRONG", where)


def test_that_asking_is_never_weaker_than_assuming() -> None:
    inspection = replace(Inspection(rubric("apparel"), reason="WRONG_SIZE"), board_closed=True, answered={"MEASURE": ("IN",)})
    absent = judge(inspection).absent
    assert "SIZE_OFF" in absent[Basis.PROMPT]
    assert "WORN" in absent[Basis.BOARD]
    assert "STAIN" in absent[Basis.SHOWN]
