"""A real desk window in a process of its own, measured from within: python -m tests.benchmarks.desk_child MODE DATA DAY; JSON on stdout.

frame: by the console script, until the window is painted. start: the same, until the first page is painted with its figures.
days: the page Today goes from day to day, the last before DAY.
items: the list of units is opened, then scrolled to places all over it; each until its rows are painted.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter_ns
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QTimer

from tests.benchmarks.window_child import Painted, tell

_TURNS: Final = 30
_DAYS: Final = 6  # as many as the smaller store has: days of work are compared with days of work
_PLACES: Final = 60
_LOADED_AFTERWARDS: Final = ("ui.supervisor.charts", "ui.supervisor.people", "station.supervisor.hands")
_LOOK_MS: Final = 100
_STRIDE: Final = 0.6180339887  # of the list: each place is far from the one before

Step = tuple[Callable[[], object], Callable[[], bool]]  # what is done, and whether what it leads to is drawn


def main(mode: str, data: str, day: str) -> int:
    """Runs one mode; the exit status."""
    import ui.desk_application as desk  # noqa: PLC0415 -- counted where the start is measured
    import ui.main  # noqa: PLC0415 -- as above

    def opened(theme: Any, folder: Path) -> Any:
        window = make(theme, folder)
        if mode == "frame":
            Painted(window, lambda: True, window.close)
        elif mode == "start":
            Painted(window, lambda: _drawn(window), window.close)
        else:
            _Steps(window, (_days(window, date.fromisoformat(day)) if mode == "days" else _items(window)))
        return window

    make = desk.desk_window
    desk.desk_window = opened  # type: ignore[assignment]  # watched
    sys.argv = ["restock-station", "--data", data, "desk"]
    try:
        ui.main.main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def _drawn(window: Any) -> bool:
    """Its first page, Today, has its figures."""
    page = window.pages.open_page
    return page is not None and page.told_of is not None


def _days(window: Any, last: date) -> Iterator[Step]:
    from ui.supervisor.period import Days, Length  # noqa: PLC0415 -- the start must not pay for it

    page = window.pages.open_page
    for back in range(_TURNS):
        before, day = page.told_of, last - timedelta(days=back % _DAYS)
        yield partial(page.on_days, Days(Length.DAY, day)), partial(_is_another, page, before)


def _is_another(page: Any, before: object) -> bool:
    return page.told_of is not before


def _items(window: Any) -> Iterator[Step]:
    yield partial(window.pages.turn_to, "@ITEMS"), partial(_first_row, window)
    bar = window.pages.open_page.table.view.verticalScrollBar()
    for number in range(1, _PLACES):
        yield partial(_scroll, bar, number * _STRIDE % 1), partial(_first_row, window)


def _scroll(bar: Any, part: float) -> None:
    bar.setValue(int(bar.maximum() * part))


def _first_row(window: Any) -> bool:
    table = getattr(window.pages.open_page, "table", None)
    return table is not None and table.model.extent.row(max(0, table.view.rowAt(0))) is not None


class _Steps(QObject):
    """One after the other, each when the one before is on the screen; then it tells how long each took, and closes the window."""

    def __init__(self, window: Any, steps: Iterator[Step]) -> None:
        super().__init__(window)
        self._window, self._steps = window, steps
        self._ready: Callable[[], bool] = lambda: _drawn(window)
        self._begun = 0
        self._took: list[float] = []
        self._rested = False
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if event.type() is QEvent.Type.UpdateRequest and self._ready():
            self._ready = lambda: False
            QTimer.singleShot(0, self.on_painted)
        return False

    def on_painted(self) -> None:
        """It is on the screen. The first time it waits until everything is loaded: charts, the other pages, what performs acts."""
        if not all(name in sys.modules for name in _LOADED_AFTERWARDS):
            QTimer.singleShot(_LOOK_MS, self, self.on_painted)
            return
        if not self._rested:
            self._rested = True
            self._window.reader.ask("rest", lambda _opened: None, lambda _answer: self.on_painted())
            return
        if self._begun:
            self._took.append((perf_counter_ns() - self._begun) / 1e6)
        step = next(self._steps, None)
        if step is None:
            tell({"took_ms": self._took})
            self._window.close()
            return
        work, self._ready = step
        self._begun = perf_counter_ns()
        work()
        self._window.update(0, 0, 1, 1)  # what changes nothing on the screen would never be painted


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
