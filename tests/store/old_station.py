"""A station as version 0001 of the schema left it: the old statements, and what the old program wrote into them."""

from pathlib import Path

import pysqlite3.dbapi2 as pysqlite

from station.knowledge.writing import write_products, write_returns
from station.ledger.ledger import Ledger
from station.model.goods import ExpectedLine, Product
from station.store import engines, migrations
from station.store.schema import metadata
from tests.ledger.builders import arrived, graded, label, open_ledger, plate, received

LINES = (
    ExpectedLine("northwind", "RMA-10023", "1", "PHONE-1", serial="490154203237518|F2L-X99"),
    ExpectedLine("northwind", "RMA-10023", "2", "PHONE-1", serial=" | -"),
    ExpectedLine("contoso", "RMA-1", "1", "10001", tracking=("1Z 999 AA1 01 2345 6784",)),
)
FACTS = (
    arrived(),
    received(plate(1), serial="f2l-x99"),
    graded(plate(1)),
    label(plate(1)),
    received(plate(2)),
)


def make_old_station(path: Path) -> Path:
    """A data folder of version 0001 with products, returns, a graded unit that has a serial number, and one that has none."""
    with open_ledger(path) as ledger:
        _fill(ledger)
    database, old = path / "station.db", path / "old.db"
    _make_empty(old)
    connection = pysqlite.connect(str(database), isolation_level=None)
    connection.execute("ATTACH DATABASE ? AS old", (str(old),))
    for (table,) in connection.execute("SELECT name FROM old.sqlite_schema WHERE type = 'table' AND name != 'alembic_version'").fetchall():
        columns = ", ".join(f'"{name}"' for (name,) in connection.execute("SELECT name FROM pragma_table_info(?, 'old')", (table,)))
        connection.execute(f"INSERT INTO old.{table} ({columns}) SELECT {columns} FROM main.{table}")  # noqa: S608 -- our own names
    connection.execute("UPDATE old.meta SET value = '1' WHERE key = 'projections_version'")
    connection.close()
    for log in ("-wal", "-shm"):
        Path(f"{database}{log}").unlink(missing_ok=True)
    old.replace(database)
    return path


def _fill(ledger: Ledger) -> None:
    with ledger.writer.begin() as connection:
        write_products(connection, [Product("northwind", "PHONE-1", "Phone", "electronics", gtins=("4006381333931",))])
        write_returns(connection, LINES)
    for counter in ("parcel", "lpn", "lpn"):
        ledger.next_number(counter)
    for fact in FACTS:
        ledger.append("I-04", [fact])


def _make_empty(database: Path) -> None:
    engine = engines.writer(database, wal=False)
    with engine.begin() as connection:
        migrations.upgrade(connection, "0001")
    with engine.connect() as connection:
        made = {name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert made - {"alembic_version"} < set(metadata.tables)  # it is the old one
    engine.dispose()
