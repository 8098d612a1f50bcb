"""What a folder can bear, found out by doing it: a real write, a real WAL database with a second connection, the kind of drive."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

import pysqlite3.dbapi2 as pysqlite

from station.errors import Fault, Refusal
from station.store.files import TEMPORARY, replace_file

_NETWORK_TYPES: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "fuse.sshfs", "fuse.rclone", "davfs"})
_WINDOWS_REMOTE: Final = 4  # DRIVE_REMOTE of GetDriveTypeW
_PROBE: Final = f"probe{TEMPORARY}"


def check_writable(folder: Path) -> None:
    """Make the folder and write a real file into it. Raises Refusal FOLDER_NOT_WRITABLE, or OSError for a full disk."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / "write-probe"
        replace_file(trial, os.urandom(512))
        trial.unlink()
    except (PermissionError, NotADirectoryError, FileExistsError) as error:
        raise Refusal("FOLDER_NOT_WRITABLE", folder=str(folder), detail=error.strerror or str(error)) from error
    except OSError as error:
        if error.errno == 30:  # EROFS: mounted read-only
            raise Refusal("FOLDER_NOT_WRITABLE", folder=str(folder), detail=error.strerror or str(error)) from error
        raise


def wal_works(folder: Path) -> bool:
    """Whether a WAL database in this folder can be written by one connection and read by another at the same time."""
    trial = folder / f"{_PROBE}.db"
    _remove(trial)
    try:
        return _write_and_read(trial)
    except pysqlite.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == 13:  # SQLITE_FULL says nothing about WAL
            raise Fault("DISK_FULL", file=str(folder), detail=str(error)) from error
        return False
    finally:
        _remove(trial)


def on_network_drive(folder: Path) -> bool:
    """Whether the folder lies on a drive of another machine, where WAL's shared memory does not work."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 -- Windows only

        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.resolve().anchor) == _WINDOWS_REMOTE)
    return mount_type(folder.resolve()) in _NETWORK_TYPES


def mount_type(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """The file system under `folder` as Linux names it; "" where there is no such list."""
    best, kind = -1, ""
    with suppress(OSError):
        for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
            _device, point, found, *_rest = line.split(" ")
            point = point.replace("\\040", " ")
            # The last one wins among equals: a later mount hides an earlier one.
            if folder.is_relative_to(point) and len(point) >= best:
                best, kind = len(point), found
    return kind


def _write_and_read(trial: Path) -> bool:
    first = pysqlite.connect(str(trial), isolation_level=None)
    second = None
    try:
        if first.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
            return False
        first.execute("CREATE TABLE probe (value INTEGER)")
        first.execute("INSERT INTO probe VALUES (7)")
        second = pysqlite.connect(str(trial), isolation_level=None)
        return bool(second.execute("SELECT value FROM probe").fetchall() == [(7,)])
    finally:
        if second is not None:
            second.close()
        first.close()


def _remove(trial: Path) -> None:
    for name in (trial, Path(f"{trial}-wal"), Path(f"{trial}-shm"), Path(f"{trial}-journal")):
        name.unlink(missing_ok=True)
