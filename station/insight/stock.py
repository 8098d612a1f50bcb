"""Where everything is: a station's store and perhaps a client in; totes, lots, what is in neither, shelves and bins out. Reads only.

What was put into a bin is stock of the main system, which does not say when it is sold: of a bin is known what went in, not what is left.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Engine, RowMapping

from station.errors import Refusal
from station.ledger.loose import MOST as LOOSE
from station.ledger.loose import Loose as Loose  # noqa: PLC0414 -- a part of `Stock`
from station.ledger.loose import loose_units

_TOTES: Final = """
SELECT t.tote AS name, t.state, t.disposition, t.client, sum(i.n) AS units, t.opened_at, t.closed_at, NULL AS shipped_at
FROM (SELECT tote, client, count(*) AS n FROM items WHERE tote IS NOT NULL GROUP BY tote, client) AS i JOIN totes AS t USING (tote)
WHERE ?1 IN ('', i.client) GROUP BY t.tote ORDER BY t.state DESC, t.tote
"""
# An empty lot is shown as long as it is open or closed; what has left only where it is asked for, by its name.
_LOTS: Final = """
SELECT l.lot AS name, l.state, l.disposition, l.client, coalesce(sum(i.n), 0) AS units, l.opened_at, l.closed_at, l.shipped_at
FROM lots AS l LEFT JOIN (
    SELECT lot, client, count(*) AS n FROM items WHERE lot IN (SELECT lot FROM lots WHERE state <> 'shipped') GROUP BY lot, client
) AS i USING (lot)
WHERE l.state <> 'shipped' AND (?1 IN ('', l.client, i.client)) GROUP BY l.lot ORDER BY l.state DESC, l.lot
"""
_LOT: Final = "SELECT lot AS name, state, disposition, client, units, opened_at, closed_at, shipped_at FROM lots WHERE lot = ?"
_SHELVES: Final = """
SELECT CASE WHEN disposition = 'quarantine' THEN 'quarantine' ELSE state END AS kind, coalesce(bin, '') AS place, count(*) AS units,
       min(coalesce(graded_at, received_at)) AS since
FROM items INDEXED BY items_by_state
WHERE (state IN ('held', 'repairing') OR (state = 'graded' AND disposition = 'quarantine')) AND ?1 IN ('', client)
GROUP BY kind, place ORDER BY kind, place
"""
_BINS: Final = (
    "SELECT bin, count(*) AS units FROM items INDEXED BY items_by_bin WHERE state = 'restocked' {client} GROUP BY bin ORDER BY bin"
)
_UNITS: Final = """
SELECT lpn, client, coalesce(sku, '') AS sku, title, coalesce(grade, '') AS grade, coalesce(disposition, '') AS disposition,
       coalesce(bin, '') AS bin, coalesce(tote, '') AS tote, coalesce(lot, '') AS lot, state, coalesce(graded_at, received_at) AS since
FROM items {index} WHERE {where} AND ?2 IN ('', client) ORDER BY {order} LIMIT ?3
"""
_MOST: Final = 1_000

# What a list of units is asked for: the index that finds them, the condition, and the order in which they are shown.
_LISTS: Final[Mapping[str, tuple[str, str, str]]] = {
    "tote": ("INDEXED BY items_by_tote", "tote = ?1", "bin, sku, lpn"),
    "lot": ("INDEXED BY items_by_lot", "lot = ?1", "sku, lpn"),
    "loose": ("INDEXED BY items_by_state", "state IN ('graded', 'released') AND disposition = ?1", "since, lpn"),
    "held": ("INDEXED BY items_by_state", "state = 'held' AND coalesce(bin, '') = ?1", "since, lpn"),
    "quarantine": ("INDEXED BY items_by_state", "state = 'graded' AND disposition = 'quarantine' AND coalesce(bin, '') = ?1", "since, lpn"),
    "repairing": ("INDEXED BY items_by_state", "state = 'repairing' AND coalesce(bin, '') = ?1", "since, lpn"),
    "unit": ("", "lpn = ?1", "lpn"),
    "bin": ("INDEXED BY items_by_bin", "state = 'restocked' AND bin = ?1", "lpn DESC"),
}


@dataclass(frozen=True, slots=True)
class ContainerThere:
    """A tote or a lot: `state` is open, closed or shipped, `client` "" where it holds units of several; times as facts write them.

    `units` are those of the client that was asked for.
    """

    name: str
    state: str
    disposition: str
    client: str
    units: int
    opened_at: str
    closed_at: str = ""
    shipped_at: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Units that stay where they are: `kind` is held, quarantine or repairing."""

    kind: str
    place: str
    units: int
    since: str


