"""Facts about where units lie and how they leave, into items, totes, lots and quarter_hours.

Measures: toted, restocked, lotted, shipped, destroyed, returned: units. What only goes from one tote, bin or lot to another of its
kind (the fact then names `from_tote`, `from_bin` or `from_lot`) is not counted once more.
"""

from collections.abc import Mapping
from typing import Any, Final

from station.errors import Bug
from station.ledger.projections.containers import OUT, joined, left, lot_shipped
from station.ledger.projections.figures import quarter
from station.ledger.tables import Tables
from station.model import facts as kinds
from station.model.facts import Fact

Unit = Mapping[str, Any]

_NEEDED: Final = ("client", "grade", "disposition", "tote", "lot")


def toted(tables: Tables, fact: Fact) -> None:
    """The unit is in a tote."""
    unit = _taken_out(tables, fact)
    joined(tables, fact, unit, "tote")
    _stands(tables, fact, "toted", tote=fact.payload["tote"])
    _count(tables, fact, unit["client"], "toted", moved="from_tote")


def restocked(tables: Tables, fact: Fact) -> None:
    """The unit is on its bin, and out of its tote or lot."""
    unit = _taken_out(tables, fact)
    _stands(tables, fact, "restocked", bin=fact.payload["bin"])
    _count(tables, fact, unit["client"], "restocked", moved="from_bin")


def lotted(tables: Tables, fact: Fact) -> None:
    """The unit is in a lot, and out of its tote or bin."""
    unit = _taken_out(tables, fact)
    joined(tables, fact, unit, "lot")
    _stands(tables, fact, "lotted", lot=fact.payload["lot"])
    _count(tables, fact, unit["client"], "lotted", moved="from_lot")


def taken_out(tables: Tables, fact: Fact) -> None:
    """The unit is in no tote and no lot any more; what was decided about it stands."""
    unit = _taken_out(tables, fact)
    _stands(tables, fact, "graded" if unit["grade"] else "released")


def shipped(tables: Tables, fact: Fact) -> None:
    """A lot has left with all its units; they stay in it."""
    lot_shipped(tables, fact)
    for lpn in fact.payload["lpns"]:
        unit = _unit(tables, fact, lpn)
        tables.change("items", lpn, {"state": "shipped", "last_seq": fact.seq})
        tables.add(quarter(fact.at), unit["client"], fact.actor, {"shipped": 1})


def destroyed(tables: Tables, fact: Fact) -> None:
    """The unit is no more; its photograph is."""
    unit = _taken_out(tables, fact)
    _stands(tables, fact, "destroyed")
    rows = [
        {"sha256": photo["sha256"], "lpn": fact.subject, "shot": photo["shot"], "seq": fact.seq, "erased_seq": None}
        for photo in fact.payload["photos"]
    ]
    tables.put_all("item_photos", rows)
    _count(tables, fact, unit["client"], "destroyed")


def returned(tables: Tables, fact: Fact) -> None:
    """The unit went back to its vendor or to the customer."""
    unit = _taken_out(tables, fact)
    _stands(tables, fact, "returned")
    _count(tables, fact, unit["client"], "returned")


def sent_to_repair(tables: Tables, fact: Fact) -> None:
    """The unit is in a workshop."""
    _taken_out(tables, fact)
    _stands(tables, fact, "repairing")


def back_from_repair(tables: Tables, fact: Fact) -> None:
    """The unit is here again and nobody has inspected it since: no grade stands. What was graded before stays counted where it was."""
    _taken_out(tables, fact)
    none = dict.fromkeys(("grade", "disposition", "bin", "hold", "graded_by", "graded_at", "grade_seq"))
    _stands(tables, fact, "received", **none, because="[]")


def _unit(tables: Tables, fact: Fact, lpn: str) -> Unit:
    unit = tables.get("items", lpn, _NEEDED)
    if unit is None:
        raise Bug("FACT_CONTRADICTS", table="items", key=lpn, detail=f"{fact.kind} before item.received")
    return unit


def _taken_out(tables: Tables, fact: Fact) -> Unit:
    """The unit of this fact, out of what it lay in."""
    unit = _unit(tables, fact, fact.subject)
    left(tables, fact, unit)
    return unit


def _stands(tables: Tables, fact: Fact, state: str, **values: object) -> None:
    tables.change("items", fact.subject, {"state": state, **OUT, **values, "last_seq": fact.seq})


def _count(tables: Tables, fact: Fact, client: str, measure: str, moved: str = "") -> None:
    if not moved or not fact.payload.get(moved):
        tables.add(quarter(fact.at), client, fact.actor, {measure: 1})


PROJECTIONS: Final = {
    kinds.ITEM_TOTED: toted,
    kinds.ITEM_RESTOCKED: restocked,
    kinds.ITEM_LOTTED: lotted,
    kinds.ITEM_TAKEN_OUT: taken_out,
    kinds.LOT_SHIPPED: shipped,
    kinds.ITEM_DESTROYED: destroyed,
    kinds.ITEM_RETURNED: returned,
    kinds.ITEM_SENT_TO_REPAIR: sent_to_repair,
    kinds.ITEM_BACK_FROM_REPAIR: back_from_repair,
}
