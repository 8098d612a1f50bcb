"""Between the readings of a text: what is known here wins, and what is known nowhere stands only by its form."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from station.errors import Refusal
from station.knowledge.resolve import resolve
from station.model.codes import CodeKind, Reading, Scan
from station.model.goods import ExpectedLine, Product
from station.scan import Patterns, read
from tests.knowledge.conftest import LAMP, LEGGINGS, LINE, SAME_CODE, Warehouse
from tests.scan.test_hostile_texts import TEXTS

UPC = "036000291452"
IMEI = "490154203237518"
SERIAL = "F2L-X99"
USPS = "9400111899223033005011"
USPS_WHOLE = f"42012345{USPS}"
WEAK = {"if": "known"}


def resolved(warehouse: Warehouse, text: str, asks: str = "") -> tuple[Reading, ...]:
    scan = resolve(read(text, Patterns(), asks), warehouse.knowledge)
    assert all("if" not in reading.parts for reading in scan.readings)
    return scan.readings


def readings(warehouse: Warehouse, text: str, asks: str = "") -> list[tuple[CodeKind, str]]:
    return [(reading.kind, reading.value) for reading in resolved(warehouse, text, asks)]


def chosen(warehouse: Warehouse, *possible: Reading) -> tuple[Reading, ...]:
    """What stays of these readings of one text."""
    return resolve(Scan("a text", possible), warehouse.knowledge).readings


def refused(warehouse: Warehouse, text: str) -> str:
    with pytest.raises(Refusal) as raised:
        readings(warehouse, text)
    return raised.value.code


@pytest.fixture(autouse=True)
def filled(warehouse: Warehouse) -> None:
    warehouse.products(LEGGINGS, replace(LAMP, codes=("X0012ABCDE", "LAMP-OLD")), SAME_CODE)
    warehouse.returns(
        LINE,
        ExpectedLine("contoso", "Ret/77", "1", "10001", tracking=("961207000000",)),
        ExpectedLine("contoso", "Ret/78", "1", "10001", serial=f"{IMEI}|{SERIAL}"),
        ExpectedLine("contoso", "LPNRR123456", "1", "10001"),
    )


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("yl-blk-m", (CodeKind.SKU, "YL-BLK-M")),
        ("LAMP-1", (CodeKind.SKU, "lamp-1")),
        ("rma-10023", (CodeKind.RMA, "RMA-10023")),
        ("Ret/77", (CodeKind.RMA, "Ret/77")),
        ("1z999aa10123456784", (CodeKind.TRACKING, "1Z999AA10123456784")),
        ("961207000000", (CodeKind.TRACKING, "961207000000")),
        (UPC, (CodeKind.GTIN, "00036000291452")),
        ("10001", (CodeKind.SKU, "10001")),
        ("RS-CLIENT-NorthWind", (CodeKind.CLIENT, "northwind")),
        ("RS-BIN-a-1", (CodeKind.BIN, "A-1")),
        ("B02-000033-E", (CodeKind.LPN, "B02-000033-E")),
        ("7", (CodeKind.KEY, "7")),
        ("RS-COUNT-a-1", (CodeKind.COUNT, "A-1")),
        (IMEI, (CodeKind.SERIAL, IMEI)),
        ("f2l x99", (CodeKind.SERIAL, "F2LX99")),
        ("SF2LX99", (CodeKind.SERIAL, "F2LX99")),
        ("x0012abcde", (CodeKind.SKU, "X0012ABCDE")),
        ("lamp-old", (CodeKind.SKU, "LAMP-OLD")),
        ("lpnrr123456", (CodeKind.RMA, "LPNRR123456")),
    ],
)
def test_that_a_code_is_what_it_is_known_as(warehouse: Warehouse, text: str, reading: tuple[CodeKind, str]) -> None:
    assert readings(warehouse, text) == [reading]


def test_that_a_form_alone_is_enough_for_a_gtin_and_a_return_that_nobody_announced(warehouse: Warehouse) -> None:
    assert readings(warehouse, "5901234123457") == [(CodeKind.GTIN, "05901234123457")]
    assert readings(warehouse, "RMA-999") == [(CodeKind.RMA, "RMA-999")]


def test_that_of_several_readings_the_only_known_one_wins(warehouse: Warehouse) -> None:
    warehouse.returns(ExpectedLine("northwind", "RMA-5", "1", "lamp-1", tracking=("614141000012",)))
    assert readings(warehouse, "614141000012") == [(CodeKind.TRACKING, "614141000012")]  # a valid UPC-A that no product has


def test_that_several_known_readings_are_left_to_the_context(warehouse: Warehouse) -> None:
    warehouse.returns(ExpectedLine("northwind", "RMA-6", "1", "lamp-1", tracking=(UPC,)))
    warehouse.products(Product("contoso", UPC))
    expected = [(CodeKind.GTIN, "00036000291452"), (CodeKind.TRACKING, UPC), (CodeKind.SKU, UPC)]
    assert readings(warehouse, UPC) == expected


def test_that_a_number_stands_beside_what_the_goods_say(warehouse: Warehouse) -> None:
    assert readings(warehouse, "10001", asks="number") == [(CodeKind.NUMBER, "10001"), (CodeKind.SKU, "10001")]


def test_that_a_known_code_is_taken_although_it_fails_a_check_that_it_never_had(warehouse: Warehouse) -> None:
    warehouse.products(Product("contoso", "4006381333932"), Product("contoso", "RS-100"), Product("contoso", "AB-000123-X"))
    assert readings(warehouse, "4006381333932") == [(CodeKind.SKU, "4006381333932")]
    assert readings(warehouse, "rs-100") == [(CodeKind.SKU, "RS-100")]
    assert readings(warehouse, "AB-000123-X") == [(CodeKind.SKU, "AB-000123-X")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("4006381333932", "CHECK_DIGIT"),
        ("B02-000033-F", "PLATE_CHECK"),
        ("RS-AS-NEWW", "COMMAND_UNKNOWN"),
        ("RS-CLIENT-nobody", "CLIENT_UNKNOWN"),
        ("whatever", "CODE_UNKNOWN"),
        ("12", "CODE_UNKNOWN"),
        ("0109521321000012", "CHECK_DIGIT"),
    ],
)
def test_that_what_nobody_knows_is_refused_with_the_reason(warehouse: Warehouse, text: str, code: str) -> None:
    assert refused(warehouse, text) == code


def test_that_a_gtin_that_only_a_return_names_is_known(warehouse: Warehouse) -> None:
    warehouse.returns(ExpectedLine("northwind", "RMA-8", "1", "", "614141000012", tracking=("614141000029",)))
    assert readings(warehouse, "614141000012") == [(CodeKind.GTIN, "00614141000012")]


def test_that_element_strings_keep_their_parts(warehouse: Warehouse) -> None:
    scan = resolve(read("]C1010003600029145221S7", Patterns()), warehouse.knowledge)
    assert scan.readings == (Reading(CodeKind.GS1, "00036000291452", {"gtin": "00036000291452", "serial": "S7", "symbology": "]C1"}),)


def test_that_the_sscc_of_a_parcel_may_be_its_tracking_number(warehouse: Warehouse) -> None:
    sscc = "106141412345678908"
    warehouse.returns(ExpectedLine("northwind", "RMA-9", "1", "lamp-1", tracking=(sscc,)))
    assert readings(warehouse, f"00{sscc}") == [(CodeKind.TRACKING, sscc), (CodeKind.GS1, sscc)]


def test_that_a_code_that_two_clients_use_for_other_skus_stays_the_code_of_both(warehouse: Warehouse) -> None:
    warehouse.products(Product("contoso", "10002", codes=("X0012ABCDE",)))
    assert readings(warehouse, "X0012ABCDE") == [(CodeKind.SKU, "X0012ABCDE")]
    assert {product.client for product in warehouse.knowledge.products("X0012ABCDE")} == {"contoso", "northwind"}


def test_that_a_known_imei_is_the_serial_number_of_what_was_sold_and_still_says_that_it_is_one(warehouse: Warehouse) -> None:
    possible = Reading(CodeKind.IMEI, IMEI), Reading(CodeKind.SERIAL, IMEI, WEAK)
    assert chosen(warehouse, *possible) == (Reading(CodeKind.SERIAL, IMEI, {"imei": IMEI}),)


def test_that_an_unknown_imei_stands_by_its_form_and_an_unknown_serial_number_does_not(warehouse: Warehouse) -> None:
    other = "356938035643809"
    assert chosen(warehouse, Reading(CodeKind.IMEI, other), Reading(CodeKind.SERIAL, other, WEAK)) == (Reading(CodeKind.IMEI, other),)
    with pytest.raises(Refusal, match="CODE_UNKNOWN"):
        chosen(warehouse, Reading(CodeKind.SERIAL, "NOBODY-SOLD-THIS", WEAK))


def test_that_a_serial_number_that_was_asked_for_is_an_answer_whether_it_is_known_or_not(warehouse: Warehouse) -> None:
    for text in ("NOBODY-SOLD-THIS", SERIAL, UPC, IMEI):
        (reading,) = resolved(warehouse, text, asks="serial")
        assert (reading.kind, reading.value) == (CodeKind.SERIAL, text)


def test_that_a_date_that_was_asked_for_is_an_answer(warehouse: Warehouse) -> None:
    assert resolved(warehouse, "2027-03-31", asks="expiry") == (Reading(CodeKind.EXPIRY, "2027-03-31", {"expiry": "2027-03-31"}),)


@pytest.mark.parametrize("filed", [USPS, USPS_WHOLE])
def test_that_a_parcel_is_known_by_its_number_and_by_all_that_the_label_holds(warehouse: Warehouse, filed: str) -> None:
    told = {"carrier": "usps", "check": "verified", "whole": USPS_WHOLE}
    warehouse.returns(ExpectedLine("northwind", "RMA-5", "1", "lamp-1", tracking=(filed,)))
    possible = Reading(CodeKind.TRACKING, USPS, told), Reading(CodeKind.GS1, USPS_WHOLE, {})
    assert chosen(warehouse, *possible) == (Reading(CodeKind.TRACKING, filed, told),)
    assert [line.rma for line in warehouse.knowledge.by_tracking(filed)] == ["RMA-5"]
    assert {filed} == {value for kind, value in readings(warehouse, USPS_WHOLE) if kind is CodeKind.TRACKING}


def test_that_a_tracking_number_without_a_check_digit_holds_only_if_it_is_known(warehouse: Warehouse) -> None:
    weak = Reading(CodeKind.TRACKING, "96120700000012", {"carrier": "dhl", "check": "none", "whole": "96120700000012", **WEAK})
    gtin = Reading(CodeKind.GTIN, "00614141000012")
    assert chosen(warehouse, gtin, weak) == (gtin,)
    warehouse.returns(ExpectedLine("northwind", "RMA-5", "1", "lamp-1", tracking=("9612 0700 0000 12",)))
    told = {name: value for name, value in weak.parts.items() if name != "if"}
    assert chosen(warehouse, gtin, weak) == (Reading(CodeKind.TRACKING, "96120700000012", told),)


@pytest.mark.parametrize("other", [Reading(CodeKind.GTIN, "00614141000012"), Reading(CodeKind.IMEI, "356938035643809")])
def test_that_a_verified_carrier_number_that_nobody_announced_stays_beside_a_code_of_goods_that_nobody_knows(
    warehouse: Warehouse, other: Reading
) -> None:
    parcel = Reading(CodeKind.TRACKING, "614141000012", {"carrier": "fedex", "check": "verified", "whole": "614141000012"})
    assert chosen(warehouse, other, parcel) == (other, parcel)
    warehouse.returns(ExpectedLine("northwind", "RMA-8", "1", "", "614141000012", serial="356938035643809"))
    (known,) = chosen(warehouse, other, parcel)
    assert known.kind in (CodeKind.GTIN, CodeKind.SERIAL)


def test_that_a_parcel_that_two_forms_of_one_text_name_is_one_reading_with_what_both_told(warehouse: Warehouse) -> None:
    sscc = "106141412345678908"
    warehouse.returns(ExpectedLine("northwind", "RMA-9", "1", "lamp-1", tracking=(sscc,)))
    told = {"carrier": "fedex", "check": "verified", "whole": sscc}
    possible = Reading(CodeKind.GS1, sscc, {"sscc": sscc}), Reading(CodeKind.TRACKING, sscc, told)
    assert chosen(warehouse, *possible) == (Reading(CodeKind.TRACKING, sscc, told), Reading(CodeKind.GS1, sscc, {"sscc": sscc}))


def test_that_fields_that_hold_only_if_known_lose_that_mark_when_they_are(warehouse: Warehouse) -> None:
    weak = Reading(CodeKind.GS1, "00036000291452", {"gtin": "00036000291452", **WEAK})
    assert chosen(warehouse, weak) == (Reading(CodeKind.GS1, "00036000291452", {"gtin": "00036000291452"}),)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(TEXTS, st.sampled_from(["", "number", "serial", "expiry"]))
def test_that_any_text_gives_readings_or_a_refusal(warehouse: Warehouse, text: str, asks: str) -> None:
    with suppress(Refusal):
        found = resolved(warehouse, text, asks)
        assert found
        assert len({(reading.kind, reading.value) for reading in found}) == len(found)
