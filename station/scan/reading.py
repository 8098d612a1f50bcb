"""The text of one scan in, every reading that its form allows out, the most likely first.

Order (why: a number of the right length is many things at once): AIM identifier, Digital Link, the patterns in use, IMEI, GTIN with a
valid check digit, carriers' numbers, GS1 element strings, and last the plain text, which counts only if it is known here.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from station.errors import Refusal
from station.model.codes import CodeKind, Reading, Scan
from station.scan.asked import ASKED
from station.scan.commands import command
from station.scan.compounds import Verdict, announced, is_announced, only_if_known, untold
from station.scan.gs1 import digital_link
from station.scan.gtins import gtin
from station.scan.imeis import has_form, imei
from station.scan.patterns import Patterns, matches
from station.scan.plates import lpn, without_copy
from station.scan.symbology import Symbol, symbol
from station.scan.texts import GS, IF_KNOWN, cleaned, compact, shown
from station.scan.tracking import tracking, wrong_number
from station.scan.upc_e import short_upc_e, upc_e

__all__ = ["IF_KNOWN", "objection", "read"]

_OWN: Final = {
    CodeKind.COMMAND,
    CodeKind.FINDING,
    CodeKind.BADGE,
    CodeKind.BIN,
    CodeKind.COUNT,
    CodeKind.TOTE,
    CodeKind.LOT,
    CodeKind.SHIP,
    CodeKind.CLIENT,
    CodeKind.HOLD,
    CodeKind.LANGUAGE,
}
_PLAIN: Final = (CodeKind.RMA, CodeKind.TRACKING, CodeKind.SKU, CodeKind.SERIAL)
_NUMBER: Final = re.compile(r"\d{1,9}(?:[.,]\d{1,2})?", re.ASCII)


def read(text: str, patterns: Patterns, asks: str = "") -> Scan:
    """What this text can be; the last readings are those that hold only `if` known (see `knowledge.resolve`).

    `asks` is what the prompt takes: "number" puts a number first; "serial" and "expiry" take any text that is none of the station's own.
    Raises Refusal CODE_EMPTY, CODE_TOO_LONG or CODE_NOT_READABLE; with an AIM identifier that settles what the text must
    be, also CHECK_DIGIT, GTIN_LENGTH or GS1_NOT_READABLE; and what `asked` refuses. Never another exception.
    """
    clean = cleaned(text)
    scanned = symbol(clean)
    if not scanned.body.strip(GS):
        raise Refusal("CODE_EMPTY")
    numbers = _number(clean) if asks == "number" else ()
    if len(clean) == 1:
        return Scan(clean, (*numbers, Reading(CodeKind.KEY, clean)))
    if asks in ASKED:
        return Scan(clean, (scanned.marked(_own(scanned, patterns) or ASKED[asks](scanned)),))
    return Scan(clean, (*numbers, *_readings(scanned, patterns)))


def objection(text: str) -> Refusal:
    """Why a text that is known nowhere was not understood: a check that it fails (CHECK_DIGIT, PLATE_CHECK, IMEI_CHECK, TRACKING_CHECK),
    COMMAND_UNKNOWN, or CODE_UNKNOWN."""
    body = symbol(text).body
    close = compact(body)
    tried = (command(body), lpn(body), digital_link(body), gtin(close), untold(body), _wrong_imei(close), wrong_number(close))
    failed = [verdict for verdict in tried if isinstance(verdict, Refusal)]
    return failed[0] if failed else Refusal("CODE_UNKNOWN", text=shown(body))


def _readings(scanned: Symbol, patterns: Patterns) -> Sequence[Reading]:
    if scanned.is_ean:
        return (scanned.marked(_settled(scanned)),)
    if is_announced(scanned):
        return [scanned.marked(reading) for reading in announced(scanned)]
    found = [scanned.marked(verdict) for verdict in _verdicts(scanned.body, patterns) if isinstance(verdict, Reading)]
    return (*found, *_plain(scanned.body, found))


def _verdicts(body: str, patterns: Patterns) -> Iterator[Verdict]:
    close = compact(body)
    yield digital_link(body)
    yield command(body)
    if matches(patterns.rma, body):
        yield Reading(CodeKind.RMA, body.upper())
    if matches(patterns.lpn, without_copy(body)[0]):
        yield lpn(body)
    if matches(patterns.fnsku, body):
        yield Reading(CodeKind.SKU, body.upper(), {"scheme": "fnsku"})
    if matches(patterns.amazon_lpn, body):
        yield Reading(CodeKind.RMA, body.upper(), {"scheme": "amazon_lpn"})
    yield imei(close)
    yield gtin(close)
    yield upc_e(close)
    yield from _parcels_and_fields(body, close)
    yield short_upc_e(close)


def _parcels_and_fields(body: str, close: str) -> Iterator[Verdict]:
    """Carriers' numbers, then element strings, unless those fit: every SSCC behind 00 is a USPS number of 20 digits as well.

    Nor is an SSCC with a wrong digit a carrier's number just because it passes another of their checks.
    """
    compound = untold(body)
    if isinstance(compound, Reading) or (compound and close.startswith("00")):
        yield compound
        yield from only_if_known(tracking(close))
    else:
        yield from tracking(close)


def _settled(scanned: Symbol) -> Reading:
    """The one reading of an EAN or UPC symbol."""
    short = upc_e(scanned.body) if scanned.may_be_upc_e else None
    long = gtin(scanned.body)
    verdict = next((each for each in (short, long) if isinstance(each, Reading)), short or long)
    if isinstance(verdict, Reading):
        return verdict
    raise verdict or Refusal("GTIN_LENGTH", text=shown(scanned.body))


def _own(scanned: Symbol, patterns: Patterns) -> Reading | None:
    """The station's own code, if it is one. Raises Refusal COMMAND_UNKNOWN for what begins as one."""
    verdict = command(scanned.body)
    if isinstance(verdict, Refusal):
        raise verdict
    plate = lpn(scanned.body) if matches(patterns.lpn, without_copy(scanned.body)[0]) else None
    return verdict or (plate if isinstance(plate, Reading) else None)


def _plain(body: str, found: Sequence[Reading]) -> Iterator[Reading]:
    """Any text may be a return, a tracking number, a SKU or a serial number of ours, unless it is one of the station's own codes."""
    if {reading.kind for reading in found} & _OWN:
        return
    told = {(reading.kind, reading.value.upper()) for reading in found}
    for kind in _PLAIN:
        if (kind, body.upper()) not in told:
            yield Reading(kind, body, IF_KNOWN)


def _wrong_imei(close: str) -> Refusal | None:
    return Refusal("IMEI_CHECK", text=shown(close)) if has_form(close) and imei(close) is None else None


def _number(text: str) -> tuple[Reading, ...]:
    return (Reading(CodeKind.NUMBER, text.replace(",", ".")),) if _NUMBER.fullmatch(text) else ()
