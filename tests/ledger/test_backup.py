"""A backup is whole or not there, also under load; restored it goes on where it ended, and never gives a number twice."""

import json
import shutil
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pysqlite3.dbapi2 as pysqlite
import pytest

from station.errors import Fault, Refusal
from station.ledger.archive import CHUNK
from station.ledger.backup import Backup, backup
from station.ledger.restore import JUMPS, Restored, restore
from station.ledger.verify import verify
from station.model.facts import LEDGER_RESTORED, PHOTO_ERASED, NewFact
from station.photos.store import PhotoStore
from station.scan.plates import parcel_id, plate
from station.store.folder import DataFolder
from tests.crash.worker import picture
from tests.ledger import builders
from tests.ledger.station_folder import UNITS, Station, make_station
from tests.once import copy_folder


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Station:
    return make_station(tmp_path_factory.mktemp("template") / "data")


@pytest.fixture
def station(template: Station, tmp_path: Path) -> Station:
    return Station(copy_folder(template.path, tmp_path / "data"), template.digests)


@pytest.fixture
def file(station: Station, tmp_path: Path) -> Path:
    """A backup of the station."""
    return _backup(station, tmp_path / "station.backup").file


def _backup(station: Station, file: Path) -> Backup:
    return backup(DataFolder.open_reading(station.path), file, station.photos.path, builders.FakeClock())


def _restore(file: Path, target: Path) -> Restored:
    return restore(file, target, builders.FakeClock(), "S-01")


def _rows(database: Path) -> dict[str, list[Any]]:
    """Everything that a restored station must still have, table by table."""
    connection = pysqlite.connect(str(database))
    projections = ("items", "item_photos", "parcels", "labels", "quarter_hours")
    lists = ("products", "product_codes", "expected_lines", "expected_tracking", "expected_serials", "alerts", "categories", "shipments")
    tables = ("facts", *projections, *lists, "people", "drafts", "readers")
    rows = {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables}  # noqa: S608 -- names above
    connection.close()
    return rows


def _entries(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir() if entry.name not in ("station.lock", "station.pid")}


def _content(folder: Path) -> dict[str, bytes | None]:
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in sorted(folder.rglob("*"))}


def test_that_a_restored_station_has_everything_that_was_in_the_backup(station: Station, file: Path, tmp_path: Path) -> None:
    restored = _restore(file, tmp_path / "new")
    before, after = _rows(station.database), _rows(tmp_path / "new" / "station.db")
    assert after["facts"][:-1] == before["facts"]
    assert all(after[table] for table in ("expected_serials", "alerts", "categories", "shipments"))
    assert {table: rows for table, rows in after.items() if table != "facts"} == {k: v for k, v in before.items() if k != "facts"}
    assert Station(tmp_path / "new", station.digests).verify().clean
    assert (restored.station, restored.photos, restored.aside, restored.old_head.seq) == ("B01", UNITS, None, 3 * UNITS)


def test_that_a_restored_ledger_has_a_new_id_and_names_the_old_head(station: Station, file: Path, tmp_path: Path) -> None:
    restored = _restore(file, tmp_path / "new")
    with builders.open_ledger(tmp_path / "new") as ledger:
        (fact,) = ledger.facts(kinds=[LEDGER_RESTORED])
        assert ledger.ledger_id == restored.ledger == fact.ledger != restored.old_ledger
    seq, digest = station.row("SELECT seq, digest FROM facts ORDER BY seq DESC LIMIT 1")
    jump = restored.last_plate - UNITS
    assert fact.payload == {"old_ledger": restored.old_ledger, "old_head": {"seq": seq, "digest": digest}, "lpn_jump": jump}
    assert jump >= 10_000
    assert (fact.id, fact.previous, fact.actor) == (f"B01:{restored.ledger}:{seq + 1}", digest, "S-01")


