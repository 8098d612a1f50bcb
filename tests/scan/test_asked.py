"""What is typed where an expiry date or a lot is asked: clear dates, lots, and what may be several dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.model.codes import CodeKind, Reading
from station.scan import Patterns, read
from tests.scan.spelling import spelled


def expiry(text: str) -> Reading:
    return read(text, Patterns(), "expiry").first


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-31", "2027-03-31"),
        ("2027-3-1", "2027-03-01"),
        ("2027/03/31", "2027-03-31"),
        ("2027.03.31", "2027-03-31"),
        ("2027 03 31", "2027-03-31"),
        ("2027-03", "2027-03-31"),
        ("2028-02", "2028-02-29"),
        ("03/2027", "2027-03-31"),
        ("3.2027", "2027-03-31"),
        ("31.12.2027", "2027-12-31"),
        ("03.04.2027", "2027-04-03"),  # with dots the day stands first
        ("31. 12. 2027", "2027-12-31"),
        ("31/12/2027", "2027-12-31"),  # there is no month 31
        ("12/31/2027", "2027-12-31"),
        ("05-05-2027", "2027-05-05"),
        ("31 MAR 2027", "2027-03-31"),
        ("31-mar-2027", "2027-03-31"),
        ("Mar 2027", "2027-03-31"),
        ("2027 MAR", "2027-03-31"),
        ("June 2027", "2027-06-30"),
        ("May 31, 2027", "2027-05-31"),
        ("31st May 2027", "2027-05-31"),
        ("1er août 2027", "2027-08-01"),
        ("EXP. 31 MAI 2027", "2027-05-31"),
        ("EXP05/2027", "2027-05-31"),
        ("31052027", "2027-05-31"),  # one single reading
        ("20270331", "2027-03-31"),
        ("03312027", "2027-03-31"),
    ],
)
def test_that_a_date_that_can_only_be_one_is_read(text: str, day: str) -> None:
    assert expiry(text) == Reading(CodeKind.EXPIRY, day, {"expiry": day})


@pytest.mark.parametrize(
    "text",
    [
        *("03/04/2027", "3-4-2027", "03 04 2027"),  # the 3rd of April or the 4th of March
        *("270331", "310327", "033127", "202703", "032027", "270300"),
        *("03042027", "04032027", "20270300"),
        *("31.03.27", "27-03-31", "03/27", "27-03"),
        *("31MAR2027", "MAR2027", "MAR27", "31 MAR 27", "MARCH", "L7 JUN 27", "2027 MAR 2028"),
        *("31.05.2199", "05/2199", "31052199", "June 2199", "05/1999"),
        *("today", "NOW", "A1 tomorrow", "12M", "12 months", "EXP", "EXP 12M", "EXP 0527", "MHD 270531"),
        *("L-2027-05-31", "L0527A05/2027", "BEST 05/2027", "12 05/2027"),
    ],
)
def test_that_what_speaks_of_a_date_but_not_of_one_is_refused_and_never_guessed(text: str) -> None:
    assert spelled(text, "expiry") == "refused EXPIRY_UNCLEAR"


@pytest.mark.parametrize(
    "text",
    ["2027-02-30", "2027-13", "31.04.2027", "13/2027", "32 MAR 2027", "12.31.2027", "30022027", "EXP 2027-02-30", "L7 2027-02-30"],
)
def test_that_a_day_that_does_not_exist_says_so(text: str) -> None:
    assert spelled(text, "expiry") == "refused EXPIRY_NO_SUCH_DAY"


@pytest.mark.parametrize("text", ["BBE 05/2027", "MHD: 31.05.2027", "best before end 05/2027", "BB 31 May 2027", "bbe31052027"])
def test_that_a_best_before_date_is_told_as_such(text: str) -> None:
    assert expiry(text) == Reading(CodeKind.EXPIRY, "2027-05-31", {"best_before": "2027-05-31"})


@pytest.mark.parametrize(
    "text",
    [
        *("L0527A 05/2027", "05/2027 L0527A", "LOT L0527A 05/2027", "LOT L0527A EXP 31.05.2027", "EXP 05/2027 LOT L0527A"),
        *("L0527A 31 MAI 2027", "L0527A 31052027"),
    ],
)
def test_that_a_lot_beside_a_date_gives_both(text: str) -> None:
    assert expiry(text) == Reading(CodeKind.EXPIRY, "2027-05-31", {"expiry": "2027-05-31", "lot": "L0527A"})


@pytest.mark.parametrize(
    "text",
    [
        "AB12",
        "L7013-A",
        "123456",
        "999999",
        "99-77",
        "1234-56",
        "12345",
        "1234567",
        "LOTUS1",
        "MARCHE",
        "7.5.3.1",
        "88-1999",
        "DEC-4471",
        "EXPRESS1",
        "BB12345",
        "AB 12",
    ],
)
def test_that_any_other_text_is_a_lot_as_it_stands(text: str) -> None:
    assert expiry(text) == Reading(CodeKind.EXPIRY, text, {"lot": text})


@pytest.mark.parametrize(("text", "lot"), [("LOT 241105", "241105"), ("lot: 03/27", "03/27"), ("Batch 20270331", "20270331")])
def test_that_the_word_lot_says_that_digits_are_no_date(text: str, lot: str) -> None:
    assert expiry(text) == Reading(CodeKind.EXPIRY, lot, {"lot": lot})


def test_that_a_lot_that_is_the_products_own_code_says_so() -> None:
    assert expiry("4006381333931").parts == {"lot": "4006381333931", "gtin": "04006381333931"}


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_that_every_day_is_read_from_the_forms_that_the_refusal_names(day: date) -> None:
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d %b %Y"):
        assert expiry(day.strftime(form)).parts == {"expiry": day.isoformat()}


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_that_no_date_in_digits_alone_is_taken_for_a_lot(day: date) -> None:
    for form in ("%y%m%d", "%d%m%y", "%m%d%y", "%d.%m.%y", "%m%Y", "%Y%m"):
        assert spelled(day.strftime(form), "expiry") == "refused EXPIRY_UNCLEAR"
    for form in ("%Y%m%d", "%d%m%Y", "%m%d%Y"):
        assert spelled(day.strftime(form), "expiry") in (f"expiry {day.isoformat()}", "refused EXPIRY_UNCLEAR")
