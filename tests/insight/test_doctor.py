"""`doctor`: says what is wrong and what to do, also about a folder that nothing else can open; changes nothing."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from station.assembly import open_station
from station.clock import SystemClock
from station.insight.doctor import Check, examine
from station.model.people import Role
from station.session.rulebook import load_rulebook
from station.session.saved import parts
from tests.insight.conftest import SteppingClock
from tests.once import copy_folder

Harm = Callable[[Path], None]


@pytest.fixture
def copied(worked: Path, tmp_path: Path) -> Path:
    """A copy of the worked station that a test may break."""
    copy_folder(worked, tmp_path / "data")
    return tmp_path / "data"


def by_name(data: Path) -> dict[str, Check]:
    return {check.name: check for check in examine(data, SystemClock(), parts, load_rulebook)}


def test_that_a_well_station_is_told_to_be_well_and_is_left_as_it_was(copied: Path) -> None:
    with open_station(copied, SystemClock()) as opened:
        opened.people.add("Grace", Role.SUPERVISOR)
    before = {path: path.stat().st_mtime_ns for path in copied.rglob("*") if path.is_file() and "station.lock" not in path.name}
    checks = examine(copied, SystemClock(), parts, load_rulebook)
    assert [(check.name, check.message) for check in checks if check.level == "bad"] == []
    assert {check.name for check in checks} >= {"folder", "lock", "engine", "disk", "ballast", "photos", "printer", "documents", "clock"}
    after = {path: path.stat().st_mtime_ns for path in copied.rglob("*") if path.is_file() and "station.lock" not in path.name}
    assert {path.name for path in before.keys() ^ after.keys()} <= {"station.db-wal", "station.db-shm", "station.pid"}
    assert {path: at for path, at in before.items() if after.get(path) != at} == {}


def test_that_a_folder_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    assert by_name(tmp_path / "nothing")["folder"].level == "bad"
    assert not (tmp_path / "nothing").exists()


def test_that_a_running_station_is_named_by_its_process(copied: Path) -> None:
    with open_station(copied, SystemClock()):
        assert str(os.getpid()) in by_name(copied)["lock"].message
    assert by_name(copied)["lock"].message == "no station is running here"


def _cut_database(data: Path) -> None:
    (data / "station.db").write_bytes(b"")


def _settings(text: str) -> Harm:
    def write(data: Path) -> None:
        (data / "settings.toml").write_text(text)

    return write


def _photos_gone(data: Path) -> None:
    shutil.rmtree(data / "photos")


def _bad_rubric(data: Path) -> None:
    folder = data / "documents" / "rubrics"
    folder.mkdir(parents=True)
    (folder / "apparel.toml").write_text("edition = ")


def _no_ballast(data: Path) -> None:
    (data / "ballast.bin").unlink()


@pytest.mark.parametrize(
    ("harm", "name", "level", "said"),
    [
        (_cut_database, "folder", "bad", "has no content"),
        (_settings("statoin = 'B02'"), "settings", "bad", "statoin"),
        (_settings("[labels]\nprinter = 'tcp://127.0.0.1:1'"), "printer", "warn", "127.0.0.1:1"),
        (_settings("[labels]\nothers = ['tcp://127.0.0.1:2?for=hold']"), "printer", "warn", "127.0.0.1:2"),
        (_settings("[labels]\nfall_back = 'tcp://127.0.0.1:3'"), "printer", "warn", "127.0.0.1:3"),
        (_settings("[labels]\nprinter = 'tcp://127.0.0.1:99999'"), "settings", "bad", "labels.printer"),
        (_photos_gone, "photos", "bad", "missing or damaged: 2 of the last 2"),
        (_bad_rubric, "documents", "bad", "apparel.toml"),
        (_no_ballast, "ballast", "warn", "reserve"),
    ],
    ids=[
        "database",
        "settings",
        "printer off",
        "another printer off",
        "fall-back printer off",
        "printer address",
        "photos",
        "documents",
        "ballast",
    ],
)
def test_that_what_is_wrong_is_named_with_advice(copied: Path, harm: Harm, name: str, level: str, said: str) -> None:
    harm(copied)
    check = by_name(copied)[name]
    assert check.level == level
    assert said in check.message
    assert check.advice


def test_that_a_clock_that_went_back_is_noticed(copied: Path) -> None:
    with open_station(copied, SystemClock()) as opened:
        opened.people.add("Grace", Role.SUPERVISOR)
    early = SteppingClock()
    early.seconds = -400_000_000
    check = next(check for check in examine(copied, early, parts, load_rulebook) if check.name == "clock")
    assert (check.level, "last thing here happened" in check.message) == ("bad", True)


def _write(data: Path, statement: str, *values: str) -> None:
    with open_station(data, SystemClock()) as opened, opened.ledger.writer.begin() as connection:
        connection.exec_driver_sql(statement, values)


def test_that_the_catalogue_of_findings_is_not_told_as_a_rubric(copied: Path) -> None:
    message = by_name(copied)["documents"].message
    assert "apparel" in message
    assert "findings" not in message


def test_that_a_draft_that_cannot_be_read_is_named(copied: Path) -> None:
    assert by_name(copied)["drafts"].level == "ok"
    _write(copied, "INSERT INTO drafts VALUES ('B02-000009-X', 'parked', 'I-01', '2026-11-21T20:00:00.000Z', '{\"base\": 1}')")
    check = by_name(copied)["drafts"]
    assert (check.level, "B02-000009-X" in check.message) == ("warn", True)


def test_that_labels_that_were_not_made_are_told(copied: Path) -> None:
    assert by_name(copied)["labels"].level == "ok"
    _write(copied, "INSERT OR IGNORE INTO readers VALUES ('printing', 0, 3, '')")
    _write(copied, "INSERT INTO reader_exceptions VALUES ('printing', 2, 'rejected', 1, NULL, '')")
    assert by_name(copied)["labels"].level == "warn"
