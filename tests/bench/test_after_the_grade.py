"""After the grade: what may be taken back, by whom, and what never comes back into stock."""

from dataclasses import replace

import pytest

from station.bench import deciding
from station.bench import events as ev
from station.bench.states import State
from station.errors import Refusal
from station.model.facts import NewFact
from station.model.grades import Grade
from tests.bench.builders import ANA, AT, LEGGINGS, LINE, MUG, SAM, Desk, known, signed_in


def hazard() -> Desk:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.find("HAIR_LINT")
    desk.take(ev.Stopped(at=AT, plate="B01-000050-X"))
    return desk


def test_that_no_rework_brings_a_hazard_back() -> None:
    desk = hazard()
    with pytest.raises(Refusal, match="QUARANTINE_STAYS"):
        desk.take(ev.ReworkAsked(at=AT, unit=known(desk)))


def test_that_no_tote_and_no_bin_takes_a_hazard() -> None:
    desk = hazard()
    with pytest.raises(Refusal, match="QUARANTINE_STAYS"):
        desk.take(ev.ToteScanned(at=AT, tote="T1", unit=known(desk)))
    with pytest.raises(Refusal, match="NOT_SELLABLE"):
        desk.take(ev.BinScanned(at=AT, bin="A-1", unit=known(desk)))


@pytest.mark.parametrize("finding", ["MOULD", "COUNTERFEIT"])
def test_that_a_hazard_and_a_hold_are_reopened_by_a_supervisor_only(finding: str) -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.find(finding)
    desk.all(ev.UndoAsked(at=AT, unit=known(desk)), ev.Confirmed(at=AT))
    assert (desk.now.state, desk.prompt) == (State.DECIDING, "UNDO:BADGE")
    with pytest.raises(Refusal, match="NOT_A_SUPERVISOR"):
        desk.take(ev.SignedIn(at=AT, person=ANA))
    desk.take(ev.SignedIn(at=AT, person=SAM))
    reopened = next(fact for fact in desk.facts if fact.kind == "item.reopened")
    assert (reopened.payload["by"], desk.prompt) == ("I-02", "BOARD")


def test_that_an_inspector_takes_back_her_own_grade_alone() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    assert desk.all(ev.UndoAsked(at=AT, unit=known(desk)), ev.Confirmed(at=AT)) == ["item.reopened", "label.voided"]


@pytest.mark.parametrize("state", ["shipped", "destroyed", "returned", "repairing"])
def test_that_no_label_comes_out_for_a_unit_that_is_not_here(state: str) -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    with pytest.raises(Refusal, match="UNIT_HAS_LEFT"):
        desk.take(ev.ReprintAsked(at=AT, unit=known(desk, state=state)))
    assert desk.now.question is None


def test_that_no_label_comes_out_for_a_unit_that_left_while_it_was_asked_why() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    desk.take(ev.ReprintAsked(at=AT, unit=known(desk)))
    asked = desk.now.question
    assert asked is not None
    with pytest.raises(Refusal, match="UNIT_HAS_LEFT"):
        deciding.answer(replace(desk.now, question=replace(asked, unit=known(desk, state="destroyed"))), ev.Answered(key="1"), desk.rules)


def test_that_every_label_that_still_counts_is_voided() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    desk.all(ev.UndoAsked(at=AT, unit=known(desk, jobs=("j1", "j2"))), ev.Confirmed(at=AT))
    assert [fact.payload["job"] for fact in desk.facts if fact.kind == "label.voided"] == ["j1", "j2"]


def test_that_same_again_does_not_carry_over_what_was_agreed_or_done_for_another_unit() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.find("HAIR_LINT")
    desk.take(ev.Done(at=AT))
    desk.take(ev.ReworkAsked(at=AT))
    desk.keys("1", "1")
    assert desk.last.payload["grade"] == "A"
    before = known(desk)
    desk.item(LEGGINGS)
    desk.take(ev.SameAsked(at=AT, unit=before))
    assert (desk.last.payload["grade"], desk.last.payload["same_as"]) == ("B", before.lpn)


def test_that_a_hold_before_the_board_was_closed_claims_no_check_and_starts_again_at_the_board() -> None:
    desk = signed_in(SAM)
    desk.item(LEGGINGS)
    desk.find("SHADE_OFF")
    desk.take(ev.HoldAsked(at=AT, reason="SUPERVISOR"))
    assert (desk.last.payload["checks"], desk.last.payload["absent"], desk.last.payload["board_closed"]) == ([], {}, False)
    desk.take(ev.PlateScanned(at=AT, lpn=desk.last.subject, unit=known(desk)))
    assert desk.keys("1") == ["item.released"]
    assert desk.prompt == "BOARD"


def test_that_a_grade_a_hold_and_a_stop_have_one_form() -> None:
    desk = hazard()
    stopped = set(desk.last.payload)
    desk.item(LEGGINGS)
    desk.take(ev.HoldAsked(at=AT, reason="CLIENT"))
    held = set(desk.last.payload)
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    assert set(desk.last.payload) == stopped
    assert held ^ stopped == {"reasons", "shelf", "outcome", "policy", "value"}
    assert desk.last.context == {"rma": "", "order": "", "tracking": "", "note": ""}


