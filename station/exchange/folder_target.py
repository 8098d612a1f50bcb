"""A batch into a folder: its files, each under a temporary name, synced and renamed; the manifest last, and with it the batch is there."""

import json
import os
from collections.abc import Sequence
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from station.errors import Fault, Refusal
from station.exchange.batches import Batch, Delivery, File, Plan
from station.exchange.formats import format_named
from station.store.files import TEMPORARY, publish, replace_file

MANIFEST: Final = ".manifest.json"
_VERSION: Final = 1


class FolderTarget:
    """A folder that somebody fetches from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def deliver(self, batch: Batch) -> Delivery:
        """One file for each format of the plan, and the manifest; a page at a time is in memory.

        Raises Refusal EXPORT_FOLDER where there can be no such folder, Fault EXPORT_NOT_WRITTEN (disk full, folder gone).
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refusal("EXPORT_FOLDER", folder=str(self.folder), detail=error.strerror or str(error)) from error
        try:
            files = self._write(batch)
            manifest = self._seal(batch.plan, files)
        except OSError as error:
            raise Fault("EXPORT_NOT_WRITTEN", file=str(self.folder / batch.plan.name), detail=error.strerror or str(error)) from error
        return Delivery(batch.plan, manifest.rows, tuple(files), manifest)

    def _write(self, batch: Batch) -> list[File]:
        formats = [format_named(name) for name in batch.plan.formats]
        growing = [_Growing(self.folder / f"{batch.plan.name}{form.suffix}") for form in formats]
        try:
            with ExitStack() as stack:
                outs = [stack.enter_context(file) for file in growing]
                writers = [stack.enter_context(form.write(out, batch.plan)) for form, out in zip(formats, outs, strict=True)]
                rows = 0
                for page in batch.pages():
                    for write in writers:
                        write(page)
                    rows += len(page)
            return [file.finish(rows) for file in growing]
        finally:
            for file in growing:
                file.temporary.unlink(missing_ok=True)

    def _seal(self, plan: Plan, files: Sequence[File]) -> File:
        text = json.dumps(_manifest(plan, files), indent=2, ensure_ascii=False) + "\n"
        data, path = text.encode("utf-8"), self.folder / f"{plan.name}{MANIFEST}"
        replace_file(path, data)
        return File(path, sha256(data).hexdigest(), len(data), files[0].rows)


def _manifest(plan: Plan, files: Sequence[File]) -> dict[str, Any]:
    return {
        "format": _VERSION,
        "station": plan.station,
        "ledger": plan.ledger,
        "target": plan.target,
        "client": plan.client,
        "kinds": list(plan.kinds),
        "count": files[0].rows,
        "first_seq": plan.first_seq,
        "last_seq": plan.last_seq,
        "head": {"seq": plan.head_seq, "digest": plan.head_digest},
        "files": [{"name": file.path.name, "sha256": file.sha256, "bytes": file.bytes, "rows": file.rows} for file in files],
        "written_at": plan.planned_at,
    }


class _Growing:
    """A file while it is written, under its temporary name; on disk for good when its `with` ends."""

    def __init__(self, path: Path) -> None:
        self.temporary = path.with_name(path.name + TEMPORARY)
        self._path = path
        self._digest = sha256()
        self._bytes = 0

    def __enter__(self) -> "_Growing":
        self._out = self.temporary.open("wb")
        return self

    def __exit__(self, *_failed: object) -> None:
        with self._out:
            self._out.flush()
            os.fsync(self._out.fileno())

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        self._bytes += len(data)
        return self._out.write(data)

    def finish(self, rows: int) -> File:
        publish(self.temporary, self._path)
        return File(self._path, self._digest.hexdigest(), self._bytes, rows)
