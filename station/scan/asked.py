"""A text at a prompt that asks for a serial number, or for an expiry date or lot, in; the one reading that it has there out."""

from collections.abc import Callable, Mapping
from typing import Final

from station.errors import Refusal
from station.model.codes import CodeKind, Reading
from station.scan.compounds import fields, is_announced, untold
from station.scan.expiries import typed
from station.scan.gs1 import digital_link
from station.scan.gtins import gtin
from station.scan.imeis import imei
from station.scan.symbology import Symbol
from station.scan.texts import compact, shown

_TELLS: Final = ("expiry", "best_before", "lot")


def asked_serial(scanned: Symbol) -> Reading:
    """The serial number: of a GS1 code its serial (its other parts stay), else the text, with `imei` or `gtin` in the parts if it is one.

    Raises Refusal SERIAL_MISSING for a GS1 code without a serial number, GS1_NOT_READABLE, CHECK_DIGIT.
    """
    compound = _compound(scanned)
    if compound is None:
        return Reading(CodeKind.SERIAL, scanned.body, _also(scanned.body))
    serial = compound.parts.get("serial")
    if serial is None:
        raise Refusal("SERIAL_MISSING", text=shown(scanned.body))
    others = {name: value for name, value in compound.parts.items() if name != "serial"}
    return Reading(CodeKind.SERIAL, serial, {**others, **_imei(serial)})


def asked_expiry(scanned: Symbol) -> Reading:
    """The expiry date (else best before, else the lot) and all `parts` of a GS1 code, or what was typed: a date, a lot, or both.

    Raises Refusal EXPIRY_MISSING for a GS1 code that tells none, EXPIRY_UNCLEAR for what may be several dates, EXPIRY_NO_SUCH_DAY,
    GS1_NOT_READABLE, CHECK_DIGIT.
    """
    compound = _compound(scanned)
    if compound is not None:
        told = next((compound.parts[name] for name in _TELLS if name in compound.parts), None)
        if told is None:
            raise Refusal("EXPIRY_MISSING", text=shown(scanned.body))
        return Reading(CodeKind.EXPIRY, told, compound.parts)
    parts = typed(scanned.body)
    told = next(parts[name] for name in _TELLS if name in parts)
    return Reading(CodeKind.EXPIRY, told, {**parts, **_gtin(parts.get("lot", ""))})


def asked_reference(scanned: Symbol) -> Reading:
    """The text as it stands: a name, or the number of a delivery note, a pallet or a parcel."""
    return Reading(CodeKind.REFERENCE, scanned.body)


ASKED: Final[Mapping[str, Callable[[Symbol], Reading]]] = {
    "serial": asked_serial,
    "expiry": asked_expiry,
    "reference": asked_reference,
}


def _compound(scanned: Symbol) -> Reading | None:
    """The code whose fields are told apart; the symbol of a product tells the product alone."""
    if scanned.is_ean:
        return Reading(CodeKind.GTIN, scanned.body)
    if is_announced(scanned):
        verdict = fields(scanned)
        if isinstance(verdict, Refusal):
            raise verdict
        return verdict
    found = digital_link(scanned.body) or untold(scanned.body)
    if found is None and _begins_with_gtin(scanned.body):
        raise Refusal("GS1_NOT_READABLE", text=shown(scanned.body))
    return found if isinstance(found, Reading) else None


def _begins_with_gtin(body: str) -> bool:
    """A code of several fields whose rest is damaged must not pass for a long serial number or lot."""
    return body.startswith("01") and len(body) > 16 and isinstance(gtin(body[2:16]), Reading)


def _also(text: str) -> dict[str, str]:
    return {**_imei(text), **_gtin(text)}


def _imei(text: str) -> dict[str, str]:
    found = imei(compact(text))
    return {"imei": found.value} if found else {}


def _gtin(text: str) -> dict[str, str]:
    """Whoever scans the product's own code here has taken the wrong one: the part tells."""
    found = gtin(compact(text))
    return {"gtin": found.value} if isinstance(found, Reading) else {}
