"""A backup in, a data folder out that goes on where the backup ended, under a new ledger id; what was there is moved aside, never deleted.

The new station is made whole in a folder inside its place, and then put there (`placing`).
"""

import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from station.clock import Clock
from station.errors import Fault, Refusal
from station.ledger.archive import DATABASE, ArchiveReader, reading
from station.ledger.ledger import Head, Ledger
from station.ledger.placing import disk_faults, move_aside, move_in, own, staging_in, what_lies_there
from station.model.facts import LEDGER_RESTORED, NewFact
from station.store.files import sync_folder
from station.store.folder import DataFolder
from station.store.marker import Marker, write_marker
from station.store.migrations import HEAD, REVISIONS

Progress = Callable[[str, int, int], None]

# How far each counter jumps, so that no number is given again that the lost end of the ledger may have given.
JUMPS: Final = {"lpn": 10_000, "parcel": 10_000, "person": 100}
_SAID_EVERY: Final = 100
_SLACK_BYTES: Final = 32 * 1024 * 1024
_JUMP: Final = "INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it: the folder, its new ledger id, where the backup ended, when it was made, and where the old folder went."""

    folder: Path
    station: str
    ledger: str
    old_ledger: str
    old_head: Head
    made_at: str
    photos: int
    aside: Path | None


def restore(file: Path, target: Path, clock: Clock, actor: str = "", progress: Progress = lambda *_step: None) -> Restored:
    """Makes `target` from the backup `file`. `target` may be missing, empty, or a station that is damaged.

    Raises Refusal BACKUP_MISSING, BACKUP_DAMAGED, BACKUP_NEWER, RESTORE_OVER_STATION, RESTORE_OVER_FILES, SECOND_INSTANCE:
    then `target` is as it was; Fault RESTORE_FAILED for a disk that is full or fails: then nothing that was there is lost.
    """
    target = target.absolute()
    with reading(file) as archive, own(target):
        if archive.manifest.schema not in REVISIONS:
            raise Refusal("BACKUP_NEWER", file=file, found=archive.manifest.schema, known=HEAD)
        old = what_lies_there(target)
        with staging_in(target) as staging:
            _unpack(archive, file, staging, progress)
            marker, old_head = _take_over(staging, clock, actor)
            with disk_faults(target):
                aside = move_aside(target, old, marker, clock)
                move_in(staging, target)
    manifest = archive.manifest
    return Restored(target, marker.station, marker.ledger, manifest.ledger, old_head, manifest.made_at, manifest.photos, aside)


def _unpack(archive: ArchiveReader, file: Path, staging: Path, progress: Progress) -> None:
    with disk_faults(staging):
        if shutil.disk_usage(staging).free < archive.manifest.bytes + _SLACK_BYTES:
            raise Fault("RESTORE_FAILED", folder=staging, detail=f"it needs {archive.manifest.bytes} bytes")
        for done, name in enumerate(archive.names):
            if done % _SAID_EVERY == 0:
                progress("files", done, len(archive.names))
            digest = _unpack_one(archive, name, staging / name)
            if name == DATABASE and digest != archive.manifest.database_sha256:
                raise Refusal("BACKUP_DAMAGED", file=file, detail="the database in it is not the one that was saved")
        for folder in (staging, *(entry for entry in staging.rglob("*") if entry.is_dir())):
            sync_folder(folder)
        progress("files", len(archive.names), len(archive.names))


def _unpack_one(archive: ArchiveReader, name: str, path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as out:
        digest = archive.unpack(name, out)
        out.flush()
        os.fsync(out.fileno())
    return digest


def _take_over(staging: Path, clock: Clock, actor: str) -> tuple[Marker, Head]:
    """Opens the unpacked station, which brings an older schema up to date, and makes it a new ledger with a fact that says so."""
    with DataFolder.open_writing(staging, clock) as folder:
        writer, reader = folder.writer(), folder.reader()
        try:
            old_head = Ledger(writer, reader, clock).head()
            marker = Marker(folder.station, secrets.token_hex(3), folder.created_at)
            with writer.begin() as connection:
                connection.exec_driver_sql("UPDATE meta SET value = ? WHERE key = 'ledger'", (marker.ledger,))
            payload = {"old_ledger": folder.ledger, "old_head": {"seq": old_head.seq, "digest": old_head.digest}, "lpn_jump": JUMPS["lpn"]}
            Ledger(writer, reader, clock).append(actor, [NewFact(LEDGER_RESTORED, folder.station, payload)], _jump)
        finally:
            reader.dispose()
            writer.dispose()
        write_marker(staging, marker)
    return marker, old_head


def _jump(connection: Connection, _facts: object) -> None:
    connection.exec_driver_sql(_JUMP, list(JUMPS.items()))
