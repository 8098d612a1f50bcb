"""What a target still owes the main system, as a screen tells it: plain values, so that a window need not load exports to name them."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LastBatch:
    """The manifest of the batch that was written last, the facts in it, and when (UTC)."""

    file: str
    count: int
    written_at: str


@dataclass(frozen=True, slots=True)
class Owing:
    """One target: facts that wait (counted no further than a screen can show), facts that need a person, its last batch, its folder.

    `since` is when the oldest of those that were never tried happened, as facts write time; "" where there is none.
    """

    target: str
    pending: int
    rejected: int
    last: LastBatch | None
    folder: Path
    since: str = ""
