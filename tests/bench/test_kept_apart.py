"""What never becomes stock by a detour: a hazard under a hold card, a bin that is not for stock, a device that is here already."""

from dataclasses import replace

import pytest

from station.bench import events as ev
from station.errors import Refusal
from tests.bench.builders import AT, IMEI, LEGGINGS, PHONE, PHONE_LINE, Desk, known, rulebook, signed_in


def test_that_a_hold_card_does_not_put_a_hazard_on_a_hold_shelf() -> None:
    desk = signed_in(camera=False)
    desk.item(LEGGINGS)
    desk.find("BIO_CONTAMINATION")
    desk.take(ev.HoldAsked(at=AT, reason="SUPERVISOR"))
    payload = desk.last.payload
    assert (desk.last.kind, payload["outcome"], payload["disposition"]) == ("item.graded", "QUARANTINE", "quarantine")
    assert (payload["because"], payload["photos"]) == (["BIO_CONTAMINATION", "STOP"], [])


def test_that_a_hold_card_holds_what_is_no_hazard() -> None:
    desk = signed_in(camera=False)
    desk.item(LEGGINGS)
    desk.find("COUNTERFEIT")
    desk.take(ev.HoldAsked(at=AT, reason="SUPERVISOR"))
    assert desk.last.kind == "item.held"


def test_that_no_unit_for_sale_is_put_into_a_bin_of_quarantine_or_holds() -> None:
    rules = rulebook()
    desk = signed_in()
    desk.item(replace(LEGGINGS, bin=rules.hold_shelves[0]))
    desk.take(ev.AsNew(at=AT))
    assert desk.last.payload["bin"] == next(place for kind, place in rules.dispositions.bins.items() if kind.value == "restock")
    for place in (rules.hold_shelves[0], "qua-01"):
        with pytest.raises(Refusal, match="BIN_NOT_FOR_STOCK"):
            desk.take(ev.BinScanned(at=AT, bin=place, unit=known(desk)))


def serial_asked() -> Desk:
    desk = signed_in()
    desk.parcel(PHONE_LINE)
    desk.item(PHONE)
    desk.take(ev.AsNew(at=AT))
    desk.answers("FLAT")
    return desk


def test_that_a_device_that_is_here_already_is_refused_with_its_plate() -> None:
    desk = serial_asked()
    with pytest.raises(Refusal) as refused:
        desk.code(IMEI, here="B01-000099-X")
    assert (refused.value.code, refused.value.params) == ("SERIAL_ALREADY_HERE", {"text": IMEI, "lpn": "B01-000099-X"})
    desk.code(IMEI, here=desk.unit.lpn)
    assert desk.prompt == "CHECK:POWER_SCREEN"


def test_that_the_code_of_a_device_that_is_here_already_takes_nothing_in_hand() -> None:
    desk = signed_in()
    with pytest.raises(Refusal, match="SERIAL_ALREADY_HERE"):
        desk.item(PHONE, parts={"serial": IMEI}, here="B01-000099-X")
    assert desk.now.unit is None
