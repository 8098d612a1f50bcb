"""Codes of several fields in, their readings out: announced as GS1 by the symbology or a separator, or told by their form alone."""

from collections.abc import Sequence
from dataclasses import replace

from station.errors import Refusal
from station.model.codes import Reading
from station.scan.gs1 import digital_link, element_string, printed
from station.scan.gtins import digits, gtin
from station.scan.symbology import Symbol
from station.scan.texts import GS, IF_KNOWN, compact
from station.scan.tracking import tracking

Verdict = Reading | Refusal | None


def is_announced(scanned: Symbol) -> bool:
    """Whether symbology or separators say that the text is a GS1 code."""
    return scanned.is_gs1 or GS in scanned.body


def fields(scanned: Symbol) -> Reading | Refusal:
    """The one reading of an announced code, or why it has none."""
    return digital_link(scanned.body) or element_string(scanned.body)


def announced(scanned: Symbol) -> tuple[Reading, ...]:
    """Every reading of an announced code. Raises Refusal GS1_NOT_READABLE or CHECK_DIGIT where there is none.

    USPS and FedEx print their numbers in GS1 symbols, where 92 and 96 are no more than "a company's own": a code whose fields tell
    nothing is a carrier's number first. Or a GTIN: Caps Lock turns the identifier of an EAN into one of GS1.
    """
    verdict = fields(scanned)
    close = compact(scanned.body)
    others = [reading for reading in (gtin(close), *tracking(close)) if isinstance(reading, Reading)]
    if isinstance(verdict, Refusal):
        if not others or verdict.code == "CHECK_DIGIT":
            raise verdict
        return tuple(others)
    if verdict.parts or not others:
        return (verdict, *only_if_known(others))
    return (*others, *only_if_known([verdict]))


def untold(body: str) -> Verdict:
    """Element strings that nothing announces but their first two digits, or the brackets of a printed text.

    One that does not parse is simply something else.
    """
    text = compact(body) if digits(compact(body)) else body
    verdict = printed(body) if body.startswith("(") else element_string(text) if text.startswith(("01", "00")) and len(text) >= 16 else None
    return None if isinstance(verdict, Refusal) and verdict.code == "GS1_NOT_READABLE" else verdict


def only_if_known(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The same readings, but each holds only for a code that this station knows."""
    return tuple(replace(reading, parts={**reading.parts, **IF_KNOWN}) for reading in readings)
