"""What SQLite says when it cannot go on, turned into the station's own faults. Used around every write and every opening."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pysqlite3.dbapi2 as pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from station.errors import Fault
from station.store.files import newest_file

_FAULTS: Final = {
    5: "DATABASE_LOCKED",  # SQLITE_BUSY
    6: "DATABASE_LOCKED",  # SQLITE_LOCKED
    8: "DISK_READ_ONLY",  # SQLITE_READONLY
    10: "DISK_FAILED",  # SQLITE_IOERR
    11: "DATABASE_DAMAGED",  # SQLITE_CORRUPT
    13: "DISK_FULL",  # SQLITE_FULL
    14: "DATABASE_UNREADABLE",  # SQLITE_CANTOPEN
    26: "DATABASE_DAMAGED",  # SQLITE_NOTADB
}
_OS_FAULTS: Final = {errno.ENOSPC: "DISK_FULL", errno.EDQUOT: "DISK_FULL", errno.EROFS: "DISK_READ_ONLY", errno.EFBIG: "DISK_FULL"}


DATABASE_ERRORS: Final = (DBAPIError, pysqlite.Error, PoolTimeoutError)


@contextmanager
def guarded(file: Path | str) -> Iterator[None]:
    """Turn what SQLite or the file system raises inside into a Fault that names `file`; everything else passes."""
    try:
        yield
    except (*DATABASE_ERRORS, OSError) as error:
        fault = fault_of(error, file)
        if fault is None:
            raise
        raise fault from error


def fault_of(error: BaseException, file: Path | str) -> Fault | None:
    """The Fault for an exception of the driver, of SQLAlchemy or of the file system; None where it is none of theirs."""
    if isinstance(error, PoolTimeoutError):
        return Fault("DATABASE_LOCKED", file=str(file))
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, OSError):
        return Fault(_OS_FAULTS.get(original.errno or 0, "DISK_FAILED"), file=str(file), detail=original.strerror or str(original))
    code = _FAULTS.get(getattr(original, "sqlite_errorcode", 0) & 0xFF)
    if code == "DATABASE_DAMAGED":
        return damaged(Path(file), str(original))
    return Fault(code, file=str(file), detail=str(original)) if code else None


def damaged(database: Path, detail: str, code: str = "DATABASE_DAMAGED") -> Fault:
    """The fault for a database that cannot be used; it names the newest of the backups that lie beside it."""
    backup = newest_file(database.parent / "backups")
    return Fault(code, file=str(database), detail=detail, backup=str(backup) if backup else "@NO_BACKUP_HERE")
