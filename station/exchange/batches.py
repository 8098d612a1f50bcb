"""What passes between the ledger's side of an export and a target: a batch goes out, a delivery comes back.

A second kind of target needs a class with `deliver` (cursor, plan, name and purpose are `Export`'s), its settings, such as an address, as
fields of `Purpose` that `agreed` takes, and an option of the command `export` that chooses it.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from station.store.files import replace_file

KINDS: Final = ("parcel.*", "item.*", "lot.*")
FORMATS: Final = ("jsonl", "csv")

Rows = list[Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch holds: the facts of these kinds and this client from `first_seq` to `last_seq`, while the ledger's head was `head`.

    It is on disk before anything leaves, so that a run that was cut off is repeated with the same names and the same bytes.
    `client` None is every client; `formats` and `language` are for targets that write files.
    """

    station: str
    ledger: str
    target: str
    first_seq: int
    last_seq: int
    head_seq: int
    head_digest: str
    planned_at: str
    client: str | None = None
    kinds: tuple[str, ...] = KINDS
    formats: tuple[str, ...] = FORMATS
    language: str = "en"

    @property
    def name(self) -> str:
        """The common part of the names of its files."""
        return f"{self.station}-{self.ledger}-{self.target}-{self.first_seq:09d}-{self.last_seq:09d}"

    def save(self, path: Path) -> None:
        """Durably; raises OSError."""
        replace_file(path, json.dumps(asdict(self)).encode("utf-8"))

    @classmethod
    def load(cls, path: Path) -> "Plan | None":
        """The plan in a file; None where there is none, or none that can be read: then nothing had been written after it."""
        try:
            return cls(**fields(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, AttributeError):
            return None


def fields(text: str) -> dict[str, Any]:
    """What was kept as one JSON object, with tuples for lists; raises ValueError, AttributeError for anything else."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(text).items()}


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be delivered: a plan, and its facts as rows of the table (`ledger.rows.COLUMNS`), in pages from the start at each call."""

    plan: Plan
    pages: Callable[[], Iterable[Rows]]


@dataclass(frozen=True, slots=True)
class File:
    """One finished file: where, its SHA-256 (hex), size, and the facts in it."""

    path: Path
    sha256: str
    bytes: int
    rows: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of a batch: how many facts the target took; the files that were written, and the one that names them.

    A target that writes no files leaves both empty.
    """

    plan: Plan
    acknowledged: int
    contents: tuple[File, ...] = ()
    manifest: File | None = None

    @property
    def files(self) -> tuple[File, ...]:
        """Everything that was written, the manifest last."""
        return (*self.contents, self.manifest) if self.manifest else self.contents


class Target(Protocol):
    """Where batches go."""

    def deliver(self, batch: Batch) -> Delivery:
        """Takes all of it or nothing; the same batch again gives the same there, so a run that was cut off may be repeated.

        Raises Refusal or Fault where the target does not take it: then nothing of the batch counts as delivered.
        """
