"""Which column is the code: the lines of real devices, with and without names; whatever is unclear is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.errors import Refusal
from station.handheld.columns import Columns, columns_named, columns_of

GS = "\x1d"


def code_in(line: str, columns: Columns | None) -> str | None:
    values = columns.values(line) if columns else None
    return values["code"] if values else None


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("2026-11-21T14:03:22Z,B01-000001-A", "B01-000001-A"),
        ("B01-000001-A;2026-11-21T14:03:22+01:00", "B01-000001-A"),
        ("2026-11-21 14:03:22\tRS-BIN-A-1", "RS-BIN-A-1"),
        ("8710841030181,14:41:03,23/11/2009", "8710841030181"),
        ("8710841030181                    ,14:41:03,23/11/2009", "8710841030181"),  # padded, as fixed records are
        ("21.11.2026;14:03;B01-000001-A", "B01-000001-A"),
        ('"2/12/2016 23:12:15","cart 7"', "cart 7"),
        ('"A ""7""",2026-11-21 14:03:22', 'A "7"'),
        ("B01-000001-A,21/11/2026,14:03:22,", "B01-000001-A"),  # a separator behind the last cell
        (f"2026-11-21T14:03:22,]C10109521321000012{GS}21,AB", f"]C10109521321000012{GS}21,AB"),
    ],
)
def test_that_the_columns_of_real_devices_are_found(line: str, code: str) -> None:
    first = line if "," not in code else "2026-11-21T14:03:22,A"
    assert code_in(line, columns_of(first)) == code


@pytest.mark.parametrize("line", ["B01-000001-A", "RS-BIN-A,1", "9521321000018;5", "RMA-1\tX", "20261121140322,X", "# 2026", ""])
def test_that_scans_of_a_bench_are_no_batch(line: str) -> None:
    assert columns_of(line) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("8710841030181,003278,14:41:03,23/11/2009", "code,device,time,date"),
        ("8710841030181,1,003278,14:41:03,23/11/2009", "barcode,quantity,serial #,time,date"),
        ("04/25/09,14:12:33,0B,8710841030181", "Date,Time,Type,Data"),
        ("8710841030181;EAN-13;20091123144103", "code;symbology;timestamp"),
    ],
)
def test_that_a_device_with_more_columns_is_read_by_their_names(line: str, names: str) -> None:
    with pytest.raises(Refusal, match="BATCH_COLUMNS_UNCLEAR"):
        assert columns_of(line) is not None or columns_of(line.replace("20091123144103", "2009-11-23 14:41:03"))
    named = columns_of(names)
    assert named
    assert named.header
    assert code_in(line, named) == code_in(line, columns_named(names, line)) == "8710841030181"


@pytest.mark.parametrize("names", ["code,location,time", "code,code,time", "time,date", "code", "code,time,timestamp", "when"])
def test_that_a_column_that_may_matter_is_never_passed_over(names: str) -> None:
    with pytest.raises(Refusal, match="BATCH_COLUMNS_UNCLEAR"):
        columns_named(names, "A,2026-11-21 14:03:22,B")


def test_that_a_line_with_other_columns_is_none_of_the_batch() -> None:
    columns = columns_of("A,14:41:03,23/11/2009,")
    assert columns
    assert [columns.values(line) for line in ("A", "A,14:41:03,23/11/2009,B", '"A,14:41:03,23/11/2009')] == [None, None, None]
    assert code_in("A,B,14:41:03,23/11/2009", columns) is None
    assert code_in("A,14:41:03,23/11/2009", columns) == "A"


@given(st.text(max_size=60), st.text(max_size=60))
def test_that_any_two_lines_give_columns_or_a_refusal(first: str, second: str) -> None:
    try:
        columns = columns_of(first)
    except Refusal:
        return
    if columns:
        columns.values(second)


@pytest.mark.parametrize("first", ["10:00;RS-COUNT-A-1", "RS-COUNT-A-1,10:00:05", "10:00 PM\tB01-000001-A"])
def test_that_times_without_dates_are_refused_once_and_not_taken_for_scans(first: str) -> None:
    with pytest.raises(Refusal, match="BATCH_TIME_WITHOUT_DATE"):
        columns_of(first)
