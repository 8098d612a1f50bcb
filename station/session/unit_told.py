"""What the codes of the unit in hand and its customer told of it, as a screen draws them: a unit in, plain values out."""

from station.bench.alerting import parts_of
from station.bench.states import Unit
from station.session.reasons import in_customers_words


def traced(unit: Unit) -> dict[str, str | None]:
    """What codes told of this very unit: the serial number on the device, else the one on its box."""
    parts = parts_of(unit)
    serial = parts.get("serial") or parts.get("imei") or parts.get("box_serial")
    return {"serial": serial, "lot": parts.get("lot"), "expiry": parts.get("expiry") or parts.get("best_before")}


def said_by_customer(unit: Unit, language: str) -> dict[str, str]:
    """Why the customer sent it back: the reason in words, where this station knows them, and the note as it came."""
    if unit.known:
        reason, note = unit.known.received.get("reason"), unit.known.received_context.get("note")
    else:
        reason, note = (unit.line.reason, unit.line.note) if unit.line else ("", "")
    return {"reason": in_customers_words(str(reason or ""), language), "note": str(note or "")}
