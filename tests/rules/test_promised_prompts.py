"""How many screens a clean unit and the usual fault take in each category: what was promised to the people at the bench."""

from dataclasses import replace

import pytest

from station.model.prompts import Choice, Prompt
from station.rules.inspection import Inspection
from station.rules.settling import settle
from station.rules.steps import PhotoDue, next_step, respond, respond_scan
from tests.rules.builders import NAMES, SERIAL, inspection_of, photographed, rubric
from tests.rules.paths import after_board, ends

# Category, what its product data says, screens of a clean unit, the fault seen most often, and the screens that it takes at most.
PROMISED = [
    ("apparel", {}, 1, "WORN", 3),
    ("footwear", {}, 2, "SOLE_WORN", 3),
    ("phone_laptop", {"stores_data": True, "has_battery": True}, 5, "SCREEN_SCRATCH", 7),
    ("electronics", {}, 2, "PART_MISSING", 3),
    ("beauty_hygiene", {"has_expiry": True}, 2, "SEAL_OPENED", 3),
    ("home_goods", {"mains_powered": False}, 1, "SCRATCH_DENT", 3),
    ("home_goods", {"mains_powered": True}, 2, "SCRATCH_DENT", 3),
    ("toys", {}, 1, "SET_OPENED", 3),
    ("books_media", {}, 1, "COVER_DAMAGED", 2),
    ("general", {}, 1, "SCRATCH_DENT", 3),
]


def test_that_every_category_has_a_promise() -> None:
    assert {name for name, *_ in PROMISED} == set(NAMES)


@pytest.mark.parametrize(("name", "attributes", "clean", "fault", "most"), PROMISED)
def test_that_a_clean_unit_takes_the_screens_that_were_promised(
    name: str, attributes: dict[str, bool], clean: int, fault: str, most: int
) -> None:
    inspection, screens = _as_new(inspection_of(name, attributes=attributes, sold=_sold(name)))
    assert screens == clean
    assert inspection.raised == ()
    assert [shot.shot for shot in photographed(inspection).photos] == list(rubric(name).as_new_photos), (fault, most)


@pytest.mark.parametrize(("name", "attributes", "clean", "fault", "most"), PROMISED)
def test_that_the_usual_fault_takes_at_most_the_screens_that_were_promised(
    name: str, attributes: dict[str, bool], clean: int, fault: str, most: int
) -> None:
    unit = replace(inspection_of(name, attributes=attributes, sold=_sold(name)), waived=True)
    board, pages = after_board(unit, fault)
    assert pages == 0, "the usual fault has a tile on the first page"
    taken = [screens for _, screens in ends(board, 1)]
    assert clean < max(taken) or name in ("phone_laptop", "electronics"), "the fault is asked about"
    assert _one_fault(unit, fault) <= most


@pytest.mark.parametrize("name", [name for name in NAMES if name != "phone_laptop"])
def test_that_an_order_that_names_a_serial_takes_one_screen_more(name: str) -> None:
    plain, named = (_as_new(inspection_of(name, sold=sold))[1] for sold in ((), (SERIAL,)))
    assert named == plain + 1


def _sold(name: str) -> tuple[str, ...]:
    """What the order names: of goods that are told apart by their serial."""
    return (SERIAL,) if name == "phone_laptop" else ()


def _as_new(inspection: Inspection) -> tuple[Inspection, int]:
    """Every screen closed by its first answer, or by the scan that matches."""
    screens = 0
    while isinstance(prompt := next_step(settle(inspection)), Prompt):
        inspection, screens = _good(settle(inspection), prompt), screens + 1
    return settle(inspection), screens


def _good(inspection: Inspection, prompt: Prompt) -> Inspection:
    if prompt.asks == "serial":
        return respond_scan(inspection, prompt, SERIAL, {})
    if prompt.asks == "expiry":
        return respond_scan(inspection, prompt, "2028-01-31", {"expiry": "2028-01-31"})
    return respond(inspection, prompt, prompt.choices[0])


def _one_fault(inspection: Inspection, fault: str) -> int:
    """The most screens that the one fault takes, over all its answers, where everything else is good."""
    board, _ = after_board(inspection, fault)
    prompt = next_step(settle(board))
    assert not isinstance(prompt, PhotoDue)
    answers: tuple[Choice, ...] = prompt.choices if prompt and prompt.kind == "follow_up" else ()
    answered = [(respond(board, prompt, choice), 2) for choice in answers] if prompt else []
    return max(screens + _as_new(each)[1] for each, screens in answered or [(board, 1)])
