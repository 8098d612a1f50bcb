"""The recorder misses nothing: what the model makes of the log is the folder that is really there."""

import sys
from pathlib import Path

import pytest

from tests.crash.disk import Disk
from tests.crash.recording import Call, build_recorder, calls, record

PROGRAM = """
import os, shutil, sys
from pathlib import Path
root = Path(sys.argv[1])
inner = root / "one" / "two"
inner.mkdir(parents=True)
(inner / "plain").write_bytes(b"plain " * 400)
with (inner / "grown").open("wb", buffering=0) as file:
    file.write(b"abc"); file.seek(5000); file.write(b"end"); file.truncate(5001)
    os.writev(file.fileno(), [b"left ", b"right"]); os.pwritev(file.fileno(), [b"in ", b"place"], 100)
    os.fsync(file.fileno())
with (inner / "grown").open("ab") as file:
    file.write(b"appended")
os.posix_fallocate(os.open(inner / "set aside", os.O_CREAT | os.O_RDWR), 0, 3000)
shutil.copyfile(inner / "plain", root / "copy")
os.truncate(root / "copy", 700)
(root / "copy").replace(root / "renamed")
os.link(root / "renamed", root / "second name")
(root / "gone").write_text("gone"); (root / "gone").unlink()
(root / "empty").mkdir(); (root / "empty").rmdir()
(root / "moved").mkdir(); (root / "moved" / "with it").write_text("inside"); (root / "moved").rename(root / "arrived")
(root / "plain again").write_text("long before"); (root / "plain again").write_text("short")
folder = os.open(root, os.O_RDONLY)
(lambda at: os.close(os.open("relative", os.O_CREAT | os.O_WRONLY, dir_fd=at)))(folder)
os.rename("relative", "renamed relative", src_dir_fd=folder, dst_dir_fd=folder)
os.fsync(folder)
(root / "cache-shm").write_text("SQLite's shared memory is rebuilt, so it is left out")
print("acknowledged", flush=True)
"""


def _played(recorded: list[Call], root: Path) -> Disk:
    disk = Disk(root)
    for call in recorded:
        disk.play(call)
    return disk


def test_that_the_log_played_in_full_gives_the_folder_that_is_there(library: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    record(library, (sys.executable, "-c", PROGRAM, str(root)), root, tmp_path / "log")
    recorded = list(calls(tmp_path / "log"))
    there = {
        str(path.relative_to(root)): None if path.is_dir() else path.read_bytes()
        for path in sorted(root.rglob("*"))
        if not path.name.endswith("-shm")
    }
    assert _played(recorded, root).newest() == there
    assert b"".join(call.data for call in recorded if call.op == "M") == b"acknowledged\n"
    assert {call.op for call in recorded} == set("CWTSRULDXM")


def test_that_a_program_dies_in_the_middle_of_the_call_that_is_asked_for(library: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    program = f"open({str(root / 'file')!r}, 'wb', buffering=0).write(b'0123456789')"
    record(library, (sys.executable, "-c", program), root, tmp_path / "log", die_at=1)
    assert (root / "file").read_bytes() == b"01234"
    assert [(call.op, call.data) for call in calls(tmp_path / "log")] == [("C", b""), ("W", b"01234")]


def test_that_a_machine_without_a_compiler_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CC", raising=False)
    with pytest.raises(RuntimeError, match="install gcc"):
        build_recorder(tmp_path)
