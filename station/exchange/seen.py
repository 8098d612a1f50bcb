"""Which keys of a file came before, and how often: on disk, so that a file of any length needs the same memory.

Keys are kept as 64-bit hashes: among a million of them, one pair is taken for the same with a probability of 3 in 10^8.
"""

from collections.abc import Sequence
from types import TracebackType
from typing import Any, Final, Self

import pysqlite3.dbapi2 as pysqlite

_CACHE_KIB: Final = 8_192


class Seen:
    """A private temporary database that SQLite removes by itself."""

    def __init__(self) -> None:
        self._db: Any = pysqlite.connect("", isolation_level=None)
        for pragma in (f"cache_size = -{_CACHE_KIB}", "synchronous = OFF", "journal_mode = OFF"):
            self._db.execute(f"PRAGMA {pragma}").fetchall()
        self._db.execute("CREATE TABLE lines (key INTEGER PRIMARY KEY, line INTEGER NOT NULL)")
        self._db.execute("CREATE TABLE counts (key INTEGER PRIMARY KEY, times INTEGER NOT NULL)")
        self._db.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._db.close()

    def earlier(self, keys: Sequence[tuple[str, ...]], lines: Sequence[int]) -> dict[int, int]:
        """Remember a batch of keys with their lines; gives, for each position whose key came before, the line where it came first."""
        rows = list(zip(map(hash, keys), lines, strict=True))
        added = self._db.executemany("INSERT OR IGNORE INTO lines (key, line) VALUES (?, ?)", rows).rowcount
        if added == len(rows):
            return {}
        first = ((position, self._line(key), line) for position, (key, line) in enumerate(rows))
        return {position: earliest for position, earliest, line in first if earliest != line}

    def times(self, key: tuple[str, ...]) -> int:
        """Count one more of this key; gives how many there are now, this one included."""
        counted = self._db.execute(
            "INSERT INTO counts (key, times) VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET times = times + 1 RETURNING times", (hash(key),)
        )
        number: int = counted.fetchone()[0]
        return number

    def _line(self, key: int) -> int:
        line: int = self._db.execute("SELECT line FROM lines WHERE key = ?", (key,)).fetchone()[0]
        return line
