"""What nobody is asked: what the product data and the alerts say at the start, and a claimed fault that nobody found at the end."""

from typing import Any

import pytest

from station.model.goods import Alert, Product
from station.model.grades import Basis, Outcome
from station.rules.alerts import concerning
from station.rules.inspection import Inspection, raise_finding
from station.rules.opening import opened, own_codes
from station.rules.settling import settle
from station.rules.verdict import judge
from tests.rules.builders import OTHER, SERIAL, asked, inspection_of, press, rubric

PHONE = {"stores_data": True, "has_battery": True, "has_serial": False, "factory_sealed": True}
HELD: dict[str, Any] = {"client": "northwind", "rma": "RMA-1", "sku": "SKU-1", "parts": {"lot": "L7", "box_serial": SERIAL}}


def alert(kind: str, value: str, then: str = "hold", client: str = "") -> Alert:
    return Alert(client, kind, value, "stop, look, call", then)


@pytest.mark.parametrize(
    ("found", "concerns"),
    [
        (alert("rma", "RMA-1"), True),
        (alert("rma", "RMA-1", client="northwind"), True),
        (alert("rma", "RMA-1", client="alpine"), False),
        (alert("rma", "RMA-2"), False),
        (alert("sku", "sku-1"), True),
        (alert("lot", "l7"), True),
        (alert("lot", "L 7 "), True),
        (alert("lot", "L8"), False),
        (alert("serial", f"s {SERIAL}"), True),
        (alert("serial", OTHER), False),
        (alert("colour", "SKU-1"), False),
    ],
)
def test_that_an_alert_concerns_a_unit_by_its_client_and_one_of_its_codes(found: Alert, concerns: bool) -> None:
    assert concerning([found], **HELD) == ((found,) if concerns else ())


def test_that_an_alert_about_nothing_known_concerns_nobody() -> None:
    assert concerning([alert("rma", ""), alert("lot", "")], client="northwind", rma="", sku="SKU-1", parts={}) == ()


@pytest.mark.parametrize(
    ("alerts", "raised", "outcome"),
    [
        ([alert("sku", "SKU-1", "quarantine")], ["RECALLED"], Outcome.QUARANTINE),
        ([alert("rma", "RMA-1")], ["ALERTED"], Outcome.HOLD_CLIENT),
        ([alert("rma", "RMA-1", "tell")], [], Outcome.A),
        ([alert("rma", "RMA-1"), alert("sku", "SKU-1", "quarantine")], ["RECALLED", "ALERTED"], Outcome.QUARANTINE),
    ],
)
@pytest.mark.parametrize("category", ["apparel", "toys", "general"])
def test_that_alerts_stop_a_unit_before_anything_is_asked(category: str, alerts: list[Alert], raised: list[str], outcome: Outcome) -> None:
    unit = inspection_of(category, alerts=alerts)
    assert [(each.finding, each.basis) for each in unit.raised] == [(finding, Basis.LOOKUP) for finding in raised]
    assert judge(unit).outcome is outcome
    assert unit.board_closed is False


def test_that_an_alert_that_the_client_has_answered_does_not_stop_the_unit_again_but_a_recall_does() -> None:
    alerts = [alert("rma", "RMA-1"), alert("sku", "SKU-1", "quarantine")]
    assert [each.finding for each in inspection_of("toys", alerts=alerts, decided=("ALERTED", "RECALLED")).raised] == ["RECALLED"]


@pytest.mark.parametrize(
    ("category", "attributes", "raised"),
    [
        ("general", {"has_battery": True}, ["NEEDS_CATEGORY"]),
        ("general", {"stores_data": True}, ["NEEDS_CATEGORY"]),
        ("general", {"has_battery": False}, []),
        ("electronics", {"stores_data": True}, ["STORES_DATA"]),
        ("electronics", {"has_battery": True}, []),
        ("phone_laptop", {"stores_data": True}, []),
        ("apparel", {"has_battery": True}, []),
    ],
)
def test_that_goods_that_the_rubric_does_not_fit_are_held_for_the_supervisor(
    category: str, attributes: dict[str, bool], raised: list[str]
) -> None:
    unit = inspection_of(category, attributes=attributes)
    assert [each.finding for each in unit.raised] == raised
    assert judge(unit).outcome is (Outcome.HOLD_SUPERVISOR if raised else Outcome.A)
    assert inspection_of(category, attributes=attributes, decided=tuple(raised)).raised == ()


