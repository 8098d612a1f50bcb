"""Runs every benchmark: python -m tests.benchmarks [WORD …], where a word picks the modules whose name holds it.

Each module bench_*.py has functions bench_*(folder) that get an empty folder and return a Row or several. A table goes to the
screen, the figures to build/bench.json. A slow figure never fails the run; a benchmark that cannot run is named and does.
"""

import json
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

from tests.benchmarks.rows import Row

_HERE = Path(__file__).parent
_REPORT = _HERE.parents[1] / "build" / "bench.json"

Benchmark = Callable[[Path], Row | Iterable[Row]]


def _benchmarks(words: list[str]) -> Iterator[tuple[str, Benchmark]]:
    for file in sorted(_HERE.glob("bench_*.py")):
        if not words or any(word in file.stem for word in words):
            module = import_module(f"tests.benchmarks.{file.stem}")
            yield from ((name, run) for name, run in vars(module).items() if name.startswith("bench_") and callable(run))


def _rows(run: Benchmark) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="restock-bench-") as folder:
        found = run(Path(folder))
        return [found] if isinstance(found, Row) else list(found)


def _table(rows: list[Row]) -> Table:
    table = Table("what", "measured as", "ours", "bare", "ratio", "must reach", title="Restock Station: speed, as ratios of one run")
    for row in rows:
        bare, ratio = ("–" if value is None else f"{value:,.3g}" for value in (row.bare, row.ratio))
        table.add_row(row.name, row.measured_as, f"{row.ours:,.3g} {row.unit}", bare, ratio, row.must_reach)
    return table


def main(words: list[str]) -> int:
    """Runs, prints, writes; returns 1 only if a benchmark could not run."""
    rows: list[Row] = []
    broken: list[str] = []
    for name, run in _benchmarks(words):
        begun = perf_counter()
        try:
            rows += _rows(run)
        except Exception:  # noqa: BLE001  # one broken benchmark shall not hide the figures of the others
            broken.append(name)
            traceback.print_exc()
        print(f"{name}: {perf_counter() - begun:.1f} s", file=sys.stderr)
    _REPORT.parent.mkdir(exist_ok=True)
    _REPORT.write_text(
        json.dumps({"rows": [row.as_json() for row in rows], "broken": broken}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    Console(width=None if sys.stdout.isatty() else 160).print(_table(rows))
    print(f"Written to {_REPORT.relative_to(_HERE.parents[1])}" + (f"; could not run: {', '.join(broken)}" if broken else ""))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
