"""The report that is made by itself: when it is due, what is made where, and what is told where it could not be made."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from station.assembly import open_station, read_station
from station.clock import SystemClock
from station.settings import change_settings
from station.supervisor.reporting import LastReport, ReportWatch, due_day, last_report, made_reports, report_plan

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # 12:00 in Berlin, a Monday


class FakeClock:
    """Stands still."""

    def __init__(self, now: datetime) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at

    def elapsed_ms(self) -> int:
        return 0


class FakeRun:
    """Writes what it is asked for, or says why not."""

    def __init__(self, why: str = "") -> None:
        self.why = why
        self.asked: list[list[str]] = []

    def __call__(self, arguments: Sequence[str]) -> str:
        self.asked.append(list(arguments))
        if not self.why:
            Path(arguments[-1]).write_bytes(b"%PDF")
        return self.why


@pytest.mark.parametrize(
    ("at", "now", "day"),
    [
        ("", NOON, None),
        ("18:00", NOON, date(2026, 11, 22)),
        ("12:00", NOON, date(2026, 11, 23)),
        ("12:01", NOON, date(2026, 11, 22)),
        ("00:00", NOON, date(2026, 11, 23)),
        ("23:30", datetime(2026, 11, 23, 22, 45, tzinfo=UTC), date(2026, 11, 23)),
        ("02:30", datetime(2026, 3, 29, 1, 0, tzinfo=UTC), date(2026, 3, 29)),  # the hour that this night does not have
    ],
)
def test_that_a_report_is_due_from_its_hour_on_by_the_clock_of_the_site(at: str, now: datetime, day: date | None) -> None:
    assert due_day(at, now, BERLIN, None) == day


def test_that_one_that_was_made_is_not_due_again_and_one_that_failed_is_after_a_while() -> None:
    made = LastReport("2026-11-23", "2026-11-23T10:59:00.000Z", ("x.pdf",))
    failed = LastReport("2026-11-23", "2026-11-23T10:59:00.000Z", (), "no room")
    assert due_day("12:00", NOON, BERLIN, made) is None
    assert due_day("12:00", NOON, BERLIN, failed) is None
    assert due_day("12:00", NOON + timedelta(minutes=10), BERLIN, failed) == date(2026, 11, 23)
    assert due_day("12:00", NOON + timedelta(days=1), BERLIN, made) == date(2026, 11, 24)


def _station(data: Path, **report: object) -> Path:
    with open_station(data, SystemClock()):
        pass
    change_settings(data, {"site.time_zone": "Europe/Berlin", **{f"report.{name}": value for name, value in report.items()}})
    return data


def test_that_each_form_is_a_file_of_its_own_made_once(tmp_path: Path) -> None:
    data, run = _station(tmp_path / "s", at="12:00", forms=["pdf", "html"]), FakeRun()
    watch = ReportWatch(data, FakeClock(NOON), run)
    told = watch.look()
    assert told is not None
    folder = data / "exports" / "reports"
    assert told.files == (str(folder / "daily-2026-11-23.pdf"), str(folder / "daily-2026-11-23.html"))
    assert [asked[:4] for asked in run.asked] == [["report", "daily", "--from", "2026-11-23"]] * 2
    assert watch.look() is None
    assert len(run.asked) == 2
    with read_station(data, SystemClock()) as opened:
        assert report_plan(opened).last == told
        assert sorted(each.file.name for each in made_reports(opened)) == ["daily-2026-11-23.html", "daily-2026-11-23.pdf"]


def test_that_why_it_could_not_be_made_is_kept_and_told(tmp_path: Path) -> None:
    data = _station(tmp_path / "s", at="12:00")
    ReportWatch(data, FakeClock(NOON), FakeRun("OUT_NOT_WRITTEN: no room")).look()
    last = last_report(data)
    assert last is not None
    assert (last.files, last.why) == ((), "OUT_NOT_WRITTEN: no room")


def test_that_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    data = _station(tmp_path / "s", at="12:00", folder=str(tmp_path / "file" / "reports"))
    run = FakeRun()
    ReportWatch(data, FakeClock(NOON), run).look()
    last = last_report(data)
    assert last is not None
    assert str(tmp_path / "file") in last.why
    assert run.asked == []


def test_that_the_real_child_makes_a_page(tmp_path: Path) -> None:
    data = _station(tmp_path / "s", at="12:00", forms=["pdf"], folder=str(tmp_path))
    told = ReportWatch(data, FakeClock(NOON)).look()
    assert told is not None
    assert told.why == ""
    assert (tmp_path / "daily-2026-11-23.pdf").read_bytes().startswith(b"%PDF")


def test_that_a_watch_ends_at_once_and_what_it_was_making_is_left_for_the_next(tmp_path: Path) -> None:
    data = _station(tmp_path / "s", at="12:00", forms=["pdf"])
    watch = ReportWatch(data, FakeClock(NOON))
    watch.start()
    assert watch.stop()
    last = last_report(data)
    assert last is None or last.why == ""
