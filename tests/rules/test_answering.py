"""Checks with several answers, sets and their pieces, reworks and releases: what an answer changes and what is asked again."""

from dataclasses import replace

import pytest

from station.errors import Refusal
from station.model.goods import Component
from station.model.grades import Basis, Outcome, Seal
from station.rules.components import pieces
from station.rules.inspection import Inspection, update
from station.rules.steps import PhotoDue, choose_finding, next_step, released, respond
from station.rules.verdict import judge
from tests.rules.builders import CATALOGUE, asked, inspection_of, photographed, press, rubric, scan

PHONE = {"stores_data": True, "has_battery": True, "has_serial": False, "factory_sealed": True}
CAMERA = (
    Component("BODY", essential=True, title="Camera body"),
    Component("LENS-50", title="Lens 50 mm"),
    Component("STRAP", quantity=2),
)


def choices(inspection: Inspection) -> list[tuple[str, str, bool]]:
    return [(choice.key, choice.answer, choice.chosen) for choice in asked(inspection).choices]


def rework(inspection: Inspection, finding: str, answer: str) -> Inspection:
    return press(replace(inspection, reworking=finding), answer)


def test_that_once_a_fault_is_chosen_only_key_1_closes_and_no_other_as_new_answer_is_offered() -> None:
    at = press(inspection_of("electronics", attributes={"factory_sealed": True}), "NOTHING")
    assert [key for key, *_ in choices(at)] == ["1", "2", "3", "4", "5"]
    chosen = press(at, "DEAD")
    assert choices(chosen) == [("1", "GOOD", False), ("3", "MISSING", False), ("4", "DEAD", True), ("5", "FAILS", False)]
    assert asked(chosen).choices[0].label == "@NOTHING_ELSE"
    done = press(chosen, "MISSING", "GOOD")
    assert done.answered["UNBOX"] == ("MISSING", "DEAD")
    assert judge(done).seal is Seal.OPENED_INTACT


def test_that_a_seal_that_the_product_never_had_is_no_answer() -> None:
    at = press(inspection_of("electronics", attributes={"factory_sealed": False}), "NOTHING")
    assert [answer for _, answer, _ in choices(at)] == ["GOOD", "MISSING", "DEAD", "FAILS"]


def test_that_a_fault_from_the_board_is_chosen_already_in_the_check_that_asks_for_it() -> None:
    at = press(inspection_of("footwear"), "SOLE_WORN", "NOTHING", "SCUFF")
    assert choices(at)[:3] == [("1", "PAIR", False), ("2", "SOLES", True), ("3", "SAME_FOOT", False)]
    assert asked(at).choices[0].label == "@NOTHING_ELSE"
    assert press(at, "PAIR").answered["TURN_OVER"] == ("SOLES",)
    assert press(at, "SIZES", "PAIR").answered["TURN_OVER"] == ("SOLES", "SIZES")
    with pytest.raises(Refusal, match="FINDING_TWICE"):
        respond(at, asked(at), asked(at).choices[1])


def test_that_an_answer_can_teach_that_a_thing_has_no_plug() -> None:
    at = press(inspection_of("home_goods"), "NOTHING")
    assert asked(at).id == "CHECK:PLUG"
    assert press(at, "NO_PLUG").known["mains_powered"] is False
    assert [answer for _, answer, _ in choices(press(at, "REGION"))] == ["WHOLE", "DAMAGED", "REGION"]


@pytest.mark.parametrize("has_battery", [True, False])
def test_that_a_sealed_device_is_neither_opened_nor_switched_on(has_battery: bool) -> None:
    unit = inspection_of("phone_laptop", attributes={**PHONE, "has_battery": has_battery})
    sealed = press(unit, "NOTHING", "SEALED")
    assert isinstance(next_step(sealed), PhotoDue)
    assert (judge(sealed).outcome, judge(sealed).seal) == (Outcome.A, Seal.SEALED)


def test_that_a_device_that_was_opened_cannot_be_called_sealed_later() -> None:
    at = press(inspection_of("phone_laptop", attributes=PHONE), "NOTHING", "FLAT")
    assert asked(at).id == "CHECK:POWER_SCREEN"
    assert "SEALED" not in [answer for _, answer, _ in choices(at)]


@pytest.mark.parametrize("category", ["apparel", "toys", "electronics", "books_media"])
def test_that_a_set_has_its_pieces_under_key_1(category: str) -> None:
    words = asked(inspection_of(category, components=CAMERA)).choices[0].small
    assert "all pieces of the set" in words
    assert "all pieces of the set" not in asked(inspection_of(category)).choices[0].small


