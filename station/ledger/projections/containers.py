"""The rows of totes and lots: a unit that goes in or comes out, a tote or lot that is closed, opened again or shipped.

Units are counted in these rows as they are in `items`: whatever takes a unit out of its tote or lot calls `left` first.
"""

from collections.abc import Mapping
from typing import Any, Final

from station.errors import Bug
from station.ledger.tables import Tables
from station.model import facts as kinds
from station.model.facts import Fact

Row = Mapping[str, Any]

OUT: Final[Row] = {"tote": None, "lot": None}
_TABLES: Final = {"tote": "totes", "lot": "lots"}
_NEEDED: Final = ("state", "client", "units")


def joined(tables: Tables, fact: Fact, unit: Row, kind: str) -> None:
    """The unit of this fact lies in the tote or lot (`kind`) that the fact names; one that was empty begins anew with it."""
    name, client = fact.payload[kind], unit["client"]
    table, row = _TABLES[kind], tables.get(_TABLES[kind], name, _NEEDED)
    if row is None or not row["units"]:
        disposition = fact.payload.get("disposition") or unit["disposition"] or ""
        begun = {"state": "open", "disposition": disposition, "client": client, "units": 1, "opened_at": fact.at, "closed_at": None}
        if row is None:
            tables.insert(table, {kind: name, **begun, "last_seq": fact.seq})
        else:
            tables.change(table, name, {**begun, "last_seq": fact.seq})
        return
    tables.change(table, name, {"units": row["units"] + 1, "client": _shared(row["client"], client), "last_seq": fact.seq})


def left(tables: Tables, fact: Fact, unit: Row) -> None:
    """The unit is out of whatever it lay in. What is empty is open again; a lot that was shipped stays as it left."""
    for kind, table in _TABLES.items():
        name = unit[kind]
        row = tables.get(table, name, _NEEDED) if name is not None else None
        if row is None or row["state"] == "shipped":
            continue
        emptied = {} if row["units"] > 1 else {"state": "open", "closed_at": None}
        tables.change(table, name, {**emptied, "units": row["units"] - 1, "last_seq": fact.seq})


def owned(tables: Tables, fact: Fact, unit: Row, client: str) -> None:
    """The unit turned out to be another client's than its tote or lot says."""
    for kind, table in _TABLES.items():
        row = tables.get(table, unit[kind], _NEEDED) if unit[kind] is not None else None
        if row is not None:
            both = client if row["units"] == 1 else _shared(row["client"], client)
            tables.change(table, unit[kind], {"client": both, "last_seq": fact.seq})


def tote_closed(tables: Tables, fact: Fact) -> None:
    """Nothing more goes into the tote until it was emptied."""
    _set(tables, fact, "tote", state="closed", closed_at=fact.at)


def tote_reopened(tables: Tables, fact: Fact) -> None:
    """More may go into the tote."""
    _set(tables, fact, "tote", state="open", closed_at=None)


def lot_closed(tables: Tables, fact: Fact) -> None:
    """Nothing more goes into the lot, unless it is opened again."""
    _set(tables, fact, "lot", state="closed", closed_at=fact.at)


def lot_reopened(tables: Tables, fact: Fact) -> None:
    """More may go into the lot."""
    _set(tables, fact, "lot", state="open", closed_at=None)


def lot_shipped(tables: Tables, fact: Fact) -> int:
    """The lot has left; how many units were in it."""
    return _set(tables, fact, "lot", state="shipped", shipped_at=fact.at)


def _set(tables: Tables, fact: Fact, kind: str, **values: object) -> int:
    name = fact.payload[kind]
    row = tables.get(_TABLES[kind], name, _NEEDED)
    if row is None:
        raise Bug("FACT_CONTRADICTS", table=_TABLES[kind], key=name, detail=f"{fact.kind} before a unit was in it")
    tables.change(_TABLES[kind], name, {**values, "last_seq": fact.seq})
    return int(row["units"])


def _shared(before: str, client: str) -> str:
    return before if before == client else ""


PROJECTIONS: Final = {
    kinds.TOTE_CLOSED: tote_closed,
    kinds.TOTE_REOPENED: tote_reopened,
    kinds.LOT_CLOSED: lot_closed,
    kinds.LOT_REOPENED: lot_reopened,
}
