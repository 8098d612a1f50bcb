"""What leaves the house: destroyed, sent back, sent to repair, shipped; who may go which way, and what has to be said of it."""

from dataclasses import replace

import pytest

from station.bench import events as ev
from station.bench.departures import Way
from station.bench.states import State
from station.errors import Refusal
from station.model.containers import Container
from station.model.goods import Alert
from station.model.people import NOBODY, Person, Role
from station.model.units import KnownUnit
from station.texts import notice
from tests.bench.builders import ANA, AT, SAM, Desk, signed_in
from tests.bench.stock import DESTROY, HAZARD, HELD, OUTLET, leave, lot, payloads, plate, tote

LAWFUL = replace(DESTROY, record={**DESTROY.record, "derogation": "hygiene"})
SECOND = replace(LAWFUL, lpn="B01-000041-X")
MUG = replace(DESTROY, lpn="B01-000042-X", category="household", record={"rubric": "home_goods@1:0"})
VENDOR = replace(OUTLET, disposition="return_to_vendor", received={"supplier": "Mill"})
BACK = replace(OUTLET, state="released", grade=None, disposition="return_to_customer", received_context={"rma": "RMA-1", "order": "SO-1"})
BROKEN = replace(OUTLET, grade="C", disposition="repair")
PICTURE = ev.PhotoTaken(at=AT, shot="DESTROYED", sha256="a" * 64)


def going(way: Way, *units: KnownUnit, person: Person = ANA) -> Desk:
    desk = signed_in(person, camera=False)
    desk.all(leave(way), *(plate(unit) for unit in units))
    return desk


def named(text: str) -> ev.ReferenceScanned:
    return ev.ReferenceScanned(at=AT, text=text)


def to_the_picture(*units: KnownUnit) -> Desk:
    desk = going(Way.DESTROY, *units)
    desk.take(ev.Done(at=AT))
    if desk.prompt == "LEAVE:DEROGATION":
        desk.answers("DAMAGE")
    desk.answers("SHRED")
    desk.all(ev.NumberEntered(at=AT, number=701), ev.SignedIn(at=AT, person=SAM))
    return desk


def test_that_units_are_destroyed_with_weight_witness_and_picture() -> None:
    desk = to_the_picture(LAWFUL, SECOND)
    assert (desk.prompt, desk.facts) == ("LEAVE:PHOTO", [])
    assert desk.take(PICTURE) == ["item.destroyed", "item.destroyed"]
    first, second = payloads(desk, "item.destroyed")
    assert (first["weight_g"], second["weight_g"], first["weighed"]) == (351, 350, {"weight_g": 701, "units": 2})
    assert (first["witness"], first["method"], first["derogation"]) == ("I-02", "SHRED", "hygiene")
    assert [photo["sha256"] for photo in first["photos"]] == ["a" * 64]
    assert (desk.now.state, desk.now.departure) == (State.READY, None)


def test_that_clothing_from_the_eu_is_destroyed_for_a_named_reason_only() -> None:
    desk = going(Way.DESTROY, DESTROY)
    desk.take(ev.Done(at=AT))
    assert desk.prompt == "LEAVE:DEROGATION"
    desk.answers("HYGIENE", "SHRED")
    desk.all(ev.NumberEntered(at=AT, number=120), ev.SignedIn(at=AT, person=SAM), PICTURE)
    assert payloads(desk, "item.destroyed")[0]["derogation"] == "hygiene"


@pytest.mark.parametrize("unit", [MUG, replace(DESTROY, received={"market": "US"}), LAWFUL])
def test_that_no_reason_is_asked_where_the_law_wants_none_or_one_is_named(unit: KnownUnit) -> None:
    desk = going(Way.DESTROY, unit)
    desk.take(ev.Done(at=AT))
    assert desk.prompt == "LEAVE:METHOD"


