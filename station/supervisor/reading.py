"""What a desk sees of others at work: the station that it looks into in; whether somebody has written since out."""

from contextlib import closing
from typing import Any

from station.assembly import Station


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
