"""Labels as files: each job becomes one whole, synced file in a folder, which can be checked by looking at it.

A folder is not paper: "confirmed" says that the file is there, and its detail says so.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from time import time
from typing import Final

from station.devices.conditions import Doubt
from station.devices.label_printer import Delivery, Job, LabelPrinter, Outcome, PrinterState, Progress
from station.errors import Fault
from station.settings.addresses import FORMATS
from station.store.files import TEMPORARY, sync_file, sync_folder

BATCH: Final = 64
ORPHAN_SECONDS: Final = 3600  # no label takes so long
_OURS: Final = re.compile(rf"(\d{{6,}}|test)-.+\.({'|'.join(FORMATS['folder'])}){re.escape(TEMPORARY)}")
_UNFIT: Final = re.compile(r"[^A-Za-z0-9._-]")


class FolderPrinter(LabelPrinter):
    """Writes `<job>.<format>` into `folder`, which is made when the first label comes."""

    batch = BATCH

    def __init__(self, folder: Path, fmt: str = "zpl", dpi: int = 203, stock: str = "57x32") -> None:
        self.folder = folder
        self.name = f"folder:{folder.name}"  # the last name only: facts are kept for ever and say nothing of this machine
        self.fmt = fmt
        self.dpi = dpi
        self.stock = stock
        self._prepared = False

    def deliver_all(self, jobs: Sequence[Job], progress: Progress | None = None) -> list[Delivery]:
        """Temporary files first, synced; then `progress.started`; then their real names. A crash between leaves no half label."""
        parts: list[Path] = []
        try:
            self._prepare()
            for job in jobs:
                parts.append(self._temporary(job))
                parts[-1].write_bytes(job.data)
            for part in parts:  # all written first: the disk then takes many of them at once
                sync_file(part)
            (progress or Progress()).started()
        except BaseException as error:
            for part in parts:
                part.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise Fault("PRINTER_FOLDER", printer=self.name, folder=self.folder, why=error.strerror or str(error)) from error
            raise
        return self._publish(jobs)

    def look(self) -> PrinterState:
        """Touches nothing: another process may be writing here."""
        place = next(each for each in (self.folder, *self.folder.absolute().parents) if each.exists())
        if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
            return PrinterState(self.name)
        why = "not writable" if place.is_dir() else f"{place} is a file"
        return PrinterState(self.name, Fault("PRINTER_FOLDER", printer=self.name, folder=self.folder, why=why))

    def found(self, job: Job) -> Delivery | None:
        """Confirmed if the file is there with exactly these bytes. A missing file proves nothing: others may fetch from here."""
        try:
            if self._target(job).read_bytes() != job.data:
                return None
            sync_folder(self.folder)
        except OSError:
            return None
        return Delivery(Outcome.CONFIRMED, "FILE_FOUND")

    def _publish(self, jobs: Sequence[Job]) -> list[Delivery]:
        deliveries = [self._named(job) for job in jobs]
        try:
            sync_folder(self.folder)
        except OSError:
            return [Delivery(Outcome.UNCONFIRMED, Doubt.FILE)] * len(jobs)
        return deliveries

    def _named(self, job: Job) -> Delivery:
        try:
            self._temporary(job).replace(self._target(job))
        except OSError:
            return Delivery(Outcome.UNCONFIRMED, Doubt.FILE)
        return Delivery(Outcome.CONFIRMED, "FILE_WRITTEN")

    def _prepare(self) -> None:
        if self._prepared and self.folder.is_dir():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        # Only what a crash left of our own: the folder may hold .part files of a browser, and those of a station at work.
        for entry in self.folder.iterdir():
            if _OURS.fullmatch(entry.name) and time() - entry.lstat().st_mtime > ORPHAN_SECONDS:
                entry.unlink(missing_ok=True)
        self._prepared = True

    def _target(self, job: Job) -> Path:
        # A plate may have been scanned, and scanned text is never a path.
        return self.folder / f"{_UNFIT.sub('_', job.name)}.{self.fmt}"

    def _temporary(self, job: Job) -> Path:
        target = self._target(job)
        return target.with_name(target.name + TEMPORARY)
