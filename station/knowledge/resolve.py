"""A scan with all readings that its form allows in, the same scan with the readings that hold here out.

Of several readings of a code of the goods the known ones win; a code that is known nowhere stands only if its form alone
says what it is (a valid GTIN or IMEI, a carrier's check digit, this site's RMA pattern). Several of those may stay: then
whoever scanned is asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from station.errors import Refusal
from station.knowledge.knowledge import Knowledge
from station.model.codes import CodeKind, Reading, Scan
from station.scan.reading import IF_KNOWN, objection

_GOODS: Final = (CodeKind.RMA, CodeKind.TRACKING, CodeKind.GTIN, CodeKind.GS1, CodeKind.SKU, CodeKind.IMEI, CodeKind.SERIAL)


def resolve(scan: Scan, knowledge: Knowledge) -> Scan:
    """The readings that hold, in their order; several mean that context decides.

    RMA, SKU and client come back as they are filed, a known IMEI as SERIAL. Raises Refusal CLIENT_UNKNOWN, or
    `scan.objection`'s reason (CHECK_DIGIT, PLATE_CHECK, COMMAND_UNKNOWN, CODE_UNKNOWN) when nothing holds.
    """
    known = {id(reading): found for reading in scan.readings if (found := _known(reading, knowledge))}
    goods_known = any(_is_goods(reading) for reading in scan.readings if id(reading) in known)
    held = [result for reading in scan.readings for result in known.get(id(reading), _unknown(reading, goods_known))]
    if not held:
        raise objection(scan.text)
    return Scan(scan.text, tuple(_once(held)))


def _known(reading: Reading, knowledge: Knowledge) -> tuple[Reading, ...]:
    """What a reading stands for here: itself, spelt as filed; nothing if it is not known."""
    match reading.kind:
        case CodeKind.SERIAL if not _is_goods(reading):
            return (reading,)
        case CodeKind.RMA | CodeKind.SKU | CodeKind.GTIN | CodeKind.SERIAL:
            filed = knowledge.filed(reading.kind, reading.value)
            return () if filed is None else (Reading(reading.kind, filed, _told(reading)),)
        case CodeKind.IMEI:
            filed = knowledge.filed(CodeKind.IMEI, reading.value)
            return () if filed is None else (Reading(CodeKind.SERIAL, filed, {**_told(reading), "imei": filed}),)
        case CodeKind.TRACKING:
            return _tracking(reading, knowledge)
        case CodeKind.GS1:
            return _known_parts(reading, knowledge)
        case CodeKind.CLIENT:
            client = knowledge.client(reading.value)
            if client is None:
                raise Refusal("CLIENT_UNKNOWN", client=reading.value)
            return (Reading(CodeKind.CLIENT, client),)
        case _:
            return (reading,)


def _tracking(reading: Reading, knowledge: Knowledge) -> tuple[Reading, ...]:
    """A tracking number, whichever of its forms the shop was told: the number alone, or the whole that the label holds."""
    forms = dict.fromkeys((reading.value, reading.parts.get("whole", reading.value)))
    found = (knowledge.filed(CodeKind.TRACKING, form) for form in forms)
    filed = next((number for number in found if number is not None), None)
    return () if filed is None else (Reading(CodeKind.TRACKING, filed, _told(reading)),)


def _known_parts(reading: Reading, knowledge: Knowledge) -> tuple[Reading, ...]:
    """A compound code is known by its GTIN; the SSCC of a parcel may be a tracking number."""
    gtin, sscc = reading.parts.get("gtin"), reading.parts.get("sscc")
    held = replace(reading, parts=_told(reading))
    if gtin and knowledge.filed(CodeKind.GTIN, gtin):
        return (held,)
    tracking = knowledge.filed(CodeKind.TRACKING, sscc) if sscc else None
    return () if tracking is None else (Reading(CodeKind.TRACKING, tracking), held)


def _is_goods(reading: Reading) -> bool:
    """Whether it is a code of the goods; a serial number that a prompt asked for is an answer, known or not."""
    return reading.kind in _GOODS and (reading.kind is not CodeKind.SERIAL or _weak(reading))


def _unknown(reading: Reading, goods_known: bool) -> tuple[Reading, ...]:
    return () if goods_known or _weak(reading) else (reading,)


def _weak(reading: Reading) -> bool:
    """Whether any text has this form, so that it holds only if it is known."""
    return IF_KNOWN.items() <= reading.parts.items()


def _once(held: Iterable[Reading]) -> Iterator[Reading]:
    """Each code once, though two forms led to it, with what each of them told."""
    by_code: dict[tuple[CodeKind, str], Reading] = {}
    for reading in held:
        code = reading.kind, reading.value
        first = by_code.get(code, reading)
        by_code[code] = replace(first, parts={**reading.parts, **first.parts})
    yield from by_code.values()


def _told(reading: Reading) -> dict[str, str]:
    return {name: value for name, value in reading.parts.items() if name not in IF_KNOWN}
