"""A look at a database file before anything writes to it: header, size, whose it is, which schema. Nothing is changed.

Damage is a Fault that names the file and the newest backup; the file itself is left for whoever can still read it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pysqlite3.dbapi2 as pysqlite

from station.errors import Refusal
from station.store.engines import BUSY_SECONDS
from station.store.faults import damaged, fault_of
from station.store.marker import Marker
from station.store.migrations import HEAD, REVISIONS

_MAGIC: Final = b"SQLite format 3\x00"
_HEADER_BYTES: Final = 100
_LEGACY_VERSIONS: Final = b"\x01\x01"  # bytes 18 and 19 of the header: not in WAL mode
_WAL_VERSIONS: Final = b"\x02\x02"


@dataclass(frozen=True, slots=True)
class Found:
    """What an existing database says of itself; `old_ledger` is set after a restore."""

    marker: Marker
    revision: str
    old_ledgers: frozenset[str]


def inspect_database(database: Path) -> Found:
    """Whose database this is and which schema it has.

    Raises Fault DATABASE_MISSING, DATABASE_EMPTY or DATABASE_DAMAGED, Refusal NEWER_DATABASE.
    """
    _check_header(database)
    try:
        found = _ask(database)
    except pysqlite.Error as error:
        # Whatever else goes wrong in reading a few rows (no such table, not the type that the schema promises) is damage too.
        raise (fault_of(error, database) or damaged(database, str(error))) from error
    if found.revision not in REVISIONS:
        raise Refusal("NEWER_DATABASE", file=str(database), found=found.revision, known=HEAD)
    return found


def in_wal_mode(database: Path) -> bool:
    """Whether the file says that it is worked on in WAL mode; raises OSError."""
    with database.open("rb") as file:
        return file.read(_HEADER_BYTES)[18:20] == _WAL_VERSIONS


def remove_stale_wal(database: Path) -> bool:
    """Remove a write-ahead log that cannot belong to this file, and say whether there was one.

    SQLite would replay it into whatever lies beside it. A database that was put back from a copy says in its header that it is
    not in WAL mode, and a live one says that it is before its log can exist.
    """
    log = Path(f"{database}-wal")
    with database.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not log.exists() or header[18:20] != _LEGACY_VERSIONS:
        return False
    log.unlink()
    Path(f"{database}-shm").unlink(missing_ok=True)
    return True


def _check_header(database: Path) -> None:
    try:
        with database.open("rb") as file:
            header = file.read(_HEADER_BYTES)
        size = database.stat().st_size
    except FileNotFoundError:
        raise damaged(database, "it is not there", "DATABASE_MISSING") from None
    if size == 0:
        raise damaged(database, "it has no content", "DATABASE_EMPTY")
    if not header.startswith(_MAGIC) or len(header) < _HEADER_BYTES:
        raise damaged(database, "its first bytes are not those of a database")
    if (wanted := _size_in_header(header)) and wanted > size and not _has_log(database):
        raise damaged(database, f"it has {size} bytes of {wanted}")


def _size_in_header(header: bytes) -> int:
    """The size in bytes that the header promises; 0 where the header does not vouch for it (bytes 24 and 92 differ)."""
    page = int.from_bytes(header[16:18], "big")
    vouched = header[24:28] == header[92:96]
    return int.from_bytes(header[28:32], "big") * (65536 if page == 1 else page) if vouched else 0


def _has_log(database: Path) -> bool:
    """Whether a log (WAL) or a hot rollback journal (DELETE) lies beside it, from which SQLite makes the file whole."""
    logs = (Path(f"{database}-wal"), Path(f"{database}-journal"))
    return any(log.exists() and log.stat().st_size > 0 for log in logs)


def _ask(database: Path) -> Found:
    connection = pysqlite.connect(str(database), timeout=BUSY_SECONDS, isolation_level=None)
    try:
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
        ledgers = connection.execute(
            "SELECT json_extract(payload, '$.old_ledger') FROM facts WHERE kind = 'ledger.restored' AND json_valid(payload)"
        )
        old = frozenset(ledger for (ledger,) in ledgers if ledger)
        connection.execute("SELECT digest FROM facts ORDER BY seq DESC LIMIT 1").fetchone()
    except TypeError as error:
        raise pysqlite.DatabaseError("it has no schema version") from error
    finally:
        connection.close()
    try:
        return Found(Marker(meta["station"], meta["ledger"], meta["created_at"]), revision, old)
    except KeyError as error:
        raise pysqlite.DatabaseError(f"it does not say its {error.args[0]}") from error
