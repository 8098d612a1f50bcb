"""The checks that a scan answers: serial and IMEI, expiry date and batch code, at their prompts and from the item's own code."""

from typing import Any

import pytest

from station.errors import Refusal
from station.model.goods import Alert
from station.model.grades import Basis, Outcome, Seal
from station.model.prompts import Prompt
from station.rules.inspection import Inspection
from station.rules.steps import respond_scan
from station.rules.verdict import judge
from tests.rules.builders import IMEI, NAMES, OTHER, SECOND_IMEI, SERIAL, asked, inspection_of, press, scan

PHONE = {"stores_data": True, "has_battery": True, "has_serial": True, "factory_sealed": True}


def phone(**more: Any) -> Inspection:
    """A phone out of its box, at the prompt for its serial."""
    return press(inspection_of("phone_laptop", attributes=PHONE, **more), "NOTHING", "FLAT")


def cream(tracks: str = "none", category: str = "beauty_hygiene", **more: Any) -> Inspection:
    """A cream whose board is closed, at the prompt for its date."""
    return press(inspection_of(category, attributes={"has_expiry": True}, tracks=tracks, **more), "NOTHING")


def refused(inspection: Inspection, text: str, **parts: str) -> str:
    with pytest.raises(Refusal) as refusal:
        respond_scan(inspection, asked(inspection), text, parts)
    return refusal.value.code


def test_that_the_prompt_for_a_serial_says_what_it_takes_and_key_1_is_no_answer() -> None:
    prompt = asked(phone())
    assert (prompt.asks, prompt.kind) == ("serial", "check")
    assert [(choice.key, choice.answer) for choice in prompt.choices] == [("2", "UNREADABLE")]


@pytest.mark.parametrize(
    ("text", "sold", "answer", "raised", "outcome"),
    [
        (SERIAL, (SERIAL,), "MATCH", (), Outcome.A),
        (f"S{SERIAL}", (SERIAL,), "MATCH", (), Outcome.A),
        (SECOND_IMEI, (IMEI, SECOND_IMEI, SERIAL), "MATCH", (), Outcome.A),
        (OTHER, (SERIAL,), "DIFFERS", ("SERIAL_DIFFERS",), Outcome.HOLD_CLIENT),
        (OTHER, (), "RECORDED", (), Outcome.A),
    ],
)
def test_that_a_scanned_serial_is_compared_with_the_one_sold(
    text: str, sold: tuple[str, ...], answer: str, raised: tuple[str, ...], outcome: Outcome
) -> None:
    after = scan(phone(sold=sold), text)
    assert after.answered["SERIAL"] == (answer,)
    assert tuple(each.finding for each in after.raised) == raised
    assert all(each.basis is Basis.SCAN for each in after.raised)
    assert judge(after).outcome is outcome


def test_that_what_a_comparison_ruled_out_is_absent_by_scan_and_what_nobody_compared_is_only_assumed() -> None:
    known = judge(press(scan(phone(sold=(SERIAL,)), SERIAL), "GOOD", "CLEAR")).absent
    assert {"SERIAL_DIFFERS", "SERIAL_UNREADABLE"} <= set(known[Basis.SCAN])
    assert "BOX_SERIAL_DIFFERS" in known[Basis.NOT_SHOWN]
    unknown = judge(press(scan(phone(), SERIAL), "GOOD", "CLEAR")).absent
    assert Basis.SCAN not in unknown
    assert {"SERIAL_DIFFERS", "BOX_SERIAL_DIFFERS", "SERIAL_BLOCKED"} <= set(unknown[Basis.NOT_SHOWN])


def test_that_serial_and_imei_are_kept_apart_in_what_is_traced() -> None:
    assert scan(phone(sold=(SERIAL,)), f"s{SERIAL.lower()}").parts == {"serial": SERIAL}
    assert scan(phone(), "35-209900-176148-1").parts == {"imei": IMEI}


