"""Saving one graded unit, against the bare driver that writes the very same rows with the same pragmas into a twin database."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

import pysqlite3.dbapi2 as pysqlite
from sqlalchemy import Connection

from station.clock import SystemClock
from station.ledger.ledger import Ledger
from station.model.facts import NewFact
from station.store.folder import DataFolder
from tests.benchmarks.rows import Row, in_turn
from tests.benchmarks.stores import FEW, MANY, store
from tests.ledger.builders import graded, label, plate, received

ROUNDS = 2000
WARM = 100
DRAFT = "INSERT INTO drafts (lpn, state, actor, saved_at, body) VALUES (?, 'open', 'I-04', '', ?)"
DONE = "DELETE FROM drafts WHERE lpn = ?"
PRAGMAS = ("journal_mode", "synchronous", "foreign_keys", "wal_autocheckpoint", "journal_size_limit", "temp_store")

Statement = tuple[str, list[Any]]


class Recorder:
    """Stands in for the driver's cursor and notes what is written through it."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        self.written: list[Statement] = []

    def execute(self, statement: str, params: Any = ()) -> Any:
        if not statement.startswith("SELECT"):
            self.written.append((statement, [params]))
        return self.cursor.execute(statement, params)

    def executemany(self, statement: str, rows: Iterable[Any]) -> Any:
        given = list(rows)
        self.written.append((statement, given))
        return self.cursor.executemany(statement, given)


def bench_save_one_graded_unit(folder: Path) -> Row:
    """p50 of the append (three facts, unit, three photo rows, label, figures, draft removed) over the same rows by the bare driver."""
    with _ledger(folder / "ours") as ours, _ledger(folder / "recorded") as recorded, _bare(folder / "bare", ours) as bare:
        units = iter(_units(recorded))
        waiting: dict[str, Any] = {}

        def save(side: str) -> None:
            new, written, lpn = waiting[side]
            if side == "ours":
                ours.append("I-04", new, lambda connection, _facts: _undraft(connection, lpn))
            else:
                _write(bare, written, lpn)

        def timed(side: str) -> Callable[[], None]:
            return lambda: save(side)

        times: tuple[list[float], list[float]] = ([], [])
        for number in range(ROUNDS):
            new, written, lpn = next(units)
            waiting = dict.fromkeys(("ours", "bare"), (new, written, lpn))
            ours.append("I-04", (), lambda connection, _facts, lpn=lpn: _draft(connection, lpn))  # type: ignore[misc]
            bare.execute(DRAFT, (lpn, "{}" * 400))
            first, second = in_turn(timed("ours"), timed("bare"), 1) if number % 2 else reversed(in_turn(timed("bare"), timed("ours"), 1))
            times[0].extend(first)
            times[1].extend(second)
    name = "save one graded unit, durable"
    return Row(
        name,
        "p50, 3 facts, 3 photos, over the same rows by the bare driver",
        "≤ 2.0 ×",
        median(times[0][WARM:]),
        median(times[1][WARM:]),
        "ms",
    )


def bench_save_at_a_million_units(folder: Path) -> Row:
    """PERFORMANCE.md: the same append where 1 M units are stored, over where 10 k are; p50 of each, in turn."""
    del folder
    with _ledger(store(MANY)) as many, _ledger(store(FEW)) as few:
        numbers = (count(2 * MANY), count(2 * MANY))
        times = in_turn(lambda: _save(many, next(numbers[0])), lambda: _save(few, next(numbers[1])), ROUNDS // 2)
    ours, bare = (median(side[WARM:]) for side in times)
    return Row("save one graded unit at 1 M units stored", "p50, draft included, over the same at 10 k", "≤ 1.2 ×", ours, bare, "ms")


def _save(ledger: Ledger, number: int) -> None:
    lpn = plate(number)
    ledger.append("I-04", (), lambda connection, _facts: _draft(connection, lpn))
    ledger.append("I-04", _facts_of(number), lambda connection, _facts: _undraft(connection, lpn))


def _facts_of(number: int) -> list[NewFact]:
    lpn = plate(number)
    photos = [sha256(f"{number}-{shot}".encode()).hexdigest() for shot in range(3)]
    return [received(lpn), graded(lpn, photos=photos), label(lpn)]


def _units(recorded: Ledger) -> Iterator[tuple[list[NewFact], list[Statement], str]]:
    """New units without end, each with the statements that saving it takes, found out in a third database."""
    for number in range(1, ROUNDS + 1):
        new = _facts_of(number)
        yield new, _recorded(recorded, new), plate(number)


def _recorded(ledger: Ledger, new: list[NewFact]) -> list[Statement]:
    found: list[Statement] = []

    def record(connection: Connection, _facts: object) -> None:
        recorder = Recorder(_driver(connection))
        ledger._write(recorder, "I-04", new)
        found.extend(recorder.written)

    ledger.append("I-04", (), record)
    return found


@contextmanager
def _ledger(path: Path) -> Iterator[Ledger]:
    with DataFolder.open_writing(path, SystemClock()) as folder:
        writer, reader = folder.writer(), folder.reader()
        try:
            yield Ledger(writer, reader, SystemClock())
        finally:
            writer.dispose()
            reader.dispose()


@contextmanager
def _bare(path: Path, like: Ledger) -> Iterator[Any]:
    with DataFolder.open_writing(path, SystemClock()) as folder:
        connection = pysqlite.connect(str(folder.database), isolation_level=None, cached_statements=256)
        with like.writer.connect() as ours:
            for pragma in PRAGMAS:
                value = ours.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()
                connection.execute(f"PRAGMA {pragma} = {value}").fetchall()
        try:
            yield connection
        finally:
            connection.close()


def _write(bare: Any, written: list[Statement], lpn: str) -> None:
    bare.execute("BEGIN IMMEDIATE")
    for statement, rows in written:
        if len(rows) == 1:
            bare.execute(statement, rows[0])
        else:
            bare.executemany(statement, rows)
    bare.execute(DONE, (lpn,))
    bare.execute("COMMIT")


def _draft(connection: Connection, lpn: str) -> None:
    _driver(connection).execute(DRAFT, (lpn, "{}" * 400))


def _undraft(connection: Connection, lpn: str) -> None:
    _driver(connection).execute(DONE, (lpn,))


def _driver(connection: Connection) -> Any:
    return connection.connection.cursor()
