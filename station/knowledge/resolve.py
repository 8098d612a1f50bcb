"""A scan with all readings that its form allows in, the same scan with the readings that hold here out.

Of several readings of a code of the goods the known ones win; a code that is known nowhere stands only if its form alone
says what it is (a valid GTIN, this site's RMA pattern).
"""

from typing import Final

from station.errors import Refusal
from station.knowledge.knowledge import Knowledge
from station.model.codes import CodeKind, Reading, Scan
from station.scan.reading import IF_KNOWN, objection

_GOODS: Final = (CodeKind.RMA, CodeKind.TRACKING, CodeKind.GTIN, CodeKind.GS1, CodeKind.SKU)


def resolve(scan: Scan, knowledge: Knowledge) -> Scan:
    """The readings that hold, in their order; several mean that context decides.

    RMA, SKU and client come back as they are filed. Raises Refusal CLIENT_UNKNOWN, or `scan.objection`'s reason
    (CHECK_DIGIT, PLATE_CHECK, COMMAND_UNKNOWN, CODE_UNKNOWN) when nothing holds.
    """
    known = {id(reading): found for reading in scan.readings if (found := _known(reading, knowledge))}
    goods_known = any(reading.kind in _GOODS for found in known.values() for reading in found)
    held = [result for reading in scan.readings for result in known.get(id(reading), _unknown(reading, goods_known))]
    if not held:
        raise objection(scan.text)
    return Scan(scan.text, tuple(held))


def _known(reading: Reading, knowledge: Knowledge) -> tuple[Reading, ...]:
    """What a reading stands for here: itself, spelt as filed; nothing if it is not known."""
    match reading.kind:
        case CodeKind.RMA | CodeKind.TRACKING | CodeKind.SKU | CodeKind.GTIN:
            filed = knowledge.filed(reading.kind, reading.value)
            return () if filed is None else (Reading(reading.kind, filed, _told(reading)),)
        case CodeKind.GS1:
            return _known_parts(reading, knowledge)
        case CodeKind.CLIENT:
            client = knowledge.client(reading.value)
            if client is None:
                raise Refusal("CLIENT_UNKNOWN", client=reading.value)
            return (Reading(CodeKind.CLIENT, client),)
        case _:
            return (reading,)


def _known_parts(reading: Reading, knowledge: Knowledge) -> tuple[Reading, ...]:
    """A compound code is known by its GTIN; the SSCC of a parcel may be a tracking number."""
    gtin, sscc = reading.parts.get("gtin"), reading.parts.get("sscc")
    if gtin and knowledge.filed(CodeKind.GTIN, gtin):
        return (reading,)
    tracking = knowledge.filed(CodeKind.TRACKING, sscc) if sscc else None
    return () if tracking is None else (Reading(CodeKind.TRACKING, tracking), reading)


def _unknown(reading: Reading, goods_known: bool) -> tuple[Reading, ...]:
    return () if goods_known or reading.parts == IF_KNOWN else (reading,)


def _told(reading: Reading) -> dict[str, str]:
    return {name: value for name, value in reading.parts.items() if name not in IF_KNOWN}