@pytest.mark.parametrize(
    ("text", "tracks", "sold", "code"),
    [
        ("9521321000012", "none", (), "SERIAL_IS_PRODUCT_CODE"),
        ("sku-1", "none", (), "SERIAL_IS_PRODUCT_CODE"),
        ("  ", "none", (), "SERIAL_IS_PRODUCT_CODE"),
        (SERIAL, "imei", (), "IMEI_WRONG"),
        ("352099001761482", "imei", (), "IMEI_WRONG"),
        (SERIAL, "none", (IMEI, SECOND_IMEI), "IMEI_WRONG"),
        (IMEI, "serial", (SERIAL,), "SERIAL_NOT_IMEI"),
    ],
)
def test_that_a_code_that_is_no_serial_of_this_unit_is_refused_and_changes_nothing(
    text: str, tracks: str, sold: tuple[str, ...], code: str
) -> None:
    assert refused(phone(tracks=tracks, sold=sold), text) == code


def test_that_a_scan_at_another_prompt_is_refused() -> None:
    with pytest.raises(Refusal, match="NOTHING_SCANNED_HERE"):
        respond_scan(phone(), Prompt("BOARD", "board", "@WHAT_DO_YOU_SEE"), SERIAL, {})


@pytest.mark.parametrize(
    ("then", "finding", "outcome"),
    [("hold", "SERIAL_BLOCKED", Outcome.HOLD_CLIENT), ("quarantine", "RECALLED", Outcome.QUARANTINE), ("tell", None, Outcome.A)],
)
def test_that_an_alert_about_the_serial_stops_it(then: str, finding: str | None, outcome: Outcome) -> None:
    at = phone(sold=(SERIAL,))
    after = respond_scan(at, asked(at), SERIAL, {}, (Alert("", "serial", f"s {SERIAL.lower()}", "call us", then),))
    assert [each.finding for each in after.raised] == ([finding] if finding else [])
    assert judge(after).outcome is outcome


def test_that_an_alert_about_another_serial_stops_nothing() -> None:
    at = phone(sold=(SERIAL,))
    after = respond_scan(at, asked(at), SERIAL, {}, (Alert("", "serial", OTHER, "call us", "hold"), Alert("", "lot", SERIAL, "x", "hold")))
    assert after.answered["SERIAL"] == ("MATCH",)


def test_that_only_the_very_serial_that_was_held_is_accepted_and_any_other_is_compared_anew() -> None:
    released = phone(sold=(SERIAL,), decided=("SERIAL_DIFFERS",), held={"serial": OTHER})
    after = scan(released, OTHER)
    assert (after.answered["SERIAL"], after.raised) == (("ACCEPTED",), ())
    assert [each.finding for each in scan(released, "THIRD9").raised] == ["SERIAL_DIFFERS"]
    assert scan(released, SERIAL).answered["SERIAL"] == ("MATCH",)


def test_that_of_a_device_in_another_box_only_the_pair_that_was_held_is_accepted() -> None:
    released = phone(
        sold=(SERIAL,), parts={"serial": "BOX123"}, decided=("BOX_SERIAL_DIFFERS",), held={"serial": SERIAL, "box_serial": "BOX123"}
    )
    assert scan(released, SERIAL).answered["SERIAL"] == ("ACCEPTED",)
    assert [each.finding for each in scan(released, OTHER).raised] == ["SERIAL_DIFFERS"]


def test_that_a_blocked_serial_that_is_not_the_one_sold_is_put_before_the_client_as_both() -> None:
    alert = Alert("", "serial", OTHER, "call us", "hold")
    first = phone(sold=(SERIAL,))
    both = respond_scan(first, asked(first), OTHER, {}, (alert,))
    assert [each.finding for each in both.raised] == ["SERIAL_BLOCKED", "SERIAL_DIFFERS"]
    released = phone(sold=(SERIAL,), decided=("SERIAL_BLOCKED", "SERIAL_DIFFERS"), held={"serial": OTHER})
    assert respond_scan(released, asked(released), OTHER, {}, (alert,)).answered["SERIAL"] == ("ACCEPTED",)


