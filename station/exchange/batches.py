"""One batch of an export: what it holds (decided and remembered before a byte is written), its files, its manifest."""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Final

from station.exchange.formats import Format, Rows
from station.store.files import TEMPORARY, publish, replace_file

MANIFEST: Final = ".manifest.json"
_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch holds: the facts of the target's kinds from `first_seq` to `last_seq`, while the ledger's head was `head`.

    It is on disk before the files are, so that a run that was cut off is repeated with the same names and the same bytes.
    """

    station: str
    ledger: str
    target: str
    first_seq: int
    last_seq: int
    head_seq: int
    head_digest: str
    planned_at: str

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
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None


@dataclass(frozen=True, slots=True)
class BatchFile:
    """One finished file: its name, SHA-256 (hex), size, and the facts in it."""

    name: str
    sha256: str
    bytes: int
    rows: int


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that is on disk: where, its files, and the manifest that was written after them."""

    plan: Plan
    folder: Path
    files: tuple[BatchFile, ...]
    manifest: BatchFile

    @property
    def count(self) -> int:
        """The facts in it."""
        return self.files[0].rows


def write_batch(plan: Plan, folder: Path, formats: Sequence[Format], pages: Iterable[Rows]) -> Batch:
    """Write the files of a batch, each under a temporary name, synced and renamed, then the manifest; raises OSError.

    `pages` gives the facts of the plan as rows of the table, a page at a time; nothing else is kept in memory.
    """
    open_files: list[_OpenFile] = []
    try:
        for form in formats:
            open_files.append(_OpenFile(folder / f"{plan.name}{form.suffix}", form))
        for page in pages:
            for file in open_files:
                file.write(page)
        files = tuple(file.finish() for file in open_files)
    finally:
        for file in open_files:
            file.discard()
    text = json.dumps(_manifest(plan, files), indent=2, ensure_ascii=False) + "\n"
    data = text.encode("utf-8")
    name = plan.name + MANIFEST
    replace_file(folder / name, data)
    return Batch(plan, folder, files, BatchFile(name, sha256(data).hexdigest(), len(data), files[0].rows))


def _manifest(plan: Plan, files: Sequence[BatchFile]) -> dict[str, Any]:
    return {
        "format": _VERSION,
        "station": plan.station,
        "ledger": plan.ledger,
        "target": plan.target,
        "count": files[0].rows,
        "first_seq": plan.first_seq,
        "last_seq": plan.last_seq,
        "head": {"seq": plan.head_seq, "digest": plan.head_digest},
        "files": [asdict(file) for file in files],
        "written_at": plan.planned_at,
    }


class _OpenFile:
    """One file of a batch while it is written."""

    def __init__(self, path: Path, form: Format) -> None:
        self._path = path
        self._form = form
        self._temporary = path.with_name(path.name + TEMPORARY)
        self._digest = sha256()
        self._rows = self._bytes = 0
        self._out: BinaryIO = self._temporary.open("wb")
        self._put(form.head)

    def write(self, page: Rows) -> None:
        self._put(self._form.page(page))
        self._rows += len(page)

    def finish(self) -> BatchFile:
        self._out.flush()
        os.fsync(self._out.fileno())
        self._out.close()
        publish(self._temporary, self._path)
        return BatchFile(self._path.name, self._digest.hexdigest(), self._bytes, self._rows)

    def discard(self) -> None:
        """Closes and removes what was not finished; nothing after `finish`."""
        if not self._out.closed:
            self._out.close()
        self._temporary.unlink(missing_ok=True)

    def _put(self, data: bytes) -> None:
        self._digest.update(data)
        self._bytes += len(data)
        self._out.write(data)
