"""Alerts: what stops stops whenever it comes, what only has to be said is said, and what was decided is not asked again."""

from dataclasses import replace

import pytest

from station.bench import drafts
from station.bench import events as ev
from station.bench.states import State
from station.errors import Refusal
from station.model.goods import Alert
from station.model.grades import Grade
from station.model.units import KnownUnit
from tests.bench.builders import (
    ANA,
    AT,
    CREAM,
    IMEI,
    LEGGINGS,
    LINE,
    MUG,
    PHONE,
    PHONE_LINE,
    SAM,
    Desk,
    known,
    rulebook,
    signed_in,
)

TELL = Alert("northwind", "sku", "YL-BLK-M", "Weigh it", "tell")
HOLD = Alert("", "rma", "RMA-1", "The police asks for this return", "hold")
RECALL = Alert("northwind", "sku", "YL-BLK-M", "Recall 26-11: it may burn", "quarantine")


def test_that_what_only_has_to_be_said_changes_no_grade_and_stands_in_the_fact() -> None:
    desk = signed_in()
    desk.item(LEGGINGS, alerts=(TELL, replace(TELL, client="alpine")))
    assert desk.unit.alerts == (TELL,)
    desk.take(ev.AsNew(at=AT))
    assert (desk.last.payload["grade"], desk.last.payload["alerts"]) == ("A", [{"kind": "sku", "then": "tell"}])
    assert desk.last.context is not None
    assert desk.last.context["alerts"] == ["Weigh it"]
    assert "Weigh" not in repr(desk.last.payload)


def test_that_an_alert_about_a_return_stops_each_of_its_units_and_no_other_parcel() -> None:
    desk = signed_in()
    desk.parcel(LINE, alerts=[HOLD])
    assert desk.now.parcel is not None
    assert desk.now.parcel.alerts == (HOLD,)
    for _ in range(2):
        desk.item(LEGGINGS)
        assert (desk.last.kind, desk.last.payload["because"]) == ("item.held", ["ALERTED"])
    desk.item(MUG)
    desk.keys("1")
    assert desk.last.payload["because"] == ["ALERTED"]
    desk.parcel(replace(LINE, rma="RMA-2"))
    desk.item(LEGGINGS)
    assert desk.prompt == "BOARD"


def test_that_an_alert_about_the_return_of_another_line_stops_not_this_one() -> None:
    desk = signed_in()
    tracked = ev.ParcelScanned(at=AT, code="1Z", kind="tracking", lines=(LINE, replace(LINE, rma="RMA-2", sku="MUG")), alerts=(HOLD,))
    desk.take(tracked)
    desk.item(MUG)
    assert desk.prompt == "BOARD"
    desk.take(ev.AsNew(at=AT))
    desk.item(LEGGINGS)
    assert desk.last.payload["because"] == ["ALERTED"]


@pytest.mark.parametrize("by", ["scan", "picture"])
def test_that_a_recalled_product_is_quarantined_however_it_was_identified(by: str) -> None:
    desk = signed_in()
    desk.parcel(LINE)
    if by == "scan":
        desk.item(LEGGINGS, alerts=(RECALL,))
    else:
        desk.take(ev.Answered(at=AT, key="1", products=(LEGGINGS,), alerts=(RECALL,)))
    assert (desk.last.payload["outcome"], desk.last.payload["because"]) == ("QUARANTINE", ["RECALLED"])


def test_that_a_blocked_serial_number_is_held_and_a_recalled_one_quarantined() -> None:
    for then, because in (("hold", ["SERIAL_BLOCKED"]), ("quarantine", ["RECALLED"])):
        desk = signed_in()
        desk.parcel(PHONE_LINE)
        desk.item(PHONE)
        desk.take(ev.AsNew(at=AT))
        desk.answers("FLAT")
        desk.code(IMEI, alerts=[Alert("", "serial", IMEI, "Stolen", then)], imei=IMEI)
        assert desk.last.payload["because"] == because
        assert desk.last.payload["alerts"] == [{"kind": "serial", "then": then}]


def test_that_a_lot_on_a_hold_list_is_held() -> None:
    desk = signed_in()
    desk.item(CREAM)
    desk.take(ev.AsNew(at=AT))
    desk.code("L77", alerts=[Alert("northwind", "lot", "l77", "Call back lot L77", "hold")], lot="L77")
    assert (desk.last.kind, desk.last.payload["because"], desk.last.payload["traced"]) == ("item.held", ["ALERTED"], {"lot": "L77"})


def test_that_a_released_alert_lets_the_unit_through_and_inspecting_it_again_does_not() -> None:
    desk = signed_in(SAM)
    desk.item(LEGGINGS, alerts=(replace(RECALL, then="hold"),))
    held = known(desk, alerts=(replace(RECALL, then="hold"),))
    desk.take(ev.PlateScanned(at=AT, lpn=held.lpn, unit=held))
    desk.answers("INSPECT_AGAIN")
    assert desk.last.payload["because"] == ["ALERTED"]
    desk.take(ev.PlateScanned(at=AT, lpn=held.lpn, unit=held))
    desk.answers("RELEASE")
    assert desk.prompt == "BOARD"
    desk.take(ev.AsNew(at=AT))
    assert (desk.last.payload["grade"], desk.last.payload["alerts"]) == ("A", [{"kind": "sku", "then": "hold"}])


