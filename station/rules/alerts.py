"""Alerts of the main system ("stop, look, call"; recalls): which of them concern a unit, and what they raise."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from station.model.goods import Alert
from station.model.grades import Basis
from station.rules.inspection import Inspection, raise_finding
from station.rules.tracing import same_serial

RECALLED: Final = "RECALLED"
ALERTED: Final = "ALERTED"


def concerning(alerts: Iterable[Alert], *, client: str, rma: str, sku: str, parts: Mapping[str, str]) -> tuple[Alert, ...]:
    """Those of `alerts` that are about this unit: its client's (or everybody's), and its return, product, serial or lot."""
    return tuple(alert for alert in alerts if alert.client in ("", client) and _is_about(alert, rma, sku, parts))


def _is_about(alert: Alert, rma: str, sku: str, parts: Mapping[str, str]) -> bool:
    if alert.kind == "serial":
        serials = [parts[name] for name in ("serial", "imei", "box_serial") if parts.get(name)]
        return any(same_serial(alert.value, serial) for serial in serials)
    known = {"rma": rma, "sku": sku, "lot": parts.get("lot", "")}.get(alert.kind, "")
    return bool(known) and same_code(alert.value, known)


def same_code(alerted: str, told: str) -> bool:
    """Whether an alert's value is this return, SKU or lot: in capitals or not, with or without the spaces that labels print."""
    return "".join(alerted.split()).upper() == "".join(told.split()).upper()


def stops_of(alerts: Iterable[Alert]) -> list[str]:
    """What they raise: a recall for quarantine, a stop for a hold, nothing for one that only tells."""
    raised = {"quarantine": RECALLED, "hold": ALERTED}
    return sorted({raised[alert.then] for alert in alerts if alert.then in raised}, reverse=True)


def raise_stops(inspection: Inspection, findings: Collection[str]) -> Inspection:
    """The inspection with these findings raised by look-up; those that somebody has decided about stay out, but for a recall."""
    for finding in findings:
        decided = finding in inspection.decided and finding != RECALLED
        if finding in inspection.rubric.findings and not inspection.has(finding) and not decided:
            inspection = raise_finding(inspection, finding, Basis.LOOKUP)
    return inspection
