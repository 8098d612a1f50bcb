"""Checks that a scan answers: the serial or IMEI of the unit, its expiry date and batch code. A code in, the inspection out."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from station.errors import Refusal
from station.model.goods import Alert
from station.model.grades import Basis
from station.model.serials import serial_key
from station.rules.alerts import ALERTED, RECALLED, raise_stops, same_code
from station.rules.checks import answer_check
from station.rules.inspection import Inspection
from station.rules.tracing import Compared, as_sold, compare_date, compare_serial, is_held_serial, is_imei, is_product_code, same_serial

_LABEL_PARTS: Final = ("lot", "expiry", "best_before")


def respond_serial(inspection: Inspection, code: str, text: str, parts: Mapping[str, str], alerts: Collection[Alert]) -> Inspection:
    """The serial or IMEI that was scanned on the device; raises Refusal for a code that is none."""
    must_be_serial(inspection, text)
    told = {name: parts[name] for name in _LABEL_PARTS if parts.get(name)}
    _must_agree(inspection, told)
    value = as_sold(text, inspection.sold)
    read = replace(inspection, parts={**inspection.parts, **told, "imei" if is_imei(value) else "serial": value})
    about = [alert for alert in alerts if alert.kind == "serial" and same_serial(alert.value, text)]
    if any(alert.then == "quarantine" for alert in about):
        return raise_stops(read, [RECALLED])
    blocked = any(alert.then == "hold" for alert in about)
    return answer_serial(read, code, value, blocked=blocked)


def answer_serial(inspection: Inspection, code: str, serial: str, *, blocked: bool = False) -> Inspection:
    """The check answered with what the comparison says; the very serial about which somebody has decided already is accepted."""
    compared = compare_serial(serial, inspection.sold, inspection.parts.get("box_serial", ""))
    about_it = is_held_serial(serial, inspection.held)
    check = inspection.rubric.checks[code]
    said = [each for each in ((Compared("BLOCKED"),) if blocked else ()) + (compared,) if check.answer(each.answer).finding]
    stand = [each for each in said if not (about_it and _decided(inspection, code, each.answer))]
    if not stand:
        return _answered(inspection, code, (), Compared("ACCEPTED", compared.rules_out) if said else compared)
    # Both are put before whoever decides: a decision about one of them would leave the other.
    return answer_check(_answered(inspection, code, (), stand[0]), code, tuple(each.answer for each in stand), Basis.SCAN)


def respond_expiry(inspection: Inspection, code: str, text: str, parts: Mapping[str, str], alerts: Collection[Alert]) -> Inspection:
    """A date, a batch code or both; where the product needs both, the prompt stays open for the other."""
    if is_product_code(text, inspection.own_codes):
        raise Refusal("LOT_IS_PRODUCT_CODE", text=text)
    told = {name: parts[name] for name in _LABEL_PARTS if parts.get(name)} or {"lot": text.strip()}
    _must_tell_more(inspection, told)
    _must_agree(inspection, told)
    read = replace(inspection, parts={**inspection.parts, **told})
    about = [alert for alert in alerts if alert.kind == "lot" and same_code(alert.value, told.get("lot", ""))]
    stops = [RECALLED for alert in about if alert.then == "quarantine"] + [ALERTED for alert in about if alert.then == "hold"]
    # What was decided about a batch was decided about that one only.
    same = same_code(inspection.held.get("lot", ""), told.get("lot", ""))
    open_again = read if same else replace(read, decided=tuple(each for each in read.decided if each != ALERTED))
    stopped = raise_stops(open_again, stops[:1])
    if stopped is not open_again:
        return stopped
    return answer_expiry(read, code) if is_complete(read) else read


def answer_expiry(inspection: Inspection, code: str, key: tuple[str, ...] = ()) -> Inspection:
    """The check answered with what the date says, and with the key that said why there is no more to scan."""
    read = inspection.known["date_read"] or inspection.known["lot_read"]
    compared = compare_date(inspection.parts, inspection.today, inspection.rubric.checks[code].least_days) if read else None
    same = all(inspection.parts.get(name) == inspection.held.get(name) for name in ("expiry", "best_before"))
    if compared and same and _decided(inspection, code, compared.answer):
        compared = Compared("RECORDED")
    return _answered(inspection, code, key, compared)


def respond_key(inspection: Inspection, code: str, answer: str) -> Inspection:
    """A key of a scanning check: what cannot be scanned, and why."""
    if inspection.rubric.checks[code].scans == "expiry":
        return answer_expiry(inspection, code, (answer,))
    return _answered(inspection, code, (answer,), None)


def is_complete(inspection: Inspection) -> bool:
    """Whether codes have told what this product needs: its lot, its lot and its date, or else either of the two."""
    date, lot = inspection.known["date_read"], inspection.known["lot_read"]
    needed = {"lot": lot, "lot+expiry": lot and date}
    return needed.get(inspection.tracks, date or lot)


def _answered(inspection: Inspection, code: str, key: tuple[str, ...], compared: Compared | None) -> Inspection:
    if compared is None:
        return answer_check(inspection, code, key)
    check = inspection.rubric.checks[code]
    ruled_out = tuple(
        answer.finding for answer in check.answers if answer.code in compared.rules_out and answer.finding and answer.code not in key
    )
    done = answer_check(inspection, code, (compared.answer,), Basis.SCAN)
    if key:
        by_key = answer_check(done, code, key)
        done = replace(by_key, answered={**by_key.answered, code: (compared.answer, *key)})
    return replace(done, scanned={**done.scanned, code: ruled_out})


def _decided(inspection: Inspection, code: str, answer: str) -> bool:
    return inspection.rubric.checks[code].answer(answer).finding in inspection.decided


def _must_tell_more(inspection: Inspection, told: Mapping[str, str]) -> None:
    """Where the other half is still to come, the same half again is a mistake: undo takes a wrong one back."""
    date, lot = inspection.known["date_read"], inspection.known["lot_read"]
    if date and "lot" not in told:
        raise Refusal("DATE_ALREADY_READ", date=inspection.parts.get("expiry") or inspection.parts.get("best_before"))
    if lot and not date and told.keys() == {"lot"}:
        raise Refusal("LOT_ALREADY_READ", lot=inspection.parts["lot"])


def _must_agree(inspection: Inspection, told: Mapping[str, str]) -> None:
    """One unit has one date and one lot: a second code that says another is of another pack, and never overwrites the first."""
    for name, value in told.items():
        known = inspection.parts.get(name, "")
        if known and not same_code(known, value):
            raise Refusal("CODES_CONTRADICT", known=known, told=value)


def must_be_serial(inspection: Inspection, text: str) -> None:
    """Refuse a code of the product itself, and one that cannot be held against what the order names."""
    sold = inspection.sold
    if any(same_serial(text, each) for each in sold):
        return
    if not serial_key(text) or is_product_code(text, inspection.own_codes):
        raise Refusal("SERIAL_IS_PRODUCT_CODE", text=text)
    wants_imei = inspection.tracks == "imei" or (bool(sold) and all(is_imei(each) for each in sold))
    if wants_imei and not is_imei(text):
        raise Refusal("IMEI_WRONG", text=text)
    if sold and not wants_imei and is_imei(text) and not any(is_imei(each) for each in sold):
        raise Refusal("SERIAL_NOT_IMEI", text=text)
