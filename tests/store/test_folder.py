"""The data folder: made once, trusted only when it is whole, worked in by one station."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pysqlite3.dbapi2 as pysqlite
import pytest

from station.clock import SystemClock
from station.errors import Fault, Refusal
from station.store import engines, opening, probe
from station.store.ballast import BALLAST_BYTES
from station.store.folder import DataFolder
from station.store.opening import copy_database
from station.texts import notice


def make(path: Path, station: str = "B02") -> Path:
    with DataFolder.open_writing(path, SystemClock(), station) as folder:
        return folder.database


def refused(path: Path) -> Refusal | Fault:
    with pytest.raises((Refusal, Fault)) as caught:
        DataFolder.open_writing(path, SystemClock())
    assert isinstance(caught.value, Refusal | Fault)
    said = notice(caught.value)
    assert "{" not in said.message + said.advice
    return caught.value


def test_that_a_new_folder_is_made_whole_and_is_the_same_station_next_time(tmp_path: Path) -> None:
    with DataFolder.open_writing(tmp_path / "new" / "deep", SystemClock(), "B02") as first:
        ledger = first.ledger
        assert (first.station, first.wal, first.notices) == ("B02", True, ())
        assert all(part.is_dir() for part in (first.photos, first.exports, first.labels, first.documents, first.backups))
    with DataFolder.open_writing(tmp_path / "new" / "deep", SystemClock()) as second:
        assert (second.station, second.ledger, second.notices) == ("B02", ledger, ())


def test_that_an_unnamed_station_is_b01_and_a_name_that_fits_no_plate_is_refused(tmp_path: Path) -> None:
    with DataFolder.open_writing(tmp_path / "a", SystemClock()) as folder:
        assert folder.station == "B01"
    with pytest.raises(Refusal, match="STATION_NAME"):
        DataFolder.open_writing(tmp_path / "b", SystemClock(), "bench 1")


def test_that_a_folder_keeps_its_name_and_says_so(tmp_path: Path) -> None:
    make(tmp_path, "B02")
    with DataFolder.open_writing(tmp_path, SystemClock(), "B07") as folder:
        assert folder.station == "B02"
        assert [found.code for found in folder.notices] == ["STATION_KEPT"]


@pytest.mark.parametrize(
    "left",
    [
        f"photos/ab/{'c' * 62}.jpg",
        "exports/day/b.manifest.json",
        "backups/b.db",
        "labels/1.zpl",
        "station.db-wal",
        "restored.json",
        "damaged-1/x",
    ],
)
def test_that_no_new_station_is_started_over_what_another_left(tmp_path: Path, left: str) -> None:
    (tmp_path / left).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / left).write_bytes(b"kept")
    error = refused(tmp_path)
    assert (error.code, "restore" in notice(error).advice) == ("STATION_GONE", True)
    assert not (tmp_path / "station.db").exists()
    with pytest.raises(Fault, match="STATION_GONE"):
        DataFolder.open_reading(tmp_path)
    assert (tmp_path / left).read_bytes() == b"kept"


def test_that_documents_and_settings_may_be_there_before_the_station(tmp_path: Path) -> None:
    (tmp_path / "documents" / "rubrics").mkdir(parents=True)
    (tmp_path / "documents" / "rubrics" / "own.toml").write_text("edition = 1")
    (tmp_path / "settings.toml").write_text("")
    make(tmp_path)


def test_that_a_second_instance_is_refused_with_the_pid_of_the_first(tmp_path: Path) -> None:
    make(tmp_path)
    script = (
        "import sys; from pathlib import Path; from station.clock import SystemClock; from station.store.folder import DataFolder\n"
        "folder = DataFolder.open_writing(Path(sys.argv[1]), SystemClock()); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    ) as first:
        try:
            assert first.stdout is not None
            assert first.stdout.readline() == b"open\n"
            error = refused(tmp_path)
            assert (error.code, error.params["pid"]) == ("SECOND_INSTANCE", str(first.pid))
            (tmp_path / "exports" / "x.csv.part").write_bytes(b"the first one is still writing it")
            with DataFolder.open_writing(tmp_path, SystemClock(), under=first.pid) as child:
                assert (child.station, child.wal) == ("B02", True)
            assert (tmp_path / "exports" / "x.csv.part").exists()
            with DataFolder.open_reading(tmp_path) as looking:
                assert looking.station == "B02"
        finally:
            first.kill()
    with DataFolder.open_writing(tmp_path, SystemClock()) as again:
        assert again.station == "B02"


def test_that_an_empty_database_beside_a_marker_is_never_a_new_station(tmp_path: Path) -> None:
    database = make(tmp_path)
    copy_database(database, tmp_path / "backups" / "monday.db")
    database.write_bytes(b"")
    error = refused(tmp_path)
    assert (error.code, error.params["backup"]) == ("DATABASE_EMPTY", str(tmp_path / "backups" / "monday.db"))
    assert database.stat().st_size == 0


def test_that_a_missing_database_beside_a_marker_is_never_a_new_station(tmp_path: Path) -> None:
    database = make(tmp_path)
    database.unlink()
    assert refused(tmp_path).code == "DATABASE_MISSING"
    assert not database.exists()


def test_that_an_empty_database_without_a_marker_is_not_taken_for_a_new_station_either(tmp_path: Path) -> None:
    (tmp_path / "station.db").touch()
    assert refused(tmp_path).code == "DATABASE_EMPTY"


@pytest.mark.parametrize("damage", ["trashed", "half", "text", "no_tables"])
def test_that_a_damaged_database_is_named_and_left_alone(tmp_path: Path, damage: str) -> None:
    database = make(tmp_path)
    whole = database.read_bytes()
    if damage == "no_tables":
        database.unlink()
        other = pysqlite.connect(str(database))
        other.execute("CREATE TABLE x (y)")
        other.close()
        broken = database.read_bytes()
    else:
        broken = {"trashed": os.urandom(100) + whole[100:], "half": whole[: len(whole) // 2], "text": b"hello " * 1000}[damage]
        database.write_bytes(broken)
    error = refused(tmp_path)
    assert (error.code, error.params["file"]) == ("DATABASE_DAMAGED", str(database))
    assert database.read_bytes() == broken


def test_that_a_newer_database_is_refused_unchanged(tmp_path: Path) -> None:
    database = make(tmp_path)
    connection = pysqlite.connect(str(database), isolation_level=None)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = database.read_bytes()
    assert refused(tmp_path).code == "NEWER_DATABASE"
    with pytest.raises(Refusal, match="NEWER_DATABASE"):
        DataFolder.open_reading(tmp_path)
    assert database.read_bytes() == before


def test_that_a_lost_or_torn_marker_is_written_again_from_the_database(tmp_path: Path) -> None:
    make(tmp_path, "B05")
    for damage in (None, "", '{"station": 1}', "[]"):
        if damage is None:
            (tmp_path / "station.json").unlink()
        else:
            (tmp_path / "station.json").write_text(damage)
        with DataFolder.open_writing(tmp_path, SystemClock()) as folder:
            assert json.loads((tmp_path / "station.json").read_text())["ledger"] == folder.ledger


def test_that_a_torn_marker_without_a_database_is_no_new_station(tmp_path: Path) -> None:
    make(tmp_path).unlink()
    (tmp_path / "station.json").write_text("")
    assert refused(tmp_path).code == "DATABASE_MISSING"


def test_that_a_database_of_another_station_is_refused(tmp_path: Path) -> None:
    ours, theirs = make(tmp_path / "a", "B01"), make(tmp_path / "b", "B02")
    shutil.copy(theirs, ours)
    assert refused(tmp_path / "a").code == "DATABASE_FOREIGN"


def test_that_a_stale_wal_beside_a_restored_file_is_removed_before_it_is_replayed(tmp_path: Path) -> None:
    database = make(tmp_path)
    copy_database(database, tmp_path / "backups" / "monday.db")
    writing = pysqlite.connect(str(database), isolation_level=None)
    writing.execute("INSERT INTO counters VALUES ('lpn', 99)")
    log = Path(f"{database}-wal").read_bytes()
    writing.close()
    shutil.copy(tmp_path / "backups" / "monday.db", database)
    Path(f"{database}-wal").write_bytes(log)
    with DataFolder.open_writing(tmp_path, SystemClock()) as folder:
        assert [found.code for found in folder.notices] == ["STALE_WAL_REMOVED"]
        engine = folder.reader()
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM counters").scalar_one() == 0
        engine.dispose()


def test_that_the_log_of_a_crash_is_kept_and_replayed(tmp_path: Path) -> None:
    database = make(tmp_path / "a")
    writing = pysqlite.connect(str(database), isolation_level=None)
    writing.execute("INSERT INTO counters VALUES ('lpn', 99)")
    shutil.copytree(tmp_path / "a", tmp_path / "b")  # as a crash would leave it: with its log
    writing.close()
    with DataFolder.open_writing(tmp_path / "b", SystemClock()) as folder:
        engine = folder.reader()
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT value FROM counters").scalar_one() == 99
        engine.dispose()
        assert folder.notices == ()


def test_that_orphan_temporary_files_are_swept(tmp_path: Path) -> None:
    make(tmp_path)
    orphans = [tmp_path / "station.db.part", tmp_path / "exports" / "x.csv.part", tmp_path / "backups" / "b.db.part"]
    for orphan in orphans:
        orphan.write_bytes(b"half")
    (tmp_path / "exports" / "x.csv").write_bytes(b"whole")
    make(tmp_path)
    assert not any(orphan.exists() for orphan in orphans)
    assert (tmp_path / "exports" / "x.csv").exists()


def test_that_a_folder_under_a_file_is_refused_as_not_writable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert refused(tmp_path / "file" / "data").code == "FOLDER_NOT_WRITABLE"
    assert refused(tmp_path / "file").code == "FOLDER_NOT_WRITABLE"


@pytest.mark.parametrize("reason", ["affected", "network", "no_wal"])
def test_that_a_folder_that_bears_no_wal_is_worked_in_the_slow_safe_mode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    if reason == "affected":
        monkeypatch.setattr(engines, "affected", lambda: True)
    elif reason == "network":
        monkeypatch.setattr(probe, "on_network_drive", lambda _folder: True)
    else:
        monkeypatch.setattr(probe, "wal_works", lambda _folder: False)
    with DataFolder.open_writing(tmp_path, SystemClock()) as folder:
        assert [found.code for found in folder.notices] == ["SQLITE_AFFECTED" if reason == "affected" else "WAL_NOT_POSSIBLE"]
        engine = folder.writer()
        with engine.connect() as connection:
            modes = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("journal_mode", "synchronous")]
        engine.dispose()
        assert modes == ["delete", 3]


def test_that_reading_needs_no_lock_and_changes_nothing(tmp_path: Path) -> None:
    make(tmp_path)
    with DataFolder.open_writing(tmp_path, SystemClock()), DataFolder.open_reading(tmp_path) as looking:
        engine = looking.reader()
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM facts").scalar_one() == 0
        engine.dispose()
        with pytest.raises(Fault, match="FOLDER_READ_ONLY"):
            looking.writer()
    with pytest.raises(Refusal, match="FOLDER_MISSING"):
        DataFolder.open_reading(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_that_the_ballast_is_real_can_be_given_up_and_comes_back(tmp_path: Path) -> None:
    with DataFolder.open_writing(tmp_path, SystemClock()) as folder:
        assert (tmp_path / "ballast.bin").stat().st_blocks * 512 >= BALLAST_BYTES
        assert folder.free_ballast() == BALLAST_BYTES
        assert folder.free_ballast() == 0
        assert folder.restore_ballast()
        assert (tmp_path / "ballast.bin").stat().st_size == BALLAST_BYTES


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    if shutil.which("mount") is None or shutil.which("umount") is None:
        pytest.skip("mount(8) is not installed")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(disk)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(disk: Path) -> None:
    with (disk / "filler").open("ab", buffering=0) as filler:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while filler.write(b"x" * size) == size:
                    pass
            except OSError:
                continue


def test_that_a_full_disk_gives_up_the_ballast_to_open_and_says_so(small_disk: Path) -> None:
    database = make(small_disk / "data")
    writing = pysqlite.connect(str(database), isolation_level=None)
    writing.execute("INSERT INTO counters VALUES ('lpn', 99)")
    shutil.copytree(small_disk / "data", small_disk / "crashed")
    writing.close()
    fill(small_disk)
    with DataFolder.open_writing(small_disk / "crashed", SystemClock()) as folder:
        assert {found.code for found in folder.notices} == {"BALLAST_FREED", "BALLAST_MISSING"}
        engine = folder.writer()
        with engine.begin() as connection:
            assert connection.exec_driver_sql("SELECT value FROM counters").scalar_one() == 99
        engine.dispose()


def test_that_a_full_disk_without_ballast_is_a_fault_that_says_so(small_disk: Path) -> None:
    fill(small_disk)
    assert refused(small_disk / "data").code == "DISK_FULL"


def test_that_a_read_only_disk_is_refused(small_disk: Path) -> None:
    make(small_disk / "data")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert refused(small_disk / "data").code == "FOLDER_NOT_WRITABLE"


def test_that_a_crash_while_the_folder_is_made_leaves_a_folder_that_can_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in ("migrate", "sync_file", "publish", "write_marker"):

        def crash(*_args: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(opening, step, crash)
            with pytest.raises(KeyboardInterrupt):
                DataFolder.open_writing(tmp_path / step, SystemClock())
        with DataFolder.open_writing(tmp_path / step, SystemClock()) as folder:
            assert folder.notices == ()
            assert (tmp_path / step / "station.json").exists()


@pytest.mark.parametrize(
    ("line", "expected"),
    [("srv:/x {at} nfs4 rw 0 0", "nfs4"), ("//srv/x {at} cifs rw 0 0", "cifs"), ("/dev/sda1 / ext4 rw 0 0", "ext4")],
)
def test_that_the_kind_of_drive_is_read_from_the_mounts(tmp_path: Path, line: str, expected: str) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/root / ext4 rw 0 0\n{line.format(at=tmp_path)}\n", encoding="utf-8")
    assert probe.mount_type(tmp_path / "data", mounts) == expected
