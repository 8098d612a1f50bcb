"""Inspecting: the board first, only the questions that must be asked, honest grades, and a way back."""

from dataclasses import replace

import pytest

from station.bench import drafts
from station.bench import events as ev
from station.bench.states import State
from station.errors import Refusal
from station.model.goods import Component
from tests.bench.builders import ANA, AT, BRIEFS, LEGGINGS, LINE, MUG, OTHER_LINE, SAM, rulebook, signed_in


def test_that_a_clean_unit_takes_two_inputs() -> None:
    desk = signed_in()
    desk.parcel(LINE)
    assert desk.item(LEGGINGS) == []
    assert desk.take(ev.AsNew(at=AT)) == ["item.received", "item.graded", "label.queued"]
    assert desk.last.payload["actions"] == 2
    assert desk.now.state is State.PARCEL


@pytest.mark.parametrize(("finding", "keys", "actions"), [("SHADE_OFF", (), 3), ("TAG_OFF", ("2",), 4)])
def test_that_a_b_with_one_finding_and_one_photo_takes_three_or_four_inputs(finding: str, keys: tuple[str, ...], actions: int) -> None:
    desk = signed_in()
    desk.parcel(LINE)
    desk.item(LEGGINGS)
    desk.find(finding)
    desk.take(ev.Done(at=AT))
    desk.keys(*keys)
    assert (desk.last.payload["grade"], desk.last.payload["actions"], len(desk.last.payload["photos"])) == ("B", actions, 1)


def test_that_nothing_is_graded_before_its_pictures_are_there() -> None:
    desk = signed_in(camera=False)
    desk.item(LEGGINGS)
    assert desk.take(ev.AsNew(at=AT)) == []
    assert (desk.now.state, desk.prompt) == (State.PHOTOGRAPHING, "PHOTO:FRONT")
    assert desk.take(ev.PhotoTaken(at=AT, shot="FRONT", sha256="a" * 64)) == ["item.received", "item.graded", "label.queued"]


def test_that_pictures_are_waived_by_a_supervisor_only_and_the_fact_says_so() -> None:
    desk = signed_in(camera=False)
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    with pytest.raises(Refusal, match="NOT_A_SUPERVISOR"):
        desk.take(ev.SignedIn(at=AT, person=ANA))
    desk.take(ev.SignedIn(at=AT, person=SAM))
    assert (desk.last.payload["photos"], desk.last.payload["photos_waived_by"]) == ([], "I-02")


def test_that_a_unit_with_findings_is_never_as_new() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.find("STAIN")
    with pytest.raises(Refusal, match="NOT_AS_NEW"):
        desk.take(ev.AsNew(at=AT))
    assert desk.facts == []


def test_that_a_card_scanned_twice_keeps_the_finding() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.find("STAIN")
    with pytest.raises(Refusal, match="FINDING_TWICE"):
        desk.find("STAIN")
    desk.take(ev.Done(at=AT))
    desk.keys("3")
    assert desk.last.payload["grade"] == "C"


def test_that_undo_takes_back_one_event_and_leaves_no_fact() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.find("STAIN")
    desk.take(ev.Done(at=AT))
    desk.draft = drafts.undo(desk.draft, rulebook())
    assert desk.prompt == "BOARD"
    desk.draft = drafts.undo(desk.draft, rulebook())
    desk.draft = drafts.undo(desk.draft, rulebook())
    assert (desk.now.state, desk.now.unit, desk.facts) == (State.READY, None, [])


def test_that_undo_takes_back_the_pictures_that_took_themselves_with_what_they_followed() -> None:
    desk = signed_in(camera=False)
    desk.item(LEGGINGS)
    desk.find("STAIN")
    desk.take(ev.Done(at=AT))
    desk.keys("1")
    desk.take(ev.PhotoTaken(at=AT, shot="CLOSE", finding="STAIN", sha256="a" * 64, itself=True))
    desk.draft = drafts.undo(desk.draft, rulebook())
    assert desk.prompt == "FOLLOW_UP:STAIN.HOW"


