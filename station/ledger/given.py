"""The highest numbers that a folder shows to have been given, whatever is left of its station: a restore goes on behind them.

Read are: counters of every database that opens, plates and parcel ids in the bytes of databases (damaged ones too), exports and
labels, here and in what earlier restores moved aside, and the record of those restores. What cannot be read says nothing.
"""

import json
import re
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pysqlite3.dbapi2 as pysqlite

from station.errors import StationError
from station.ledger.archive import CHUNK, DATABASE
from station.scan.plates import parcel_id, plate
from station.settings import load_settings
from station.store.files import replace_file

RECORD: Final = "restored.json"  # the numbers with which each counter began after the last restore into this folder
ASIDE: Final = "damaged-"
COUNTERS: Final = ("lpn", "parcel", "person")
_WRITTEN: Final = {"lpn": plate, "parcel": parcel_id}
_LOGS: Final = ("", "-wal", "-journal")
_LONGEST: Final = 32  # no plate is longer; what a piece ends with is looked at again with the next


def highest_given(target: Path, station: str) -> dict[str, int]:
    """By name of the counter, the highest number of `station` found in the folder `target`; 0 where none was."""
    given = dict.fromkeys(COUNTERS, 0)
    _take(given, _recorded(target))
    for folder in (target, *target.glob(f"{ASIDE}*")):
        for file in _files(folder):
            with suppress(OSError):
                _scan(file, station, given)
        _take(given, _counters(folder / DATABASE))
    return given


def record(target: Path, counters: dict[str, int]) -> None:
    """Keep where the counters begin; raises OSError. Written before anything is moved, so an unfinished restore counts too."""
    replace_file(target / RECORD, (json.dumps(counters, indent=2) + "\n").encode("utf-8"))


def _take(given: dict[str, int], found: dict[str, int]) -> None:
    for name in COUNTERS:
        given[name] = max(given[name], found.get(name, 0))


def _recorded(target: Path) -> dict[str, int]:
    try:
        found = json.loads((target / RECORD).read_text(encoding="utf-8"))
        return {name: int(value) for name, value in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _counters(database: Path) -> dict[str, int]:
    """Opened to read only, and never an empty file: SQLite would remove the log beside it, which may be all that is left."""
    try:
        if not database.stat().st_size:
            return {}
        with closing(pysqlite.connect(f"file:{quote(str(database))}?mode=ro", uri=True)) as connection:
            return {str(name): int(value) for name, value in connection.execute("SELECT name, value FROM counters")}
    except (OSError, pysqlite.Error, ValueError, TypeError):
        return {}


def _files(folder: Path) -> Iterator[Path]:
    """Every file of a station in which plates stand as text."""
    yield from (folder / f"{DATABASE}{log}" for log in _LOGS)
    places = [folder / "exports", folder / "labels"]
    with suppress(StationError):
        if elsewhere := load_settings(folder).exports.folder:
            places.append(Path(elsewhere))
    for place in places:
        with suppress(OSError):
            yield from (path for path in place.rglob("*") if path.is_file())


def _scan(file: Path, station: str, given: dict[str, int]) -> None:
    # Nine digits: a number that long was never reached, and one that is longer would use up what a plate can hold.
    form = re.compile(rf"{re.escape(station)}-(P?)([0-9]{{6,9}})-[0-9A-Z]".encode("ascii"))
    with file.open("rb") as content:
        rest = b""
        while piece := content.read(CHUNK):
            for found in form.finditer(rest + piece):
                counter, number = "parcel" if found[1] else "lpn", int(found[2])
                # Its check character tells a number that was given from text that only looks like one.
                if number > given[counter] and _WRITTEN[counter](station, number).encode("ascii") == found[0]:
                    given[counter] = number
            rest = piece[-_LONGEST:]
