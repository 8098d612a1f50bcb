"""What can be done with a pile of goods: a kind, a name and what is where in; actions out, the first one the one that is due. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from station.supervisor.stock import Container, StockNow
from ui.supervisor.page import DeskView


class Do(StrEnum):
    """Every action of the page."""

    CLOSE = "close"
    SHIP = "ship"
    REOPEN = "reopen"
    DESTROY = "destroy"
    VENDOR = "vendor"
    CUSTOMER = "customer"
    REPAIR = "repair"
    BACK = "back"
    DECIDE = "decide"
    XLSX = "xlsx"
    CSV = "csv"
    ZIP = "zip"


MANIFESTS: Final = (Do.XLSX, Do.CSV, Do.ZIP)
ABOUT_UNITS: Final = frozenset({Do.DESTROY, Do.VENDOR, Do.CUSTOMER, Do.REPAIR, Do.BACK})
"""Done with the units that are marked, or with all where none is."""

# How units of a disposition leave one by one.
_WAYS: Final = {
    "destroy": Do.DESTROY, "recycle": Do.DESTROY, "return_to_vendor": Do.VENDOR, "return_to_customer": Do.CUSTOMER, "repair": Do.REPAIR,
}  # fmt: skip
_RIGHTS: Final = {Do.CLOSE: "close_stock", Do.REOPEN: "close_stock", Do.DESTROY: "destroy"}
_SEND_OFF: Final = frozenset({Do.SHIP, Do.VENDOR, Do.CUSTOMER, Do.REPAIR, Do.BACK})


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

    def container(self, now: StockNow) -> Container | None:
        """The tote or lot that it is, as long as it is here."""
        found = {"tote": now.stock.totes, "lot": now.stock.lots}.get(self.kind, ())
        return next((each for each in found if each.name == self.name), None)


def actions_of(pile: Pile, now: StockNow, view: DeskView, units: int) -> tuple[Do, ...]:
    """What whoever is here may do with it, `units` of which are there. Manifests are for everybody who sees it."""
    return tuple(each for each in _offered(pile, now, units) if _may(each, view))


def _offered(pile: Pile, now: StockNow, units: int) -> tuple[Do, ...]:
    container = pile.container(now)
    if pile.kind == "lot" and container and container.units:
        return (*((Do.SHIP, Do.REOPEN) if container.state == "closed" else (Do.CLOSE,)), *MANIFESTS)
    if pile.kind == "tote" and container and container.units:
        way = _WAYS.get(container.disposition)
        return (*((Do.CLOSE,) if container.state == "open" else ()), *((way,) if way else ()))
    if pile.kind == "gone":
        return MANIFESTS if any(str(row.seq) == pile.name and row.kind == "lot.shipped" for row in now.gone) else ()
    if not units:
        return ()
    by_kind = {"loose": _WAYS.get(pile.name), "quarantine": Do.DESTROY, "repairing": Do.BACK, "held": Do.DECIDE}
    found = by_kind.get(pile.kind)
    return (found,) if found else ()


def _may(action: Do, view: DeskView) -> bool:
    right = _RIGHTS.get(action) or ("send_off" if action in _SEND_OFF else "")
    return not right or view.may(right)
