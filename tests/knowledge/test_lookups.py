"""How look-ups run: from an index, on a connection of each thread, with a plain fault when the database is gone."""

from pathlib import Path
from threading import Thread

import pytest

from station.errors import Fault
from station.knowledge import lookups
from station.knowledge.knowledge import Knowledge
from station.model.goods import Product
from station.store.engines import reader
from tests.knowledge.conftest import LAMP, LINE, Warehouse

STATEMENTS = {
    **{name: text for name, text in vars(lookups).items() if name.isupper() and isinstance(text, str) and not name.startswith("_")},
    **{f"filed {kind} {number}": text for kind, asked in lookups.FILED.items() for number, (text, _) in enumerate(asked)},
}


def plan(warehouse: Warehouse, statement: str) -> list[str]:
    with warehouse.engine.connect() as connection:
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", ("x",) * statement.count("?")).all()
    return [str(step) for *_, step in steps]


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_that_every_look_up_is_answered_from_an_index(warehouse: Warehouse, name: str) -> None:
    walked = [step for step in plan(warehouse, STATEMENTS[name]) if step.startswith("SCAN")]
    assert [step for step in walked if step != "SCAN next"] == []  # "next" is the list of clients itself


@pytest.mark.parametrize("name", sorted(name for name in STATEMENTS if name.startswith("OPEN_")))
def test_that_open_lines_are_not_sought_among_all_lines_of_a_client(warehouse: Warehouse, name: str) -> None:
    sought = [step for step in plan(warehouse, STATEMENTS[name]) if step.startswith("SEARCH e ")]
    assert len(sought) == 1
    assert sought[0].startswith(("SEARCH e USING INDEX expected_lines_by_sku", "SEARCH e USING INDEX expected_lines_by_gtin"))


def test_that_what_was_committed_is_seen_at_once(warehouse: Warehouse) -> None:
    assert warehouse.knowledge.products("lamp-1") == ()
    warehouse.products(LAMP)
    assert len(warehouse.knowledge.products("lamp-1")) == 1


def test_that_no_look_up_holds_back_the_checkpoint(warehouse: Warehouse) -> None:
    warehouse.products(LAMP)
    warehouse.knowledge.products("lamp-1")
    raw = warehouse.engine.raw_connection()
    try:
        # Empties the WAL, or answers busy (1) after the timeout while somebody still reads from it.
        answer = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        raw.close()
    assert answer == (0, 0, 0)


def test_that_more_threads_than_the_pool_has_connections_may_look_up(warehouse: Warehouse) -> None:
    warehouse.products(*(Product("northwind", f"S-{number}") for number in range(12)))
    found: list[str] = []
    threads = [Thread(target=lambda sku=f"S-{number}": found.append(warehouse.knowledge.products(sku)[0].sku)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(found) == sorted(f"S-{number}" for number in range(12))


def test_that_look_ups_go_on_after_closing(warehouse: Warehouse) -> None:
    warehouse.returns(LINE)
    assert warehouse.knowledge.by_rma(LINE.rma) == (LINE,)
    warehouse.knowledge.close()
    assert warehouse.knowledge.by_rma(LINE.rma) == (LINE,)


def test_that_a_file_that_is_no_database_is_a_fault_that_names_it(tmp_path: Path) -> None:
    file = tmp_path / "station.db"
    file.write_bytes(b"this is no database, but it is long enough to be read as one" * 20)
    engine = reader(file)
    with Knowledge(engine) as knowledge, pytest.raises(Fault) as raised:
        knowledge.products("x")
    engine.dispose()
    assert raised.value.code == "DATABASE_DAMAGED"
    assert raised.value.params["file"] == str(file)
