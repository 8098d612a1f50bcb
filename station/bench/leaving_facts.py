"""The facts of goods that leave, and of those that come back from repair: a departure in, its facts out. Pure.

A number under which something goes back to a customer leads to that customer: it is in the context, which can be erased.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from station.bench import moves, records
from station.bench.departures import Departure, Way
from station.bench.leaving_prompts import clothing
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.units import KnownUnit
from station.rules.inspection import Shot


def gone(departure: Departure, photos: tuple[Shot, ...]) -> tuple[NewFact, ...]:
    """lot.shipped, or one fact for each unit."""
    if departure.lot:
        said = {"lpns": list(departure.lot.lpns), "to": departure.to or "", "reference": departure.reference or ""}
        return (NewFact(kinds.LOT_SHIPPED, departure.lot.name, moves.told(departure.lot) | said),)
    if departure.way is Way.DESTROY:
        return tuple(_destroyed(departure, place, photos) for place in range(len(departure.units)))
    return tuple(_FACTS[departure.way](departure, unit) for unit in departure.units)


def back_from_repair(unit: KnownUnit) -> NewFact:
    """The unit is here again; `grade_fact` is what was decided before it went."""
    payload = {"sku": unit.sku, "client": unit.client, "grade_fact": unit.record_fact or None}
    return NewFact(kinds.ITEM_BACK_FROM_REPAIR, unit.lpn, payload)


def _destroyed(departure: Departure, place: int, photos: tuple[Shot, ...]) -> NewFact:
    """item.destroyed. All were weighed together: each has its share in whole grams, the first ones what is left over, so sums are true."""
    unit, weight, count = departure.units[place], departure.weight_g or 0, len(departure.units)
    share, over = divmod(weight, count)
    derogation = unit.record.get("derogation") or (departure.derogation if clothing(unit) else None)
    payload = {
        **_article(unit),
        "method": departure.method,
        "weight_g": share + (place < over),
        "weighed": {"weight_g": weight, "units": count},
        "witness": departure.witness,
        "photo_waived_by": departure.waived_by,
        "photos": records.photos(photos),
        **({"derogation": derogation} if derogation else {}),
    }
    return NewFact(kinds.ITEM_DESTROYED, unit.lpn, payload)


def _to_vendor(departure: Departure, unit: KnownUnit) -> NewFact:
    supplier = str(unit.received.get("supplier") or (unit.product.supplier if unit.product else ""))
    payload = {**_article(unit), "to": "vendor", "supplier": supplier, "reference": departure.reference or ""}
    return NewFact(kinds.ITEM_RETURNED, unit.lpn, payload)


def _to_customer(departure: Departure, unit: KnownUnit) -> NewFact:
    context = {"reference": departure.reference, "rma": unit.received_context.get("rma"), "order": unit.received_context.get("order")}
    return NewFact(kinds.ITEM_RETURNED, unit.lpn, {**_article(unit), "to": "customer"}, context)


def _to_repair(departure: Departure, unit: KnownUnit) -> NewFact:
    payload = {**_article(unit), "to": departure.to or "", "reference": departure.reference or ""}
    return NewFact(kinds.ITEM_SENT_TO_REPAIR, unit.lpn, payload)


def _article(unit: KnownUnit) -> Mapping[str, Any]:
    named = {"sku": unit.sku, "client": unit.client, "grade": unit.grade, "disposition": unit.disposition}
    return named | ({"from_tote": unit.tote} if unit.tote else {})


_FACTS: Final[Mapping[Way, Callable[[Departure, KnownUnit], NewFact]]] = {
    Way.VENDOR: _to_vendor,
    Way.CUSTOMER: _to_customer,
    Way.REPAIR: _to_repair,
}
