"""Can it have happened so? A fact and what the facts before it made of its unit and lot in; a finding for what cannot be out.

Digests prove that nothing was changed afterwards; this looks at what was written: a unit that leaves twice, or is stock after it
left, what goes into a closed tote or lot, a lot shipped twice or not as a whole, units that the main system counts and that are not on
their bins. One look at a row or two for a fact.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from station.ledger.findings import Findings
from station.model import facts as kinds
from station.model.facts import Fact

Lookup = Callable[[str, str, tuple[str, ...]], Mapping[str, Any] | None]  # columns of the row of a table with this key, as of now

_STOCK: Final = "restocked"
_AWAY: Final = "repairing"
_GONE: Final = frozenset({"shipped", "destroyed", "returned"})
# What is done to a unit that is here. A correction or a label may still come when it has left.
_OF_UNITS: Final = frozenset({
    kinds.ITEM_GRADED, kinds.ITEM_HELD, kinds.ITEM_RELEASED, kinds.ITEM_OVERRIDDEN, kinds.ITEM_REOPENED, kinds.ITEM_TOTED,
    kinds.ITEM_RESTOCKED, kinds.ITEM_LOTTED, kinds.ITEM_TAKEN_OUT, kinds.ITEM_DESTROYED, kinds.ITEM_RETURNED,
    kinds.ITEM_SENT_TO_REPAIR, kinds.ITEM_BACK_FROM_REPAIR,
})  # fmt: skip
_INTO: Final = (kinds.ITEM_TOTED, kinds.ITEM_LOTTED)
_HELD: Final = "held"
# Where it happens: the table, what of the payload names the row ("": the fact's subject does), and how it has to be until then.
_AT: Final = {
    kinds.ITEM_TOTED: ("totes", "tote", "open"), kinds.TOTE_CLOSED: ("totes", "tote", "open"),
    kinds.TOTE_REOPENED: ("totes", "tote", "closed"),
    kinds.ITEM_LOTTED: ("lots", "lot", "open"), kinds.LOT_CLOSED: ("lots", "lot", "open"),
    kinds.LOT_REOPENED: ("lots", "lot", "closed"), kinds.LOT_SHIPPED: ("lots", "lot", "closed"),
    kinds.PARCEL_CLOSED: ("parcels", "", "arrived"),
}  # fmt: skip


class HistoryCheck:
    """Takes each fact before its projection does. `lookup` reads the tables as the facts before it made them."""

    def __init__(self, lookup: Lookup, findings: Findings) -> None:
        self._lookup = lookup
        self._findings = findings

    def take(self, fact: Fact) -> None:
        """HISTORY_IMPOSSIBLE, STOCK_IMPOSSIBLE and LOT_NOT_WHOLE, each with the seq of the fact and what it is about."""
        if fact.kind in _OF_UNITS:
            self._unit(fact)
        if fact.kind in _AT:
            self._place(fact)

    def _unit(self, fact: Fact) -> None:
        unit = self._lookup("items", fact.subject, ("state", "lot"))
        if unit is None:
            return  # which is a finding of its own: nothing can be derived from such a fact
        state = str(unit["state"])
        away = (state == _AWAY) != (fact.kind == kinds.ITEM_BACK_FROM_REPAIR)
        if state in _GONE or away or (state == _HELD and fact.kind in _INTO):
            self._impossible(fact, fact.subject, state)
        elif fact.kind == kinds.ITEM_GRADED and unit["lot"]:
            self._out_of(str(unit["lot"]), fact)
        before, right = int(state == _STOCK), int(fact.kind == kinds.ITEM_RESTOCKED)
        unsaid = right - before if right else 0  # a fact of before quantities were said
        units = before + int(fact.payload.get("quantity", unsaid))
        if units != right:
            self._findings.add("STOCK_IMPOSSIBLE", seq=fact.seq, kind=fact.kind, subject=fact.subject, units=units, right=right)

    def _out_of(self, lot: str, fact: Fact) -> None:
        """A unit is graded again only once it is out of a lot that is closed."""
        row = self._lookup("lots", lot, ("state",))
        if row and row["state"] == "closed":
            self._impossible(fact, lot, "closed")

    def _place(self, fact: Fact) -> None:
        table, named, right = _AT[fact.kind]
        name = str(fact.payload.get(named) or "") if named else fact.subject
        row = self._lookup(table, name, ("state",))
        if row is None:
            return
        if row["state"] != right:
            self._impossible(fact, name, str(row["state"]))
        if fact.kind == kinds.LOT_SHIPPED:
            self._shipped(fact, name, whole=row["state"] == right)

    def _shipped(self, fact: Fact, lot: str, *, whole: bool) -> None:
        """Every unit that is named was in it, and none that was in it is left out."""
        inside = 0
        for lpn in dict.fromkeys(map(str, fact.payload.get("lpns", ()))):
            unit = self._lookup("items", lpn, ("state", "lot"))
            inside += int(unit is not None and unit["lot"] == lot)
            if unit and (unit["state"], unit["lot"]) != ("lotted", lot):
                self._impossible(fact, lpn, str(unit["state"]))
        units = (self._lookup("lots", lot, ("units",)) or {"units": 0})["units"]
        if whole and inside < units:
            self._findings.add("LOT_NOT_WHOLE", seq=fact.seq, subject=lot, units=inside, right=units)

    def _impossible(self, fact: Fact, subject: str, state: str) -> None:
        self._findings.add("HISTORY_IMPOSSIBLE", seq=fact.seq, kind=fact.kind, subject=subject, state=state)