def test_that_no_number_is_given_twice_after_a_restore(station: Station, file: Path, tmp_path: Path) -> None:
    with builders.open_ledger(station.path) as ledger:
        lost = {(name, ledger.next_number(name)) for name in JUMPS for _ in range(JUMPS[name] - 1 if name == "person" else 50)}
    last = _restore(file, tmp_path / "new").last_plate
    with builders.open_ledger(tmp_path / "new") as ledger:
        assert ledger.next_number("lpn") == last + 1 >= UNITS + 10_000 + 1
        given = {(name, ledger.next_number(name)) for name in JUMPS for _ in range(50)}
    assert lost.isdisjoint(given)


def test_that_two_restores_of_one_backup_are_two_ledgers_with_plates_of_their_own(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = iter(("staging 1", "000001", "staging 2", "000002"))
    monkeypatch.setattr("secrets.token_hex", lambda _bytes: next(random))
    one, two = _restore(file, tmp_path / "one"), _restore(file, tmp_path / "two")
    assert (one.ledger, two.ledger) == ("000001", "000002")
    assert (one.last_plate, two.last_plate) == (UNITS + 2 * 10_000, UNITS + 3 * 10_000)


def test_that_a_second_restore_into_one_folder_goes_beyond_the_first_whatever_became_of_its_database(station: Station, file: Path) -> None:
    station.database.write_bytes(b"")
    first = _restore(file, station.path)
    station.database.unlink()
    shutil.rmtree(first.aside or station.path)
    second = _restore(file, station.path)
    assert second.last_plate >= first.last_plate + 10_000


def test_that_a_restore_goes_beyond_every_number_of_the_database_that_it_replaces(station: Station, file: Path) -> None:
    far = "REPLACE INTO counters VALUES ('lpn', 50000000), ('parcel', 50000000), ('person', 50000000)"
    station.tamper(far, "UPDATE facts SET actor = 'X' WHERE seq = 3")
    assert _restore(file, station.path).last_plate >= 50_010_000
    with builders.open_ledger(station.path) as ledger:
        assert ledger.next_number("parcel") > 50_010_000
        assert ledger.next_number("person") == 50_000_101


@pytest.mark.parametrize(
    "place", ["station.db", "station.db-wal", "exports/b.jsonl", "labels/1.zpl", "damaged-1/exports/b.csv", "damaged-1/station.db"]
)
def test_that_a_plate_anywhere_in_what_is_left_is_never_given_again(station: Station, file: Path, place: str) -> None:
    last = 60_000_000
    damage = b"\0" * (CHUNK - 22) + f"I-01{plate('B01', last)}x{parcel_id('B01', last + 5)}, B01-999999999-0, B07-888888888-A".encode()
    station.database.write_bytes(b"")
    (station.path / place).parent.mkdir(parents=True, exist_ok=True)
    (station.path / place).write_bytes(damage)
    restored = _restore(file, station.path)
    assert last + 10_000 <= restored.last_plate <= last + 10_000_000
    with builders.open_ledger(station.path) as ledger:
        assert last + 5 + 10_000 < ledger.next_number("parcel")


def test_that_what_is_left_of_a_station_without_database_and_marker_is_moved_aside(station: Station, file: Path) -> None:
    for entry in station.path.glob("station.*"):
        entry.unlink()
    restored = _restore(file, station.path)
    assert restored.aside is not None
    assert {"photos", "exports", "labels"} <= _entries(restored.aside)
    assert station.verify().clean


def test_that_a_restored_station_can_be_backed_up_and_restored_again(station: Station, file: Path, tmp_path: Path) -> None:
    _restore(file, tmp_path / "one")
    again = _backup(Station(tmp_path / "one", station.digests), tmp_path / "again.backup")
    _restore(again.file, tmp_path / "two")
    assert Station(tmp_path / "two", station.digests).verify().clean
    with builders.open_ledger(tmp_path / "two") as ledger:
        assert ledger.next_number("lpn") >= UNITS + 2 * 10_000 + 1


def test_that_what_was_exported_after_the_backup_is_no_finding_of_the_restored_station(
    station: Station, file: Path, tmp_path: Path
) -> None:
    manifest = {
        "station": "B01",
        "ledger": station.row("SELECT value FROM meta WHERE key = 'ledger'")[0],
        "last_seq": 40,
        "head": {"seq": 40, "digest": "ab" * 32},
        "files": [],
    }
    _restore(file, tmp_path / "new")
    (tmp_path / "new" / "exports" / "later.manifest.json").write_text(json.dumps(manifest))
    assert Station(tmp_path / "new", station.digests).verify().clean


def test_that_a_backup_taken_under_load_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "data"
    photos = PhotoStore(path / "photos")
    stop, backups = threading.Event(), list[Backup]()
    with builders.open_ledger(path) as ledger:
        started = threading.Event()

        def work() -> None:
            random = Random(1)
            while not stop.is_set():
                lpn = builders.plate(ledger.next_number("lpn"))
                ledger.append("I-01", [builders.received(lpn)])
                ledger.append("I-01", [builders.graded(lpn, photos=[photos.put(picture(random))]), builders.label(lpn)])
                started.set()

        bench = threading.Thread(target=work)
        bench.start()
        try:
            assert started.wait(30)
            for number in range(4):
                acknowledged = ledger.head()
                done = backup(DataFolder.open_reading(path), tmp_path / f"{number}.backup", photos.path, builders.FakeClock())
                assert done.head.seq >= acknowledged.seq
                assert done.missing == ()
                backups.append(done)
        finally:
            stop.set()
            bench.join(30)
    assert backups[-1].head.seq > backups[0].head.seq
    for number, done in enumerate(backups):
        _restore(done.file, tmp_path / f"restored-{number}")
        report = verify(
            tmp_path / f"restored-{number}" / "station.db",
            tmp_path / f"restored-{number}" / "exports",
            PhotoStore(tmp_path / f"restored-{number}" / "photos").check,
        )
        assert (report.findings, report.facts, report.photos) == ((), done.head.seq + 1, done.photos)


def test_that_settings_and_documents_come_along_and_orphans_do_not(station: Station, tmp_path: Path) -> None:
    (station.path / "settings.toml").write_text('station = "B01"\n')
    (station.path / "documents" / "rubrics").mkdir()
    (station.path / "documents" / "rubrics" / "apparel.toml").write_text("edition = 5\n")
    (station.path / "documents" / "half.toml.part").write_text("edi")
    station.photos.put(picture(Random(99)))
    _restore(_backup(station, tmp_path / "b").file, tmp_path / "new")
    assert (tmp_path / "new" / "settings.toml").read_text() == 'station = "B01"\n'
    assert (tmp_path / "new" / "documents" / "rubrics" / "apparel.toml").read_text() == "edition = 5\n"
    assert not (tmp_path / "new" / "documents" / "half.toml.part").exists()
    assert sorted(PhotoStore(tmp_path / "new" / "photos").digests()) == sorted(station.digests)


def test_that_a_missing_photo_is_told_and_an_erased_one_is_not_looked_for(station: Station, tmp_path: Path) -> None:
    with builders.open_ledger(station.path) as ledger:
        ledger.append("S-01", [NewFact(PHOTO_ERASED, builders.plate(1), {"sha256": station.digests[0], "why": "retention"})])
    station.photo(0).unlink()
    station.photo(1).unlink()
    done = _backup(station, tmp_path / "b")
    assert (done.photos, done.missing) == (UNITS - 2, (station.digests[1],))


def test_that_erased_data_is_not_in_the_backup(station: Station, tmp_path: Path) -> None:
    station.tamper("UPDATE facts SET context = NULL", "UPDATE items SET rma = NULL, order_number = NULL")
    assert b"RMA-10023" not in _backup(station, tmp_path / "b").file.read_bytes()


def test_that_a_backup_never_replaces_another(station: Station, file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(Refusal) as refused:
        _backup(station, file)
    assert refused.value.code == "BACKUP_TARGET_EXISTS"
    assert file.read_bytes() == before


def test_that_a_backup_that_cannot_be_written_is_explained_and_leaves_nothing(station: Station, tmp_path: Path) -> None:
    with pytest.raises(Fault) as fault:
        _backup(station, tmp_path / "no such folder" / "b")
    assert fault.value.code == "BACKUP_NOT_WRITTEN"
    (tmp_path / "folder").mkdir()

    def unplugged(_sha256: str) -> Path | None:
        raise OSError(5, "Input/output error")

    with pytest.raises(Fault) as fault:
        backup(DataFolder.open_reading(station.path), tmp_path / "folder" / "b", unplugged, builders.FakeClock())
    assert (fault.value.code, fault.value.params["detail"]) == ("BACKUP_NOT_WRITTEN", "Input/output error")
    assert _entries(tmp_path / "folder") == set()


def test_that_a_backup_says_how_far_it_is(station: Station, tmp_path: Path) -> None:
    said: list[tuple[str, int, int]] = []
    folder = DataFolder.open_reading(station.path)
    backup(folder, tmp_path / "b", station.photos.path, builders.FakeClock(), lambda *step: said.append(step))
    assert said == [("database", 0, 1), ("database", 1, 1), ("photos", 0, UNITS), ("photos", UNITS, UNITS)]


def _write(file: Path, data: bytes) -> None:
    file.write_bytes(data)


def _cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def _flip_a_byte_of_a_photo(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        entry = next(entry for entry in archive.infolist() if entry.filename.startswith("photos/"))
    whole = bytearray(file.read_bytes())
    whole[entry.header_offset + 200] ^= 1
    file.write_bytes(whole)


def _rewrite(file: Path, change: Callable[[dict[str, bytes]], None], compression: int = zipfile.ZIP_STORED) -> None:
    with zipfile.ZipFile(file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name), data, compression)


def _edit_manifest(file: Path, **values: object) -> None:
    def edit(entries: dict[str, bytes]) -> None:
        entries["manifest.json"] = json.dumps(json.loads(entries["manifest.json"]) | values).encode()

    _rewrite(file, edit)


DAMAGE: dict[str, Callable[[Path], None]] = {
    "cut short": _cut_short,
    "photo": _flip_a_byte_of_a_photo,
    "empty": lambda file: _write(file, b""),
    "no zip": lambda file: _write(file, b"not a backup" * 100),
    "other database": lambda file: _rewrite(file, lambda entries: entries.update({"station.db": b"another database"})),
    "no database": lambda file: _rewrite(file, lambda entries: entries.__delitem__("station.db")),
    "no manifest": lambda file: _rewrite(file, lambda entries: entries.__delitem__("manifest.json")),
    "empty manifest": lambda file: _rewrite(file, lambda entries: entries.update({"manifest.json": b"{}"})),
    "upwards": lambda file: _rewrite(file, lambda entries: entries.update({"../outside": b"x"})),
    "inside upwards": lambda file: _rewrite(file, lambda entries: entries.update({"photos/../../outside": b"x"})),
    "absolute": lambda file: _rewrite(file, lambda entries: entries.update({"/outside": b"x"})),
    "backslash": lambda file: _rewrite(file, lambda entries: entries.update({"photos\\outside": b"x"})),
    "compressed": lambda file: _rewrite(file, lambda _entries: None, zipfile.ZIP_DEFLATED),
    "manifest type": lambda file: _edit_manifest(file, head_seq="12"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_that_a_damaged_or_doctored_backup_is_refused_and_touches_nothing(
    file: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    damage(file)
    before = _entries(tmp_path)
    with pytest.raises(Refusal) as refused:
        _restore(file, tmp_path / "new")
    assert refused.value.code == "BACKUP_DAMAGED"
    assert _entries(tmp_path) == before


def test_that_a_missing_backup_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        _restore(tmp_path / "nowhere", tmp_path / "new")
    assert refused.value.code == "BACKUP_MISSING"


def test_that_a_backup_of_a_newer_version_is_refused(file: Path, tmp_path: Path) -> None:
    _edit_manifest(file, schema="9999")
    with pytest.raises(Refusal) as refused:
        _restore(file, tmp_path / "new")
    assert (refused.value.code, refused.value.params["found"]) == ("BACKUP_NEWER", "9999")
    assert not (tmp_path / "new").exists()


def test_that_a_station_that_works_is_not_restored_over(station: Station, file: Path) -> None:
    before = _content(station.path)
    with pytest.raises(Refusal) as refused:
        _restore(file, station.path)
    assert (refused.value.code, refused.value.params["last"]) == ("RESTORE_OVER_STATION", 3 * UNITS)
    assert _content(station.path) == before


def test_that_a_station_at_work_is_not_restored_over(station: Station, file: Path) -> None:
    with builders.open_ledger(station.path), pytest.raises(Refusal) as refused:
        _restore(file, station.path)
    assert refused.value.code == "SECOND_INSTANCE"


@pytest.mark.parametrize("name", ["letter.txt", "photos"])
def test_that_a_folder_with_other_files_is_not_restored_over(file: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / name).write_text("mine")
    with pytest.raises(Refusal) as refused:
        _restore(file, tmp_path / "mine")
    assert (refused.value.code, refused.value.params["name"]) == ("RESTORE_OVER_FILES", name)
    assert (tmp_path / "mine" / name).read_text() == "mine"


def test_that_a_file_is_not_restored_over(file: Path) -> None:
    with pytest.raises(Refusal) as refused:
        _restore(file, file)
    assert refused.value.code == "RESTORE_OVER_FILES"


def _break_header(database: Path) -> None:
    with database.open("r+b") as out:
        out.write(b"\0" * 100)


@pytest.mark.parametrize(
    "damage",
    [
        lambda database: database.write_bytes(b""),
        _break_header,
        lambda database: database.write_bytes(database.read_bytes()[: database.stat().st_size // 2]),
        lambda database: database.unlink(),
    ],
    ids=["empty", "header", "half", "missing"],
)
def test_that_a_damaged_station_is_moved_aside_and_replaced(station: Station, file: Path, damage: Callable[[Path], None]) -> None:
    damage(station.database)
    (station.path / "station.db-wal").write_bytes(b"a log of another life")
    (station.path / "backups" / "kept").write_text("where people keep backups")
    before = _content(station.path)
    restored = _restore(file, station.path)
    assert station.verify().clean
    assert not (station.path / "station.db-wal").exists()
    assert (station.path / "backups" / "kept").exists()
    assert restored.aside is not None
    aside = {name: data for name, data in _content(restored.aside).items() if not name.startswith("station.db-")}
    stays = ("backups", "station.lock", "station.pid", "station.db-")
    assert aside == {name: data for name, data in before.items() if not name.startswith(stays)}
    with builders.open_ledger(station.path) as ledger:
        ledger.append("I-01", [builders.received(builders.plate(ledger.next_number("lpn")))])


def test_that_a_station_whose_facts_were_edited_may_be_replaced(station: Station, file: Path) -> None:
    station.tamper("UPDATE facts SET actor = 'X' WHERE seq = 3")
    assert _restore(file, station.path).aside is not None
    assert station.verify().clean


def test_that_a_restore_that_was_cut_off_anywhere_leaves_no_new_station_and_can_be_repeated(
    station: Station, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    station.database.write_bytes(b"")
    moves = 0
    real = Path.rename

    class PowerCut(BaseException):
        """Nobody catches it, as nobody catches the real one."""

    def rename(self: Path, target: Path) -> Path:
        nonlocal moves
        moves -= 1
        if moves < 0:
            raise PowerCut
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    for allowed in range(40):
        moves = allowed
        try:
            _restore(file, station.path)
        except PowerCut:
            with pytest.raises(Fault) as fault:
                DataFolder.open_writing(station.path, builders.FakeClock())
            assert fault.value.code in ("DATABASE_MISSING", "DATABASE_EMPTY")
        else:
            break
    assert allowed > 8
    assert station.verify().clean


def test_that_a_full_disk_is_told_before_anything_is_touched(file: Path, tmp_path: Path) -> None:
    _edit_manifest(file, bytes=10**15)
    with pytest.raises(Fault) as fault:
        _restore(file, tmp_path / "new")
    assert fault.value.code == "RESTORE_FAILED"
    assert not (tmp_path / "new").exists()


def test_that_temporary_files_of_a_backup_that_was_killed_do_not_block_the_next(station: Station, tmp_path: Path) -> None:
    (tmp_path / "b.part").write_bytes(b"half")
    (tmp_path / "b.database.part").write_bytes(b"half")
    assert _backup(station, tmp_path / "b").photos == UNITS
    assert _entries(tmp_path) == {"data", "b"}
