"""What tells one unit from another: serial numbers, lots and dates, captured, compared, recorded, and never carried over."""

from dataclasses import replace
from typing import Any

import pytest

from station.bench import drafts
from station.bench import events as ev
from station.bench.states import State
from station.errors import Refusal
from station.model.goods import ExpectedLine
from tests.bench.builders import (
    AT,
    CREAM,
    CREAM_LINE,
    IMEI,
    LEGGINGS,
    OTHER_IMEI,
    PHONE,
    PHONE_LINE,
    Desk,
    known,
    rulebook,
    signed_in,
)

WORKS = ("GOOD", "CLEAR")


def phone(*lines: ExpectedLine, **more: Any) -> Desk:
    """A phone in hand, opened and flat, at the prompt that asks for its IMEI."""
    desk = signed_in()
    desk.parcel(*(lines or (PHONE_LINE,)))
    desk.item(PHONE, **more)
    desk.take(ev.AsNew(at=AT))
    desk.answers("FLAT")
    assert desk.prompt == "CHECK:SERIAL"
    return desk


def test_that_the_unit_that_was_sold_is_recorded_as_compared() -> None:
    desk = phone()
    desk.code(IMEI)
    desk.answers(*WORKS)
    rows = {row["check"]: row for row in desk.last.payload["checks"]}
    assert rows["SERIAL"] == {"check": "SERIAL", "answer": "MATCH", "basis": "SCAN", "rules_out": ["SERIAL_DIFFERS", "SERIAL_UNREADABLE"]}
    assert rows["BATTERY"] == {"check": "BATTERY", "answer": "FLAT", "basis": "PROMPT"}
    assert (desk.last.payload["grade"], desk.last.payload["traced"]) == ("A", {"imei": IMEI})


def test_that_received_says_what_the_product_tracks_and_what_was_sold() -> None:
    desk = phone()
    desk.code(IMEI)
    desk.answers(*WORKS)
    received = desk.first("item.received").payload
    assert {name: received[name] for name in ("tracks", "sold", "rubric", "style")} == {
        "tracks": "imei", "sold": [IMEI], "rubric": "phone_laptop", "style": "",
    }  # fmt: skip


def test_that_another_unit_than_the_one_sold_is_held_for_the_client() -> None:
    desk = phone()
    desk.code(OTHER_IMEI)
    assert (desk.last.kind, desk.last.payload["because"]) == ("item.held", ["SERIAL_DIFFERS"])
    assert desk.last.payload["reasons"][0]["for"] == "CLIENT"


def test_that_an_order_without_a_serial_number_proves_nothing() -> None:
    desk = phone(replace(PHONE_LINE, serial=""))
    desk.code(IMEI)
    desk.answers(*WORKS)
    assert desk.last.payload["checks"][2] == {"check": "SERIAL", "answer": "RECORDED", "basis": "SCAN", "rules_out": []}


def test_that_two_of_one_product_in_a_parcel_are_told_apart_by_what_stands_on_the_device() -> None:
    second = replace(PHONE_LINE, line="2", serial=OTHER_IMEI, reason="DEFECTIVE")
    desk = phone(PHONE_LINE, second)
    desk.code(OTHER_IMEI)
    assert desk.unit.line == second
    desk.answers(*WORKS)
    assert desk.first("item.received").payload["line"] == "2"
    assert desk.now.parcel is not None
    assert desk.now.parcel.open_lines == (PHONE_LINE,)


@pytest.mark.parametrize(("serial", "line"), [(OTHER_IMEI, "2"), (IMEI, "1")])
def test_that_a_code_with_a_serial_number_takes_the_line_that_expects_this_unit(serial: str, line: str) -> None:
    desk = signed_in()
    desk.parcel(PHONE_LINE, replace(PHONE_LINE, line="2", serial=OTHER_IMEI))
    desk.item(PHONE, parts={"serial": serial})
    assert desk.unit.line is not None
    assert desk.unit.line.line == line


def test_that_a_serial_number_that_no_line_names_leaves_the_lines_that_name_one_to_their_units() -> None:
    desk = signed_in()
    desk.parcel(PHONE_LINE, replace(PHONE_LINE, line="2", serial=""))
    desk.item(PHONE, parts={"serial": OTHER_IMEI})
    assert desk.unit.line is not None
    assert desk.unit.line.line == "2"


def test_that_a_unit_of_another_return_is_asked_about_and_never_taken_for_this_one() -> None:
    desk = signed_in()
    desk.parcel(PHONE_LINE)
    elsewhere = replace(PHONE_LINE, rma="RMA-70", serial=OTHER_IMEI)
    desk.item(PHONE, lines=[elsewhere], parts={"serial": OTHER_IMEI})
    assert desk.now.state is State.CHOOSING
    assert [each.label for each in desk.unit.candidates] == ["@CHOOSE_OTHER_RETURN", "@CHOOSE_OTHER_SERIAL", "@CHOOSE_SURPLUS"]
    desk.keys("1")
    assert desk.unit.line == elsewhere


def test_that_without_a_parcel_the_serial_number_alone_takes_the_line_that_expects_it() -> None:
    desk = signed_in()
    desk.item(PHONE, lines=[PHONE_LINE], parts={"serial": IMEI})
    assert (desk.now.state, desk.unit.line) == (State.INSPECTING, PHONE_LINE)


