"""A real window in a process of its own, measured from within: python -m tests.benchmarks.window_child MODE DATA UNITS; JSON on stdout.

start: by the console script, until the first page of the bench is painted. bare: the same for a window with nothing in it. shift: scans as
a scanner types them, each as soon as the one before is answered and painted; how long each took, the longest pause of the loop, memory.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from threading import current_thread
from time import perf_counter_ns
from typing import Any, Final

import psutil
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

HOUR: Final = 200  # units
_BEAT_MS: Final = 5
_BENCH: Final = "bench"  # the name of its thread
_AS_NEW: Final = "RS-AS-NEW"


def main(mode: str, data: str, units: str) -> int:
    """Runs one mode; the exit status."""
    if mode == "bare":
        app = QApplication(["window_child"])
        window: QWidget = QLabel()
        window.resize(1366, 768)
        window.show()
        Painted(window, lambda: True, app.quit)
        return app.exec()
    return _bench(mode, Path(data), int(units))


def _bench(mode: str, data: Path, units: int) -> int:
    """The window as the console script opens it, with a camera that hands out pictures of a folder."""
    import ui.main  # noqa: PLC0415 -- the bare window must not pay for ours
    from station.devices.folder_camera import FolderCamera  # noqa: PLC0415 -- the same
    from ui import application  # noqa: PLC0415 -- the same

    def opened(theme: Any, folder: Path | None) -> Any:
        window = make(theme, folder, FolderCamera(data.parent / "pictures"))
        if mode == "start":
            Painted(window, lambda: window.shown is not None, window.close)
        else:
            _Shift(window, units).begin()
        return window

    make = application.bench_window
    application.bench_window = opened  # type: ignore[assignment]  # with a camera, and watched
    sys.argv = ["restock-station", "--data", str(data)]
    try:
        ui.main.main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


class Painted(QObject):
    """When a frame is on the screen and `ready` says so, it tells that and calls `end`."""

    def __init__(self, window: QWidget, ready: Callable[[], bool], end: Callable[[], object]) -> None:
        super().__init__(window)
        self._ready, self._end = ready, end
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if event.type() is QEvent.Type.UpdateRequest and self._ready():
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.on_painted)
        return False

    def on_painted(self) -> None:
        tell({"painted_ns": perf_counter_ns()})
        self._end()


class _Shift(QObject):
    """`begin` sets it going; at the end it tells and closes the window."""

    def __init__(self, window: Any, units: int) -> None:
        from tests.benchmarks.shifts import scans  # noqa: PLC0415 -- the bare window must not pay for ours

        super().__init__(window)
        self._window, self._units = window, units
        self._scans = scans(units)
        self._sent_ns = self._committing_ns = 0
        self._answered = False
        self._done = 0
        self._painted: list[float] = []
        self._memory: list[float] = []
        self._stalls: list[int] = []
        self._beat = QElapsedTimer()
        self._process = psutil.Process()
        self._pulse = QTimer(self)
        self._pulse.setTimerType(Qt.TimerType.PreciseTimer)

    def begin(self) -> None:
        """As soon as the bench is open."""
        _time_commits(self.add_commit)
        self._pulse.timeout.connect(self.on_wait)
        self._pulse.start(_BEAT_MS)

    def add_commit(self, taken_ns: int) -> None:
        """How long the bench thread waited for the disk, which is not the window's to answer for."""
        self._committing_ns += taken_ns

    def on_wait(self) -> None:
        """Is it open?"""
        from tests.ui.devices.scanner_keys import ScannerKeys  # noqa: PLC0415 -- the bare window must not pay for ours

        if self._window.shown is None:
            return
        self._pulse.timeout.disconnect(self.on_wait)
        self._pulse.timeout.connect(self.on_beat)
        self._window.moments.answered.connect(self.on_answered)
        self._window.installEventFilter(self)
        self._keys = ScannerKeys(self._window.windowHandle())
        self._beat.start()
        self._next()

    def on_beat(self) -> None:
        """How long the loop did not come round."""
        self._stalls.append(self._beat.restart())

    def on_answered(self) -> None:
        """What changes nothing on the screen would never be painted."""
        self._answered = True
        self._window.update(0, 0, 1, 1)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if event.type() is QEvent.Type.UpdateRequest and self._answered:
            self._answered = False
            QTimer.singleShot(0, self.on_painted)
        return False

    def on_painted(self) -> None:
        """The frame of the answer is on the screen."""
        self._painted.append((perf_counter_ns() - self._sent_ns - self._committing_ns) / 1e6)
        self._next()

    def _next(self) -> None:
        scan = next(self._scans, None)
        if scan is None:
            self._memory.append(self._process.memory_info().rss / 2**20)
            tell({"painted_ms": self._painted, "stalls_ms": sorted(self._stalls), "memory": self._memory})
            self._window.close()
            return
        if scan == _AS_NEW:
            self._count()
        self._committing_ns = 0
        self._keys.scan(scan, before_last=self._mark)

    def _count(self) -> None:
        self._done += 1
        if self._done == HOUR:
            self._memory.append(self._process.memory_info().rss / 2**20)
        if self._done == self._units // 2:
            self._export()

    def _mark(self) -> None:
        self._sent_ns = perf_counter_ns()

    def _export(self) -> None:
        """Halfway an export begins, as it would be begun at the window."""
        from ui.bench.screen import SENDING  # noqa: PLC0415 -- the bare window must not pay for ours

        self._window.frame.pages.own[SENDING].send_now()


def _time_commits(add: Callable[[int], None]) -> None:
    """Those of the bench; the printer's own go on beside it."""
    from station.ledger.ledger import Ledger  # noqa: PLC0415 -- the bare window must not pay for ours

    append = Ledger.append

    def timed(*arguments: Any, **named: Any) -> Any:
        begun = perf_counter_ns()
        try:
            return append(*arguments, **named)
        finally:
            if current_thread().name == _BENCH:
                add(perf_counter_ns() - begun)

    Ledger.append = timed  # type: ignore[method-assign]


def tell(value: dict[str, Any]) -> None:
    """To whoever started this process."""
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
