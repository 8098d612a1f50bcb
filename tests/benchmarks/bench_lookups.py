"""Looking a code up among a million products, against the bare driver that reads one row by its primary key; and a day's figures."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any, Final
from zoneinfo import ZoneInfo

import pysqlite3.dbapi2 as pysqlite

from station.insight.throughput import day_figures
from station.knowledge.knowledge import Knowledge
from station.store.engines import reader
from tests.benchmarks.rows import Row, in_turn, milliseconds, percentile
from tests.benchmarks.stores import FEW, FIRST_DAY, MANY, RETURNS, SOME, days, store

_ROUNDS: Final = 1_000
_RUNS: Final = 8  # one wait for a processor that others use is as long as a hundred look-ups
_STRIDE: Final = 7_368_787  # a prime: each look-up falls somewhere else
_BARE: Final = "SELECT client, sku, title, category, price, currency, bin, body FROM products WHERE client = 'northwind' AND sku = ?"


def bench_look_up(folder: Path) -> Iterator[Row]:
    """PERFORMANCE.md: any code among 1 M products, p99 over a bare primary-key read of the same product."""
    del folder
    database = store(MANY) / "station.db"
    engine = reader(database)
    with Knowledge(engine) as knowledge, closing(_bare(database)) as bare:
        for name, find, code, among in (
            ("GTIN", knowledge.products, "{:014d}", MANY),
            ("SKU", knowledge.products, "SKU-{:07d}", MANY),
            ("client and SKU", lambda sku: knowledge.product("northwind", sku), "SKU-{:07d}", MANY),
            ("return number", knowledge.by_rma, "RMA-{:07d}", RETURNS),
            ("tracking number", knowledge.by_tracking, "00340{:09d}", RETURNS),
        ):
            ours, others = _each(find, code, among), _each(lambda sku: bare.execute(_BARE, (sku,)).fetchone(), "SKU-{:07d}", MANY)
            in_turn(ours, others, _ROUNDS)
            runs = [in_turn(ours, others, _ROUNDS) for _ in range(_RUNS)]
            taken, least = (min(percentile(run[side], 99) for run in runs) for side in (0, 1))
            medians = " and ".join(f"{median(runs[0][side]):.3f}" for side in (0, 1))
            measured = f"p99 over a bare primary-key read, each of the quietest of {_RUNS} runs; medians {medians}"
            yield Row(f"look-up of a {name}, 1 M products", measured, "≤ 3 ×", taken, least, "ms")
    engine.dispose()


def bench_day_dashboard(folder: Path) -> Iterator[Row]:
    """PERFORMANCE.md: the figures of the last full day, at 10 k, 100 k and 1 M units of history."""
    del folder
    first = 0.0
    for units in (FEW, SOME, MANY):
        engine = reader(store(units) / "station.db")
        day, zone = date.fromisoformat(FIRST_DAY) + timedelta(days=days(units) - 1), ZoneInfo("Europe/Berlin")
        assert day_figures(engine, day, zone).total.graded
        taken = median(milliseconds(lambda: day_figures(engine, day, zone)) for _ in range(60))  # noqa: B023 -- used at once
        first = first or taken
        yield Row(f"day dashboard, {units:,} units of history", "p50 over that at 10,000", "≤ 1.5 ×", taken, first, "ms")
        engine.dispose()


def _each(find: Callable[[str], object], code: str, among: int) -> Callable[[], None]:
    numbers = count(1)

    def once() -> None:
        if not find(code.format(next(numbers) * _STRIDE % among)):
            raise LookupError(code)

    return once


def _bare(database: Path) -> Any:
    return pysqlite.connect(str(database), isolation_level=None, cached_statements=256)
