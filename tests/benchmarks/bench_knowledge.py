"""Look-ups among a million products and 300,000 expected returns, each against a bare primary-key read of the same table.

Every category is mapped to a rubric, every tenth return is of a unit with a serial number, and there are 10,000 alerts.
"""

from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Final

import pysqlite3.dbapi2 as pysqlite

from station.clock import SystemClock
from station.knowledge.knowledge import Knowledge
from station.knowledge.lists import write_alerts, write_categories
from station.knowledge.rows import product_row
from station.knowledge.writing import write_returns
from station.model.goods import Alert, Category, ExpectedLine, Product
from station.store.folder import DataFolder
from tests.benchmarks.rows import Row, in_turn, milliseconds, percentile

PRODUCTS: Final = 1_000_000
RETURNS: Final = 300_000
CATEGORIES: Final = 500
ALERTS: Final = 10_000
ROUNDS: Final = 20_000
CLIENTS: Final = ("northwind", "contoso", "fabrikam")
BARE: Final = "SELECT client, sku, title, category, price, currency, bin, body FROM products WHERE client = ? AND sku = ?"


def bench_look_ups(folder: Path) -> Iterator[Row]:
    """PERFORMANCE.md: look-up of any code, 1 M products, p99 over a bare primary-key read."""
    with DataFolder.open_writing(folder / "station", SystemClock()) as data:
        _fill(data)
        reading = data.reader()
        bare = pysqlite.connect(str(data.database), isolation_level=None)
        with Knowledge(reading) as knowledge:
            for name, look in _looks(knowledge):
                yield _row(name, look, bare)
            taken = min(milliseconds(lambda: knowledge.unmapped(("apparel",))) for _ in range(3))
            yield Row("categories without a rubric, 1 M products", "the quickest of 3; once an import or check-up", "", taken, None, "ms")
        bare.close()
        reading.dispose()


def _looks(knowledge: Knowledge) -> Iterator[tuple[str, Callable[[int], object]]]:
    yield "GTIN", lambda number: knowledge.products(_gtin(number))
    yield "SKU", lambda number: knowledge.products(_sku(number))
    yield "RMA of one line", lambda number: knowledge.by_rma(_rma(number))
    yield "tracking number", lambda number: knowledge.by_tracking(_tracking(number))
    yield "serial number", lambda number: knowledge.by_serial(_serial(number // 10 * 10))
    yield "alerts of a return", lambda number: knowledge.alerts([("rma", _rma(number))], "2026-11-21")
    yield "unknown code", lambda number: knowledge.products(f"X{number}")


def _row(name: str, look: Callable[[int], object], bare: pysqlite.Connection) -> Row:
    numbers = cycle(Random(7).sample(range(RETURNS), 100_000))

    def read_bare() -> None:
        number = next(numbers)
        bare.execute(BARE, (_client(number), _sku(number))).fetchall()

    ours, theirs = in_turn(lambda: look(next(numbers)), read_bare, ROUNDS)
    measured = "p99 over a bare primary-key read"
    return Row(f"look-up by {name}, 1 M products", measured, "≤ 3 ×", percentile(ours, 99) * 1000, percentile(theirs, 99) * 1000, "µs")


def _fill(data: DataFolder) -> None:
    engine = data.writer()
    with engine.begin() as connection:
        rows = [product_row(Product(_client(n), _sku(n), f"Leggings {n}", _category(n), (_gtin(n),))) for n in range(PRODUCTS)]
        connection.exec_driver_sql("INSERT INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        codes = [(code, _client(n), _sku(n)) for n in range(PRODUCTS) for code in (_gtin(n), f"sku:{_sku(n)}")]
        connection.exec_driver_sql("INSERT INTO product_codes VALUES (?, ?, ?)", sorted(codes))
        write_returns(connection, (_line(number) for number in range(RETURNS)))
        write_categories(connection, (Category("", _category(number).upper(), "apparel") for number in range(CATEGORIES)))
        write_alerts(connection, (Alert("", "rma", _rma(number * 30), "Call", "hold") for number in range(ALERTS)))
    engine.dispose()


def _line(number: int) -> ExpectedLine:
    return ExpectedLine(
        _client(number), _rma(number), "1", _sku(number), order=f"SO-{number}", tracking=(_tracking(number),), market="DE", reason="SIZE",
        serial="" if number % 10 else _serial(number),
    )  # fmt: skip


def _client(number: int) -> str:
    return CLIENTS[number % len(CLIENTS)]


def _sku(number: int) -> str:
    return f"SKU-{number:07d}"


def _gtin(number: int) -> str:
    return f"04{number * 7919 % 10**12:012d}"  # not in the order of the SKUs, as with real ones


def _category(number: int) -> str:
    return f"Women > Leggings {number % CATEGORIES}"


def _serial(number: int) -> str:
    return f"F2L-{number * 7919 % 10**9:09d}"


def _rma(number: int) -> str:
    return f"RMA-{number:06d}"


def _tracking(number: int) -> str:
    return f"1Z{number * 104729 % 10**16:016d}"
