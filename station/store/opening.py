"""What happens between "here is a path" and "this folder can be worked in": sweep, identify, create or check, migrate, probe."""

import re
import secrets
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

import pysqlite3.dbapi2 as pysqlite

from station.clock import Clock, stamp
from station.errors import Fault, Refusal, StationError
from station.store import engines, probe
from station.store.ballast import Ballast
from station.store.faults import guarded
from station.store.files import TEMPORARY, publish, sweep, sync_file
from station.store.inspection import Found, in_wal_mode, inspect_database, remove_stale_wal
from station.store.marker import Marker, read_marker, write_marker
from station.store.migrations import HEAD, migrate
from station.store.remains import gone, remains
from station.store.schema import PROJECTIONS_VERSION, meta

Done = TypeVar("Done")

_DEFAULT_STATION: Final = "B01"
_NO_ROOM_BYTES: Final = 64 * 1024
_STATION: Final = re.compile("[A-Z][A-Z0-9]{0,7}")  # it begins every plate, so it has to fit on one


class Opening:
    """One opening of one folder whose lock is held; collects notices on the way."""

    def __init__(self, path: Path, clock: Clock, subfolders: Sequence[str]) -> None:
        self.path = path
        self.database = path / "station.db"
        self.backups = path / "backups"
        self.clock = clock
        self.notices: list[StationError] = []
        self._subfolders = subfolders
        self._ballast = Ballast(path)

    def prepare(self, station: str | None) -> tuple[Marker, bool]:
        """Make or check everything; returns whose folder this is, and whether its database runs in WAL mode."""
        with guarded(self.path):
            marker = self.with_room(lambda: self._identify(station))
            wal = self.with_room(self._mode)
            self.with_room(lambda: self._recover(wal))
            if not self._ballast.restore():
                self.notices.append(Fault("BALLAST_MISSING", folder=str(self.path)))
        return marker, wal

    def join(self) -> tuple[Marker, bool]:
        """Check only, for the child of a station that holds the lock: what is temporary here may be in its parent's hands."""
        found = inspect_database(self.database)
        return found.marker, in_wal_mode(self.database)

    def with_room(self, action: Callable[[], Done]) -> Done:
        """Run a step; if the disk is full, give up the ballast and run it once more. Raises Fault DISK_FULL."""
        try:
            with guarded(self.path):
                return action()
        except Fault as fault:
            # Without room SQLite cannot make its shared memory either, and says so in other words.
            full = fault.code == "DISK_FULL" or shutil.disk_usage(self.path).free < _NO_ROOM_BYTES
            if not full or not (freed := self._ballast.free()):
                raise
            self.notices.append(Fault("BALLAST_FREED", folder=str(self.path), freed=freed))
        with guarded(self.path):
            return action()

    def _identify(self, station: str | None) -> Marker:
        for folder in (self.path, *(self.path / name for name in self._subfolders)):
            folder.mkdir(exist_ok=True)
            sweep(folder)
        marker, readable = self._marker()
        if marker is None and readable and not self.database.exists():
            if left := remains(self.path):
                raise gone(self.path, left)
            return self._create(station or _DEFAULT_STATION)
        return self._adopt(marker, station)

    def _marker(self) -> tuple[Marker | None, bool]:
        try:
            return read_marker(self.path), True
        except ValueError:
            return None, False

    def _create(self, station: str) -> Marker:
        if not _STATION.fullmatch(station):
            raise Refusal("STATION_NAME", station=station)
        marker = Marker(station, secrets.token_hex(3), stamp(self.clock.now()))
        # Made whole under another name, so that a half-made database is never found; the marker comes last.
        temporary = self.database.with_name(self.database.name + TEMPORARY)
        engine = engines.writer(temporary, wal=False)
        try:
            migrate(engine, None, "none: the folder is new")
            with engine.begin() as connection:
                connection.execute(meta.insert(), [{"key": key, "value": value} for key, value in _first_meta(marker).items()])
        finally:
            engine.dispose()
        sync_file(temporary)
        publish(temporary, self.database)
        write_marker(self.path, marker)
        return marker

    def _adopt(self, marker: Marker | None, station: str | None) -> Marker:
        if self.database.exists() and remove_stale_wal(self.database):
            self.notices.append(Fault("STALE_WAL_REMOVED", file=f"{self.database}-wal"))
        found = inspect_database(self.database)
        if marker is not None and marker != found.marker and not _restored(marker, found):
            raise Fault("DATABASE_FOREIGN", file=str(self.database), found=_name(found.marker), expected=_name(marker))
        if marker != found.marker:
            write_marker(self.path, found.marker)
        if station is not None and station != found.marker.station:
            self.notices.append(Refusal("STATION_KEPT", asked=station, station=found.marker.station))
        self._migrate(found)
        return found.marker

    def _migrate(self, found: Found) -> None:
        if found.revision == HEAD:
            return
        backup = self.backups / f"before-{HEAD}-{stamp(self.clock.now()).replace(':', '')}.db"
        copy_database(self.database, backup)
        engine = engines.writer(self.database, wal=False)
        try:
            migrate(engine, found.revision, str(backup))
        finally:
            engine.dispose()

    def _mode(self) -> bool:
        if engines.affected():
            self.notices.append(Fault("SQLITE_AFFECTED", version=pysqlite.sqlite_version))
            return False
        if probe.on_network_drive(self.path) or not probe.wal_works(self.path):
            self.notices.append(Fault("WAL_NOT_POSSIBLE", folder=str(self.path)))
            return False
        return True

    def _recover(self, wal: bool) -> None:
        # The first writing connection replays the log that a crash left, and sets the mode; both need room.
        engine = engines.writer(self.database, wal=wal)
        try:
            with engine.begin() as connection:
                connection.exec_driver_sql(
                    "INSERT INTO meta (key, value) VALUES ('opened_at', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    (stamp(self.clock.now()),),
                )
        finally:
            engine.dispose()


def copy_database(database: Path, target: Path) -> None:
    """A whole, synced copy of a database, also while others write to it; raises what the driver or the disk raises."""
    temporary = target.with_name(target.name + TEMPORARY)
    temporary.unlink(missing_ok=True)
    connection = pysqlite.connect(str(database), isolation_level=None)
    try:
        connection.execute("VACUUM INTO ?", (str(temporary),))
    finally:
        connection.close()
    sync_file(temporary)
    publish(temporary, target)


def _first_meta(marker: Marker) -> dict[str, str]:
    version = str(PROJECTIONS_VERSION)
    return {"station": marker.station, "ledger": marker.ledger, "created_at": marker.created_at, "projections_version": version}


def _restored(marker: Marker, found: Found) -> bool:
    """Whether the database is this station's, restored: it names the ledger of the marker as its old one."""
    return marker.station == found.marker.station and marker.ledger in found.old_ledgers


def _name(marker: Marker) -> str:
    return f"{marker.station}, ledger {marker.ledger}"
