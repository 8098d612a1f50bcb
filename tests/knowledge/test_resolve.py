"""Between the readings of a text: what is known here wins, and what is known nowhere stands only by its form."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings

from station.errors import Refusal
from station.knowledge import resolve
from station.model.codes import CodeKind, Reading
from station.model.goods import ExpectedLine, Product
from station.scan import Patterns, read
from tests.knowledge.conftest import LAMP, LEGGINGS, LINE, SAME_CODE, Warehouse
from tests.scan.test_hostile_texts import TEXTS

UPC = "036000291452"


def readings(warehouse: Warehouse, text: str, prompt_takes_number: bool = False) -> list[tuple[CodeKind, str]]:
    scan = resolve(read(text, Patterns(), prompt_takes_number), warehouse.knowledge)
    assert all("if" not in reading.parts for reading in scan.readings)
    return [(reading.kind, reading.value) for reading in scan.readings]


def refused(warehouse: Warehouse, text: str) -> str:
    with pytest.raises(Refusal) as raised:
        readings(warehouse, text)
    return raised.value.code


@pytest.fixture(autouse=True)
def filled(warehouse: Warehouse) -> None:
    warehouse.products(LEGGINGS, LAMP, SAME_CODE)
    warehouse.returns(LINE, ExpectedLine("contoso", "Ret/77", "1", "10001", tracking=("961207000000",)))


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
    assert readings(warehouse, "10001", prompt_takes_number=True) == [(CodeKind.NUMBER, "10001"), (CodeKind.SKU, "10001")]


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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_that_any_text_gives_readings_or_a_refusal(warehouse: Warehouse, text: str) -> None:
    with suppress(Refusal):
        assert resolve(read(text, Patterns()), warehouse.knowledge).readings
