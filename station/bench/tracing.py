"""What tells one unit from another of its kind: its serial number, lot and expiry where the prompt asks for them; and alerts about it."""

from dataclasses import replace

from station.bench import finishing
from station.bench.alerting import alerted, stopped_by
from station.bench.events import Alerted, CodeScanned
from station.bench.inspecting import go_on, inspection_of, open_prompt
from station.bench.states import Bench, Step, Unit
from station.bench.taking import in_hand
from station.errors import Refusal
from station.rules.rulebook import Rulebook
from station.rules.steps import respond_scan
from station.rules.tracing import same_serial


def scan_code(bench: Bench, event: CodeScanned, rules: Rulebook) -> Step:
    """The serial number, or the expiry date or lot, that the prompt asks for: compared with what was sold and what is stopped."""
    prompt = open_prompt(bench)
    if prompt.asks not in ("serial", "expiry"):
        raise Refusal("NO_CODE_ASKED", text=event.text)
    parts = {**event.parts, "serial": event.text} if prompt.asks == "serial" else event.parts
    if prompt.asks == "serial" and event.here not in ("", in_hand(bench).lpn):
        raise Refusal("SERIAL_ALREADY_HERE", text=event.text, lpn=event.here)
    unit = _of_its_line(bench, in_hand(bench), event.text) if prompt.asks == "serial" else in_hand(bench)
    concerned = alerted(bench, unit, event.alerts, parts)
    compared = replace(bench, unit=concerned)
    return go_on(compared, respond_scan(inspection_of(compared), prompt, event.text, event.parts, concerned.alerts), event, rules)


def _of_its_line(bench: Bench, unit: Unit, serial: str) -> Unit:
    """The unit against the line that names it: two of one SKU in a parcel are told apart by what stands on the device."""
    here = bench.parcel if bench.parcel and unit.parcel == bench.parcel.id and not unit.counted and not unit.known else None
    if here is None or unit.line is None or unit.inspection is None:
        return unit
    line = unit.line
    alike = [each for each in here.open_lines if (each.client, each.sku) == (line.client, line.sku)]
    fitting = [each for each in alike if any(same_serial(serial, sold) for sold in each.serials)]
    if not fitting or line in fitting:
        return unit
    inspection = replace(unit.inspection, sold=fitting[0].serials, reason=fitting[0].reason)
    return replace(unit, line=fitting[0], inspection=inspection)


def see_alerts(bench: Bench, event: Alerted, rules: Rulebook) -> Step:
    """Alerts that came meanwhile stop the unit as if they had been there when it was scanned."""
    unit = in_hand(bench)
    if unit.candidates:
        return Step(replace(bench, unit=replace(unit, alerts=tuple(dict.fromkeys((*unit.alerts, *event.alerts))))))
    seen = alerted(bench, unit, event.alerts)
    new = [alert for alert in seen.alerts if alert not in unit.alerts]
    inspection = stopped_by(unit.inspection, new) if unit.inspection else None
    return finishing.proceed(bench, replace(seen, inspection=inspection), event, rules)