def test_that_a_lot_that_was_released_releases_no_other_one() -> None:
    released = cream(decided=("ALERTED",), held={"lot": "L1"})
    alerts = tuple(Alert("", "lot", lot, "stop it", "hold") for lot in ("L1", "L2"))
    assert respond_scan(released, asked(released), "L1", {"lot": "L1"}, alerts[:1]).raised == ()
    assert [each.finding for each in respond_scan(released, asked(released), "L2", {"lot": "L2"}, alerts[1:]).raised] == ["ALERTED"]


@pytest.mark.parametrize("category", NAMES)
def test_that_a_serial_that_the_order_names_is_asked_for_whatever_the_goods(category: str) -> None:
    assert inspection_of(category, attributes={"has_serial": False}, sold=(SERIAL,)).known["has_serial"]
    assert not inspection_of(category, attributes={"has_serial": False}).known["has_serial"]
    assert "SERIAL" in inspection_of(category).rubric.checks


def test_that_the_serial_on_the_box_answers_only_while_the_seal_is_whole() -> None:
    sealed = press(inspection_of("phone_laptop", attributes=PHONE, sold=(SERIAL,), parts={"serial": SERIAL}), "NOTHING", "SEALED")
    assert sealed.answered["SERIAL"] == ("MATCH",)
    assert judge(sealed).seal is Seal.SEALED
    opened = phone(sold=(SERIAL,), parts={"serial": SERIAL})
    assert asked(opened).asks == "serial"


def test_that_a_box_whose_seal_turns_out_to_be_broken_must_show_its_device_after_all() -> None:
    unit = inspection_of("books_media", attributes={"factory_sealed": True, "has_serial": True}, parts={"serial": SERIAL}, sold=(SERIAL,))
    torn = press(unit, "MORE", "MORE", "PACK_DAMAGED", "NOTHING")
    assert "SERIAL" not in torn.answered
    assert asked(press(torn, "TORN")).asks == "serial"
    whole = press(torn, "DENT")
    assert whole.answered["SERIAL"] == ("MATCH",)


def test_that_a_serial_number_on_a_sealed_box_does_not_stand_for_the_imei_that_the_order_names() -> None:
    sealed = press(inspection_of("phone_laptop", attributes=PHONE, sold=(IMEI,), parts={"serial": SERIAL}), "NOTHING", "SEALED")
    assert asked(sealed).asks == "serial"
    assert scan(sealed, IMEI).answered["SERIAL"] == ("MATCH",)


def test_that_a_device_unlike_its_box_is_held_for_the_client() -> None:
    after = scan(phone(sold=(SERIAL,), parts={"serial": OTHER}), SERIAL)
    assert [each.finding for each in after.raised] == ["BOX_SERIAL_DIFFERS"]
    assert after.parts == {"box_serial": OTHER, "serial": SERIAL}


def test_that_the_key_for_an_unreadable_serial_asks_the_supervisor() -> None:
    after = press(phone(), "UNREADABLE", "GOOD", "CLEAR")
    assert judge(after).outcome is Outcome.HOLD_SUPERVISOR
    assert after.scanned == {}


@pytest.mark.parametrize(
    ("expiry", "category", "answer", "outcome"),
    [
        ("2028-01-31", "beauty_hygiene", "IN_DATE", Outcome.A),
        ("2027-01-31", "beauty_hygiene", "SHORT", Outcome.B),
        ("2027-01-31", "toys", "IN_DATE", Outcome.A),
        ("2026-11-22", "beauty_hygiene", "EXPIRED", Outcome.C),
    ],
)
def test_that_a_scanned_date_is_judged_by_the_least_days_of_its_category(expiry: str, category: str, answer: str, outcome: Outcome) -> None:
    after = scan(cream(category=category), expiry, expiry=expiry)
    assert after.answered["EXPIRY"] == (answer,)
    assert judge(after).outcome is outcome


def test_that_the_date_in_the_items_own_code_answers_without_a_question() -> None:
    after = cream(parts={"gtin": "09521321000012", "expiry": "2026-12-24", "lot": "L7"})
    assert after.answered["EXPIRY"] == ("SHORT",)
    assert [each.basis for each in after.raised] == [Basis.SCAN]


