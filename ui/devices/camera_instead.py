"""What takes pictures instead of a camera that is plugged in: a folder that a tethered camera or a phone writes into, or a stand-in."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Final, Protocol

from PySide6.QtGui import QImage

from station.errors import Bug, StationError
from station.session.camera import FolderCamera, Picture, TetheredFolder

_LOOK_SECONDS: Final = 0.4
_IDLE_SECONDS: Final = 1.5  # only to say whether the folder is there
_JOIN_SECONDS: Final = 1.0


class Instead(Protocol):
    """A camera without frames. `expect` says whether a shot is due; nothing here waits on the window's thread."""

    def shoot(self) -> Picture: ...

    def expect(self, *, due: bool) -> None: ...

    def close(self) -> None: ...

    def join(self) -> bool: ...


class FolderShots:
    """A folder as a camera, with a thread that looks into it.

    `arrived` says that a picture came in while a shot is due, `state` how the folder is; both on that thread.
    """

    def __init__(self, folder: Path, arrived: Callable[[], None], state: Callable[[StationError | None], None]) -> None:
        self.folder = folder
        self._camera = TetheredFolder(folder)
        self._arrived, self._state = arrived, state
        self._camera_lock = Lock()
        self._due = self._new_due = self._told = False
        self._wake, self._ended = Event(), Event()
        self._thread = Thread(target=self._run, name="camera folder", daemon=True)
        self._thread.start()

    def shoot(self) -> Picture:
        """The next picture that comes in. Raises what `TetheredFolder.shoot` raises."""
        with self._camera_lock:
            self._begin_due()
            shot = self._camera.shoot()
        self._told = False
        return shot

    def expect(self, *, due: bool) -> None:
        """A shot is due from now on, or none is; what lies in the folder now is of something else."""
        self._due, self._new_due, self._told = due, due, False
        self._wake.set()

    def close(self) -> None:
        """End the wait and the thread, without waiting for it."""
        self._ended.set()
        self._wake.set()
        self._camera.close()

    def join(self) -> bool:
        """True if it has ended, within a second: a folder on a network may not answer."""
        self._thread.join(_JOIN_SECONDS)
        return not self._thread.is_alive()

    def _begin_due(self) -> None:
        if self._new_due:
            self._camera.expect()
            self._new_due = False

    def _run(self) -> None:
        while not self._ended.is_set():
            self._look()
            self._wake.wait(_LOOK_SECONDS if self._due else _IDLE_SECONDS)
            self._wake.clear()

    def _look(self) -> None:
        # While a shot is waited for, that one looks.
        if not self._camera_lock.acquire(blocking=False):
            return
        try:
            self._begin_due()
            here = self._due and not self._told and self._camera.arrived() is not None
            self._camera.check()
        except StationError as error:
            self._state(error)
            return
        except Exception as error:  # noqa: BLE001 -- a thread that died would say for ever that pictures come from this folder
            self._state(Bug("BENCH_BUG", what=type(error).__name__))
            return
        finally:
            self._camera_lock.release()
        self._state(None)
        if here:
            self._told = True
            self._arrived()


class StandIn:
    """Pictures of a folder, round and round, where there is nothing to photograph: `pictured` shows the one that comes next."""

    def __init__(self, camera: FolderCamera, pictured: Callable[[QImage], None]) -> None:
        self._camera = camera
        self._pictured = pictured
        self._show_next()

    def shoot(self) -> Picture:
        """The one that was shown."""
        shot = self._camera.shoot()
        self._show_next()
        return shot

    def expect(self, *, due: bool) -> None:
        """Nothing is watched."""

    def close(self) -> None:
        """Nothing runs."""

    def join(self) -> bool:
        """Nothing runs."""
        return True

    def _show_next(self) -> None:
        data = self._camera.upcoming()
        image = QImage.fromData(data) if data else QImage()
        if not image.isNull():
            self._pictured(image)