@pytest.mark.parametrize(
    ("category", "tracks", "asks"),
    [
        ("apparel", "none", ()),
        ("apparel", "serial", ("serial",)),
        ("toys", "imei", ("serial",)),
        ("home_goods", "lot", ("expiry",)),
        ("books_media", "lot+expiry", ("expiry",)),
        ("phone_laptop", "none", ("serial",)),
        ("beauty_hygiene", "none", ("expiry",)),
    ],
)
def test_that_what_is_tracked_is_asked_in_every_category_and_what_is_unknown_only_where_it_is_usual(
    category: str, tracks: str, asks: tuple[str, ...]
) -> None:
    unit = inspection_of(category, tracks=tracks, attributes={"has_battery": False} if category == "phone_laptop" else {})
    closed = press(unit, "NOTHING")
    open_checks = {check.scans for code, check in closed.rubric.checks.items() if check.scans and closed.applies(check.applies_if)}
    assert open_checks == set(asks)


def test_that_product_data_may_say_that_a_thing_has_no_serial() -> None:
    closed = press(inspection_of("phone_laptop", attributes=PHONE), "NOTHING", "FLAT")
    assert asked(closed).id == "CHECK:POWER_SCREEN"


def test_that_the_serial_of_the_items_code_stands_on_the_box() -> None:
    unit = inspection_of("toys", parts={"gtin": "09521321000012", "serial": SERIAL, "lot": "L7", "symbology": "]d2"})
    assert unit.parts == {"box_serial": SERIAL, "lot": "L7"}


def test_that_every_code_of_the_product_is_its_own() -> None:
    product = Product("northwind", "sku-1", gtins=("9521321000012",), codes=("x001abcdef", "B00EXAMPLE"))
    assert own_codes(product) == ("09521321000012", "SKU-1", "X001ABCDEF", "B00EXAMPLE")


def test_that_only_findings_of_the_rubric_are_called_looked_up() -> None:
    unit = opened(rubric("apparel"), Product("northwind", "SKU-1"), looked_up=("WRONG_ITEM", "SCREEN_CRACK"))
    assert unit.looked_up == ("WRONG_ITEM",)


def electronics(reason: str = "CR-DEFECTIVE", **more: Any) -> Inspection:
    return inspection_of("electronics", reason=reason, **more)


@pytest.mark.parametrize("reason", ["DEFECTIVE", "CR-DEFECTIVE", "cr-defective", " amz-pg-bad-item ", "Dr"])
def test_that_a_claimed_fault_that_nobody_found_is_said_by_the_station(reason: str) -> None:
    done = press(electronics(reason), "NOTHING", "GOOD")
    assert [(each.finding, each.basis) for each in done.raised] == [("CLAIM_NOT_FOUND", Basis.LOOKUP)]
    assert judge(done).outcome is Outcome.B
    assert settle(done) == done


@pytest.mark.parametrize("reason", ["", "WRONG_SIZE", "CR-CR-DEFECTIVE", "CR-"])
def test_that_without_that_claim_nothing_is_said(reason: str) -> None:
    assert press(electronics(reason), "NOTHING", "GOOD").raised == ()


def test_that_the_claim_waits_for_every_answer_and_falls_with_the_first_fault() -> None:
    assert press(electronics(), "NOTHING").raised == ()
    assert [each.finding for each in press(electronics(), "NO_POWER", "NOTHING", "GOOD").raised] == ["NO_POWER"]
    marked = press(electronics(), "BODY_MARK", "NOTHING", "FAINT", "GOOD")
    assert [each.finding for each in marked.raised] == ["BODY_MARK", "CLAIM_NOT_FOUND"]


def test_that_a_claim_is_taken_back_when_a_fault_is_seen_after_all() -> None:
    done = press(electronics(), "NOTHING", "GOOD")
    assert [each.finding for each in done.raised] == ["CLAIM_NOT_FOUND"]
    seen = settle(raise_finding(done, "SCREEN_FAULT", Basis.PROMPT))
    assert [each.finding for each in seen.raised] == ["SCREEN_FAULT"]


def test_that_behind_a_whole_seal_nobody_looked_for_the_fault() -> None:
    done = press(electronics(), "NOTHING", "SEALED")
    assert (done.raised, judge(done).outcome) == ((), Outcome.A)


def test_that_a_claim_in_a_category_that_does_not_try_things_is_no_finding() -> None:
    assert press(inspection_of("apparel", reason="DEFECTIVE"), "NOTHING").raised == ()
