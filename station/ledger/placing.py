"""Where a restored station goes: into a missing or empty folder, or into that of a damaged station, whose files are moved aside.

At every moment the folder holds a station that opens, or a marker without a database, which is damage and never a new station.
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from station.clock import Clock, stamp
from station.errors import Fault, Refusal, StationError
from station.ledger.archive import DATABASE
from station.ledger.given import ASIDE, RECORD
from station.ledger.verify import verify
from station.store.faults import fault_of
from station.store.files import sync_folder
from station.store.folder import SUBFOLDERS, DataFolder
from station.store.lock import FolderLock
from station.store.marker import Marker, write_marker
from station.store.remains import remains

_STAGING: Final = ".restoring-"
_LOCKS: Final = frozenset({"station.lock", "station.pid"})
_BACKUPS: Final = "backups"  # what is restored from may well lie here: it stays where it is
_STAY: Final = _LOCKS | {_BACKUPS, RECORD}
_MARKER: Final = "station.json"
_SETTINGS: Final = "settings.toml"
_PARTS: Final = frozenset({*SUBFOLDERS, "reports", "log", "ballast.bin"})  # what a station leaves when its database is taken away
# With these a station cannot go on; anything else is mended by `rebuild`, or concerns a photo or an export only.
_RUINED: Final = frozenset(
    {
        "DATABASE_BROKEN", "FACTS_MISSING", "FACTS_REMOVED", "FACT_EDITED", "CHAIN_BROKEN", "LEDGER_REWRITTEN", "LEDGER_ID_CHANGED",
        "FACT_MISNAMED", "FACT_UNUSABLE", "CONTEXT_CHANGED", "COUNTER_BEHIND",
    }
)  # fmt: skip


@contextmanager
def own(target: Path) -> Iterator[None]:
    """Holds the folder's lock; a folder that was made for it is gone again if nothing came of it. Raises Refusal SECOND_INSTANCE."""
    if target.exists() and not target.is_dir():
        raise Refusal("RESTORE_OVER_FILES", folder=target, name=target.name)
    existed = target.exists()
    with disk_faults(target):
        target.mkdir(parents=True, exist_ok=True)
        sync_folder(target.parent)
        lock = FolderLock(target)
    try:
        yield
    finally:
        lock.release()
        if not existed and {entry.name for entry in target.iterdir()} <= _LOCKS | {RECORD}:
            shutil.rmtree(target)


def refuse_what_must_stay(target: Path) -> None:
    """Nothing for a folder that is empty, holds settings only, or what is left of a station that cannot go on.

    Raises Refusal RESTORE_OVER_STATION for one that works, RESTORE_OVER_FILES for anything else.
    """
    names = {entry.name for entry in movable(target)}
    if names & {DATABASE, _MARKER}:
        _refuse_a_working_station(target)
    elif (others := names - {_SETTINGS}) and (others - _PARTS or not remains(target)):
        raise Refusal("RESTORE_OVER_FILES", folder=target, name=min(others - _PARTS or others))


def movable(target: Path) -> list[Path]:
    """What has to be moved aside; listed last, since SQLite, having looked at a database, may remove a log or leave one."""
    return sorted(entry for entry in target.iterdir() if entry.name not in _STAY and not entry.name.startswith((_STAGING, ASIDE)))


def _refuse_a_working_station(target: Path) -> None:
    try:
        with DataFolder.open_reading(target) as folder:
            # Photos play no part in this: a station that lacks one can work.
            report = verify(folder.database, folder.exports, lambda _sha256: "ok")
    except Fault:
        return
    if not _RUINED & set(report.codes):
        raise Refusal("RESTORE_OVER_STATION", folder=target, facts=report.facts, last=report.head_seq)


@contextmanager
def staging_in(target: Path) -> Iterator[Path]:
    """A fresh folder inside the target, on the same disk; gone afterwards, like those that a crash left."""
    staging = target / f"{_STAGING}{secrets.token_hex(4)}"
    try:
        with disk_faults(target):
            _remove_staging(target)
            staging.mkdir()
        yield staging
    finally:
        _remove_staging(target)


def _remove_staging(target: Path) -> None:
    for left_over in target.glob(f"{_STAGING}*"):
        shutil.rmtree(left_over, ignore_errors=True)


def move_aside(target: Path, old: list[Path], marker: Marker, clock: Clock) -> Path | None:
    """Puts the new marker in place, then moves what was there into a folder of its own; None if there was nothing."""
    if not old:
        write_marker(target, marker)
        return None
    aside = target / f"{ASIDE}{stamp(clock.now()).replace(':', '')}-{secrets.token_hex(2)}"
    aside.mkdir()
    if (target / _MARKER).exists():
        shutil.copyfile(target / _MARKER, aside / _MARKER)
    write_marker(target, marker)
    for entry in old:
        if entry.name != _MARKER:
            entry.rename(aside / entry.name)
    sync_folder(aside)
    sync_folder(target)
    return aside


def move_in(staging: Path, target: Path) -> None:
    """The database comes last: until it is there the folder counts as damaged."""
    kept = {_BACKUPS} if (target / _BACKUPS).exists() else set()
    new = [entry for entry in staging.iterdir() if entry.name not in {*_LOCKS, *kept, _MARKER, DATABASE}]
    for entry in (*new, staging / DATABASE):
        entry.rename(target / entry.name)
    sync_folder(target)


@contextmanager
def disk_faults(target: Path) -> Iterator[None]:
    """What the disk or SQLite says becomes the Fault RESTORE_FAILED; our own refusals and faults pass."""
    try:
        yield
    except StationError:
        raise
    except Exception as error:
        if fault_of(error, target) is None:
            raise
        raise Fault("RESTORE_FAILED", folder=target, detail=str(error)) from error
