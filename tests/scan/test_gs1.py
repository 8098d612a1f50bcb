"""GS1 element strings: their parts, and the ways in which a scanner or a printer spoils them."""

import pytest

from station.errors import Refusal
from station.model.codes import CodeKind, Reading
from station.scan import Patterns, objection, read
from station.scan.reading import IF_KNOWN

GTIN = "09521321000018"
GS = "\x1d"


def reading(text: str) -> Reading:
    return read(text, Patterns()).first


def code_of(text: str) -> str:
    with pytest.raises(Refusal) as raised:
        read(text, Patterns())
    return raised.value.code


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"01{GTIN}", {"gtin": GTIN}),
        (f"01{GTIN}10AB12{GS}21XYZ9", {"gtin": GTIN, "lot": "AB12", "serial": "XYZ9"}),
        (f"01{GTIN}17281130" + f"10LOT{GS}", {"gtin": GTIN, "expiry": "2028-11-30", "lot": "LOT"}),
        (f"01{GTIN}15280200", {"gtin": GTIN, "best_before": "2028-02-29"}),
        (f"01{GTIN}3024", {"gtin": GTIN, "count": "24"}),
        (f"01{GTIN}310300075021S7", {"gtin": GTIN, "weight_g": "750", "serial": "S7"}),
        (f"21S7{GS}01{GTIN}", {"gtin": GTIN, "serial": "S7"}),
        (f"{GS}01{GTIN}21S7", {"gtin": GTIN, "serial": "S7"}),
        (f"01{GTIN}17000000", {"gtin": GTIN}),
        (f"01{GTIN}99999999", {"gtin": GTIN}),  # AI 99 is a company's own and may hold anything
        ("00106141412345678908", {"sscc": "106141412345678908"}),
    ],
)
def test_that_element_strings_are_taken_apart(text: str, parts: dict[str, str]) -> None:
    assert reading(text) == Reading(CodeKind.GS1, parts.get("gtin") or parts["sscc"], parts)


@pytest.mark.parametrize("aim", ["]C1", "]e0", "]d2", "]Q3"])
def test_that_the_symbology_settles_it(aim: str) -> None:
    scan = read(f"{aim}01{GTIN}21S7", Patterns())
    assert scan.readings == (Reading(CodeKind.GS1, GTIN, {"gtin": GTIN, "serial": "S7", "symbology": aim}),)


def test_that_without_a_product_the_value_is_the_text_as_people_read_it() -> None:
    assert reading("]C1400PO-7").value == "(400)PO-7"


@pytest.mark.parametrize(
    "text",
    [
        f"]C101{GTIN}21{'A' * 25}",
        f"]C101{GTIN}21{'A' * 20}10B",  # longer than a serial may be: biip would read on after 20 characters, as if a lot began there
        f"01{GTIN}21{'1' * 22}{GS}10A",
        f"]C101{GTIN}17281330",
        f"]C101{GTIN}17280231",
        f"]C101{GTIN}21",
        f"]C121A{GS}21B",
        f"]C101{GTIN[:-1]}",
        "]C101٠٩٥٢١٣٢١٠٠٠٠١٨",
        f"{GS} {GS}",
        f"x{GS}y",
    ],
)
def test_that_what_is_announced_as_gs1_and_does_not_fit_together_is_refused(text: str) -> None:
    assert code_of(text) == "GS1_NOT_READABLE"


def test_that_a_wrong_check_digit_inside_is_refused_and_never_corrected() -> None:
    assert code_of("]C10109521321000012") == "CHECK_DIGIT"
    assert code_of(f"0109521321000012{GS}21S7") == "CHECK_DIGIT"
    assert code_of("]C100106141412345678909") == "CHECK_DIGIT"


def test_that_an_unannounced_one_with_a_wrong_check_digit_may_still_be_a_code_that_is_known_here() -> None:
    readings = read("0109521321000012", Patterns()).readings
    assert all(reading.parts == IF_KNOWN for reading in readings)
    assert objection("0109521321000012").code == "CHECK_DIGIT"


def test_that_a_lost_separator_is_named_since_nothing_else_shows_it() -> None:
    whole = reading(f"01{GTIN}10AB12{GS}21XYZ9")
    lost = reading(f"01{GTIN}10AB1221XYZ9")
    assert "doubtful" not in whole.parts
    assert lost.parts == {"gtin": GTIN, "lot": "AB1221XYZ9", "doubtful": "lot"}


@pytest.mark.parametrize("text", [f"01{GTIN}10AB", f"01{GTIN}21S-7", f"01{GTIN}17281130", f"01{GTIN}10AB{GS}21S10X", "]C1400PO2117"])
def test_that_nothing_is_called_doubtful_that_can_hold_no_second_field(text: str) -> None:
    assert "doubtful" not in reading(text).parts


def test_that_digits_behind_a_leading_01_are_a_gtin_where_they_are_too_few_for_element_strings() -> None:
    assert reading("01234567890128") == Reading(CodeKind.GTIN, "01234567890128")
