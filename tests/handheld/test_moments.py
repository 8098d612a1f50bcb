"""Dates and times of handhelds: what real devices write is read, and what may be two days is never guessed."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.errors import Refusal
from station.handheld.moments import DateOrder, dates, decided, is_date, is_moment, is_time, moment_of, parted

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("written", "shape"),
    [
        ("2026-11-21", is_date),
        ("23/11/2009", is_date),
        ("21.11.2026", is_date),
        ("4/2/09", is_date),
        ("14:41:03", is_time),
        ("14:41", is_time),
        ("2:03:22 PM", is_time),
        ("14:03:22.125+01:00", is_time),
        ("2026-11-21T14:03:22Z", is_moment),
        ("2026-11-21 14:03:22", is_moment),
        ("2/12/2016 23:12:15", is_moment),
    ],
)
def test_that_what_devices_write_has_one_shape(written: str, shape: object) -> None:
    assert [each for each in (is_date, is_time, is_moment) if each(written)] == [shape]


@pytest.mark.parametrize("code", ["B01-000001-A", "RS-BIN-A-01-02", "9521321000018", "20261121140322", "A,B", "14-C", "1/2", ""])
def test_that_a_code_has_the_shape_of_no_time(code: str) -> None:
    assert [each(code) for each in (is_date, is_time, is_moment)] == [False] * 3


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["2026-11-21", "2026-01-02"], DateOrder.DMY),  # the year is first: there is nothing to decide
        (["03/04/2026", "25/04/2026"], DateOrder.DMY),
        (["03/04/2026", "04/25/2026"], DateOrder.MDY),
        (["05/05/2026"], DateOrder.DMY),  # the same day either way
        (["03.04.2026"], DateOrder.DMY),
        (["26/12/01", "26/12/24"], DateOrder.YMD),
        (["25/11/26"], DateOrder.DMY),
        (["11/25/26"], DateOrder.MDY),
        (["30/02/2026", "04/25/2026"], DateOrder.MDY),  # no date in any order decides nothing
    ],
)
def test_that_the_batch_as_a_whole_decides_the_order(texts: list[str], order: DateOrder) -> None:
    found = decided(texts, TODAY)
    readings = [dates(text, TODAY) for text in texts if dates(text, TODAY)]
    assert [each[found] for each in readings] == [each[order] for each in readings]


@pytest.mark.parametrize(("texts", "code"), [
    (["03/04/2026", "05/06/2026"], "BATCH_DATES_UNCLEAR"),
    (["11/12/26"], "BATCH_DATES_UNCLEAR"),
    (["25/04/2026", "04/25/2026"], "BATCH_DATES_MIXED"),
])  # fmt: skip
def test_that_an_order_that_nothing_decides_is_refused(texts: list[str], code: str) -> None:
    with pytest.raises(Refusal, match=code):
        decided(texts, TODAY)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("14:03:22", (13, 3, 22)),
        ("14:03", (13, 3, 0)),
        ("2:03:22 PM", (13, 3, 22)),
        ("12:00 AM", (23, 0, 0)),
        ("140322", (13, 3, 22)),
        ("14:03:22Z", (14, 3, 22)),
        ("14:03:22+05:30", (8, 33, 22)),
    ],
)
def test_that_a_time_without_an_offset_is_the_sites(text: str, utc: tuple[int, int, int]) -> None:
    moment = moment_of(date(2026, 11, 21), text, BERLIN, None)
    assert moment is not None
    assert (moment.hour, moment.minute, moment.second) == utc


@pytest.mark.parametrize("text", ["", "25:00", "14:60", "0:30 PM", "13:30 PM", "14:03:22+99:00", "noon"])
def test_that_no_time_is_none(text: str) -> None:
    assert moment_of(date(2026, 11, 21), text, BERLIN, None) is None


def test_that_the_hour_that_was_left_out_never_was_and_the_one_that_came_twice_goes_on() -> None:
    assert moment_of(date(2026, 3, 29), "02:30", BERLIN, None) is None
    first = moment_of(date(2026, 10, 25), "02:50", BERLIN, None)
    second = moment_of(date(2026, 10, 25), "02:10", BERLIN, first)
    assert (first, second) == (datetime(2026, 10, 25, 0, 50, tzinfo=UTC), datetime(2026, 10, 25, 1, 10, tzinfo=UTC))


def test_that_compact_moments_are_read_where_a_column_is_said_to_hold_them() -> None:
    assert parted("20261121140322") == ("20261121", "140322")
    assert dates("20261121", TODAY)[DateOrder.DMY] == date(2026, 11, 21)


@given(st.text(max_size=40), st.text(alphabet="0123456789:/.-+ APMTZ", max_size=25))
def test_that_any_text_is_a_moment_or_none(text: str, near: str) -> None:
    for each in (text, near):
        for day in dates(each, TODAY).values():
            moment_of(day, near, BERLIN, None)
        moment_of(date(2026, 11, 21), each, BERLIN, None)
        parted(each)
