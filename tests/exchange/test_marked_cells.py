"""Numbers of workbooks and JSON: what they are worth is what is taken, digit by digit; anything else is a refusal, never an exception."""

import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from station.errors import Refusal
from station.exchange.marks import DATE, FORMULA, LOST, NESTED, NUMBER, WRONG, exact, reading_marks, shown, stored
from tests.exchange.conftest import Desk
from tests.exchange.files import json_lines

FIFTEEN = st.decimals(min_value=0, max_value=Decimal("99999999999"), places=4, allow_nan=False)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("300", NUMBER + "300"), ("300.0", NUMBER + "300"), ("0300", NUMBER + "300"), ("0", NUMBER + "0"), ("-5", NUMBER + "-5"),
        ("12.50", NUMBER + "12.5"), ("19.989999999999998", NUMBER + "19.99"), ("9.521320000002E12", NUMBER + "9521320000002"),
        ("1E-3", NUMBER + "0.001"), ("123456789012345", NUMBER + "123456789012345"), ("1234567890123456", LOST + "1234567890123460"),
        ("1E+99", LOST + "1E+99"), ("x", WRONG + "x"), ("NaN", WRONG + "NaN"), ("1e", WRONG + "1e"),
    ],
)  # fmt: skip
def test_that_a_number_of_a_workbook_is_taken_as_a_spreadsheet_shows_it(text: str, cell: str) -> None:
    assert stored(text) == cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("12.50", NUMBER + "12.50"), ("12.0", NUMBER + "12"), ("9400100000000000000001", NUMBER + "9400100000000000000001"),
        ("1.5e3", NUMBER + "1500"), ("1e400", WRONG + "1E+400"), ("-0.1", NUMBER + "-0.1"),
    ],
)  # fmt: skip
def test_that_a_number_of_json_keeps_every_digit(text: str, cell: str) -> None:
    assert exact(text) == cell


@given(FIFTEEN)
def test_that_no_number_of_fifteen_digits_changes_its_value(value: Decimal) -> None:
    for text in (str(value), f"{value:E}", f"{value:f}"):
        assert {Decimal(shown(stored(text))), Decimal(shown(exact(text)))} == {value}


@given(st.text())
def test_that_any_text_in_place_of_a_number_is_marked(text: str) -> None:
    assert {stored(text)[0], exact(text)[0]} == {"\0"}


def test_that_a_mark_is_read_by_the_column_it_stands_in() -> None:
    read = reading_marks({"price": str, "day": str}, {"price": lambda cell: f"number {cell}"}, {"day": lambda cell: f"date {cell}"})
    assert (read["price"]("7"), read["price"](NUMBER + "7"), read["day"](DATE + "2026-11-21")) == ("7", "number 7", "date 2026-11-21")
    for column, cell, code in (
        ("price", DATE + "2026-11-21", "CELL_IS_DATE"), ("day", NUMBER + "7", "CELL_DATE_NUMBER"),
        ("price", LOST + "7", "CELL_DIGITS_LOST"),
        ("price", WRONG + "#N/A", "CELL_ERROR"), ("day", FORMULA, "CELL_FORMULA"), ("price", NESTED + "{}", "CELL_NESTED"),
    ):  # fmt: skip
        with pytest.raises(Refusal) as raised:
            read[column](cell)
        assert raised.value.code == code


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(
    st.lists(st.dictionaries(st.sampled_from(["sku", "gtin", "price", "tracks", "codes", "has_battery"]), VALUES), min_size=1, max_size=5)
)
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # as tests/conftest.py says
def test_that_any_json_gives_rows_that_are_taken_or_refused(desk: Desk, objects: list[dict[str, object]]) -> None:
    lines = [json.dumps({"title": "x", "sku": ""} | each) for each in objects]
    report = desk.products(json_lines(*lines))
    assert report.rows == len(objects) == report.added + report.changed + report.unchanged + report.refused
