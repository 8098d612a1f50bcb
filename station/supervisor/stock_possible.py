"""What can be done with a pile of goods: a kind, a name and what is where in; actions, and what has to be said of each, out. Pure.

Which goods may leave how is the bench's to say, and who may do it the act's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from station.bench.departures import PARTS, TAKES, Part, Way
from station.model.rights import Right
from station.supervisor.acts import Act
from station.supervisor.acts_containers import CloseLot, ReopenLot
from station.supervisor.acts_stock import BackFromRepair, Destroy, Return, SendToRepair, ShipLot
from station.supervisor.stock import ContainerThere, StockNow


class Do(StrEnum):
    """Every action of the page; those by which goods leave are called as the bench calls them."""

    CLOSE = "close"
    SHIP = Way.SHIP.value
    REOPEN = "reopen"
    DESTROY = Way.DESTROY.value
    VENDOR = Way.VENDOR.value
    CUSTOMER = Way.CUSTOMER.value
    REPAIR = Way.REPAIR.value
    BACK = "back"
    DECIDE = "decide"
    XLSX = "xlsx"
    CSV = "csv"
    ZIP = "zip"


MANIFESTS: Final = (Do.XLSX, Do.CSV, Do.ZIP)
ABOUT_UNITS: Final = frozenset({*(Do(way) for way in TAKES), Do.BACK})
"""Done with the units that are marked, or with all where none is."""

ACTS: Final[Mapping[Do, type[Act] | None]] = {
    Do.CLOSE: CloseLot, Do.SHIP: ShipLot, Do.REOPEN: ReopenLot, Do.DESTROY: Destroy, Do.VENDOR: Return, Do.CUSTOMER: Return,
    Do.REPAIR: SendToRepair, Do.BACK: BackFromRepair, Do.DECIDE: None, Do.XLSX: None, Do.CSV: None, Do.ZIP: None,
}  # fmt: skip
"""Every action, and the act whose right it needs; None is for everybody who sees the page."""

# How units of a disposition leave one by one.
_WAYS: Final = {disposition.value: Do(way) for way, taken in TAKES.items() for disposition in taken}
_PARTS: Final = {Do(way): parts for way, parts in PARTS.items()}
_NOT_WRITTEN: Final = (Part.UNITS, Part.CONFIRM)  # they are chosen in a list, and a button says yes


@dataclass(frozen=True, slots=True)
class Pile:
    """What is chosen: `kind` is tote, lot, loose, bin, held, quarantine, repairing or gone; `client` only of loose units."""

    kind: str = ""
    name: str = ""
    client: str = ""

    @classmethod
    def of(cls, what: str) -> "Pile":
        """As a row of a list names it; a name may hold anything, a client too."""
        kind, _, name = what.partition(":")
        name, _, client = name.partition(":") if kind == "loose" else (name, "", "")
        return cls(kind, name, client)

    def container(self, now: StockNow) -> ContainerThere | None:
        """The tote or lot that it is, as long as it is here."""
        found = {"tote": now.stock.totes, "lot": now.stock.lots}.get(self.kind, ())
        return next((each for each in found if each.name == self.name), None)


def actions_of(pile: Pile, now: StockNow, may: Callable[[Right], bool], units: int) -> tuple[Do, ...]:
    """What whoever is here may do with it, `units` of which are there; the first is the one that is due."""
    return tuple(each for each in _offered(pile, now, units) if (act := ACTS[each]) is None or may(act.right))


def said_of(action: Do, *, people: bool) -> tuple[str, ...]:
    """The parts that somebody has to say before it is done; none of what is done at a touch.

    A witness is somebody with a PIN, so there is none where nobody signs in.
    """
    if action is Do.REOPEN:
        return ("why",)
    parts = _PARTS.get(action, ())
    return tuple(part.value for part in parts if part not in _NOT_WRITTEN and (people or part is not Part.WITNESS))


def _offered(pile: Pile, now: StockNow, units: int) -> tuple[Do, ...]:
    container = pile.container(now)
    if pile.kind == "lot" and container and container.units:
        return (*((Do.SHIP, Do.REOPEN) if container.state == "closed" else (Do.CLOSE,)), *MANIFESTS)
    if pile.kind == "tote" and container and container.units:
        way = _WAYS.get(container.disposition)
        ways = (way,) if way else ()
        return (Do.CLOSE, *ways) if container.state == "open" else (*ways, Do.REOPEN)
    if pile.kind == "gone":
        return MANIFESTS if any(str(row.seq) == pile.name and row.kind == "lot.shipped" for row in now.gone) else ()
    by_kind = {"loose": _WAYS.get(pile.name), "quarantine": _WAYS.get(pile.kind), "repairing": Do.BACK, "held": Do.DECIDE}
    found = by_kind.get(pile.kind) if units else None
    return (found,) if found else ()
