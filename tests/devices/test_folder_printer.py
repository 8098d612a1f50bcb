"""Labels as files: whole or absent, named for their job, and checkable afterwards."""

import os
from pathlib import Path

import pytest

from station.devices.folder_printer import FolderPrinter
from station.devices.label_printer import Delivery, Job, Outcome, Progress
from station.errors import Fault

WRITTEN = Delivery(Outcome.CONFIRMED, "FILE_WRITTEN")


class Stopped(Progress):
    """The job may not begin."""

    def started(self) -> None:
        raise Fault("DISK_FULL", file="station.db", detail="full")


class Witness(Progress):
    """Remembers what lay in the folder at the moment in which the jobs began."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.seen: list[str] = []

    def started(self) -> None:
        self.seen = names(self._folder)


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_that_each_job_becomes_one_file_named_for_it(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path / "new" / "labels", "pdf")

    deliveries = printer.deliver_all([Job("000017-B01-000033-E-restock", b"one"), Job("000018-B01-000034-C-c", b"two")])

    assert deliveries == [WRITTEN, WRITTEN]
    assert names(printer.folder) == ["000017-B01-000033-E-restock.pdf", "000018-B01-000034-C-c.pdf"]
    assert (printer.folder / "000017-B01-000033-E-restock.pdf").read_bytes() == b"one"
    assert printer.name == "folder:labels"


def test_that_no_label_shows_before_its_job_has_begun(tmp_path: Path) -> None:
    witness = Witness(tmp_path)

    FolderPrinter(tmp_path).deliver("000001-X-c", b"label", witness)

    assert witness.seen == ["000001-X-c.zpl.part"]
    assert names(tmp_path) == ["000001-X-c.zpl"]


def test_that_a_job_that_may_not_begin_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="DISK_FULL"):
        FolderPrinter(tmp_path).deliver("000001-X-c", b"label", Stopped())

    assert names(tmp_path) == []


def test_that_a_folder_that_cannot_be_written_is_a_fault_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "labels").write_text("a file is in the way")
    printer = FolderPrinter(tmp_path / "labels")

    with pytest.raises(Fault) as fault:
        printer.deliver("000001-X-c", b"label")

    assert fault.value.code == "PRINTER_FOLDER"
    assert fault.value.params["folder"] == tmp_path / "labels"
    assert not printer.look().ready


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_that_a_full_disk_keeps_the_job_from_beginning(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path)
    (tmp_path / "000001-X-c.zpl.part").symlink_to("/dev/full")

    with pytest.raises(Fault, match="PRINTER_FOLDER"):
        printer.deliver("000001-X-c", b"label")

    assert names(tmp_path) == []


def test_that_a_file_found_whole_is_confirmed_and_a_missing_or_other_one_is_not(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path)
    printer.deliver("000001-X-c", b"label")

    assert printer.found(Job("000001-X-c", b"label")) == Delivery(Outcome.CONFIRMED, "FILE_FOUND")
    assert printer.found(Job("000001-X-c", b"another")) is None
    assert printer.found(Job("000002-X-c", b"label")) is None


def test_that_a_scanned_plate_is_never_a_path(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path / "labels")

    printer.deliver("000001-../../x/é-c", b"label")

    assert names(tmp_path / "labels") == ["000001-.._.._x__-c.zpl"]
    assert names(tmp_path) == ["labels"]


def test_that_what_a_crash_left_is_swept_and_files_of_others_are_not(tmp_path: Path) -> None:
    for name in ("000001-X-c.zpl.part", "000001-X-c.tspl.part", "test-hold-17.png.part", "film.mkv.part", "000001-X-c.zpl"):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (0, 0))
    (tmp_path / "000002-X-c.zpl.part").write_bytes(b"")  # of a station at work

    FolderPrinter(tmp_path).deliver("000003-X-c", b"label")

    assert names(tmp_path) == ["000001-X-c.zpl", "000002-X-c.zpl.part", "000003-X-c.zpl", "film.mkv.part"]


def test_that_looking_changes_nothing_since_another_process_may_be_writing(tmp_path: Path) -> None:
    (tmp_path / "000001-X-c.zpl.part").write_bytes(b"")
    os.utime(tmp_path / "000001-X-c.zpl.part", (0, 0))

    assert FolderPrinter(tmp_path).look().ready
    assert FolderPrinter(tmp_path / "new" / "labels").look().ready

    assert names(tmp_path) == ["000001-X-c.zpl.part"]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks Linux which file a handle is")
def test_that_the_file_and_its_name_are_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, synced = os.fsync, []

    def fsync(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)

    FolderPrinter(tmp_path / "labels").deliver_all([Job("000001-X-c", b"1"), Job("000002-X-c", b"2")])

    assert synced == ["000001-X-c.zpl.part", "000002-X-c.zpl.part", "labels"]
