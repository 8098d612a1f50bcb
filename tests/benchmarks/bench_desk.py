"""The supervisor's desk, real and under a display in memory: how soon its first page is there, goes to another day, and lists units."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter_ns
from typing import Any, Final

from tests.benchmarks.bench_window import child
from tests.benchmarks.rows import Row, percentile
from tests.benchmarks.stores import FEW, FIRST_DAY, MANY, days, store
from tests.ui.devices.x_display import x_display

_STARTS: Final = 5


def bench_desk_at_a_million(folder: Path) -> Iterator[Row]:
    """PERFORMANCE.md: start and day dashboard, in the desk's window; and its list of 1 M units."""
    del folder
    with x_display("us") as display:
        yield from _start(display)
        many, few = (_took(display, "days", units) for units in (MANY, FEW))
        measured = "p50 of the choice → figures painted, over that at 10,000 units"
        yield Row("desk: another day, 1 M units stored", measured, "≤ 1.5 ×", median(many), median(few), "ms")
        first, *places = _took(display, "items", MANY)
        opened, *others = _took(display, "items", FEW)
        yield Row("desk: list of 1 M units opened", "its first rows painted, over that at 10,000 units", "≤ 1.5 ×", first, opened, "ms")
        seen = "p99 of a jump anywhere → its rows painted, over that at 10,000 units"
        yield Row("desk: list of 1 M units scrolled", seen, "≤ 1.5 ×", percentile(places, 99), percentile(others, 99), "ms")


def _start(display: str) -> Iterator[Row]:
    data = store(MANY)
    _painted(display, "desk_child", "start", data)  # compiles the program, and reads it from the disk
    modes = (("desk_child", "frame"), ("desk_child", "start"), ("window_child", "bare"))
    turns = [[_painted(display, module, mode, data) for module, mode in modes] for _ in range(_STARTS)]
    frame, figures, bare = (median(times) for times in zip(*turns, strict=True))
    measured = "median until its {} painted, over a bare PySide6 window"
    yield Row("desk: first paint, 1 M units stored", measured.format("window is"), "≤ 3 ×", frame, bare, "ms")
    yield Row("desk: figures of today, 1 M units stored", measured.format("first page with its figures is"), "≤ 3 ×", figures, bare, "ms")


def _painted(display: str, module: str, mode: str, data: Path) -> float:
    """Milliseconds from starting the program to its frame on the screen, by the clock that all processes share."""
    begun = perf_counter_ns()
    painted: int = child(display, mode, data, module=module)["painted_ns"]
    return (painted - begun) / 1e6


def _took(display: str, mode: str, units: int) -> list[float]:
    last = date.fromisoformat(FIRST_DAY) + timedelta(days=days(units) - 1)
    told: dict[str, Any] = child(display, mode, store(units), last.isoformat(), module="desk_child")
    times: list[float] = told["took_ms"]
    return times