def test_that_a_recall_comes_back_whoever_inspects_the_unit_again() -> None:
    desk = signed_in(SAM)
    desk.item(LEGGINGS, alerts=(RECALL,))
    stopped = known(desk, alerts=(RECALL,))
    desk.all(ev.UndoAsked(at=AT, unit=stopped), ev.Confirmed(at=AT))
    assert [fact.payload["outcome"] for fact in desk.facts if fact.kind == "item.graded"] == ["QUARANTINE", "QUARANTINE"]


def graded(*, then: str) -> tuple[Desk, KnownUnit]:
    """A unit that was graded before its alert came."""
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.find("HAIR_LINT")
    desk.take(ev.Done(at=AT))
    desk.keys("1")
    alert = replace(RECALL, then=then)
    return desk, known(desk, alerts=(alert,), new_alerts=(alert,))


@pytest.mark.parametrize("then", ["hold", "quarantine"])
def test_that_an_alert_that_came_after_the_grade_keeps_the_unit_out_of_stock(then: str) -> None:
    desk, unit = graded(then=then)
    for event in (ev.BinScanned(at=AT, bin="A-1", unit=unit), ev.GradeAsked(at=AT, grade=Grade.A, unit=unit, somebody_may=True)):
        with pytest.raises(Refusal, match="ALERT_STOPS"):
            desk.take(event)
    desk.take(ev.BinScanned(at=AT, bin="OUT-03", unit=replace(unit, new_alerts=())))
    assert desk.prompt == "BIN" or desk.facts[-1].kind == "item.restocked"


@pytest.mark.parametrize(("then", "because"), [("hold", "ALERTED"), ("quarantine", "RECALLED")])
def test_that_a_rework_done_after_an_alert_ends_where_the_alert_says(then: str, because: str) -> None:
    desk, unit = graded(then=then)
    desk.take(ev.ReworkAsked(at=AT, unit=unit))
    assert desk.last.payload["because"] == [because]


def test_that_a_unit_in_a_tote_is_taken_back_when_an_alert_comes() -> None:
    desk, unit = graded(then="hold")
    desk.take(ev.PlateScanned(at=AT, lpn=unit.lpn, unit=replace(unit, state="toted", tote="T1")))
    desk.answers("REOPEN")
    desk.take(ev.Confirmed(at=AT))
    assert desk.last.payload["because"] == ["ALERTED"]


def test_that_an_alert_seen_while_the_unit_is_in_hand_stops_it_and_undo_does_not_take_it_back() -> None:
    desk = signed_in(camera=False)
    desk.item(LEGGINGS)
    desk.find("STAIN")
    desk.take(ev.Alerted(at=AT, alerts=(RECALL,)))
    assert (desk.now.state, desk.prompt) == (State.PHOTOGRAPHING, "PHOTO:LABEL")
    desk.draft = drafts.undo(desk.draft, rulebook())
    assert desk.unit.inspection is not None
    assert [raised.finding for raised in desk.unit.inspection.raised] == ["RECALLED"]
    desk.take(ev.PhotoTaken(at=AT, shot="LABEL", sha256="a" * 64))
    assert desk.last.payload["outcome"] == "QUARANTINE"


def test_that_undoing_the_item_scan_drops_the_alerts_with_the_unit() -> None:
    desk = signed_in(camera=False)
    desk.item(LEGGINGS)
    desk.take(ev.Alerted(at=AT, alerts=(TELL,)))
    desk.draft = drafts.undo(desk.draft, rulebook())
    assert (desk.now.unit, desk.facts) == (None, [])


def test_that_an_alert_seen_while_it_is_asked_what_the_item_is_stops_what_is_chosen() -> None:
    desk = signed_in()
    desk.item(LEGGINGS, lines=[LINE])
    desk.take(ev.Alerted(at=AT, alerts=(RECALL,)))
    desk.keys("1")
    assert desk.last.payload["because"] == ["RECALLED"]


def test_that_a_new_alert_is_not_covered_by_the_release_of_an_old_one() -> None:
    desk = signed_in(SAM)
    old, new = replace(RECALL, then="hold", say="Old"), replace(RECALL, then="hold", say="New")
    desk.item(LEGGINGS, alerts=(old,))
    held = known(desk, alerts=(old,))
    desk.take(ev.PlateScanned(at=AT, lpn=held.lpn, unit=held))
    desk.answers("RELEASE")
    desk.take(ev.Alerted(at=AT, alerts=(new,)))
    assert desk.last.payload["because"] == ["ALERTED"]
    assert desk.last.context is not None
    assert desk.last.context["alerts"] == ["Old", "New"]


def test_that_a_person_who_is_no_supervisor_releases_nothing() -> None:
    desk = signed_in()
    desk.item(LEGGINGS, alerts=(replace(RECALL, then="hold"),))
    held = known(desk, alerts=(replace(RECALL, then="hold"),))
    desk.take(ev.PlateScanned(at=AT, lpn=held.lpn, unit=held))
    desk.answers("RELEASE")
    with pytest.raises(Refusal, match="NOT_A_SUPERVISOR"):
        desk.take(ev.SignedIn(at=AT, person=ANA))
