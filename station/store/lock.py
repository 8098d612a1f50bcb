"""One station for each data folder: a lock that the system drops with the process, and the pid of its holder to name."""

import os
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from station.errors import Refusal


class FolderLock:
    """Held from construction to `release`; raises Refusal SECOND_INSTANCE with the holder's pid.

    `under` is the pid of a station that holds the lock and started this process: then its child works without one.
    """

    def __init__(self, folder: Path, under: int | None = None) -> None:
        self._lock = FileLock(folder / "station.lock", timeout=0, thread_local=False)
        # Beside the lock, not in it: a second instance that tries the lock empties that file.
        self._pid = folder / "station.pid"
        self.held = self._acquire(folder, under)

    def release(self) -> None:
        """Let the next one in; does nothing twice."""
        if self.held:
            self.held = False
            # On a disk that has turned read-only the name stays; the next holder writes its own over it.
            with suppress(OSError):
                self._pid.unlink(missing_ok=True)
            self._lock.release()

    def _acquire(self, folder: Path, under: int | None) -> bool:
        try:
            self._lock.acquire()
        except Timeout:
            holder = self._holder()
            if under is not None and holder == str(under):
                return False
            raise Refusal("SECOND_INSTANCE", folder=str(folder), pid=holder) from None
        with suppress(OSError):  # on a full disk the lock still holds; only its holder has no number then
            self._pid.write_text(str(os.getpid()), encoding="ascii")
        return True

    def _holder(self) -> str:
        with suppress(OSError):
            return self._pid.read_text(encoding="ascii").strip() or "unknown"
        return "unknown"