def test_that_the_missing_pieces_of_a_set_are_chosen_one_by_one_and_closed_by_key_1() -> None:
    at = press(inspection_of("general", components=CAMERA), "PART_MISSING", "NOTHING")
    assert [(choice.key, choice.label) for choice in asked(at).choices] == [
        ("2", "Camera body"), ("3", "Lens 50 mm"), ("4", "STRAP × 2"),
        ("5", "Not essential: works fully without it"), ("6", "Essential on the list, or does not work"),
    ]  # fmt: skip
    some = press(at, "LENS_50", "STRAP")
    assert choices(some)[:2] == [("1", "NOTHING", False), ("2", "BODY", False)]
    done = press(some, "NOTHING")
    assert done.raised[0].answers == {"WHICH": "LENS_50|STRAP"}
    assert (judge(done).outcome, done.choosing) == (Outcome.B, ())
    assert judge(press(some, "BODY", "NOTHING")).outcome is Outcome.C
    with pytest.raises(Refusal, match="FINDING_TWICE"):
        respond(some, asked(some), asked(some).choices[2])


def test_that_a_long_list_of_pieces_has_pages() -> None:
    many = tuple(Component(f"PIECE-{number}") for number in range(1, 16))
    at = press(inspection_of("toys", components=many), "PART_MISSING", "NOTHING")
    assert [key for key, *_ in choices(at)] == ["2", "3", "4", "5", "6", "7", "8", "9", "0"]
    second = press(press(at, "PIECE_1"), "MORE")
    assert choices(second)[:2] == [("1", "NOTHING", False), ("2", "PIECE_9", False)]
    third = press(second, "PIECE_9", "MORE")
    assert [answer for _, answer, _ in choices(third)] == ["NOTHING", "ESSENTIAL", "MORE"]
    assert press(third, "MORE").page == 0
    done = press(third, "NOTHING")
    assert (done.raised[0].answers, done.page) == ({"WHICH": "PIECE_1|PIECE_9"}, 0)


def test_that_pieces_whose_skus_look_alike_keep_codes_of_their_own() -> None:
    assert list(pieces((Component("A-1"), Component("a 1", title="Other"), Component("1/2")))) == ["A_1", "A_1_2", "P1_2"]


# Each rework of the catalogue, what the finding forces before and after it, by the answers that it makes better.
REWORKS = [
    ("RESIDUAL_LIQUID", {"WHAT": "WATER"}, "B", "A"),
    ("RESIDUAL_LIQUID", {"WHAT": "FOOD"}, "C", "B"),
    ("WRONG_VARIANT", {"WHICH": "MISLABELLED"}, "B", "A"),
    ("LABEL_MISSING", {}, "C", "A"),
    ("TAG_OFF", {"WHERE": "HERE"}, "B", "A"),
    ("BAG_MISSING", {}, "A", "A"),
    ("SECURITY_TAG", {}, "HOLD:SUPERVISOR", "A"),
    ("BELONGINGS", {"WHAT": "VALUE"}, "HOLD:SUPERVISOR", "A"),
    ("SIM_LEFT", {}, "HOLD:SUPERVISOR", "A"),
    ("PACK_DAMAGED", {"WHICH": "DENT"}, "B", "A"),
    ("NO_POWER", {}, "C", "A"),
    ("DATA_LEFT", {}, "HOLD:SUPERVISOR", "B"),
    ("DATA_UNKNOWN", {}, "HOLD:SUPERVISOR", "A"),
    ("WORN", {"HOW": "TRACE"}, "B", "A"),
    ("WORN", {"HOW": "WORN"}, "C", "B"),
    ("ODOUR", {"HOW": "STRONG"}, "C", "B"),
    ("ODOUR", {"HOW": "SMOKE"}, "C", "C"),
    ("HAIR_LINT", {"HOW": "PET_MANY"}, "C", "B"),
    ("STAIN", {"HOW": "WIPES"}, "B", "A"),
    ("SOLE_WORN", {"HOW": "DUST"}, "B", "A"),
    ("SCUFF", {"HOW": "WIPES"}, "B", "A"),
    ("FOOD_RESIDUE", {}, "C", "B"),
    ("TEXTILE_USED", {"HOW": "UNFOLDED"}, "B", "A"),
    ("WATER_DAMAGE", {"WHAT": "PACKAGING"}, "B", "A"),
]


def test_that_every_rework_of_the_catalogue_is_in_the_table() -> None:
    assert {code for code, finding in CATALOGUE["findings"].items() if "rework" in finding} == {code for code, *_ in REWORKS}


@pytest.mark.parametrize(("finding", "answers", "before", "after"), REWORKS)
def test_that_yes_means_that_the_rework_is_done_and_no_asks_the_finding_again(
    finding: str, answers: dict[str, str], before: str, after: str
) -> None:
    category = next(name for name in ("apparel", "footwear", "phone_laptop", "home_goods") if finding in rubric(name).findings)
    unit = choose_finding(inspection_of(category), finding)
    seen = replace(update(unit, finding, answers=answers), board_closed=True, waived=True)
    assert seen.outcome(seen.raised[0]) is Outcome(before)
    question = asked(replace(seen, reworking=finding))
    assert [choice.answer for choice in question.choices] == ["YES", "NO"]
    done = respond(replace(seen, reworking=finding), question, question.choices[0])
    assert done.outcome(done.raised[0]) is Outcome(after)
    undone = respond(replace(seen, reworking=finding), question, question.choices[1])
    assert (undone.raised[0].answers, undone.raised[0].reworked) == ({}, False)


