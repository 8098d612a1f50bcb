"""The marker of a data folder: a small file that says whose folder this is.

Beside a marker, an empty or missing database is damage and never a new station.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from station.store.files import replace_file

NAME: Final = "station.json"


@dataclass(frozen=True, slots=True)
class Marker:
    """The station's id, its ledger's id (new at every restore) and when the folder was made."""

    station: str
    ledger: str
    created_at: str


def read_marker(folder: Path) -> Marker | None:
    """The marker of a folder; None where there is none. Raises ValueError where it cannot be read."""
    try:
        text = (folder / NAME).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        found = json.loads(text)
        return Marker(str(found["station"]), str(found["ledger"]), str(found["created_at"]))
    except (KeyError, TypeError) as error:
        raise ValueError(text[:80]) from error


def write_marker(folder: Path, marker: Marker) -> None:
    """Write it durably; raises OSError."""
    replace_file(folder / NAME, (json.dumps(asdict(marker), indent=2) + "\n").encode("utf-8"))