def test_that_an_empty_box_is_decided_and_never_inspected() -> None:
    desk = signed_in(SAM)
    desk.parcel(LINE)
    desk.take(ev.EmptyBox(at=AT, plate="B01-000060-X"))
    desk.take(ev.Answered(at=AT, key="1"))
    assert [photo["shot"] for photo in desk.last.payload["photos"]] == ["BOX_OPEN", "LABEL"]
    desk.take(ev.PlateScanned(at=AT, lpn=desk.last.subject, unit=known(desk)))
    assert desk.keys("3") == ["item.released", "label.voided", "label.queued"]
    released = _last(desk, "item.released")
    assert (released.payload["decision"], released.payload["disposition"], desk.now.unit) == ("CLAIM", "recycle", None)


def test_that_an_absurd_weight_is_refused() -> None:
    desk = signed_in()
    desk.parcel(LINE)
    desk.take(ev.EmptyBox(at=AT, plate="B01-000060-X"))
    with pytest.raises(Refusal, match="WEIGHT_ABSURD"):
        desk.take(ev.NumberEntered(at=AT, number=99_999_999))


def test_that_an_unidentified_unit_is_identified_by_a_supervisor_and_then_inspected() -> None:
    desk = signed_in(SAM)
    desk.parcel(LINE)
    desk.keys("9")
    desk.take(ev.PlateScanned(at=AT, lpn=desk.last.subject, unit=known(desk, sku=None, product=None)))
    desk.keys("1")
    assert desk.prompt == "UNIT:ITEM"
    assert desk.item(MUG) == ["item.released", "item.corrected"]
    assert _last(desk, "item.corrected").payload["what"]["sku"] == [None, "MUG"]
    desk.take(ev.AsNew(at=AT))
    assert (desk.last.payload["sku"], desk.last.payload["grade"]) == ("MUG", "A")


def test_that_a_stop_uses_the_pre_printed_plate_that_is_on_the_unit() -> None:
    desk = signed_in()
    desk.take(ev.PlateScanned(at=AT, lpn="B01-000007-X"))
    desk.take(ev.Stopped(at=AT, plate="B01-000050-X"))
    assert (desk.last.subject, desk.now.plate) == ("B01-000007-X", "")


def test_that_a_displaced_plate_is_not_given_to_the_next_unit() -> None:
    desk = signed_in()
    desk.take(ev.PlateScanned(at=AT, lpn="B01-000007-X"))
    desk.item(LEGGINGS)
    desk.take(ev.PlateScanned(at=AT, lpn="B01-000008-X"))
    desk.take(ev.AsNew(at=AT))
    desk.item(MUG)
    assert desk.facts[0].subject == "B01-000008-X"
    assert desk.now.unit is not None
    assert desk.now.unit.lpn not in ("B01-000007-X", "B01-000008-X")


def test_that_another_bin_than_the_labels_is_confirmed_first() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    assert desk.take(ev.BinScanned(at=AT, bin="L-01", unit=known(desk))) == []
    assert desk.prompt == "BIN"
    assert desk.take(ev.Confirmed(at=AT)) == ["item.restocked"]
    assert _last(desk, "item.restocked").payload["bin"] == "L-01"


def test_that_parking_an_empty_box_does_not_close_the_parcel_later() -> None:
    desk = signed_in(camera=False)
    desk.parcel(LINE)
    desk.take(ev.EmptyBox(at=AT, plate="B01-000060-X"))
    desk.take(ev.Parked(at=AT))
    desk.camera = True
    desk.item(LEGGINGS)
    assert desk.take(ev.AsNew(at=AT)) == ["item.received", "item.graded", "label.queued"]
    assert desk.now.parcel is not None


def test_that_goods_of_another_client_are_named_and_never_taken_unasked() -> None:
    desk = signed_in()
    desk.take(ev.ClientScanned(at=AT, client="alpine"))
    desk.item(LEGGINGS)
    assert desk.now.unit is not None
    assert [(each.label, each.params["client"]) for each in desk.now.unit.candidates] == [("@CHOOSE_OTHER_CLIENT", "northwind")]


def test_that_a_device_under_the_general_rubric_is_held_by_what_its_product_data_says() -> None:
    desk = signed_in()
    desk.item(replace(MUG, attributes={"has_battery": True}))
    assert (desk.last.kind, desk.last.payload["because"]) == ("item.held", ["NEEDS_CATEGORY"])
    assert desk.last.payload["findings"][0]["basis"] == "LOOKUP"


def test_that_a_lower_grade_needs_a_reason_and_a_better_one_a_badge_and_a_picture() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    desk.take(ev.GradeAsked(at=AT, grade=Grade.C, unit=known(desk)))
    assert desk.keys("1") == ["item.overridden", "label.voided", "label.queued"]
    with pytest.raises(Refusal, match="NO_SUPERVISOR"):
        desk.take(ev.GradeAsked(at=AT, grade=Grade.A, unit=replace(known(desk), grade="C")))


def _last(desk: Desk, kind: str) -> NewFact:
    return next(fact for fact in reversed(desk.facts) if fact.kind == kind)
