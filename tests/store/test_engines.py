"""The engines: durable, immediate, read-only where they say so, and safe on an affected SQLite."""

import threading
from contextlib import suppress
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as pysqlite
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from station.store import engines


def pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_that_the_writer_keeps_every_commit_through_a_power_cut(tmp_path: Path) -> None:
    engine = engines.writer(tmp_path / "a.db")
    try:
        # NORMAL (1) loses acknowledged commits; 2 is FULL.
        found = [pragma(engine, name) for name in ("journal_mode", "synchronous", "foreign_keys")]
        assert found == ["wal", 2, 1]
    finally:
        engine.dispose()


def test_that_an_affected_sqlite_gets_the_slow_safe_mode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "affected", lambda: True)
    engine = engines.writer(tmp_path / "a.db", wal=True)
    try:
        assert [pragma(engine, "journal_mode"), pragma(engine, "synchronous")] == ["delete", 3]
    finally:
        engine.dispose()


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((3, 6, 23), False), ((3, 7, 0), True), ((3, 40, 1), True), ((3, 44, 5), True), ((3, 44, 6), False), ((3, 45, 0), True),
        ((3, 50, 6), True), ((3, 50, 7), False), ((3, 51, 2), True), ((3, 51, 3), False), ((3, 53, 4), False),
    ],
)  # fmt: skip
def test_that_the_affected_versions_are_known(version: tuple[int, int, int], expected: bool) -> None:
    assert engines.affected(version) is expected


def test_that_the_library_shipped_with_the_station_is_not_affected() -> None:
    assert not engines.affected()


def test_that_concurrent_counters_lose_no_update(tmp_path: Path) -> None:
    setup = engines.writer(tmp_path / "a.db")
    with setup.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE n (v INTEGER)")
        connection.exec_driver_sql("INSERT INTO n VALUES (0)")
    other = engines.writer(tmp_path / "a.db")

    def count(engine: Engine) -> None:
        for _ in range(50):
            with engine.begin() as connection:
                value = connection.exec_driver_sql("SELECT v FROM n").scalar_one()
                connection.exec_driver_sql("UPDATE n SET v = ?", (value + 1,))

    threads = [threading.Thread(target=count, args=(engine,)) for engine in (setup, setup, other, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    try:
        with setup.connect() as connection:
            assert connection.exec_driver_sql("SELECT v FROM n").scalar_one() == 200
    finally:
        setup.dispose()
        other.dispose()


def test_that_a_reader_cannot_write_and_does_not_block_the_writer(tmp_path: Path) -> None:
    writer, reader = engines.writer(tmp_path / "a.db"), engines.reader(tmp_path / "a.db")
    try:
        with writer.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE n (v INTEGER)")
        with reader.connect() as looking:
            assert looking.exec_driver_sql("SELECT count(*) FROM n").scalar_one() == 0
            with writer.begin() as connection:
                connection.exec_driver_sql("INSERT INTO n VALUES (1)")
            assert looking.exec_driver_sql("SELECT count(*) FROM n").scalar_one() == 0  # one snapshot
            with pytest.raises(OperationalError) as caught:
                looking.exec_driver_sql("INSERT INTO n VALUES (2)")
        assert isinstance(caught.value.orig, pysqlite.OperationalError)
    finally:
        writer.dispose()
        reader.dispose()


def test_that_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    engine = engines.writer(tmp_path / "a.db")
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE n (v INTEGER)")
        with suppress(ZeroDivisionError), engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO n VALUES (1)")
            raise ZeroDivisionError
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM n").scalar_one() == 0
    finally:
        engine.dispose()
