"""The beginning of an inspection: a rubric, a product and what is known about the unit in, the inspection as look-ups leave it out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from station.model.goods import Alert, Product
from station.model.grades import Basis
from station.rules.alerts import raise_stops, stops_of
from station.rules.inspection import Inspection, Raised
from station.rules.rubric import Rubric

# What the product data says and the rubric does not fit: finding, and the attributes that mean it.
MISFITS: Final[Mapping[str, tuple[str, ...]]] = {
    "NEEDS_CATEGORY": ("has_battery", "mains_powered", "stores_data"),
    "STORES_DATA": ("stores_data",),
}


def opened(
    rubric: Rubric,
    product: Product,
    *,
    reason: str = "",
    sold: Collection[str] = (),
    parts: Mapping[str, str] | None = None,
    today: str = "",
    alerts: Iterable[Alert] = (),
    shots: tuple[str, ...] = (),
    looked_up: tuple[str, ...] = (),
    decided: tuple[str, ...] = (),
    held: Mapping[str, str] | None = None,
) -> Inspection:
    """A new inspection.

    `parts` are those of the item's own code (its serial stands on the box until the device shows it), `alerts` those that concern
    this unit, `decided` findings of a hold that somebody has decided: they are not raised again when it starts again at the board,
    unless its device now shows another code than the one in `held` (what was traced when it was held).
    """
    told = _box_parts(parts or {})
    # A date in the item's own code says that it carries one, whatever the category assumes.
    dated = {"has_expiry": True} if "expiry" in told or "best_before" in told else {}
    inspection = Inspection(
        rubric=rubric,
        attributes=attributes_of({**dated, **product.attributes}, product.tracks, is_kit=bool(product.components), sold=sold),
        reason=reason,
        components=product.components,
        looked_up=tuple(code for code in looked_up if code in rubric.findings),
        shots=shots,
        tracks=product.tracks,
        own_codes=own_codes(product),
        sold=tuple(sold),
        parts=told,
        today=today,
        decided=decided,
        held=dict(held or {}),
    )
    return raise_stops(_misfit(inspection), stops_of(alerts))


def attributes_of(stated: Mapping[str, bool], tracks: str, *, is_kit: bool, sold: Collection[str] = ()) -> dict[str, bool]:
    """What the product data says, with what it means for tracing: a product that tracks serials has one, and so has a unit whose order
    names one. Silence says nothing."""
    has_serial = {"has_serial": True} if sold or tracks in ("serial", "imei") else {}
    has_expiry = {"has_expiry": True} if tracks in ("lot", "lot+expiry") else {}
    return {**stated, **has_serial, **has_expiry, "is_kit": is_kit}


def own_codes(product: Product) -> tuple[str, ...]:
    """Every code of the product itself, as a serial prompt must not take it: GTINs as 14 digits, others in capitals."""
    gtins = (gtin.zfill(14) for gtin in product.gtins)
    others = (code.strip().upper() for code in (product.sku, *product.codes))
    return tuple(dict.fromkeys(code for code in (*gtins, *others) if code))


def _box_parts(parts: Mapping[str, str]) -> dict[str, str]:
    serial = parts.get("serial") or parts.get("imei") or ""
    told = {name: parts[name] for name in ("lot", "expiry", "best_before") if parts.get(name)}
    return {**told, **({"box_serial": serial} if serial else {})}


def _misfit(inspection: Inspection) -> Inspection:
    """The product data says what the board would ask for: this rubric does not fit."""
    for finding, attributes in MISFITS.items():
        means_it = any(inspection.attributes.get(name) for name in attributes)
        if finding in inspection.rubric.findings and finding not in inspection.decided and means_it:
            return replace(inspection, raised=(Raised(finding, Basis.LOOKUP),))
    return inspection
