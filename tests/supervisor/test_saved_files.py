"""A table of the desk as a file: its numbers are numbers there, its texts are texts, and none of them is a formula."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from station.errors import Refusal
from station.supervisor.saved_files import table_csv, table_xlsx, write_file

BERLIN = ZoneInfo("Europe/Berlin")
TITLES = ("Name", "Units", "Value", "Day", "At", "Else")
ROW = ("=1+1", 12, Decimal("3.50"), date(2026, 11, 22), datetime(2026, 11, 22, 9, 5, tzinfo=UTC), None)


def test_that_a_csv_has_iso_days_times_of_the_site_and_no_formula() -> None:
    lines = table_csv(TITLES, [ROW], BERLIN).decode("utf-8-sig").splitlines()
    assert lines == ["Name,Units,Value,Day,At,Else", "'=1+1,12,3.50,2026-11-22,2026-11-22 10:05:00,"]


def test_that_a_workbook_keeps_what_cells_are() -> None:
    page = load_workbook(BytesIO(table_xlsx("Units: all?", TITLES, [ROW], BERLIN))).active
    assert page is not None
    assert page.title == "Units all"
    assert [cell.value for cell in page[1]] == list(TITLES)
    assert [cell.value for cell in page[2]] == ["=1+1", 12, 3.5, datetime(2026, 11, 22), datetime(2026, 11, 22, 10, 5), None]  # noqa: DTZ001
    assert page["A2"].data_type == "s"


def test_that_a_file_is_written_whole_and_not_among_those_of_the_station(tmp_path: Path) -> None:
    data = tmp_path / "station"
    (data / "exports").mkdir(parents=True)
    assert write_file(data, tmp_path / "x.csv", b"x").read_bytes() == b"x"
    assert write_file(data, data / "exports" / "x.csv", b"x").is_file()
    with pytest.raises(Refusal, match="OUT_IN_DATA_FOLDER"):
        write_file(data, data / "station.db", b"x")
    with pytest.raises(Refusal, match="OUT_NOT_WRITTEN"):
        write_file(data, tmp_path / "none" / "x.csv", b"x")
