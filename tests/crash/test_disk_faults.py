"""Disks that are full, limited or read-only: each is a fault with its code, nothing acknowledged is lost, and work goes on after it."""

import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from station.errors import Fault, Refusal
from station.exchange.export import FolderExport
from station.ledger.backup import backup
from station.ledger.ledger import Ledger
from station.ledger.restore import restore
from station.model.facts import Fact
from station.photos.store import PhotoStore
from station.store.folder import DataFolder
from tests.crash.bench_process import BenchProcess, Ended
from tests.crash.judge import losses
from tests.crash.small_disks import FailingDisk, failing_disk, fill, small_disk
from tests.crash.worker import picture, work
from tests.ledger import builders
from tests.ledger.station_folder import make_station

MANY = 2000  # more units than any of these disks can hold


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Room for the ballast, a station and some hundred units."""
    with small_disk(tmp_path / "disk", 32) as point:
        yield point


@contextmanager
def _open(path: Path) -> Iterator[tuple[DataFolder, Ledger, PhotoStore]]:
    clock = builders.FakeClock()
    with DataFolder.open_writing(path, clock) as folder:
        writer, reader = folder.writer(), folder.reader()
        try:
            yield folder, Ledger(writer, reader, clock), PhotoStore(folder.photos)
        finally:
            writer.dispose()
            reader.dispose()


def _work(ledger: Ledger, photos: PhotoStore, units: int, acknowledged: list[Fact]) -> None:
    random = Random(len(acknowledged))
    for _ in range(units):
        for fact in work(ledger, photos, random):
            acknowledged.append(fact)


def _receive(ledger: Ledger, units: int, acknowledged: list[Fact]) -> None:
    for number in range(1, units + 1):
        acknowledged += ledger.append("I-01", [builders.received(f"B09-{number:06d}-X")])


def _lost(path: Path, acknowledged: list[Fact]) -> list[str]:
    return losses(path, [fact.as_json() for fact in acknowledged])


def _feed(bench: BenchProcess, units: int) -> None:
    for _ in range(units):
        bench.send("unit")
        bench.state()


def _worker(path: Path, errors: Path) -> BenchProcess:
    return BenchProcess((sys.executable, "-m", "tests.crash.worker", "--data", str(path)), errors)


def test_that_a_disk_that_fills_up_is_a_fault_and_the_same_unit_is_saved_once_there_is_room(disk: Path) -> None:
    acknowledged: list[Fact] = []
    with _open(disk / "data") as (_folder, ledger, photos):
        filler = fill(disk, leave=3_000_000)
        with pytest.raises(Fault) as fault:
            _work(ledger, photos, MANY, acknowledged)
        assert fault.value.code in ("DISK_FULL", "PHOTO_NOT_SAVED")
        assert len(acknowledged) > 30
        with pytest.raises(Fault) as fault:
            _receive(ledger, MANY, acknowledged)
        assert fault.value.code == "DISK_FULL"
        assert ledger.head().seq == acknowledged[-1].seq == len(acknowledged)
        filler.unlink()
        acknowledged += ledger.append("I-01", [builders.received("B09-999999-X")])
    assert _lost(disk / "data", acknowledged) == []


def test_that_the_ballast_makes_room_for_what_is_on_the_screen(disk: Path) -> None:
    acknowledged: list[Fact] = []
    with _open(disk / "data") as (folder, ledger, _photos):
        fill(disk)
        with pytest.raises(Fault) as fault:
            _receive(ledger, MANY, acknowledged)
        assert fault.value.code == "DISK_FULL"
        assert folder.free_ballast() > 0
        acknowledged += ledger.append("I-01", [builders.received("B09-999999-X")])
    assert _lost(disk / "data", acknowledged) == []


def test_that_a_full_disk_takes_no_photo_and_leaves_no_half_one(disk: Path) -> None:
    with _open(disk / "data") as (_folder, _ledger, photos):
        kept = photos.put(picture(Random(1)))
        filler = fill(disk)
        with pytest.raises(Fault) as fault:
            photos.put(picture(Random(2), edge=200))
        assert fault.value.code == "PHOTO_NOT_SAVED"
        assert list(photos.digests()) == [kept]
        assert list((disk / "data" / "photos" / "incoming").iterdir()) == []
        filler.unlink()
        assert photos.check(photos.put(picture(Random(2), edge=200))) == "ok"


def test_that_a_station_killed_on_a_disk_that_then_fills_up_recovers_with_its_ballast(disk: Path, tmp_path: Path) -> None:
    bench = _worker(disk / "data", tmp_path / "errors.txt")
    bench.state()
    _feed(bench, 20)
    bench.kill()
    assert (disk / "data" / "station.db-wal").stat().st_size > 0
    fill(disk)
    with DataFolder.open_writing(disk / "data", builders.FakeClock()) as folder:
        assert "BALLAST_FREED" in [notice.code for notice in folder.notices]
    assert losses(disk / "data", bench.facts) == []


def test_that_a_limit_on_the_size_of_files_is_a_fault_and_loses_nothing(tmp_path: Path) -> None:
    bench = _worker(tmp_path / "data", tmp_path / "errors.txt")
    bench.state()
    limit = 512 * 1024
    resource.prlimit(bench.pid, resource.RLIMIT_FSIZE, (limit, limit))
    with pytest.raises(Ended, match=r"Fault: DISK_(FULL|FAILED)\("):
        _feed(bench, MANY)
    bench.close()
    assert len(bench.facts) > 10
    assert losses(tmp_path / "data", bench.facts) == []


@pytest.fixture
def failing(tmp_path: Path) -> Iterator[FailingDisk]:
    with failing_disk(tmp_path) as disk:
        yield disk


def test_that_a_disk_that_turns_read_only_under_work_is_a_fault_and_loses_nothing(failing: FailingDisk) -> None:
    path = failing.point / "data"
    acknowledged: list[Fact] = []
    with _open(path) as (_folder, ledger, photos):
        _work(ledger, photos, 5, acknowledged)
        failing.fail()
        with pytest.raises(Fault) as fault:
            ledger.append("I-01", [builders.received("B09-000001-X")])
        assert fault.value.code in ("DISK_READ_ONLY", "DISK_FAILED")
        with pytest.raises(Fault) as fault:
            photos.put(picture(Random(99)))
        assert fault.value.code == "PHOTO_NOT_SAVED"
        assert [fact.seq for fact in ledger.facts()] == list(range(1, 16)), "what is there can still be read"
    with pytest.raises(Refusal) as refused:
        DataFolder.open_writing(path, builders.FakeClock())
    assert refused.value.code == "FOLDER_NOT_WRITABLE"
    failing.repair()
    assert _lost(path, acknowledged) == []


def test_that_a_backup_on_a_full_disk_is_a_fault_and_leaves_nothing_there(tmp_path: Path, disk: Path) -> None:
    station = make_station(tmp_path / "data")
    fill(disk)
    with pytest.raises(Fault) as fault:
        backup(DataFolder.open_reading(station.path), disk / "b", station.photos.path, builders.FakeClock())
    assert fault.value.code == "BACKUP_NOT_WRITTEN"
    assert [path.name for path in disk.iterdir()] == ["filler"]
    assert station.verify().clean


def test_that_a_restore_onto_a_full_disk_is_a_fault_and_leaves_nothing_there(tmp_path: Path, disk: Path) -> None:
    station = make_station(tmp_path / "data")
    file = backup(DataFolder.open_reading(station.path), tmp_path / "b", station.photos.path, builders.FakeClock()).file
    fill(disk)
    with pytest.raises(Fault) as fault:
        restore(file, disk / "new", builders.FakeClock())
    assert fault.value.code == "RESTORE_FAILED"
    assert [path.name for path in disk.iterdir()] == ["filler"]


def test_that_an_export_goes_on_without_a_photo(tmp_path: Path) -> None:
    station = make_station(tmp_path / "data")
    station.photo(0).unlink()
    with builders.open_ledger(station.path) as ledger:
        (batch,) = FolderExport(ledger, station.path / "exports").run()
    assert batch.acknowledged == 8
    assert station.verify().codes == ("PHOTO_GONE",)
