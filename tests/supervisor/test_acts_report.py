"""Setting the report's hour, folder and forms: kept in the settings, refused where nothing could ever be written."""

from pathlib import Path

import pytest

from station.assembly import bench_of, open_station
from station.clock import SystemClock
from station.model.people import NOBODY, Person, Role
from station.settings import load_settings
from station.supervisor.acts import Answer
from station.supervisor.acts_report import SetReport
from station.supervisor.performing import perform


def _set(data: Path, act: SetReport, person: Person = NOBODY) -> Answer:
    with open_station(data, SystemClock()) as opened:
        return perform(opened, bench_of(opened), act, person)


def test_that_it_is_kept_in_the_settings(tmp_path: Path) -> None:
    (tmp_path / "wall").mkdir()
    answer = _set(tmp_path / "s", SetReport("18:30", str(tmp_path / "wall"), ("pdf", "xlsx")))
    assert answer.error is None
    kept = load_settings(tmp_path / "s").report
    assert (kept.at, kept.folder, kept.forms) == ("18:30", str(tmp_path / "wall"), ["pdf", "xlsx"])


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (SetReport("25:00", "", ("pdf",)), "SETTINGS_WRONG"),
        (SetReport("18:00", "", ()), "SETTINGS_WRONG"),
        (SetReport("18:00", "", ("docx",)), "SETTINGS_WRONG"),
        (SetReport("18:00", "not/absolute", ("pdf",)), "REPORT_FOLDER"),
        (SetReport("18:00", "/there/is/none", ("pdf",)), "REPORT_FOLDER"),
    ],
)
def test_that_what_cannot_be_is_refused_and_nothing_is_kept(tmp_path: Path, act: SetReport, code: str) -> None:
    answer = _set(tmp_path / "s", act)
    assert answer.refusal is not None
    assert answer.refusal[0] == code
    assert load_settings(tmp_path / "s").report.at == ""


def test_that_a_folder_of_the_station_itself_is_refused_but_for_its_exports(tmp_path: Path) -> None:
    data = tmp_path / "s"
    assert _set(data, SetReport("", "", ("pdf",))).error is None
    refused = _set(data, SetReport("18:00", str(data / "photos"), ("pdf",))).refusal
    assert refused is not None
    assert refused[0] == "OUT_IN_DATA_FOLDER"
    assert _set(data, SetReport("18:00", str(data / "exports"), ("pdf",))).error is None


def test_that_an_inspector_may_not(tmp_path: Path) -> None:
    answer = _set(tmp_path / "s", SetReport("18:00", "", ("pdf",)), Person("I-01", "Ana", Role.INSPECTOR))
    assert answer.refusal is not None
    assert answer.refusal[0] == "MAY_NOT"
