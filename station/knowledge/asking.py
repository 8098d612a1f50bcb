"""A statement and its keys in, its rows out; or a plain fault when the database is gone. Reads only.

Each thread keeps one driver connection and prepared statements: taking a connection from the pool for each look-up costs
more than the look-up. A single SELECT is its own snapshot, so no reader holds back the WAL between scans.
"""

from collections import Counter
from threading import Lock, local
from typing import Any

import pysqlite3.dbapi2 as pysqlite
from sqlalchemy import Engine

from station.store.faults import fault_of


class Asking:
    """The connections to one database, one for each thread that ever asked."""

    def __init__(self, reader: Engine) -> None:
        self._reader = reader
        self._mine = local()
        self._all: list[Any] = []
        self._lock = Lock()

    def rows(self, statement: str, keys: tuple[str, ...]) -> list[Any]:
        """All rows of the answer. Raises Fault (DATABASE_LOCKED, DATABASE_DAMAGED, …)."""
        try:
            rows: list[Any] = self._connection().execute(statement, keys).fetchall()
        except pysqlite.Error as error:
            raise self._fault(error) from error
        return rows

    def counted(self, statement: str) -> Counter[Any]:
        """How often each row comes in an answer that may be long: the rows go by one after the other. Raises Fault as `rows`."""
        try:
            return Counter(self._connection().execute(statement))
        except pysqlite.Error as error:
            raise self._fault(error) from error

    def close(self) -> None:
        """Close the connections of all threads; the next question opens a new one."""
        with self._lock:
            while self._all:
                self._all.pop().close()
            self._mine = local()

    def _fault(self, error: pysqlite.Error) -> Exception:
        return fault_of(error, str(self._reader.url.database)) or error

    def _connection(self) -> Any:  # noqa: ANN401 -- pysqlite3 ships no types
        try:
            return self._mine.connection
        except AttributeError:
            pooled = self._reader.raw_connection()
            mine = pooled.driver_connection  # a detached fairy no longer names it
            pooled.detach()  # ours until close: the pool stays free for whoever reads in pages
            with self._lock:
                self._all.append(pooled)
            self._mine.connection = mine
            return self._mine.connection
