"""What a station leaves behind when its database and marker are taken away: work that a new station in its place would disown."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from station.errors import Fault
from station.store.faults import damaged

_PHOTO: Final = re.compile(r"[0-9a-f]{62,64}\.[a-z]+")  # photos/ab/cdef….jpg
_ASIDE: Final = "damaged-*"


def remains(folder: Path) -> Path | None:
    """One thing in the folder that only a station that worked there can have left; None where there is none."""
    return next(_found(folder), None)


def gone(folder: Path, left: Path) -> Fault:
    """The fault for a folder whose station is gone, though `left` is still there."""
    return damaged(folder / "station.db", str(left.relative_to(folder)), "STATION_GONE")


def _found(folder: Path) -> Iterator[Path]:
    # A log without its database would be replayed into whatever takes its name.
    yield from (log for name in ("station.db-wal", "station.db-journal", "restored.json") if (log := folder / name).exists())
    yield from (path for path in (folder / "photos").glob("??/*") if _PHOTO.fullmatch(path.name))
    yield from (folder / "exports").rglob("*.manifest.json")
    for name in ("labels", "backups"):
        yield from (path for path in (folder / name).rglob("*") if path.is_file())
    yield from folder.glob(_ASIDE)
