"""GS1 element strings and Digital Links in, one compound reading out: gtin, serial, lot, expiry, best_before, count, weight_g, sscc.

The tables of application identifiers are biip's. Where biip would swallow a damaged text silently, it is refused here.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from station.errors import Refusal
from station.model.codes import CodeKind, Reading
from station.scan import gtins
from station.scan.texts import GS, shown
from station.scan.weights import grams, is_weight

if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementString

PARTS: Final = {"00": "sscc", "01": "gtin", "10": "lot", "15": "best_before", "17": "expiry", "21": "serial", "30": "count", "37": "count"}
_DATES: Final = ("15", "17")
_NO_DATE: Final = "000000"  # printed by makers who have no date; biip would refuse the whole text for it
_PRINTED: Final = re.compile(r"\((\d{2,4})\)([^()]+)", re.ASCII)
_AFTER_A_LOST_GS: Final = ("10", "11", "15", "17", "21", "30")


def warm() -> None:
    """Load the tables; else the first scan does."""
    element_string("")


def element_string(text: str) -> Reading | Refusal:
    """The reading of element strings (GS between them where a length varies), or Refusal GS1_NOT_READABLE or CHECK_DIGIT."""
    body = text.strip(f"{GS} ")
    from station.scan.elements import of_message  # noqa: PLC0415 -- biip reads all its tables: not before a window is open

    elements = of_message(body)
    if not elements or not _ends_where_it_says(body, elements):
        return _not_readable(text)
    reading = _reading(text, elements)
    doubtful = _may_have_lost_a_gs(body, elements)
    if isinstance(reading, Refusal) or not doubtful:
        return reading
    return Reading(reading.kind, reading.value, {**reading.parts, "doubtful": doubtful})


def printed(text: str) -> Reading | Refusal | None:
    """The reading of what is printed under a GS1 symbol for people, "(01)09521321000018(10)AB12", or a Refusal; None for any other text."""
    body = text.replace(" ", "")
    fields = _PRINTED.findall(body)
    if not fields or "".join(f"({ai}){value}" for ai, value in fields) != body:
        return None
    return element_string(GS.join(f"{ai}{value}" for ai, value in fields))


def digital_link(text: str) -> Reading | Refusal | None:
    """The reading of a GS1 Digital Link, or a Refusal CHECK_DIGIT; None for any other text, other web addresses too."""
    if not text.lower().startswith(("http://", "https://")):
        return None
    from station.scan.elements import of_link  # noqa: PLC0415 -- biip reads all its tables: not before a window is open

    elements = of_link(text)
    return None if elements is None else _reading(text, elements)


def _reading(text: str, elements: "Sequence[GS1ElementString]") -> Reading | Refusal:
    parts: dict[str, str] = {}
    for element in elements:
        name, value = PARTS.get(element.ai.ai), _value(element)
        if value is None or (name in parts and parts[name] != value):
            return _not_readable(text)
        if is_weight(element.ai.ai):  # the same weight may stand there in pounds, too, and round differently
            parts.setdefault("weight_g", grams(element.ai.ai, element.value))
        if name and value:
            parts[name] = value
    try:
        for name in ("gtin", "sscc"):
            if name in parts:
                gtins.check(parts[name])
    except Refusal as refusal:
        return refusal
    written = "".join(element.as_hri() for element in elements)
    return Reading(CodeKind.GS1, parts.get("gtin") or parts.get("sscc") or written, parts)


def _value(element: "GS1ElementString") -> str | None:
    """The value; a date as ISO text, "" for the date of zeros; None for a date that does not exist."""
    if element.ai.ai not in _DATES:
        return element.value
    if element.value == _NO_DATE:
        return ""
    return None if element.date is None else element.date.isoformat()


def _ends_where_it_says(body: str, elements: "Sequence[GS1ElementString]") -> bool:
    """Whether each value of varying length ends at a GS or at the end: biip cuts one that is too long and reads on."""
    at = 0
    for element in elements:
        at += len(element)
        if element.ai.separator_required and at < len(body) and body[at] != GS:
            return False
        while body[at : at + 1] == GS:
            at += 1
    return True


def _may_have_lost_a_gs(body: str, elements: "Sequence[GS1ElementString]") -> str:
    """The part that may have swallowed its neighbour, or "".

    A scanner that strips GS turns lot AB12 and serial XYZ9 into the lot "AB1221XYZ9", which is well-formed: it cannot be
    refused, but nobody may rely on it.
    """
    last = elements[-1]
    if GS in body or not last.ai.separator_required or last.ai.ai not in PARTS:
        return ""
    tails = (last.value[start:] for start in range(1, len(last.value)))
    return PARTS[last.ai.ai] if any(tail.startswith(_AFTER_A_LOST_GS) and _parses(tail) for tail in tails) else ""


def _parses(text: str) -> bool:
    from station.scan.elements import of_message  # noqa: PLC0415 -- biip reads all its tables: not before a window is open

    return of_message(text, strict=True) is not None


def _not_readable(text: str) -> Refusal:
    return Refusal("GS1_NOT_READABLE", text=shown(text))
