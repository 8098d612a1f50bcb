"""A file of real blocks that is given up when the disk is full, so that the database can recover and work can be finished."""

import os
import shutil
from pathlib import Path
from typing import Final

from station.store.files import replace_file

BALLAST_BYTES: Final = 4 * 1024 * 1024
_NEEDED_BESIDE: Final = 4 * BALLAST_BYTES  # no ballast on a disk that is nearly full already


class Ballast:
    """The ballast of one data folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "ballast.bin"

    def free(self) -> int:
        """Give it up; returns the bytes that were freed (0: there was none). Works on a full disk: it truncates first."""
        try:
            size = self.path.stat().st_size
            # Some file systems need space to take a name away; cutting the file gives them some.
            os.truncate(self.path, 0)
            self.path.unlink()
        except FileNotFoundError:
            return 0
        return size

    def restore(self) -> bool:
        """Put it back where there is room; returns whether it is there. Random bytes, since others may be stored as nothing."""
        if self.path.exists() and self.path.stat().st_size == BALLAST_BYTES:
            return True
        if shutil.disk_usage(self.path.parent).free < BALLAST_BYTES + _NEEDED_BESIDE:
            return False
        try:
            replace_file(self.path, os.urandom(BALLAST_BYTES))
        except OSError:
            return False
        return True