@pytest.mark.parametrize("stated", [{}, {"has_expiry": False}])
def test_that_a_date_in_the_items_own_code_counts_in_every_category_unless_the_product_data_denies_it(stated: dict[str, bool]) -> None:
    unit = press(inspection_of("general", attributes=stated, parts={"best_before": "2026-11-01"}), "NOTHING")
    assert judge(unit).outcome is (Outcome.A if stated else Outcome.C)


def test_that_a_batch_code_in_the_items_own_code_leaves_the_printed_date_to_be_asked() -> None:
    at = cream(parts={"lot": "L7"})
    assert asked(at).text == "@SCAN_THE_DATE_TOO"
    assert [choice.answer for choice in asked(at).choices] == ["CODE_ONLY", "UNREADABLE"]
    assert press(at, "CODE_ONLY").answered["EXPIRY"] == ("RECORDED", "CODE_ONLY")


def test_that_a_batch_code_alone_is_recorded_and_rules_nothing_out() -> None:
    after = scan(cream(), "L7", lot="L7")
    assert (after.answered["EXPIRY"], after.scanned["EXPIRY"], after.parts) == (("RECORDED",), (), {"lot": "L7"})
    assert {"EXPIRED", "SHORT_DATED"} <= set(judge(after).absent[Basis.NOT_SHOWN])


def test_that_a_product_that_tracks_lot_and_expiry_is_asked_for_both() -> None:
    half = scan(cream("lot+expiry"), "2028-01-31", expiry="2028-01-31")
    assert asked(half).text == "@SCAN_THE_BATCH_CODE_TOO"
    assert [choice.answer for choice in asked(half).choices] == ["DATE_ONLY", "UNREADABLE"]
    whole = scan(half, "L7", lot="L7")
    assert (whole.answered["EXPIRY"], whole.parts) == (("IN_DATE",), {"expiry": "2028-01-31", "lot": "L7"})
    other = scan(cream("lot+expiry"), "L7", lot="L7")
    assert asked(other).text == "@SCAN_THE_DATE_TOO"
    assert scan(other, "x", best_before="2027-01-01").answered["EXPIRY"] == ("SHORT",)


def test_that_the_same_half_twice_is_refused() -> None:
    date = scan(cream("lot+expiry"), "2028-01-31", expiry="2028-01-31")
    assert refused(date, "2029-01-31", expiry="2029-01-31") == "DATE_ALREADY_READ"
    lot = scan(cream("lot+expiry"), "L7", lot="L7")
    assert refused(lot, "L8", lot="L8") == "LOT_ALREADY_READ"


def test_that_a_date_without_a_batch_code_is_still_judged() -> None:
    half = scan(cream("lot"), "2026-11-01", expiry="2026-11-01")
    after = press(half, "DATE_ONLY")
    assert after.answered["EXPIRY"] == ("EXPIRED", "DATE_ONLY")
    unreadable = press(half, "UNREADABLE")
    assert [each.finding for each in unreadable.raised] == ["EXPIRED", "CODE_UNREADABLE"]


def test_that_a_thing_that_carries_no_date_by_design_is_not_called_in_date() -> None:
    after = press(cream(), "NOTHING")
    assert {"EXPIRED", "SHORT_DATED", "CODE_UNREADABLE"} <= set(judge(after).absent[Basis.NOT_SHOWN])
    readable = press(cream(), "CODE_ONLY")
    assert "CODE_UNREADABLE" in judge(readable).absent[Basis.PROMPT]
    assert "EXPIRED" in judge(readable).absent[Basis.NOT_SHOWN]


def test_that_the_products_own_code_is_no_batch_code() -> None:
    assert refused(cream(), "9521321000012", lot="9521321000012") == "LOT_IS_PRODUCT_CODE"


@pytest.mark.parametrize(("then", "finding"), [("hold", "ALERTED"), ("quarantine", "RECALLED")])
def test_that_a_batch_on_a_list_stops_the_unit(then: str, finding: str) -> None:
    at = cream()
    after = respond_scan(at, asked(at), "l7", {"lot": "l7"}, (Alert("", "lot", "L7", "stop it", then),))
    assert [(each.finding, each.basis) for each in after.raised] == [(finding, Basis.LOOKUP)]
    assert after.parts == {"lot": "l7"}
