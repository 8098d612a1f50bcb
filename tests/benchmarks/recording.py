"""What a bench writes, noted at the driver while it works, and the bare loop that writes the same again: photos and transactions."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any

import pysqlite3.dbapi2 as pysqlite
from sqlalchemy import Engine, event

from station.assembly import Station, bench_of, open_station
from station.clock import SystemClock
from station.devices.folder_camera import FolderCamera
from station.photos.store import PhotoStore
from station.session import Session

Statement = tuple[str, list[Any]]
_WRITES = ("INSERT", "UPDATE", "DELETE")
_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "temp_store = MEMORY")


@dataclass
class Tape:
    """Pictures (bytes) and transactions (lists of statements) in the order in which they became durable."""

    entries: list[bytes | list[Statement]] = field(default_factory=list)
    open: list[Statement] = field(default_factory=list)

    @property
    def pictures(self) -> int:
        return sum(isinstance(entry, bytes) for entry in self.entries)

    @property
    def commits(self) -> int:
        return len(self.entries) - self.pictures

    def note(self, statement: str, rows: list[Any]) -> None:
        if statement == "BEGIN IMMEDIATE":
            self.open = []
        elif statement.startswith(_WRITES):
            self.open.append((statement, rows))

    def committed(self) -> None:
        self.entries.append(self.open)


class _Photos(PhotoStore):
    """Notes each picture that it is given."""

    tape: Tape

    def put(self, data: bytes, name: str = "photo") -> str:
        self.tape.entries.append(data)
        return super().put(data, name)


@contextmanager
def recorded(data: Path) -> Iterator[tuple[Tape, Station, Session]]:
    """The bench of a station, as it works; the tape fills while it does."""
    tape = Tape()

    def with_tape(_dialect: object, _record: object, _args: object, parameters: dict[str, Any]) -> None:
        parameters["factory"] = _driver(tape)

    event.listen(Engine, "do_connect", with_tape)
    try:
        with open_station(data, SystemClock()) as opened:
            photos = _Photos(opened.folder.photos)
            photos.tape = tape
            camera = FolderCamera(data.parent / "pictures")
            opened.__dict__["photos"] = photos  # it is made when it is asked for first
            yield tape, opened, bench_of(opened, camera, takes_itself=True)
    finally:
        event.remove(Engine, "do_connect", with_tape)


def _driver(tape: Tape) -> type[Any]:
    class Cursor(pysqlite.Cursor):  # type: ignore[misc]
        def execute(self, statement: str, params: Any = ()) -> Any:
            tape.note(statement, [params])
            return super().execute(statement, params)

        def executemany(self, statement: str, rows: Iterable[Any]) -> Any:
            given = list(rows)
            tape.note(statement, given)
            return super().executemany(statement, given)

    class Connection(pysqlite.Connection):  # type: ignore[misc]
        def cursor(self, factory: Any = None) -> Any:
            return super().cursor(factory or Cursor)

        def execute(self, statement: str, params: Any = ()) -> Any:
            return self.cursor().execute(statement, params)

        def commit(self) -> None:
            if self.in_transaction and tape.open:
                tape.committed()
            tape.open = []
            super().commit()

    return Connection


def play(tape: Tape, data: Path) -> float:
    """Seconds that the bare driver and the bare file system take for the same, one after the other."""
    db = pysqlite.connect(str(data / "station.db"), isolation_level=None, cached_statements=256)
    for pragma in _PRAGMAS:
        db.execute(f"PRAGMA {pragma}").fetchall()
    begun = perf_counter()
    for entry in tape.entries:
        if isinstance(entry, bytes):
            _store(data / "photos", entry)
        else:
            _commit(db, entry)
    seconds = perf_counter() - begun
    db.close()
    return seconds


def _commit(db: Any, statements: list[Statement]) -> None:
    db.execute("BEGIN IMMEDIATE")
    for statement, rows in statements:
        if len(rows) == 1:
            db.execute(statement, rows[0]).fetchall()
        else:
            db.executemany(statement, rows)
    db.execute("COMMIT")


def _store(root: Path, data: bytes) -> None:
    """Written under another name, synced, renamed, its folder synced: what it takes for a file to survive a power cut."""
    digest = sha256(data).hexdigest()
    place = root / digest[:2] / f"{digest[2:]}.jpg"
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = root / "bare.tmp"
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
