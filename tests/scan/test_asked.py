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
    ],
)
def test_that_a_date_that_can_only_be_one_is_read(text: str, day: str) -> None:
    assert expiry(text) == Reading(CodeKind.EXPIRY, day, {"expiry": day})


@pytest.mark.parametrize(
    "text",
    [
        *("03/04/2027", "3-4-2027", "03 04 2027"),  # the 3rd of April or the 4th of March
        *("270331", "310327", "033127", "202703", "032027", "270300"),
        *("20270331", "31032027", "03312027"),
        *("31.03.27", "27-03-31", "03/27", "27-03"),
        *("2027-02-30", "2027-13", "31.04.2027", "13/2027", "32 MAR 2027", "12.31.2027"),
        *("31MAR2027", "MAR2027", "MAR27", "31 MAR 27"),
    ],
)
def test_that_what_may_be_several_dates_or_none_is_refused_and_never_guessed(text: str) -> None:
    assert spelled(text, "expiry") == "refused EXPIRY_UNCLEAR"


@pytest.mark.parametrize(
    "text", ["AB12", "L7013-A", "123456", "999999", "99-77", "1234-56", "12345", "1234567", "LOTUS1", "MARCH", "7.5.3.1", "88-1999"]
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
    for form in ("%y%m%d", "%d%m%y", "%m%d%y", "%Y%m%d", "%d%m%Y", "%m%d%Y", "%d.%m.%y", "%m%Y", "%Y%m"):
        assert spelled(day.strftime(form), "expiry") == "refused EXPIRY_UNCLEAR"
