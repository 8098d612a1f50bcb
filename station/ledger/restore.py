"""A backup in, a data folder out that goes on where the backup ended, under a new ledger id; what was there is moved aside, never deleted.

The new station is made whole in a folder inside its place, and then put there (`placing`).
"""

import os
import secrets
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from station.clock import Clock
from station.errors import Fault, Refusal
from station.ledger.archive import DATABASE, ArchiveReader, reading
from station.ledger.given import highest_given, record
from station.ledger.ledger import Head, Ledger
from station.ledger.placing import disk_faults, movable, move_aside, move_in, own, refuse_what_must_stay, staging_in
from station.model.facts import LEDGER_RESTORED, NewFact
from station.store.files import sync_folder
from station.store.folder import DataFolder
from station.store.marker import Marker, write_marker
from station.store.migrations import HEAD, REVISIONS

Progress = Callable[[str, int, int], None]

# How far each counter jumps at least, so that no number is given again that the lost end of the ledger may have given.
JUMPS: Final = {"lpn": 10_000, "parcel": 10_000, "person": 100}
# Two restores of one backup into two folders know nothing of each other: the new ledger's random id spreads them over so many jumps.
SPREAD: Final = 900  # so that plates have seven digits at most after a first restore
_SAID_EVERY: Final = 100
_SLACK_BYTES: Final = 32 * 1024 * 1024
_SET: Final = "INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it: the folder, its new ledger id, where the backup ended, when it was made, and where the old folder went.

    `last_plate` is the number behind which plates go on.
    """

    folder: Path
    station: str
    ledger: str
    old_ledger: str
    old_head: Head
    made_at: str
    photos: int
    last_plate: int
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
        refuse_what_must_stay(target)
        given = highest_given(target, archive.manifest.station)
        with staging_in(target) as staging:
            _unpack(archive, file, staging, progress)
            marker, old_head, counters = _take_over(staging, clock, actor, given)
            with disk_faults(target):
                record(target, counters)
                aside = move_aside(target, movable(target), marker, clock)
                move_in(staging, target)
    made = archive.manifest
    return Restored(target, marker.station, marker.ledger, made.ledger, old_head, made.made_at, made.photos, counters["lpn"], aside)


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


def _take_over(staging: Path, clock: Clock, actor: str, given: Mapping[str, int]) -> tuple[Marker, Head, dict[str, int]]:
    """Opens the unpacked station, which brings an older schema up to date, and makes it a new ledger with a fact that says so.

    `given` are the highest numbers known to have been given, by counter. Returns also where the counters stand now.
    """
    with DataFolder.open_writing(staging, clock) as folder:
        writer, reader = folder.writer(), folder.reader()
        try:
            old_head = Ledger(writer, reader, clock).head()
            marker = Marker(folder.station, secrets.token_hex(3), folder.created_at)
            with writer.begin() as connection:
                connection.exec_driver_sql("UPDATE meta SET value = ? WHERE key = 'ledger'", (marker.ledger,))
                saved = {str(name): int(value) for name, value in connection.exec_driver_sql("SELECT name, value FROM counters")}
            counters = {name: max(saved.get(name, 0), given.get(name, 0)) + _jump(name, marker.ledger) for name in JUMPS}
            jump = counters["lpn"] - saved.get("lpn", 0)
            payload = {"old_ledger": folder.ledger, "old_head": {"seq": old_head.seq, "digest": old_head.digest}, "lpn_jump": jump}
            fact = NewFact(LEDGER_RESTORED, folder.station, payload)
            Ledger(writer, reader, clock).append(actor, [fact], lambda connection, _: _set(connection, counters))
        finally:
            reader.dispose()
            writer.dispose()
        write_marker(staging, marker)
    return marker, old_head, counters


def _jump(counter: str, ledger: str) -> int:
    """How far beyond the highest known number: once the jump, and for units and parcels as often more as the ledger's id says."""
    return JUMPS[counter] * (1 if counter == "person" else 1 + int(ledger, 16) % SPREAD)


def _set(connection: Connection, counters: Mapping[str, int]) -> None:
    connection.exec_driver_sql(_SET, list(counters.items()))
