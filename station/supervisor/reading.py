"""The station that a desk looks into: a data folder in; a Station that writes nothing, and whether somebody else has written, out."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from station.assembly import Station, read_station
from station.clock import Clock


@contextmanager
def open_desk(data: Path, clock: Clock) -> Iterator[Station]:
    """A station to look into beside a working bench: no lock is taken. Raises what `read_station` raises."""
    with read_station(data, clock) as opened:
        yield opened


class Stirring:
    """Tells whether the database has changed since it was asked last. Used on the thread that reads."""

    def __init__(self, opened: Station) -> None:
        # A connection of its own, outside any transaction: SQLite counts for it what others have committed.
        self._connection = opened.reader.raw_connection()
        self._seen = self._version()

    def look(self) -> bool:
        """True once after anybody committed something."""
        before, self._seen = self._seen, self._version()
        return before != self._seen

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _version(self) -> int:
        raw: Any = self._connection.driver_connection  # pysqlite3 ships no types
        with closing(raw.execute("PRAGMA data_version")) as cursor:
            return int(cursor.fetchone()[0])
