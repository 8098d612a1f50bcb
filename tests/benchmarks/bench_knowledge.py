"""Look-ups among a million products and 300,000 expected returns, each against a bare primary-key read of the same table."""

from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Final

import pysqlite3.dbapi2 as pysqlite

from station.clock import SystemClock
from station.knowledge import Knowledge, write_returns
from station.knowledge.rows import product_row
from station.model.goods import ExpectedLine, Product
from station.store.folder import DataFolder
from tests.benchmarks.rows import Row, in_turn, percentile

PRODUCTS: Final = 1_000_000
RETURNS: Final = 300_000
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
        bare.close()
        reading.dispose()


def _looks(knowledge: Knowledge) -> Iterator[tuple[str, Callable[[int], object]]]:
    yield "GTIN", lambda number: knowledge.products(_gtin(number))
    yield "SKU", lambda number: knowledge.products(_sku(number))
    yield "RMA of one line", lambda number: knowledge.by_rma(_rma(number))
    yield "tracking number", lambda number: knowledge.by_tracking(_tracking(number))
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
        rows = [product_row(Product(_client(n), _sku(n), f"Leggings {n}", "apparel", (_gtin(n),))) for n in range(PRODUCTS)]
        connection.exec_driver_sql("INSERT INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        codes = [(code, _client(n), _sku(n)) for n in range(PRODUCTS) for code in (_gtin(n), f"sku:{_sku(n)}")]
        connection.exec_driver_sql("INSERT INTO product_codes VALUES (?, ?, ?)", sorted(codes))
        write_returns(connection, (_line(number) for number in range(RETURNS)))
    engine.dispose()


def _line(number: int) -> ExpectedLine:
    return ExpectedLine(
        _client(number), _rma(number), "1", _sku(number), order=f"SO-{number}", tracking=(_tracking(number),), market="DE", reason="SIZE"
    )


def _client(number: int) -> str:
    return CLIENTS[number % len(CLIENTS)]


def _sku(number: int) -> str:
    return f"SKU-{number:07d}"


def _gtin(number: int) -> str:
    return f"04{number * 7919 % 10**12:012d}"  # not in the order of the SKUs, as with real ones


def _rma(number: int) -> str:
    return f"RMA-{number:06d}"


def _tracking(number: int) -> str:
    return f"1Z{number * 104729 % 10**16:016d}"
