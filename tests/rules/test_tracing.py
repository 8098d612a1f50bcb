"""Serials with the ones sold, dates with today: what a comparison may say, and what it must not."""

import pytest

from station.rules.tracing import Compared, as_sold, compare_date, compare_serial, is_imei, is_product_code, same_serial
from tests.rules.builders import IMEI, OTHER, SECOND_IMEI, SERIAL


@pytest.mark.parametrize(
    ("text", "sold", "box", "expected"),
    [
        (SERIAL, [SERIAL], "", Compared("MATCH", ("DIFFERS", "UNREADABLE"))),
        ("f2l-x9 c1", [SERIAL], "", Compared("MATCH", ("DIFFERS", "UNREADABLE"))),
        (f"S{SERIAL}", [SERIAL], "", Compared("MATCH", ("DIFFERS", "UNREADABLE"))),
        (SERIAL, [OTHER, IMEI, SERIAL], "", Compared("MATCH", ("DIFFERS", "UNREADABLE"))),
        (SECOND_IMEI, [IMEI, SECOND_IMEI], IMEI, Compared("MATCH", ("DIFFERS", "UNREADABLE", "BOX_DIFFERS"))),
        (SERIAL, [SERIAL], SERIAL, Compared("MATCH", ("DIFFERS", "UNREADABLE", "BOX_DIFFERS"))),
        (SERIAL, [SERIAL], IMEI, Compared("MATCH", ("DIFFERS", "UNREADABLE"))),
        (SERIAL, [SERIAL], OTHER, Compared("BOX_DIFFERS", ("DIFFERS", "UNREADABLE"))),
        (SERIAL, [OTHER], SERIAL, Compared("DIFFERS")),
        (f"S{SERIAL}", [f"S{OTHER}"], "", Compared("DIFFERS")),
        (SERIAL, [IMEI], "", Compared("RECORDED")),
        (SERIAL, [], "", Compared("RECORDED")),
        (SERIAL, [], SERIAL, Compared("RECORDED", ("BOX_DIFFERS",))),
        (SERIAL, [], OTHER, Compared("BOX_DIFFERS")),
        (IMEI, [], SERIAL, Compared("RECORDED")),
    ],
)
def test_that_a_serial_is_compared_with_every_one_sold_and_with_its_box(text: str, sold: list[str], box: str, expected: Compared) -> None:
    assert compare_serial(text, sold, box) == expected


@pytest.mark.parametrize(
    ("parts", "least", "expected"),
    [
        ({"expiry": "2026-11-22"}, 0, Compared("EXPIRED")),
        ({"expiry": "2020-02-29"}, 0, Compared("EXPIRED")),
        ({"expiry": "2026-11-23"}, 0, Compared("IN_DATE", ("EXPIRED", "SHORT", "UNREADABLE"))),
        ({"expiry": "2026-11-23"}, 180, Compared("SHORT", ("EXPIRED", "UNREADABLE"))),
        ({"expiry": "2027-05-20"}, 180, Compared("SHORT", ("EXPIRED", "UNREADABLE"))),
        ({"expiry": "2027-05-21"}, 180, Compared("IN_DATE", ("EXPIRED", "SHORT", "UNREADABLE"))),
        ({"best_before": "2026-11-01"}, 0, Compared("EXPIRED")),
        ({"best_before": "2026-12-01", "expiry": "2029-01-01"}, 180, Compared("SHORT", ("EXPIRED", "UNREADABLE"))),
        ({"lot": "L1"}, 180, Compared("RECORDED")),
    ],
)
def test_that_a_date_is_past_on_its_day_and_near_with_fewer_days_than_the_least(
    parts: dict[str, str], least: int, expected: Compared
) -> None:
    assert compare_date(parts, "2026-11-22", least) == expected


def test_that_without_a_day_to_compare_with_a_date_is_only_recorded() -> None:
    assert compare_date({"expiry": "2020-01-01"}, "", 0) == Compared("RECORDED")


@pytest.mark.parametrize("imei", [IMEI, SECOND_IMEI, "35-209900-176148-1", "490154203237518"])
def test_that_an_imei_has_fifteen_digits_and_its_check_digit(imei: str) -> None:
    assert is_imei(imei)
    assert not is_imei(imei[:-1])
    assert not is_imei(imei[:-1] + str((int(imei[-1]) + 1) % 10))


def test_that_the_letter_of_a_label_is_dropped_only_where_the_rest_is_the_serial() -> None:
    assert as_sold(f"s{SERIAL}", [SERIAL]) == SERIAL
    assert as_sold(f"S{SERIAL}", [OTHER]) == f"S{SERIAL}"
    assert not same_serial("SAB", "B")


@pytest.mark.parametrize(
    ("text", "own", "is_one"),
    [
        ("9521321000012", ("09521321000012",), True),
        ("09521321000012", ("09521321000012",), True),
        ("sku-1", ("SKU-1",), True),
        ("X00-123", ("X00123",), True),
        ("12345", ("00000000012345",), False),
        (SERIAL, ("09521321000012", "SKU-1"), False),
    ],
)
def test_that_a_code_of_the_product_is_known_however_it_is_written(text: str, own: tuple[str, ...], is_one: bool) -> None:
    assert is_product_code(text, own) is is_one
