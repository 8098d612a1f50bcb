"""Which readings a text has, in which order, and what is refused."""

import pytest

from station.errors import Refusal
from station.model.codes import CodeKind, Reading, Scan
from station.scan import Patterns, objection, read
from station.scan.reading import IF_KNOWN

GTIN = "09521321000018"


def scan(text: str, patterns: Patterns | None = None, asks: str = "") -> Scan:
    return read(text, patterns or Patterns(), asks)


def by_form(text: str) -> list[tuple[CodeKind, str]]:
    """The readings that the form of the text alone gives."""
    return [(reading.kind, reading.value) for reading in scan(text).readings if "if" not in reading.parts]


def if_known(text: str) -> list[CodeKind]:
    return [reading.kind for reading in scan(text).readings if reading.parts == IF_KNOWN]


def refusal(text: str) -> Refusal:
    with pytest.raises(Refusal) as raised:
        scan(text)
    return raised.value


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("4006381333931", "04006381333931"),
        ("036000291452", "00036000291452"),
        ("96385074", "00000096385074"),
        ("09521321000018", "09521321000018"),
        ("  4006381333931\r\n", "04006381333931"),
        ("]E04006381333931", "04006381333931"),
        ("]E3400638133393112", "04006381333931"),
        ("]E496385074", "00000096385074"),
        ("]I109521321000018", "09521321000018"),
    ],
)
def test_that_a_gtin_of_every_length_is_read_as_14_digits(text: str, gtin: str) -> None:
    assert by_form(text) == [(CodeKind.GTIN, gtin)]


@pytest.mark.parametrize("text", ["4006381333932", "036000291453", "96385075", "09521321000012"])
def test_that_a_wrong_check_digit_gives_no_gtin_and_is_the_reason_when_nobody_knows_the_text(text: str) -> None:
    assert by_form(text) == []
    assert objection(text).code == "CHECK_DIGIT"


def test_that_the_reason_names_the_digit_that_would_fit() -> None:
    assert objection("4006381333932").params == {"text": "4006381333932", "found": "2", "fit": "1"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("]E04006381333932", "CHECK_DIGIT"),
        ("]E0400638", "GTIN_LENGTH"),
        ("]E00000000000000", "GTIN_LENGTH"),
        ("]C1foo", "GS1_NOT_READABLE"),
    ],
)
def test_that_a_text_is_refused_at_once_where_its_symbology_says_what_it_must_be(text: str, code: str) -> None:
    assert refusal(text).code == code


@pytest.mark.parametrize("text", ["00000000", "000000000000", "0000000000000", "00000000000000", "12345", "٤٠٠٦٣٨١٣٣٣٩٣١"])
def test_that_zeros_other_lengths_and_the_digits_of_other_scripts_are_no_gtin(text: str) -> None:
    assert by_form(text) == []


def test_that_any_text_may_be_a_return_a_tracking_number_or_a_sku_if_it_is_known() -> None:
    assert by_form("YL-BLK-M") == []
    assert if_known("YL-BLK-M") == [CodeKind.RMA, CodeKind.TRACKING, CodeKind.SKU, CodeKind.SERIAL]


def test_that_a_code_with_a_form_may_also_be_a_plain_one() -> None:
    assert if_known("036000291452") == [CodeKind.RMA, CodeKind.TRACKING, CodeKind.SKU, CodeKind.SERIAL]
    assert if_known("RMA-10023") == [CodeKind.TRACKING, CodeKind.SKU, CodeKind.SERIAL]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("RMA-10023", [(CodeKind.RMA, "RMA-10023")]),
        ("rma10023", [(CodeKind.RMA, "RMA10023")]),
        ("B02-000033-E", [(CodeKind.LPN, "B02-000033-E")]),
        ("b02-000033-e", [(CodeKind.LPN, "B02-000033-E")]),
        ("B02-000033-F", []),
        ("B02-33-E", []),
        ("X001ABCDEF", [(CodeKind.SKU, "X001ABCDEF")]),
    ],
)
def test_that_the_patterns_of_the_site_are_read(text: str, readings: list[tuple[CodeKind, str]]) -> None:
    assert by_form(text) == readings


def test_that_a_site_sets_its_own_patterns_and_its_numbers_come_before_a_gtin() -> None:
    readings = scan("036000291452", Patterns(rma="[0-9]{12}")).readings
    assert [reading.kind for reading in readings[:2]] == [CodeKind.RMA, CodeKind.GTIN]
    assert scan("RMA-1", Patterns(rma="")).readings[0] == Reading(CodeKind.RMA, "RMA-1", IF_KNOWN)


def test_that_a_pattern_that_is_no_regular_expression_is_refused_by_name() -> None:
    with pytest.raises(Refusal) as raised:
        Patterns(lpn="[A-")
    assert raised.value.code == "PATTERN_WRONG"
    assert raised.value.params["name"] == "lpn"


def test_that_a_plate_with_a_wrong_check_character_is_the_reason_when_nobody_knows_the_text() -> None:
    assert objection("B02-000033-F").code == "PLATE_CHECK"
    assert objection("B02-33-F").code == "CODE_UNKNOWN"


@pytest.mark.parametrize("text", ["1", "0", "a", "]", "%", "ß"])
def test_that_a_single_character_is_a_key_and_nothing_else(text: str) -> None:
    assert scan(text).readings == (Reading(CodeKind.KEY, text),)


@pytest.mark.parametrize(("text", "value"), [("350", "350"), ("12,5", "12.5"), ("0.75", "0.75"), ("7", "7")])
def test_that_a_number_comes_first_where_the_prompt_takes_one(text: str, value: str) -> None:
    assert scan(text, asks="number").first == Reading(CodeKind.NUMBER, value)
    assert scan(text).of(CodeKind.NUMBER) is None


@pytest.mark.parametrize("text", ["1.234", "-5", "1e3", "12,", "١٢"])
def test_that_what_could_be_two_numbers_is_none(text: str) -> None:
    assert scan(text, asks="number").of(CodeKind.NUMBER) is None


def test_that_a_key_is_still_a_key_where_the_prompt_takes_a_number() -> None:
    assert scan("7", asks="number").of(CodeKind.KEY) == Reading(CodeKind.KEY, "7")


@pytest.mark.parametrize(("text", "kind"), [("4006381333931", CodeKind.GTIN), ("961234567890123456789012", None), ("92612902", None)])
def test_that_digits_are_never_taken_for_element_strings_for_their_first_two_or_three(text: str, kind: CodeKind | None) -> None:
    assert scan(text).of(CodeKind.GS1) is None
    assert (scan(text).of(CodeKind.GTIN) is not None) is (kind is CodeKind.GTIN)


def test_that_a_digital_link_is_read_also_behind_an_aim_identifier() -> None:
    link = "https://id.gs1.org/01/9521321000018/10/AB1/21/S-7?17=280400"
    expected = {"gtin": GTIN, "lot": "AB1", "serial": "S-7", "expiry": "2028-04-30"}
    assert scan(link).first == Reading(CodeKind.GS1, GTIN, expected)
    assert scan(f"]Q1{link}").first == Reading(CodeKind.GS1, GTIN, {**expected, "symbology": "]Q1"})
    assert scan(f"]d2{link}").first == Reading(CodeKind.GS1, GTIN, {**expected, "symbology": "]d2"})


@pytest.mark.parametrize(
    "text", ["https://example.com/returns?rma=5", "https://[id.gs1.org/01/9521321000018", "https://id.gs1.org/01/9521321000012"]
)
def test_that_other_web_addresses_are_plain_texts(text: str) -> None:
    assert by_form(text) == []
