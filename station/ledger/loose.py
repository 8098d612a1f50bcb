"""Units that are graded and lie in no tote, lot or bin: a connection and perhaps a client in, counts out. The one place that says which.

Quarantine and holds stay where they are, so nobody has to take them anywhere.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

MOST: Final = 10_000
"""Units that are counted where it is asked at every change: a station that works without totes has all its units here."""

EVERY: Final = -1  # no limit, as SQLite has it
_LOOSE: Final = """
SELECT disposition, client, count(*) AS units, min(since) AS since FROM (
    SELECT disposition, client, coalesce(graded_at, received_at) AS since FROM items INDEXED BY items_by_state
    WHERE state IN ('graded', 'released') AND disposition NOT IN ('quarantine', 'hold') AND ?1 IN ('', client) LIMIT ?2
) GROUP BY disposition, client ORDER BY units DESC, disposition, client
"""


@dataclass(frozen=True, slots=True)
class Loose:
    """Units of one client and disposition that lie in no tote, lot or bin yet; `since` is when the oldest was graded."""

    disposition: str
    client: str
    units: int
    since: str


def loose_units(connection: Connection, client: str = "", most: int = EVERY) -> tuple[Loose, ...]:
    """Those of one client, or ("") of all, the most first; looks at no more than `most` of them."""
    return tuple(Loose(*row) for row in connection.exec_driver_sql(_LOOSE, (client, most)))
