"""The last picture of a finished unit, taken again: what stays, what is void, and where it is somebody else's to decide."""

import pytest

from station.bench import events as ev
from station.bench.retaking import may_retake
from station.bench.states import State
from station.errors import Refusal
from station.model.grades import Grade
from tests.bench.builders import AT, LEGGINGS, LINE, Desk, known, signed_in


def shoot(desk: Desk, digest: str) -> list[str]:
    """The picture that is due, with this content."""
    assert desk.due is not None
    return desk.take(ev.PhotoTaken(at=AT, shot=desk.due.shot, finding=desk.due.finding, sha256=digest * 64))


def stained() -> Desk:
    """A sweater with a stain, finished by its second picture."""
    desk = signed_in(camera=False)
    desk.parcel(LINE)
    desk.item(LEGGINGS)
    desk.find("STAIN")
    desk.take(ev.Done(at=AT))
    desk.keys("2")
    shoot(desk, "a")
    shoot(desk, "b")
    return desk


def retaken(desk: Desk, **changes: object) -> list[str]:
    return desk.take(ev.RetakeAsked(at=AT, today="2026-11-21", unit=known(desk, **changes)))


def test_that_only_the_last_picture_is_taken_again_and_the_rest_stays() -> None:
    desk = stained()
    before = desk.last.payload
    assert retaken(desk) == ["item.reopened", "label.voided"]
    assert desk.first("item.reopened").payload["retake"] == before["photos"][1]["shot"]
    assert (desk.now.state, desk.due and desk.due.shot) == (State.PHOTOGRAPHING, before["photos"][1]["shot"])
    assert shoot(desk, "c") == ["item.graded", "label.queued"]
    after = desk.last.payload
    assert [photo["sha256"][0] for photo in after["photos"]] == ["a", "c"]
    same = ("findings", "checks", "because", "grade", "disposition", "bin", "seal", "board_closed")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert after["corrects"] == "B01:x:1"
    assert desk.now.parcel is not None
    assert desk.now.parcel.received == 1, "it is counted once"


def test_that_a_unit_chosen_by_its_picture_is_asked_for_its_label_again() -> None:
    desk = signed_in(camera=False)
    desk.parcel(LINE)
    desk.keys("1")
    desk.take(ev.AsNew(at=AT))
    while desk.due:
        shoot(desk, "a")
    last = desk.last.payload["photos"][-1]["shot"]
    assert "LABEL" in [photo["shot"] for photo in desk.last.payload["photos"]]
    retaken(desk)
    assert desk.due is not None
    assert desk.due.shot == last
    assert shoot(desk, "b")[0] == "item.graded"


def test_that_an_unidentified_unit_goes_back_to_its_hold() -> None:
    desk = signed_in(camera=False)
    desk.parcel(LINE)
    desk.keys("9")
    shoot(desk, "a")
    shoot(desk, "b")
    retaken(desk, product=None, sku=None)
    assert desk.due is not None
    assert desk.due.shot == "LABEL"
    assert shoot(desk, "c") == ["item.held", "label.queued"]
    assert [reason["reason"] for reason in desk.last.payload["reasons"]] == ["IDENTITY"]
    assert [photo["sha256"][0] for photo in desk.last.payload["photos"]] == ["a", "c"]


def test_that_an_empty_box_keeps_its_weight() -> None:
    desk = signed_in(camera=False)
    desk.parcel(LINE)
    desk.take(ev.EmptyBox(at=AT, plate="B01-000077-X"))
    desk.take(ev.NumberEntered(at=AT, number=184))
    while desk.due:
        shoot(desk, "a")
    retaken(desk, product=None, sku=None)
    assert (desk.due and desk.due.shot, desk.unit.weight_g) == ("SCALE", 184)


def test_that_a_hold_by_findings_and_another_grade_are_somebody_elses() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.find("COUNTERFEIT")
    with pytest.raises(Refusal, match="RETAKE_NOT_YOURS"):
        retaken(desk)
    assert not may_retake(desk.last.payload)
    lowered = stained()
    lowered.take(ev.GradeAsked(at=AT, grade=Grade.C, unit=known(lowered)))
    lowered.keys("1")
    with pytest.raises(Refusal, match="RETAKE_NOT_YOURS"):
        retaken(lowered, record={**lowered.last.payload, "photos": stained().last.payload["photos"]})


def test_that_what_is_in_quarantine_and_what_has_no_picture_is_not_reopened() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.take(ev.Stopped(at=AT, plate="B01-000050-X"))
    with pytest.raises(Refusal, match="NOTHING_TO_RETAKE"):
        retaken(desk)
    hurt = stained()
    with pytest.raises(Refusal, match="QUARANTINE_STAYS"):
        retaken(hurt, disposition="quarantine")
    with pytest.raises(Refusal, match="NOTHING_TO_RETAKE"):
        retaken(hurt, state="toted")
    with pytest.raises(Refusal, match="NOTHING_TO_RETAKE"):
        hurt.take(ev.RetakeAsked(at=AT))


def test_that_a_picture_that_nobody_needed_is_not_taken_again() -> None:
    desk = stained()
    record = desk.last.payload
    extra = {**record["photos"][0], "shot": "EXTRA"}
    before = list(desk.facts)
    with pytest.raises(Refusal, match="NOTHING_TO_RETAKE"):
        retaken(desk, record={**record, "photos": [*record["photos"], extra]})
    assert desk.facts == before
