"""item.received: everything that a later decision or an export needs is copied, so nobody has to look back at imported tables.

What may have to be erased one day (return, order, tracking, note) goes into the context, never into the payload.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from station.bench.states import Bench, Unit
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.goods import Component, ExpectedLine, Product
from station.model.money import Money
from station.rules.disposition import Circumstances

UNIDENTIFIED_SHOTS = ("FRONT", "LABEL")
SCANNED = ("serial", "lot", "expiry", "best_before")  # what the item's own code may tell of the very unit
EMPTY_BOX_SHOTS = ("BOX_OPEN", "LABEL", "SCALE")


def arrival(bench: Bench, at: str) -> str:
    """When the promise about a unit begins to run that is taken at `at`: its parcel's first scan, or its own where it came without one."""
    return (bench.parcel.arrived_at if bench.parcel else "") or at


def received(unit: Unit) -> NewFact:
    """item.received: who it belongs to, what it is, and all that later decisions use."""
    product, line = unit.product or Product(unit.client, ""), unit.line
    payload: dict[str, Any] = {
        "client": unit.client,
        "sku": product.sku or None,
        "gtin": unit.parts.get("gtin") or (product.gtins[0] if product.gtins else None),
        "title": product.title,
        "category": product.category,
        "parcel": unit.parcel,
        "line": line.line if line else None,
        "identified_by": unit.by,
        "route": unit.route.value,
        "attributes": dict(product.attributes),
        "components": [_component(part) for part in product.components],
        "tracks": product.tracks,
        "sold": list(line.serials) if line else [],
        "rubric": unit.inspection.rubric.name if unit.inspection else product.rubric,
        "style": product.style,
        "supplier": product.supplier,
        "bin": product.bin,
        "list_price": str(product.price) if product.price is not None else None,
        **of_line(line, product),
    }
    payload |= {name: unit.parts[name] for name in SCANNED if name in unit.parts}
    if product.codes:
        payload["codes"] = list(product.codes)
    if unit.preprinted:
        payload["preprinted"] = True
    if unit.weight_g is not None:
        payload["weight_g"] = unit.weight_g
    return NewFact(kinds.ITEM_RECEIVED, unit.lpn, payload, personal(line))


def _component(part: Component) -> dict[str, Any]:
    return {"sku": part.sku, "quantity": part.quantity, "essential": part.essential, "title": part.title}


def of_line(line: ExpectedLine | None, product: Product) -> dict[str, Any]:
    """What item.received says of the line against which a unit came, beside its number and what identifies the unit that was sold."""
    if line is None:
        nothing = ("reason", "market", "requested_at", "delivered_at", "payment_method", "language", "carrier", "return_route")
        return {**dict.fromkeys(nothing, ""), "price_paid": None, "currency": product.currency}
    return {
        "reason": line.reason,
        "market": line.market,
        "price_paid": str(line.price_paid) if line.price_paid is not None else None,
        "currency": line.currency or product.currency,
        "requested_at": line.requested_at,
        "delivered_at": line.delivered_at,
        "payment_method": line.payment_method,
        "language": line.language,
        "carrier": line.carrier,
        "return_route": line.route,
    }


def personal(line: ExpectedLine | None) -> dict[str, Any]:
    """What leads to the customer, and may have to be erased one day."""
    if line is None:
        return {"rma": "", "order": "", "tracking": "", "note": ""}
    return {"rma": line.rma, "order": line.order, "tracking": "|".join(line.tracking), "note": line.note}


def context_of(unit: Unit) -> dict[str, Any]:
    """What may have to be erased one day, for every fact that decides about the unit; with what its alerts say, in the payload's order."""
    said = {"alerts": [alert.say for alert in unit.alerts]} if unit.alerts else {}
    if unit.known is None:
        return personal(unit.line) | said
    return {name: unit.known.received_context.get(name, "") for name in ("rma", "order", "tracking", "note")} | said


def circumstances(goods: Mapping[str, Any]) -> Circumstances:
    """What the disposition may ask, out of an item.received payload. The price paid counts, else the list price."""
    amount = goods.get("price_paid") or goods.get("list_price")
    try:
        value = Money(Decimal(str(amount)), str(goods.get("currency", ""))) if amount else None
    except InvalidOperation:
        value = None
    names = ("client", "category", "market", "supplier", "bin")
    text = {name: str(goods.get(name) or "") for name in names}
    return Circumstances(text["client"], text["category"], text["market"], value, text["supplier"], text["bin"])


def goods_of(unit: Unit) -> Mapping[str, Any]:
    """The item.received payload of the unit in hand, whether it is written already or not yet."""
    return unit.known.received if unit.known else received(unit).payload
