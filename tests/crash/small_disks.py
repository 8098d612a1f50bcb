"""Disks made for a test, which only root may mount: a small one in memory, and a real file system that the kernel can be told to fail."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_MEGABYTE = 1024 * 1024


@contextmanager
def small_disk(point: Path, megabytes: int) -> Iterator[Path]:
    """A disk of so many megabytes in memory, mounted at `point`; the test is skipped where that is not allowed."""
    point.mkdir()
    _mount("tmpfs", point, "-t", "tmpfs", "-o", f"size={megabytes}m")
    try:
        yield point
    finally:
        _unmount(point)


def fill(folder: Path, leave: int = 0) -> Path:
    """Fills the disk of this folder but for `leave` bytes; remove the file that is returned to free it again."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as out:
        for piece in (_MEGABYTE, 4096, 1):
            try:
                while out.write(b"\1" * piece) == piece:
                    pass
            except OSError:
                continue
    os.truncate(filler, filler.stat().st_size - leave)
    return filler


@dataclass(frozen=True, slots=True)
class FailingDisk:
    """A file system on a file; `fail` makes the kernel find an error on it, upon which it becomes read-only, open files and all."""

    point: Path
    image: Path

    def fail(self) -> None:
        device = subprocess.run(("findmnt", "-no", "SOURCE", self.point), capture_output=True, text=True, check=True).stdout.strip()
        Path("/sys/fs/ext4", Path(device).name, "trigger_fs_error").write_text("1")

    def repair(self) -> None:
        """Takes it down, checks it as a boot does, and mounts it again."""
        _unmount(self.point)
        subprocess.run(("e2fsck", "-p", self.image), capture_output=True, check=False)
        _mount(str(self.image), self.point, "-o", "loop,errors=remount-ro")


@contextmanager
def failing_disk(folder: Path) -> Iterator[FailingDisk]:
    """An ext4 of 96 megabytes; skipped where it cannot be made."""
    image, point = folder / "disk.img", folder / "disk"
    point.mkdir()
    maker = shutil.which("mkfs.ext4", path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if maker is None:
        pytest.skip("mkfs.ext4 is not installed, so there is no file system that could fail")
    with image.open("wb") as out:
        out.truncate(96 * _MEGABYTE)
    subprocess.run((maker, "-q", "-F", image), check=True)
    _mount(str(image), point, "-o", "loop,errors=remount-ro")
    try:
        if not any(Path("/sys/fs/ext4").glob("loop*/trigger_fs_error")):
            pytest.skip("this kernel cannot be told to find an error on a disk")
        yield FailingDisk(point, image)
    finally:
        _unmount(point)


def _mount(what: str, point: Path, *options: str) -> None:
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root may mount a disk made for this test")
    if missing := [program for program in ("mount", "umount", "findmnt") if shutil.which(program) is None]:
        pytest.skip(f"not installed here: {', '.join(missing)}")
    done = subprocess.run(("mount", *options, what, point), capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a disk cannot be mounted here: {done.stderr.strip()}")


def _unmount(point: Path) -> None:
    subprocess.run(("umount", "--lazy", point), capture_output=True, check=False)
