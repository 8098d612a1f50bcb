"""What the suite makes only once is what an installed station makes each time, and nobody may change it for the others."""

from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as pysqlite
import pytest

from station.assembly import open_station
from station.knowledge.documents import Documents
from station.store.ballast import BALLAST_BYTES
from tests import once
from tests.ledger.builders import FakeClock

PRAGMAS = ("user_version", "application_id", "page_size", "encoding", "auto_vacuum", "journal_mode", "integrity_check")


def made(data: Path) -> dict[str, Any]:
    """All that a new station consists of, but for what is drawn at random: the ledger's own name, and what is digested with it."""
    with open_station(data, FakeClock(), "B07"):
        pass
    connection = pysqlite.connect(str(data / "station.db"))
    try:
        found: dict[str, Any] = {name: connection.execute(f"PRAGMA {name}").fetchall() for name in PRAGMAS}
        found["schema"] = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name").fetchall()
        for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name != 'facts'").fetchall():
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 -- a name of ours
            found[table] = [row for row in rows if "ledger" not in row]
        found["facts"] = connection.execute("SELECT seq, kind, subject, at, actor, payload FROM facts ORDER BY seq").fetchall()
    finally:
        connection.close()
    found["settings"] = (data / "settings.toml").read_text()
    found["files"] = sorted((file.relative_to(data).as_posix(), file.is_dir()) for file in data.rglob("*"))
    return found


def test_that_a_station_is_as_one_that_was_made_step_by_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = made(tmp_path / "quick")
    assert (tmp_path / "quick" / once.BALLAST).stat().st_blocks == 0
    once.as_installed(monkeypatch)
    slow = made(tmp_path / "slow")
    assert (tmp_path / "slow" / once.BALLAST).stat().st_blocks > 0
    assert quick == slow
    assert quick["facts"]
    assert {(tmp_path / name / once.BALLAST).stat().st_size for name in ("quick", "slow")} == {BALLAST_BYTES}


def test_that_a_copy_is_of_its_own_and_as_light(tmp_path: Path) -> None:
    def make(folder: Path, word: str) -> str:
        with open_station(folder / "station", FakeClock()):
            (folder / "word").write_text(word)
        return word

    assert [once.copied(make, tmp_path / name, "a") for name in ("one", "two")] == ["a", "a"]
    (tmp_path / "one" / "word").write_text("changed")
    assert once.copied(make, tmp_path / "three", "b") == "b"
    assert [(tmp_path / name / "word").read_text() for name in ("one", "two", "three")] == ["changed", "a", "b"]
    ballast = tmp_path / "two" / "station" / once.BALLAST
    assert (ballast.stat().st_size, ballast.stat().st_blocks) == (BALLAST_BYTES, 0)


def test_that_a_document_that_a_test_changes_for_the_others_is_noticed(tmp_path: Path) -> None:
    assert once.changed() == []
    shared: Any = Documents(tmp_path).load("policy", "holds").data
    shared["edition"] += 1
    try:
        assert once.changed() == ["policy holds"]
    finally:
        shared["edition"] -= 1