def test_that_no_picture_takes_itself_and_a_supervisor_waives_one_unless_the_law_wants_it() -> None:
    desk = to_the_picture(MUG)
    assert desk.take(ev.PhotoAsked(at=AT, itself=True)) == []
    with pytest.raises(Refusal, match="NOT_A_SUPERVISOR"):
        desk.take(ev.SignedIn(at=AT, person=ANA))
    assert desk.take(ev.SignedIn(at=AT, person=SAM)) == ["item.destroyed"]
    assert (payloads(desk, "item.destroyed")[0]["photo_waived_by"], payloads(desk, "item.destroyed")[0]["photos"]) == ("I-02", [])
    lawful = to_the_picture(DESTROY)
    with pytest.raises(Refusal, match="PHOTO_NEEDED_BY_LAW"):
        lawful.take(ev.SignedIn(at=AT, person=SAM))


def test_that_nobody_is_their_own_witness_and_a_station_without_people_has_none() -> None:
    desk = going(Way.DESTROY, MUG)
    desk.take(ev.Done(at=AT))
    desk.answers("OTHER")
    desk.take(ev.NumberEntered(at=AT, number=5))
    with pytest.raises(Refusal, match="WITNESS_IS_THE_SAME"):
        desk.take(ev.SignedIn(at=AT, person=ANA))
    desk.take(ev.SignedIn(at=AT, person=Person("V-01", "Vera", Role.VIEWER)))
    assert desk.prompt == "LEAVE:PHOTO"
    alone = going(Way.DESTROY, MUG, person=NOBODY)
    alone.take(ev.Done(at=AT))
    alone.answers("OTHER")
    alone.keys("5")  # one digit is a weight, too
    assert alone.prompt == "LEAVE:PHOTO"
    alone.take(PICTURE)
    assert (payloads(alone, "item.destroyed")[0]["witness"], payloads(alone, "item.destroyed")[0]["weight_g"]) == (None, 5)


@pytest.mark.parametrize(
    ("way", "unit", "code"),
    [
        (Way.DESTROY, OUTLET, "ANOTHER_WAY_OUT"), (Way.VENDOR, DESTROY, "ANOTHER_WAY_OUT"), (Way.CUSTOMER, VENDOR, "ANOTHER_WAY_OUT"),
        (Way.REPAIR, BACK, "ANOTHER_WAY_OUT"), (Way.VENDOR, HAZARD, "ANOTHER_WAY_OUT"), (Way.DESTROY, HELD, "CANNOT_LEAVE"),
        (Way.DESTROY, replace(LAWFUL, state="destroyed"), "CANNOT_LEAVE"), (Way.DESTROY, replace(LAWFUL, state="lotted"), "CANNOT_LEAVE"),
        (Way.DESTROY, None, "PLATE_WITHOUT_UNIT"),
        (Way.VENDOR, replace(VENDOR, new_alerts=(Alert("", "sku", "YL-BLK-M", "Police", "hold"),)), "ALERT_STOPS"),
    ],
)  # fmt: skip
def test_that_a_unit_leaves_no_other_way_than_its_own(way: Way, unit: KnownUnit | None, code: str) -> None:
    desk = going(way)
    with pytest.raises(Refusal, match=code):
        desk.take(plate(unit))
    assert desk.prompt == "LEAVE:UNITS"


def test_that_a_wrong_way_out_is_refused_with_both_named() -> None:
    with pytest.raises(Refusal) as refused:
        going(Way.DESTROY, OUTLET)
    assert notice(refused.value).message == "B01-000011-X: outlet. So it is not destroyed."


def test_that_a_hazard_has_no_other_way_out_than_being_destroyed() -> None:
    desk = to_the_picture(replace(HAZARD, new_alerts=(Alert("", "sku", "YL-BLK-M", "Recall", "quarantine"),)))
    assert desk.take(PICTURE) == ["item.destroyed"]


def test_that_a_unit_is_scanned_once_and_a_tote_brings_all_that_is_in_it() -> None:
    desk = going(Way.DESTROY, LAWFUL)
    with pytest.raises(Refusal, match="SCANNED_BEFORE"):
        desk.take(plate(LAWFUL))
    inside = (replace(SECOND, state="toted", tote="T9"), replace(MUG, state="toted", tote="T9"))
    whole = ev.ToteScanned(at=AT, tote="T9", known=tote("T9", *inside), units=inside)
    desk.take(whole)
    assert desk.now.departure is not None
    assert desk.now.departure.count == 3
    with pytest.raises(Refusal, match="NOTHING_IN_IT"):
        desk.take(ev.ToteScanned(at=AT, tote="T8", known=tote("T8")))


