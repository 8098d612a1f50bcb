"""What is graded and not in its bin yet: a station's store in; counts without a tote, by tote and by lot out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Engine

from station.ledger.loose import MOST as MOST  # noqa: PLC0414 -- who tells of it gets it from here
from station.ledger.loose import loose_units

_TOTES: Final = """
SELECT totes.tote AS name, totes.disposition, count(*) AS units FROM items INDEXED BY items_by_tote JOIN totes ON totes.tote = items.tote
WHERE items.tote IS NOT NULL AND ?1 IN ('', items.client) GROUP BY totes.tote ORDER BY totes.tote
"""
# CROSS JOIN: from the few lots that are still here; else the planner walks over every unit that ever was in one.
_LOTS: Final = """
SELECT lots.lot AS name, lots.disposition, count(*) AS units
FROM (SELECT lot, disposition FROM lots WHERE state <> 'shipped') AS lots CROSS JOIN items INDEXED BY items_by_lot
WHERE items.lot = lots.lot AND ?1 IN ('', items.client) GROUP BY lots.lot ORDER BY lots.lot
"""


@dataclass(frozen=True, slots=True)
class Pile:
    """Units that are not where they belong: `kind` is loose, tote or lot, `name` that of the tote or lot ("" for loose ones).

    `disposition` is "" and `units` is `MOST` for loose ones that are so many that nobody counted them.
    """

    kind: str
    name: str
    disposition: str
    units: int


def not_in_bin(reader: Engine, client: str = "") -> tuple[Pile, ...]:
    """All piles, those without a tote first; quarantine and holds stay where they are."""
    with reader.connect() as connection:
        totes = [Pile("tote", row.name, row.disposition, row.units) for row in connection.exec_driver_sql(_TOTES, (client,))]
        lots = [Pile("lot", row.name, row.disposition, row.units) for row in connection.exec_driver_sql(_LOTS, (client,))]
        return (*_loose(connection, client), *totes, *lots)


def _loose(connection: Connection, client: str) -> Iterator[Pile]:
    found = loose_units(connection, client, MOST)
    if sum(part.units for part in found) >= MOST:
        yield Pile("loose", "", "", MOST)
        return
    counts: Counter[str] = Counter()
    for part in found:
        counts[part.disposition] += part.units
    yield from (Pile("loose", "", disposition, units) for disposition, units in counts.most_common())
