"""The bench window, real and under a display in memory: how soon the next question is painted, how long its loop stalls, how it starts."""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter_ns
from typing import Any, Final

from station.assembly import open_station
from station.clock import SystemClock
from station.exchange.imports import import_file
from station.settings import change_settings
from tests.benchmarks.rows import Row, percentile
from tests.benchmarks.shifts import make_shop
from tests.benchmarks.stores import MANY, store
from tests.ui.devices.x_display import x_display

HOUR: Final = 200
DAY: Final = 1_600
STARTS: Final = 5
FRAME_MS: Final = 1000 / 60
_AT_MOST_SECONDS: Final = 900  # a window that does not open shows why, and would stay for ever
_ROOT: Final = Path(__file__).parents[2]


def bench_window_at_a_million(folder: Path) -> list[Row]:
    """PERFORMANCE.md: scan to painted next question, and start, with 1 M products and 1 M units stored."""
    data = _with_a_shift(store(MANY), folder)
    with x_display("us") as display:
        _start(display, "start", data)  # compiles the program, and reads it from the disk
        turns = [(_start(display, "start", data), _start(display, "bare", data)) for _ in range(STARTS)]
        painted = child(display, "shift", data, HOUR)["painted_ms"]
    late = percentile(painted, 99)
    question = "p99 of last key to frame on screen, without the commit; over one frame"
    start = "median until the first question is painted, over a bare PySide6 window"
    ours, bare = (median(times) for times in zip(*turns, strict=True))
    return [
        Row("scan to painted next question, 1 M products, 1 M units", question, "≤ 1", late, FRAME_MS, "ms"),
        Row("start to a usable window, 1 M units stored", start, "≤ 3 ×", ours, bare, "ms"),
    ]


def bench_window_shift(folder: Path) -> list[Row]:
    """PERFORMANCE.md: the longest pause of the event loop while scans, photos, labels and an export go on; memory over eight hours."""
    data = make_shop(folder, DAY, 64)
    change_settings(data, {"photos.takes_itself": True})
    with x_display("us") as display:
        shift = child(display, "shift", data, DAY)
    assert any((data / "exports").rglob("*.jsonl")), "the export wrote nothing"
    first, last = shift["memory"]
    stall, memory = "longest gap of a 5 ms timer: scans, photos, labels, an export", f"RSS after {DAY:,} units, over that after {HOUR}"
    return [
        Row("Qt event loop stall in a shift", stall, "≤ 50 ms", max(shift["stalls_ms"]), None, "ms"),
        Row("eight simulated hours in the window", memory, "≤ 1.1 ×", last, first, "MiB"),
    ]


def _with_a_shift(data: Path, folder: Path) -> Path:
    """The big station expects a shift's returns as well; pictures for its camera lie beside it."""
    make_shop(folder, HOUR, 64)
    pictures = data.parent / "pictures"
    if not pictures.exists():
        pictures.symlink_to(folder / "pictures")
    change_settings(data, {"photos.takes_itself": True})
    with open_station(data, SystemClock()) as opened:
        for kind in ("products", "returns"):
            import_file(kind, folder / f"{kind}.csv", ledger=opened.ledger, knowledge=opened.knowledge, reports=folder)
    return data


def _start(display: str, mode: str, data: Path) -> float:
    """Milliseconds from starting the program to its frame on the screen, by the clock that all processes share."""
    begun = perf_counter_ns()
    painted: int = child(display, mode, data)["painted_ns"]
    return (painted - begun) / 1e6


def child(display: str, mode: str, data: Path, more: object = 0, module: str = "window_child") -> dict[str, Any]:
    """What such a window told at its end; `more` is what its mode wants to know."""
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", mode, str(data), str(more)]
    # Compiled once, as a program is that was installed, whatever this shell says about it.
    compiled = {"PYTHONPYCACHEPREFIX": str(data.parent / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(_ROOT), **compiled}
    done = subprocess.run(command, capture_output=True, check=False, env=environment, text=True, timeout=_AT_MOST_SECONDS)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
