"""A station in, one file out from which it can be restored; taken while the bench works, whole or not there at all."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pysqlite3.dbapi2 as pysqlite

from station.clock import Clock, stamp
from station.errors import Fault, Refusal
from station.ledger.archive import DATABASE, FORMAT, SINGLE, ArchiveWriter, Manifest
from station.ledger.ledger import Head
from station.model.facts import ZERO_DIGEST
from station.store.faults import fault_of
from station.store.files import TEMPORARY, publish
from station.store.folder import DataFolder
from station.store.migrations import HEAD
from station.store.opening import copy_database

Progress = Callable[[str, int, int], None]  # what is being copied, how many are done, how many there are
PhotoPlace = Callable[[str], Path | None]  # SHA-256 -> where the photo lies, None if it is gone

_SAID_EVERY: Final = 100
_PHOTOS: Final = "SELECT DISTINCT sha256 FROM item_photos WHERE erased_seq IS NULL ORDER BY sha256"


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup: the file, its size in bytes, the last fact in it, its photos, and the photos that were not there to copy."""

    file: Path
    bytes: int
    head: Head
    photos: int
    missing: tuple[str, ...]


def backup(folder: DataFolder, file: Path, photo_place: PhotoPlace, clock: Clock, progress: Progress = lambda *_step: None) -> Backup:
    """Writes database, photos, documents and settings into `file`, which must not exist.

    Needs no lock. The database is one moment of it; every photo that it names was on disk before that moment. Steps of
    `progress`: "database", "photos". Raises Refusal BACKUP_TARGET_EXISTS; Fault BACKUP_NOT_WRITTEN (then nothing is left
    behind) or DATABASE_DAMAGED.
    """
    if file.exists():
        raise Refusal("BACKUP_TARGET_EXISTS", file=file)
    temporary, copy = (file.with_name(f"{file.name}{name}") for name in (TEMPORARY, f".database{TEMPORARY}"))
    try:
        with _faults(file):
            progress("database", 0, 1)
            copy_database(folder.database, copy)
            progress("database", 1, 1)
            with temporary.open("wb") as out:
                archive = ArchiveWriter(out)
                try:
                    done = _write(archive, folder, copy, photo_place, clock, progress)
                finally:
                    archive.abandon()
                out.flush()
                os.fsync(out.fileno())
            publish(temporary, file)
            return Backup(file, file.stat().st_size, *done)
    finally:
        for part in (temporary, copy, copy.with_name(copy.name + TEMPORARY)):
            part.unlink(missing_ok=True)


def _write(
    archive: ArchiveWriter, folder: DataFolder, copy: Path, photo_place: PhotoPlace, clock: Clock, progress: Progress
) -> tuple[Head, int, tuple[str, ...]]:
    with closing(pysqlite.connect(str(copy))) as connection:
        head, meta = _identity(connection)
        digest = archive.add(DATABASE, copy)
        photos, missing = _add_photos(archive, folder, connection, photo_place, progress)
    for path in _other_files(folder):
        archive.add(path.relative_to(folder.path).as_posix(), path)
    names = (FORMAT, meta["station"], meta["ledger"], meta["created_at"], stamp(clock.now()), HEAD)
    archive.finish(Manifest(*names, head.seq, head.digest, digest, photos, archive.bytes))
    return head, photos, tuple(missing)


def _identity(connection: Any) -> tuple[Head, dict[str, str]]:  # noqa: ANN401 -- pysqlite3 ships no types
    last = connection.execute("SELECT seq, digest FROM facts ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(*(last or (0, ZERO_DIGEST))), dict(connection.execute("SELECT key, value FROM meta").fetchall())


def _add_photos(
    archive: ArchiveWriter,
    folder: DataFolder,
    connection: Any,  # noqa: ANN401 -- pysqlite3 ships no types
    photo_place: PhotoPlace,
    progress: Progress,
) -> tuple[int, list[str]]:
    ((total,),) = connection.execute(f"SELECT count(*) FROM ({_PHOTOS})").fetchall()  # noqa: S608 -- made of constants
    done, missing = 0, list[str]()
    for (sha256,) in connection.execute(_PHOTOS):
        if (done + len(missing)) % _SAID_EVERY == 0:
            progress("photos", done, total)
        try:
            place = photo_place(sha256)
            if place is None:
                raise FileNotFoundError(sha256)
            archive.add(place.relative_to(folder.path).as_posix(), place)
            done += 1
        except FileNotFoundError:
            # Gone before, which `verify` says, or erased since the database was copied: the backup is whole without it.
            missing.append(sha256)
    progress("photos", done, total)
    return done, missing


def _other_files(folder: DataFolder) -> Iterator[Path]:
    single = (folder.path / name for name in SINGLE if name != DATABASE)
    inner = folder.documents.rglob("*") if folder.documents.is_dir() else ()
    for path in (*single, *sorted(inner)):
        if path.is_file() and TEMPORARY not in path.suffixes:
            yield path


@contextmanager
def _faults(file: Path) -> Iterator[None]:
    """What the disk or SQLite says becomes BACKUP_NOT_WRITTEN, but for damage of the database that is being copied."""
    try:
        yield
    except (OSError, pysqlite.Error) as error:
        fault = fault_of(error, file)
        if fault is not None and fault.code == "DATABASE_DAMAGED":
            raise fault from error
        detail = error.strerror if isinstance(error, OSError) else str(error)
        raise Fault("BACKUP_NOT_WRITTEN", file=file, detail=detail or str(error)) from error
