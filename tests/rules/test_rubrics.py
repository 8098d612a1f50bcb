"""The board and the verdict: which tiles stand on which keys, which finding decides, and how sure an absence is."""

from dataclasses import replace

from station.model.grades import Basis, Outcome, Seal
from station.model.prompts import Prompt
from station.rules.inspection import Inspection
from station.rules.steps import choose_finding, next_step
from station.rules.verdict import judge
from tests.rules.builders import NAMES, rubric
from tests.rules.paths import ends


def test_that_a_board_has_eight_tiles_at_most_and_fixed_keys() -> None:
    for name in NAMES:
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
    worst = [judge(path).seal for path, _ in ends(replace(opened, board_closed=True, waived=True))]
    assert worst == [Seal.OPENED_INTACT, Seal.OPENED_DAMAGED, Seal.MISSING]


def test_that_asking_is_never_weaker_than_assuming() -> None:
    inspection = replace(Inspection(rubric("apparel"), reason="WRONG_SIZE"), board_closed=True, answered={"MEASURE": ("IN",)})
    absent = judge(inspection).absent
    assert "SIZE_OFF" in absent[Basis.PROMPT]
    assert "WORN" in absent[Basis.BOARD]
    assert "STAIN" in absent[Basis.SHOWN]
