"""Which keys of a file came before, and how often: on disk, so that a file of any length needs the same memory."""

from collections.abc import Sequence
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Final, Self

import pysqlite3.dbapi2 as pysqlite

from station.store.faults import guarded

_CACHE_KIB: Final = 4_096
_BETWEEN: Final = "\x1f"  # in no key, since keys are printable

_COUNT: Final = "INSERT INTO counts (key, times) VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET times = times + 1 RETURNING times"


class Seen:
    """A database in a temporary folder of its own; SQLite's own temporary ones may be kept in memory, however large."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="restock-station-import-", ignore_cleanup_errors=True)
        self._db: Any = pysqlite.connect(f"{self._folder.name}/seen.db", isolation_level=None)
        for pragma in (f"cache_size = -{_CACHE_KIB}", "synchronous = OFF", "journal_mode = OFF", "locking_mode = EXCLUSIVE"):
            self._db.execute(f"PRAGMA {pragma}").fetchall()
        self._db.execute("CREATE TABLE lines (key TEXT PRIMARY KEY, line INTEGER NOT NULL) WITHOUT ROWID")
        self._db.execute("CREATE TABLE counts (key TEXT PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID")
        self._db.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._db.close()
        self._folder.cleanup()

    def earlier(self, keys: Sequence[tuple[str, ...]], lines: Sequence[int]) -> dict[int, int]:
        """Remember a batch of keys with their lines; gives, for each position whose key came before, the line where it came first.

        Raises Fault DISK_FULL or DISK_FAILED for the temporary folder.
        """
        rows = list(zip(map(_BETWEEN.join, keys), lines, strict=True))
        with guarded(self._folder.name):
            added = self._db.executemany("INSERT OR IGNORE INTO lines (key, line) VALUES (?, ?)", rows).rowcount
            if added == len(rows):
                return {}
            first = [(position, self._line(key), line) for position, (key, line) in enumerate(rows)]
        return {position: earliest for position, earliest, line in first if earliest != line}

    def times(self, key: tuple[str, ...]) -> int:
        """Count one more of this key; gives how many there are now, this one included. Raises as `earlier`."""
        with guarded(self._folder.name):
            number: int = self._db.execute(_COUNT, (_BETWEEN.join(key),)).fetchone()[0]
        return number

    def _line(self, key: str) -> int:
        line: int = self._db.execute("SELECT line FROM lines WHERE key = ?", (key,)).fetchone()[0]
        return line
