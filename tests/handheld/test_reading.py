"""A batch read as a whole: numbers, moments and what is refused line by line, before the bench sees any of it."""

from datetime import UTC, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest

from station.clock import stamp
from station.errors import Refusal
from station.handheld.columns import columns_named, columns_of
from station.handheld.moments import DateOrder
from station.handheld.reading import Batch, read_batch

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)


def read(*lines: str, names: str = "", order: DateOrder | None = None, now: datetime = NOW) -> Batch:
    first = next(line for line in lines if line.strip() and not line.startswith("#")).strip("\r\n").removeprefix("\ufeff")
    columns = columns_named(names, first) if names else columns_of(first)
    assert columns
    return read_batch(lines, columns, BERLIN, now, order)


def refused(batch: Batch) -> list[tuple[int, str]]:
    return [(line.number, line.told.code) for line in batch.lines if isinstance(line.told, Refusal)]


def test_that_lines_keep_their_numbers_and_local_times_are_the_sites() -> None:
    batch = read("\ufefftime;code\r\n", "\r\n", "# morning\r\n", "2026-11-21 14:03:22;RS-BIN-A-1\r\n", "2026-11-21 14:03:25;B01-000001-A")
    assert [(line.number, line.code, stamp(line.at)) for line in batch.lines if line.at] == [
        (4, "RS-BIN-A-1", "2026-11-21T13:03:22.000Z"),
        (5, "B01-000001-A", "2026-11-21T13:03:25.000Z"),
    ]


def test_that_a_file_is_known_by_its_bytes() -> None:
    text = "2026-11-21 14:03:22,B\udcffC\r\n"
    assert read(text).sha256 == sha256(b"2026-11-21 14:03:22,B\xffC\r\n").hexdigest()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("2026-11-21T16:05:01Z,A", "BATCH_TIME_AHEAD"),
        ("2026-10-21T15:59:59Z,A", "BATCH_TIME_OLD"),
        ("2026-11-21T09:59:59Z,A", "BATCH_TIME_BACKWARDS"),
        ("2026-11-31T10:00:00Z,A", "BATCH_TIME_UNREADABLE"),
        ("2026-11-21T25:00:00Z,A", "BATCH_TIME_UNREADABLE"),
        ("A", "BATCH_LINE_UNREADABLE"),
        ('"2026-11-21T10:00:00Z,A', "BATCH_LINE_UNREADABLE"),
    ],
)
def test_that_a_line_without_a_time_that_can_be_is_refused_alone(line: str, code: str) -> None:
    batch = read("2026-11-21T10:00:00Z,FIRST\n", f"{line}\n", "2026-11-21T10:00:00Z,LAST\n")
    assert refused(batch) == [(2, code)]
    assert [each.code for each in batch.lines if each.at] == ["FIRST", "LAST"]


@pytest.mark.parametrize(("line", "taken"), [("2026-11-21T16:05:00Z,A", True), ("2026-10-21T16:00:00Z,A", True)])
def test_that_five_minutes_ahead_and_thirty_one_days_ago_are_just_taken(line: str, taken: bool) -> None:
    assert (refused(read(line)) == []) is taken


def test_that_one_line_out_of_order_does_not_refuse_those_below_it() -> None:
    batch = read("2026-11-21T10:00:00Z,A", "2026-11-21T09:00:00Z,B", "2026-11-21T10:00:01Z,C")
    assert refused(batch) == [(2, "BATCH_TIME_BACKWARDS")]


def test_that_a_day_or_a_month_first_is_decided_by_the_batch_or_by_whoever_gives_it() -> None:
    lines = ("A,10:00:00,03/11/2026", "B,10:00:01,03/11/2026")
    with pytest.raises(Refusal, match="BATCH_DATES_UNCLEAR"):
        read(*lines)
    moments = [stamp(line.at)[:10] for line in read(*lines, order=DateOrder.DMY).lines if line.at]
    assert moments == ["2026-11-03", "2026-11-03"]
    assert refused(read(*lines, order=DateOrder.MDY)) == [(1, "BATCH_TIME_OLD"), (2, "BATCH_TIME_OLD")]
    assert refused(read(*lines, "C,10:00:02,13/11/2026")) == []


@pytest.mark.parametrize(
    ("quantity", "taken"), [("1", True), ("", True), ("     1", True), ("0000001", True), ("12", False), ("-1", False)]
)
def test_that_a_quantity_is_passed_over_only_where_it_says_nothing(quantity: str, taken: bool) -> None:
    batch = read(f"9521321000018,{quantity},10:00:00,13/11/2026", names="code,quantity,time,date")
    assert refused(batch) == ([] if taken else [(1, "BATCH_QUANTITY")])


def test_that_the_group_separator_of_a_code_survives() -> None:
    code = "]C10109521321000012\x1d21AB\x1d"
    assert [line.code for line in read(f"2026-11-21 14:03:22,{code}\n").lines] == [code]


def test_that_times_of_the_night_in_which_an_hour_comes_twice_go_on() -> None:
    batch = read("2026-10-25 02:30:00,A", "2026-10-25 02:10:00,B", now=datetime(2026, 10, 26, tzinfo=UTC))
    assert [line.at for line in batch.lines] == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 10, tzinfo=UTC),
    ]


def test_that_times_without_dates_under_a_name_are_refused_once_too() -> None:
    with pytest.raises(Refusal, match="BATCH_TIME_WITHOUT_DATE"):
        read("time;code\n", "10:00;RS-COUNT-A-1\n", "10:01;RS-DONE\n")