def test_that_another_client_s_unit_is_not_taken_unasked() -> None:
    desk = signed_in()
    desk.take(ev.ClientScanned(at=AT, client="alpine"))
    desk.item(PHONE, lines=[PHONE_LINE], parts={"serial": IMEI})
    assert desk.now.state is State.CHOOSING


def test_that_the_box_answers_only_while_its_seal_is_whole() -> None:
    sealed = signed_in()
    sealed.parcel(PHONE_LINE)
    sealed.item(PHONE, parts={"serial": IMEI})
    sealed.take(ev.AsNew(at=AT))
    sealed.answers("SEALED")
    assert (sealed.last.payload["grade"], sealed.last.payload["traced"]) == ("A", {"box_serial": IMEI})
    desk = phone(parts={"serial": IMEI})
    desk.code(OTHER_IMEI)
    assert desk.last.kind == "item.held"


def test_that_undo_takes_a_scan_back() -> None:
    desk = phone()
    desk.camera = False
    desk.code(OTHER_IMEI)
    assert desk.now.state is State.PHOTOGRAPHING
    desk.draft = drafts.undo(desk.draft, rulebook())
    assert desk.prompt == "CHECK:SERIAL"
    desk.camera = True
    desk.code(IMEI)
    desk.answers(*WORKS)
    assert desk.last.payload["grade"] == "A"


def test_that_same_again_asks_for_the_serial_number_of_this_unit() -> None:
    desk = phone(replace(PHONE_LINE, quantity=2))
    desk.code(IMEI)
    desk.answers(*WORKS)
    last = known(desk, product=PHONE)
    desk.item(PHONE)
    desk.take(ev.SameAsked(at=AT, unit=last))
    assert desk.prompt == "CHECK:SERIAL"
    assert desk.unit.inspection is not None
    assert desk.unit.inspection.parts == {}


def test_that_a_lot_and_a_date_are_asked_for_until_both_are_there() -> None:
    desk = signed_in()
    desk.parcel(CREAM_LINE)
    desk.item(CREAM)
    desk.take(ev.AsNew(at=AT))
    assert desk.prompt == "CHECK:EXPIRY"
    desk.code("2027-12-31", expiry="2027-12-31")
    assert desk.prompt == "CHECK:EXPIRY"
    desk.code("L77", lot="L77")
    assert (desk.last.payload["grade"], desk.last.payload["traced"]) == ("A", {"lot": "L77", "expiry": "2027-12-31"})


@pytest.mark.parametrize(("expiry", "because"), [("2026-11-20", ["EXPIRED"]), ("2027-01-31", ["SHORT_DATED"])])
def test_that_dates_are_compared_with_the_site_s_day(expiry: str, because: list[str]) -> None:
    desk = signed_in()
    desk.item(CREAM)
    desk.take(ev.AsNew(at=AT))
    desk.code("L77", lot="L77", expiry=expiry)
    assert desk.last.payload["because"] == because


def test_that_the_item_s_own_code_answers_what_it_tells() -> None:
    desk = signed_in()
    desk.item(CREAM, parts={"lot": "L1", "expiry": "2028-01-31"})
    assert desk.take(ev.AsNew(at=AT)) == ["item.received", "item.graded", "label.queued"]
    assert desk.last.payload["traced"] == {"lot": "L1", "expiry": "2028-01-31"}


def test_that_a_code_is_refused_where_none_is_asked_for() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    with pytest.raises(Refusal, match="NO_CODE_ASKED"):
        desk.code("SN-1")


def test_that_an_inspection_under_the_plate_asks_for_the_device_again() -> None:
    desk = phone()
    desk.code(IMEI)
    desk.answers(*WORKS)
    desk.all(ev.UndoAsked(at=AT, unit=known(desk, product=PHONE)), ev.Confirmed(at=AT), ev.AsNew(at=AT))
    desk.answers("FLAT")
    assert desk.prompt == "CHECK:SERIAL"
    desk.code(OTHER_IMEI)
    assert desk.last.payload["because"] == ["SERIAL_DIFFERS"]


def test_that_a_rework_keeps_what_was_read() -> None:
    desk = signed_in()
    desk.parcel(CREAM_LINE)
    desk.item(CREAM)
    desk.find("PACK_DAMAGED")
    desk.take(ev.Done(at=AT))
    desk.keys("2")
    desk.code("L77", lot="L77", expiry="2028-01-31")
    before = desk.last.payload
    desk.take(ev.ReworkAsked(at=AT, unit=known(desk, product=CREAM)))
    desk.answers("YES")
    assert (desk.last.payload["traced"], desk.last.payload["checks"]) == (before["traced"], before["checks"])


def test_that_a_unit_received_by_an_older_station_is_reworked_and_inspected_again() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.find("HAIR_LINT")
    desk.take(ev.Done(at=AT))
    desk.keys("2")
    unit = known(desk)
    new = ("tracks", "sold", "rubric", "style")
    received = {name: value for name, value in unit.received.items() if name not in new}
    record = {name: value for name, value in unit.record.items() if name not in ("traced", "alerts")}
    record["checks"] = [{name: row[name] for name in ("check", "answer", "basis")} for row in record["checks"]]
    old = replace(unit, received=received, record=record)
    desk.take(ev.ReworkAsked(at=AT, unit=old))
    desk.answers("YES")
    assert (desk.last.payload["grade"], desk.last.payload["traced"], desk.last.payload["alerts"]) == ("A", {}, [])
    desk.all(ev.UndoAsked(at=AT, unit=old), ev.Confirmed(at=AT), ev.AsNew(at=AT))
    assert desk.last.payload["grade"] == "A"
