"""What a text is read as, in one line that a table can hold: "gtin 04006381333931", "tracking 986578788855 fedex", "refused CODE_EMPTY"."""

from station.errors import Refusal
from station.model.codes import CodeKind, Reading
from station.scan import Patterns, objection, read
from station.scan.reading import IF_KNOWN

_LEFT_OUT = {"carrier", "check", "whole", "if", "scheme", "symbology"}


def spelled(text: str, asks: str = "") -> str:
    """The readings that the form gives, with " / " between them; without one, why nobody would understand the text.

    "?" behind a reading says that it holds only if this station knows the code.
    """
    try:
        scan = read(text, Patterns(), asks)
    except Refusal as refusal:
        return f"refused {refusal.code}"
    told = [_one(reading) for reading in scan.readings if reading.parts != IF_KNOWN]
    return " / ".join(told) if any(not each.endswith("?") for each in told) else " / ".join([*told, f"else {objection(scan.text).code}"])


def _one(reading: Reading) -> str:
    names = [reading.parts["carrier"]] if reading.kind is CodeKind.TRACKING else []
    parts = [f"{name}={value}" for name, value in reading.parts.items() if name not in _LEFT_OUT and value != reading.value]
    return " ".join([reading.kind.value, reading.value, *names, *parts]) + ("?" if "if" in reading.parts else "")
