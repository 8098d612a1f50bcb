"""Acts about totes and lots: closed, and opened again. By the steps of the bench, so that the same is refused for the same reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from station.bench.stowage import REOPEN_REASONS as REOPEN_REASONS  # noqa: PLC0414 -- screens get these from here
from station.bench.stowing import must_be_open
from station.errors import Refusal
from station.model.rights import Right
from station.session.containers import Containers
from station.supervisor.acts import Act
from station.supervisor.doing import Choose, Doing, Performers


@dataclass(frozen=True)
class CloseTote(Act):
    """The tote is complete; its label comes out of the printer."""

    right: ClassVar[Right] = Right.CLOSE_STOCK

    tote: str


@dataclass(frozen=True)
class CloseLot(Act):
    """The lot is complete; its label comes out of the printer."""

    right: ClassVar[Right] = Right.CLOSE_STOCK

    lot: str


@dataclass(frozen=True)
class ReopenTote(Act):
    """Units may go into the tote again; `why` one of stowage.REOPEN_REASONS."""

    right: ClassVar[Right] = Right.CLOSE_STOCK

    tote: str
    why: str = "OTHER"


@dataclass(frozen=True)
class ReopenLot(Act):
    """Units may go into the lot again, or out of it; `why` one of stowage.REOPEN_REASONS."""

    right: ClassVar[Right] = Right.CLOSE_STOCK

    lot: str
    why: str = "OTHER"


def close_tote(doing: Doing, act: CloseTote) -> Mapping[str, Any]:
    """Raises Refusal TOTE_IS_CLOSED, NOTHING_IN_IT."""
    tote = Containers(doing.opened.ledger).tote(_name(act.tote), inside=False)
    must_be_open(tote)  # scanned at a bench, a closed one would be emptied
    doing.scans(tote.code, "RS-CLOSE")
    return {"tote": tote.name}


def close_lot(doing: Doing, act: CloseLot) -> Mapping[str, Any]:
    """Raises Refusal LOT_IS_CLOSED, LOT_HAS_LEFT, NOTHING_IN_IT."""
    lot = Containers(doing.opened.ledger).lot(_name(act.lot))
    must_be_open(lot)
    doing.scans(lot.code, "RS-CLOSE")
    return {"lot": lot.name}


def reopen_tote(doing: Doing, act: ReopenTote) -> Mapping[str, Any]:
    """Raises Refusal REOPEN_LOT_WHY, TOTE_NOT_CLOSED."""
    if act.why not in REOPEN_REASONS:
        raise Refusal("REOPEN_LOT_WHY")
    tote = Containers(doing.opened.ledger).tote(_name(act.tote), inside=False)
    if tote.state != "closed":
        raise Refusal("TOTE_NOT_CLOSED", tote=tote.name)
    doing.scans(tote.code, Choose("REOPEN"), Choose(act.why))
    return {"tote": tote.name}


def reopen_lot(doing: Doing, act: ReopenLot) -> Mapping[str, Any]:
    """Raises Refusal REOPEN_LOT_WHY, LOT_NOT_CLOSED, LOT_HAS_LEFT."""
    if act.why not in REOPEN_REASONS:
        raise Refusal("REOPEN_LOT_WHY")
    lot = Containers(doing.opened.ledger).lot(_name(act.lot))
    if lot.state == "open":
        raise Refusal("LOT_NOT_CLOSED", lot=lot.name)
    doing.scans(lot.code, Choose("REOPEN"), Choose(act.why))
    return {"lot": lot.name}


def _name(text: str) -> str:
    return text.strip().upper()


TABLE: Final[Performers] = {
    CloseTote: close_tote,
    CloseLot: close_lot,
    ReopenTote: reopen_tote,
    ReopenLot: reopen_lot,
}
