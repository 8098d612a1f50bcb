"""The data folder of a station: opens it (making, checking, locking, migrating), names its parts, closes it.

Comes in: a path. Goes out: a folder whose database can be trusted, or a Refusal or Fault that says what to do.
"""

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from sqlalchemy import Engine

from station.clock import Clock
from station.errors import Fault, Refusal, StationError
from station.store import engines
from station.store.ballast import Ballast
from station.store.inspection import in_wal_mode, inspect_database
from station.store.marker import Marker
from station.store.migrations import HEAD
from station.store.opening import Opening
from station.store.probe import check_writable
from station.store.remains import gone, remains

if TYPE_CHECKING:
    from station.store.lock import FolderLock

SUBFOLDERS: Final = ("photos", "exports", "labels", "documents", "backups")


class DataFolder:
    """An open data folder. `notices` are the things that somebody should know (each has a code and a sentence)."""

    def __init__(self, path: Path, marker: Marker, notices: tuple[StationError, ...] = (), *, wal: bool, lock: "FolderLock | None") -> None:
        self.path = path
        self.database = path / "station.db"
        self.photos, self.exports, self.labels, self.documents, self.backups = (path / name for name in SUBFOLDERS)
        self.station = marker.station
        self.ledger = marker.ledger
        self.created_at = marker.created_at
        self.wal = wal
        self.notices = notices
        self._ballast = Ballast(path)
        self._lock = lock

    @classmethod
    def open_writing(cls, path: Path, clock: Clock, station: str | None = None, under: int | None = None) -> Self:
        """Open for work, making the folder if there is none; this process then holds its lock until `close`.

        `station` names a new folder ("B01" if None); an old one keeps its name. `under` is the pid of a station that holds
        the lock and started this process. Raises Refusal FOLDER_NOT_WRITABLE, SECOND_INSTANCE, NEWER_DATABASE,
        STATION_NAME; Fault STATION_GONE, DATABASE_MISSING, DATABASE_EMPTY, DATABASE_DAMAGED, DATABASE_FOREIGN, DISK_FULL, MIGRATION_FAILED.
        """
        path = path.absolute()
        from station.store.lock import FolderLock  # noqa: PLC0415 -- who only looks takes no lock

        opening = Opening(path, clock, SUBFOLDERS)
        opening.with_room(lambda: check_writable(path))
        lock = FolderLock(path, under)
        try:
            marker, wal = opening.prepare(station) if lock.held else opening.join()
        except BaseException:
            lock.release()
            raise
        return cls(path, marker, tuple(opening.notices), wal=wal, lock=lock)

    @classmethod
    def open_reading(cls, path: Path) -> Self:
        """Open for looking only: no lock, nothing is made or changed; a working station beside it is not disturbed.

        Raises Refusal FOLDER_MISSING, NEWER_DATABASE, OLDER_DATABASE; Fault as `open_writing`.
        """
        path = path.absolute()
        if not (path / "station.db").exists() and not (path / "station.json").exists():
            if left := remains(path):
                raise gone(path, left)
            raise Refusal("FOLDER_MISSING", folder=str(path))
        found = inspect_database(path / "station.db")
        if found.revision != HEAD:
            raise Refusal("OLDER_DATABASE", folder=str(path), found=found.revision, known=HEAD)
        return cls(path, found.marker, wal=in_wal_mode(path / "station.db"), lock=None)

    def writer(self) -> Engine:
        """The engine that writes, in the mode that this folder bears. Make one; dispose of it before `close`."""
        if self._lock is None:
            raise Fault("FOLDER_READ_ONLY", folder=str(self.path))
        return engines.writer(self.database, wal=self.wal)

    def reader(self) -> Engine:
        """An engine that only reads."""
        return engines.reader(self.database)

    def free_ballast(self) -> int:
        """Give up the ballast on a full disk, so that what is on the screen can still be saved; returns the bytes freed."""
        return self._ballast.free()

    def restore_ballast(self) -> bool:
        """Put the ballast back once there is room again; returns whether it is there."""
        return self._ballast.restore()

    def close(self) -> None:
        """Give the lock back; does nothing twice."""
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