def test_that_units_go_back_to_the_vendor() -> None:
    desk = going(Way.VENDOR, VENDOR)
    desk.all(ev.Done(at=AT), named("RTV-77"))
    assert desk.take(ev.Confirmed(at=AT)) == ["item.returned"]
    told = payloads(desk, "item.returned")[0]
    assert (told["to"], told["supplier"], told["reference"]) == ("vendor", "Mill", "RTV-77")


def test_that_what_leads_to_a_customer_is_in_the_context() -> None:
    desk = going(Way.CUSTOMER, BACK)
    desk.all(ev.Done(at=AT), named("RR471101825DE"))
    assert desk.keys("1") == ["item.returned"]
    fact = desk.first("item.returned")
    assert fact.context == {"reference": "RR471101825DE", "rma": "RMA-1", "order": "SO-1"}
    assert (fact.payload["to"], "reference" in fact.payload) == ("customer", False)


def test_that_a_unit_goes_to_repair_and_is_inspected_again_when_it_is_back() -> None:
    desk = going(Way.REPAIR, BROKEN)
    desk.all(ev.Done(at=AT), named("Workshop Nord"), ev.Done(at=AT), ev.Confirmed(at=AT))
    assert [(each["to"], each["reference"]) for each in payloads(desk, "item.sent_to_repair")] == [("Workshop Nord", "")]
    away = replace(BROKEN, state="repairing", jobs=("B01:x:3",))
    desk.all(leave(Way.REPAIR), plate(away))
    assert [fact.kind for fact in desk.facts[-2:]] == ["item.back_from_repair", "label.voided"]
    assert (desk.now.state, desk.prompt, desk.unit.lpn) == (State.INSPECTING, "BOARD", BROKEN.lpn)
    shown = signed_in()
    shown.take(plate(away))
    assert shown.answers("BACK_FROM_REPAIR") == ["item.back_from_repair", "label.voided"]


@pytest.mark.parametrize(
    ("known", "code"),
    [(lot(), "NOTHING_IN_IT"), (lot("L12", OUTLET), "LOT_STILL_OPEN"), (lot("L12", OUTLET, state="shipped"), "LOT_HAS_LEFT")],
)
def test_that_only_a_closed_lot_is_shipped(known: Container, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        signed_in().take(ev.ShipAsked(at=AT, lot="L12", known=known))


def test_that_a_lot_with_a_unit_that_was_recalled_stays() -> None:
    with pytest.raises(Refusal, match="ALERT_STOPS"):
        signed_in().take(ev.ShipAsked(at=AT, lot="L12", known=lot("L12", OUTLET, state="closed"), stopped=(OUTLET.lpn, "Recall")))


def test_that_a_lot_leaves_with_its_plates_its_buyer_and_its_number() -> None:
    desk = signed_in()
    desk.all(ev.ShipAsked(at=AT, lot="L12", known=lot("L12", OUTLET, SECOND, state="closed")), named("Acme"), named("DN-1"))
    assert desk.take(ev.Confirmed(at=AT)) == ["lot.shipped"]
    told = payloads(desk, "lot.shipped")[0]
    assert (told["lpns"], told["units"], told["to"], told["reference"]) == ([OUTLET.lpn, SECOND.lpn], 2, "Acme", "DN-1")


def test_that_each_answer_is_taken_back_and_nothing_has_happened() -> None:
    desk = going(Way.DESTROY, LAWFUL)
    desk.take(ev.Done(at=AT))
    assert [event.__class__.__name__ for event in desk.draft.events] == ["LeaveAsked", "PlateScanned", "Done"]
    desk.take(ev.Done(at=AT))
    assert (desk.now.state, desk.facts) == (State.READY, [])