@dataclass(frozen=True, slots=True)
class UnitThere:
    """One unit of a list. `bin` is where it belongs, and once it is restocked where it lies."""

    lpn: str
    client: str
    sku: str
    title: str
    grade: str
    disposition: str
    bin: str
    tote: str
    lot: str
    state: str
    since: str


@dataclass(frozen=True, slots=True)
class Stock:
    """Everything that is here and not in its bin, of one client or ("") of all."""

    client: str
    totes: tuple[ContainerThere, ...]
    lots: tuple[ContainerThere, ...]
    loose: tuple[Loose, ...]
    shelves: tuple[Shelf, ...]

    @property
    def toted(self) -> int:
        """Units in totes."""
        return sum(tote.units for tote in self.totes)

    @property
    def lotted(self) -> int:
        """Units in lots that have not left."""
        return sum(lot.units for lot in self.lots)

    @property
    def not_toted(self) -> int:
        """Graded units in neither, at most `MOST` of `ledger.loose`."""
        return sum(part.units for part in self.loose)


def stock(reader: Engine, client: str = "") -> Stock:
    """What is where, in one snapshot. Costs the units that are still on their way, however many are in bins."""
    with reader.connect() as connection:

        def rows(query: str) -> list[dict[str, Any]]:
            return [_plain(row) for row in connection.exec_driver_sql(query, (client,)).mappings()]

        return Stock(
            client,
            tuple(ContainerThere(**row) for row in rows(_TOTES)),
            tuple(ContainerThere(**row) for row in rows(_LOTS)),
            loose_units(connection, client, LOOSE),
            tuple(Shelf(**row) for row in rows(_SHELVES)),
        )


def bins(reader: Engine, client: str = "") -> tuple[tuple[str, int], ...]:
    """Each bin with how many units were put into it and not taken elsewhere by this station since. Reads an index of all of them."""
    with reader.connect() as connection:
        query = _BINS.format(client="AND client = ?1" if client else "")
        return tuple((row.bin, row.units) for row in connection.exec_driver_sql(query, (client,) if client else ()))


def units_in(reader: Engine, kind: str, name: str, client: str = "", most: int = _MOST) -> tuple[UnitThere, ...]:
    """The units of a "tote" (in the order of their bins), a "lot", a "bin", "loose" ones of a disposition, or those "held", in "quarantine"
    or "repairing" that belong to a place, or the one "unit" of a plate; at most `most`.
    """
    index, where, order = _LISTS[kind]
    query = _UNITS.format(index=index, where=where, order=order)
    with reader.connect() as connection:
        return tuple(UnitThere(**row) for row in connection.exec_driver_sql(query, (name, client, most)).mappings())


def lot_named(reader: Engine, name: str) -> ContainerThere:
    """A lot by its name, in whatever case; also one that has left. Raises Refusal LOT_UNKNOWN."""
    with reader.connect() as connection:
        row = connection.exec_driver_sql(_LOT, (name.strip().upper(),)).mappings().one_or_none()
    if row is None:
        raise Refusal("LOT_UNKNOWN", lot=name.strip().upper())
    return ContainerThere(**_plain(row))


def _plain(row: RowMapping) -> dict[str, Any]:
    return {name: "" if value is None else value for name, value in row.items()}
