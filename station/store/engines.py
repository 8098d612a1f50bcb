"""Engines on the one database of a station: `writer` (one connection, BEGIN IMMEDIATE) and `reader` (deferred, query_only).

All access goes through pysqlite3: a second SQLite library in the process would drop this one's locks and lose commits.
"""

from pathlib import Path
from typing import Any, Final

import pysqlite3.dbapi2 as pysqlite
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

BUSY_SECONDS: Final = 5
CHECKPOINT_PAGES: Final = 1000
WAL_LIMIT_BYTES: Final = 16 * 1024 * 1024
READERS: Final = 4
ENGINE_VERSION: Final[tuple[int, int, int]] = pysqlite.sqlite_version_info

# The WAL-reset bug: two connections that write or checkpoint at the same moment. Fixed in 3.51.3 and in these two older lines.
_BUG_SINCE: Final = (3, 7, 0)
_BUG_FIXED: Final = (3, 51, 3)
_BUG_FIXED_IN_LINE: Final = {(3, 44): 6, (3, 50): 7}


def folded(name: str) -> str:
    """A name as it is compared, also inside SQL as `folded(name)`: without the spaces around it, capitals or not, in any script."""
    return name.strip().casefold()


def affected(version: tuple[int, int, int] = ENGINE_VERSION) -> bool:
    """Whether this SQLite may lose commits in WAL mode."""
    fixed_patch = _BUG_FIXED_IN_LINE.get(version[:2])
    if fixed_patch is not None and version[2] >= fixed_patch:
        return False
    return _BUG_SINCE <= version < _BUG_FIXED


def writer(database: Path, wal: bool | None = None) -> Engine:
    """The engine that writes: one connection, shared by threads in turn, every transaction BEGIN IMMEDIATE.

    `wal` None means WAL unless this SQLite is affected. WAL runs with synchronous FULL, otherwise DELETE with EXTRA:
    both keep every acknowledged commit through a power cut.
    """
    use_wal = not affected() if wal is None else wal and not affected()
    engine = _engine(database, size=1)
    pragmas = (
        f"PRAGMA journal_mode = {'WAL' if use_wal else 'DELETE'}",
        f"PRAGMA synchronous = {'FULL' if use_wal else 'EXTRA'}",
        "PRAGMA foreign_keys = ON",
        f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}",
        f"PRAGMA journal_size_limit = {WAL_LIMIT_BYTES}",
        "PRAGMA temp_store = MEMORY",
    )
    _prepare(engine, pragmas, "BEGIN IMMEDIATE")
    return engine


def reader(database: Path) -> Engine:
    """An engine that only reads: a transaction is one snapshot, deferred, so it never blocks the writer.

    Read in pages and end the transaction between them: an open snapshot keeps the WAL from being reset.
    """
    engine = _engine(database, size=READERS)
    _prepare(engine, ("PRAGMA query_only = ON", "PRAGMA foreign_keys = ON", "PRAGMA temp_store = MEMORY"), "BEGIN")
    return engine


def _engine(database: Path, size: int) -> Engine:
    return create_engine(
        URL.create("sqlite", database=str(database)),
        module=pysqlite,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=60,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False, "isolation_level": None, "cached_statements": 256},
    )


def _prepare(engine: Engine, pragmas: tuple[str, ...], begin: str) -> None:
    def on_connect(connection: Any, _record: object) -> None:  # noqa: ANN401 -- pysqlite3 ships no types
        for pragma in pragmas:
            connection.execute(pragma).fetchall()
        # SQLite's own lower() knows the letters of ASCII only.
        connection.create_function("folded", 1, folded, deterministic=True)

    def on_begin(connection: Connection) -> None:
        # The driver's own transaction handling is switched off (isolation_level None): it begins too late and loses updates.
        # Through the driver's cursor, since this is on the path of every save.
        raw: Any = connection.connection.driver_connection
        if not raw.in_transaction:  # the ledger begins its own, and SQLAlchemy then joins in
            raw.execute(begin)

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