def test_that_the_more_pages_show_every_other_finding_hazards_first() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.keys("0")
    assert desk.prompt == "BOARD:1"
    desk.keys("1")
    assert (desk.last.payload["because"], desk.last.payload["outcome"]) == (["SHARP_OBJECT"], "QUARANTINE")


def test_that_only_checks_that_apply_are_asked() -> None:
    measured = replace(LEGGINGS, attributes={"has_size_table": True})
    desk = signed_in()
    desk.parcel(replace(LINE, reason="SIZE_TOO_LARGE"))
    desk.item(measured)
    desk.take(ev.AsNew(at=AT))
    assert desk.prompt == "CHECK:MEASURE"
    desk.keys("2")
    assert (desk.last.payload["grade"], desk.last.payload["because"]) == ("B", ["SIZE_OFF"])


def test_that_a_seal_is_recorded_as_whole_only_where_its_words_were_shown() -> None:
    desk = signed_in()
    desk.item(BRIEFS)
    desk.take(ev.AsNew(at=AT))
    assert desk.last.payload["seal"] == {"state": "sealed", "basis": "BOARD"}
    desk.item(MUG)
    desk.take(ev.AsNew(at=AT))
    assert desk.last.payload["seal"] == {"state": "none_expected", "basis": "NOT_SHOWN"}


def test_that_asked_and_assumed_are_told_apart() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    absent = desk.last.payload["absent"]
    assert {"WORN", "ODOUR", "MOULD"} <= set(absent["BOARD"])
    assert {"STAIN", "HOLE"} <= set(absent["SHOWN"])
    assert {"SWAPPED_TAG", "SEAL_OPENED"} <= set(absent["NOT_SHOWN"])


def test_that_a_missing_essential_component_forces_c() -> None:
    poles = replace(MUG, components=(Component("POLE", 2, essential=True), Component("BAG")))
    for missing, grade in ((("POLE",), "C"), (("BAG",), "B"), (("BAG", "POLE"), "C")):
        desk = signed_in()
        desk.item(poles)
        desk.find("PART_MISSING")
        desk.take(ev.Done(at=AT))
        desk.answers(*missing)
        desk.take(ev.Done(at=AT))
        assert desk.last.payload["grade"] == grade
        assert desk.last.payload["findings"][0]["answers"] == {"WHICH": "|".join(missing)}


def test_that_a_unit_without_a_readable_rubric_is_held_and_never_graded() -> None:
    desk = signed_in()
    desk.rules = replace(rulebook(), rubrics={}, unreadable=frozenset({"apparel"}))
    assert desk.item(LEGGINGS) == ["item.received", "item.held", "label.queued"]
    assert desk.last.payload["reasons"][0]["reason"] == "RUBRIC"


def test_that_a_second_item_is_refused_while_one_is_in_hand() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    with pytest.raises(Refusal, match="UNIT_IN_HAND"):
        desk.item(MUG)


def test_that_another_item_in_a_parcel_is_asked_and_never_guessed() -> None:
    desk = signed_in()
    desk.parcel(OTHER_LINE)
    desk.item(LEGGINGS)
    assert desk.now.state is State.CHOOSING
    desk.keys("1")
    assert (desk.last.kind, desk.last.payload["because"]) == ("item.held", ["WRONG_ITEM"])
    assert desk.now.parcel is not None
    assert desk.now.parcel.open_lines == ()


def test_that_same_again_needs_the_same_product() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    with pytest.raises(Refusal, match="NOTHING_THE_SAME"):
        desk.take(ev.SameAsked(at=AT, unit=None))


def test_that_facts_hold_no_floats_and_no_personal_data_outside_their_context() -> None:
    desk = signed_in()
    desk.parcel(replace(LINE, order="SO-88120", note="call me", tracking=("1Z1",)))
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    for fact in desk.facts:
        text = repr(dict(fact.payload))
        assert not any(secret in text for secret in ("SO-88120", "call me", "1Z1", "RMA-1", "Ana"))
        assert _floats(fact.payload) == []


def _floats(value: object) -> list[float]:
    match value:
        case float():
            return [value]
        case dict():
            return [found for each in value.values() for found in _floats(each)]
        case list() | tuple():
            return [found for each in value for found in _floats(each)]
    return []
