"""A station with goods on their way: facts as the bench writes them, for tests of what is where and of manifests."""

from collections.abc import Sequence
from typing import Any, Final

from station.ledger.ledger import Ledger
from station.model import facts as kinds
from station.model.facts import NewFact
from tests.ledger.builders import graded, plate, received

STAINED: Final = ("STAIN",)
EURO: Final = "EUR"


def unit(
    ledger: Ledger, number: int, disposition: str = "outlet", grade: str = "B", client: str = "northwind", price: str | None = "20.00",
    currency: str = EURO, place: str = "OUT-03", photos: Sequence[tuple[str, str]] = (), findings: Sequence[str] = STAINED,
    lpn: str = "", **goods: Any,
) -> str:  # fmt: skip
    """One graded unit; `photos` are pairs of a digest and what it shows. Its plate, `lpn` where it has to be a real one."""
    lpn = lpn or plate(number)
    value = {"amount": price, "currency": currency} if price else None
    shots = [{"sha256": sha256, "shot": shot, "finding": None, "source": "camera"} for sha256, shot in photos]
    judged: dict[str, Any] = {"disposition": disposition, "bin": place, "client": client, "value": value}
    decided = graded(lpn, grade, findings, **judged)
    ledger.append("I-04", [received(lpn, client=client, **goods), NewFact(decided.kind, lpn, {**decided.payload, "photos": shots})])
    return lpn


def toted(ledger: Ledger, tote: str, *lpns: str) -> None:
    ledger.append("I-04", [NewFact(kinds.ITEM_TOTED, lpn, {"tote": tote, "client": "northwind", "sku": "S"}) for lpn in lpns])


def lotted(ledger: Ledger, lot: str, *lpns: str, client: str = "northwind", quantity: int = 0) -> None:
    said = {"lot": lot, "client": client, "sku": "S", "quantity": quantity}
    ledger.append("I-04", [NewFact(kinds.ITEM_LOTTED, lpn, said) for lpn in lpns])


def restocked(ledger: Ledger, place: str, *lpns: str) -> None:
    said = {"bin": place, "quantity": 1, "sku": "S", "client": "northwind", "condition": {}}
    ledger.append("I-04", [NewFact(kinds.ITEM_RESTOCKED, lpn, said) for lpn in lpns])


def shipped(ledger: Ledger, lot: str, *lpns: str, client: str = "northwind") -> None:
    said = {"lot": lot, "client": client, "lpns": list(lpns), "to": "Buyer GmbH", "reference": "PO-7"}
    ledger.append("S-01", [NewFact(kinds.LOT_CLOSED, lot, {"lot": lot, "client": client, "lpns": list(lpns)})])
    ledger.append("S-01", [NewFact(kinds.LOT_SHIPPED, lot, said)])


def destroyed(ledger: Ledger, lpn: str, client: str = "northwind") -> None:
    photo = {"sha256": "d" * 64, "shot": "EXTRA", "finding": None}
    said = {"client": client, "weight_g": 184, "witness": "S-02", "method": "shredded", "photos": [photo]}
    ledger.append("S-01", [NewFact(kinds.ITEM_DESTROYED, lpn, said)])
