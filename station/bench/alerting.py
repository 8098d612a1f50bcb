"""Which alerts concern the unit in hand: those of its return, its SKU, its serial number and its lot; kept, and handed to the rules."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from station.bench.receiving import SCANNED
from station.bench.states import Bench, Unit
from station.errors import Refusal
from station.model.goods import Alert
from station.model.units import KnownUnit
from station.rules.alerts import concerning, raise_stops, stops_of
from station.rules.inspection import Inspection, update


def alerted(bench: Bench, unit: Unit, looked_up: Iterable[Alert], parts: Mapping[str, str] | None = None) -> Unit:
    """The unit with the alerts among those looked up that concern it, beside those that it has.

    `parts` are what its codes tell; None for those that are known so far.
    """
    told = parts if parts is not None else parts_of(unit)
    sku = unit.product.sku if unit.product else ""
    possible = tuple(looked_up)
    found = [each for rma in rmas_of(bench, unit) for each in concerning(possible, client=unit.client, rma=rma, sku=sku, parts=told)]
    return replace(unit, alerts=tuple(dict.fromkeys((*unit.alerts, *found))))


def parts_of(unit: Unit) -> Mapping[str, str]:
    """What the codes of the unit told so far: in this inspection, else when it was scanned or received."""
    if unit.inspection:
        return unit.inspection.parts
    if unit.known is None:
        return unit.parts
    received = unit.known.received
    told = {name: str(received[name]) for name in SCANNED if received.get(name)}
    return {**told, **(unit.known.record.get("traced") or {})}


def rmas_of(bench: Bench, unit: Unit) -> tuple[str, ...]:
    """The return of the unit's line, and where that is none of the open parcel's those of the parcel, since it came in it."""
    own = unit.line.rma if unit.line else str(unit.known.received_context.get("rma") or "") if unit.known else ""
    here = bench.parcel.rmas if bench.parcel and unit.parcel == bench.parcel.id else ()
    return (own,) if own in here else tuple(dict.fromkeys((own, *here)))


def stopped_by(inspection: Inspection, alerts: Iterable[Alert]) -> Inspection:
    """The inspection under alerts that nobody has decided about: an earlier decision was about other ones."""
    findings = stops_of(alerts)
    for finding in findings:
        if inspection.has(finding):
            inspection = update(inspection, finding, released=False)
    open_again = tuple(code for code in inspection.decided if code not in findings)
    return raise_stops(replace(inspection, decided=open_again), findings)


def must_not_be_stopped(known: KnownUnit) -> None:
    """Raises Refusal ALERT_STOPS where an alert came after the unit was decided about: nothing makes it better or stock before that."""
    stop = next((alert for alert in known.new_alerts if alert.then != "tell"), None)
    if stop:
        raise Refusal("ALERT_STOPS", lpn=known.lpn, say=stop.say)