def dead_phone() -> Inspection:
    return press(inspection_of("phone_laptop", attributes=PHONE), "NOTHING", "FLAT", "DEAD", "GOOD", "CANNOT_SEE", "CLEAR")


def test_that_a_phone_whose_data_cannot_be_seen_waits_and_after_a_release_is_damaged() -> None:
    dead = dead_phone()
    assert judge(dead).outcome is Outcome.HOLD_SUPERVISOR
    freed = released(dead, ["DATA_UNKNOWN"])
    assert freed.outcome(freed.raised[1]) is Outcome.C


def test_that_a_phone_that_starts_after_charging_is_asked_for_all_that_it_hid() -> None:
    dead = dead_phone()
    assert {"SCREEN_FAULT", "FUNCTION_FAILS", "BATTERY_WEAK", "LOCKED", "DATA_LEFT"} == {
        finding for basis, codes in judge(dead).absent.items() if basis.value == "HIDDEN" for finding in codes
    }
    starts = rework(rework(dead, "NO_POWER", "YES"), "DATA_UNKNOWN", "YES")
    assert asked(starts).id == "CHECK:POWER_SCREEN"
    clear = press(starts, "GOOD", "CLEAR")
    assert judge(clear).outcome is Outcome.A
    assert {"LOCKED", "DATA_LEFT", "SCREEN_FAULT"} <= set(judge(clear).absent[Basis.PROMPT])
    locked = press(starts, "GOOD", "LOCKED", "CLEAR")
    assert judge(locked).outcome is Outcome.HOLD_CUSTOMER


def test_that_what_was_put_right_and_is_seen_again_counts_again() -> None:
    starts = rework(rework(dead_phone(), "NO_POWER", "YES"), "DATA_UNKNOWN", "YES")
    again = press(starts, "DEAD", "GOOD", "CANNOT_SEE", "CLEAR")
    assert [(each.finding, each.reworked) for each in again.raised] == [("NO_POWER", False), ("DATA_UNKNOWN", False)]
    assert judge(again).outcome is Outcome.HOLD_SUPERVISOR


def test_that_a_released_lock_lets_its_check_be_asked_again() -> None:
    locked = press(inspection_of("phone_laptop", attributes=PHONE), "NOTHING", "FLAT", "GOOD", "LOCKED", "CARD", "CLEAR")
    assert judge(locked).outcome is Outcome.HOLD_SUPERVISOR
    freed = released(locked, list(judge(locked).holds))
    assert asked(freed).id == "CHECK:LOCK_DATA"
    assert judge(press(freed, "CLEAR")).outcome is Outcome.B
    still = press(freed, "LOCKED", "CLEAR")
    assert judge(still).outcome is Outcome.HOLD_CUSTOMER


def test_that_a_rework_begun_among_pieces_forgets_the_half_made_choice() -> None:
    unit = press(inspection_of("apparel", components=CAMERA), "STAIN", "NOTHING", "WIPES")
    missing = press(replace(choose_finding(unit, "PART_MISSING"), board_closed=True), "STRAP")
    assert missing.choosing == ("STRAP",)
    assert rework(missing, "STAIN", "YES").choosing == ()


def test_that_a_hazard_ends_the_questions_and_only_its_pictures_are_taken() -> None:
    for category in ("toys", "phone_laptop", "home_goods"):
        stopped = choose_finding(inspection_of(category), "BURN_MARK")
        assert isinstance(next_step(stopped), PhotoDue)
        assert next_step(photographed(stopped)) is None
        assert judge(stopped).outcome is Outcome.QUARANTINE


def test_that_only_the_station_says_what_only_it_can_know() -> None:
    for finding in rubric("electronics").station:
        with pytest.raises(Refusal, match="FINDING_BY_STATION"):
            choose_finding(inspection_of("electronics"), finding)


def test_that_an_opened_cream_is_damaged_whatever_its_box_looks_like() -> None:
    sealed = scan(press(inspection_of("beauty_hygiene"), "NOTHING"), "2028-01-31", expiry="2028-01-31")
    assert judge(sealed).outcome is Outcome.A
    for answer in ("INTACT", "DAMAGED", "GONE"):
        assert judge(press(inspection_of("beauty_hygiene"), "SEAL_OPENED", "NOTHING", answer)).outcome is Outcome.C
    never = inspection_of("beauty_hygiene", attributes={"factory_sealed": False, "has_expiry": False})
    assert judge(press(never, "NOTHING")).outcome is Outcome.A
