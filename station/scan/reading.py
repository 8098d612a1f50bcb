"""The text of one scan in, every reading that its form allows out, the most likely first.

Order (why: a number of the right length is many things at once): AIM identifier, Digital Link, the patterns in use, GTIN with a
valid check digit, GS1 element strings, and last the plain text, which counts only if it is known here.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from station.errors import Refusal
from station.model.codes import CodeKind, Reading, Scan
from station.scan.commands import command
from station.scan.gs1 import digital_link, element_string
from station.scan.gtins import gtin
from station.scan.patterns import Patterns, matches
from station.scan.plates import lpn
from station.scan.symbology import Symbol, symbol
from station.scan.texts import GS, cleaned, shown

Verdict = Reading | Refusal | None

IF_KNOWN: Final = {"if": "known"}  # the parts of a reading that any text allows: it holds only if this station knows the code
_OWN: Final = {CodeKind.COMMAND, CodeKind.FINDING, CodeKind.BADGE, CodeKind.BIN, CodeKind.TOTE, CodeKind.CLIENT, CodeKind.HOLD}
_NUMBER: Final = re.compile(r"\d{1,9}(?:[.,]\d{1,2})?", re.ASCII)


def read(text: str, patterns: Patterns, prompt_takes_number: bool = False) -> Scan:
    """What this text can be; the last readings are those that hold only `if` known (see `knowledge.resolve`).

    Raises Refusal CODE_EMPTY, CODE_TOO_LONG or CODE_NOT_READABLE; with an AIM identifier that settles what the text must
    be, also CHECK_DIGIT, GTIN_LENGTH or GS1_NOT_READABLE. Never another exception.
    """
    clean = cleaned(text)
    scanned = symbol(clean)
    if not scanned.body.strip(GS):
        raise Refusal("CODE_EMPTY")
    numbers = _number(clean) if prompt_takes_number else ()
    if len(clean) == 1:
        return Scan(clean, (*numbers, Reading(CodeKind.KEY, clean)))
    if scanned.is_ean or scanned.is_gs1 or GS in scanned.body:
        return Scan(clean, (_settled(scanned),))
    found = [verdict for verdict in _verdicts(scanned, patterns) if isinstance(verdict, Reading)]
    return Scan(clean, (*numbers, *(_marked(reading, scanned) for reading in found), *_plain(scanned.body, found)))


def objection(text: str) -> Refusal:
    """Why a text that is known nowhere was not understood: a check that it fails (CHECK_DIGIT, PLATE_CHECK), or CODE_UNKNOWN."""
    body = symbol(text).body
    failed = [verdict for verdict in (command(body), lpn(body), gtin(body), _untold(body)) if isinstance(verdict, Refusal)]
    return failed[0] if failed else Refusal("CODE_UNKNOWN", text=shown(body))


def _verdicts(scanned: Symbol, patterns: Patterns) -> Iterator[Verdict]:
    body = scanned.body
    yield digital_link(body)
    yield command(body)
    if matches(patterns.rma, body):
        yield Reading(CodeKind.RMA, body.upper())
    if matches(patterns.lpn, body):
        yield lpn(body)
    if matches(patterns.fnsku, body):
        yield Reading(CodeKind.SKU, body.upper(), {"scheme": "fnsku"})
    yield gtin(body)
    yield _untold(body)


def _untold(body: str) -> Verdict:
    """Element strings that nothing announces but their first two digits. One that does not parse is simply something else."""
    if not body.startswith(("01", "00")) or len(body) < 16:
        return None
    verdict = element_string(body)
    return None if isinstance(verdict, Refusal) and verdict.code == "GS1_NOT_READABLE" else verdict


def _settled(scanned: Symbol) -> Reading:
    """The one reading of a text whose symbology, or whose GS, says what it must be."""
    if scanned.is_ean:
        verdict = gtin(scanned.body) or Refusal("GTIN_LENGTH", text=shown(scanned.body))
    else:
        verdict = digital_link(scanned.body) or element_string(scanned.body)
    if isinstance(verdict, Refusal):
        raise verdict
    return _marked(verdict, scanned)


def _plain(body: str, found: list[Reading]) -> Iterator[Reading]:
    """Any text may be a return, a tracking number or a SKU of ours, unless it is one of the station's own codes."""
    kinds = {reading.kind for reading in found}
    if not kinds & _OWN:
        for kind in (CodeKind.RMA, CodeKind.TRACKING, CodeKind.SKU):
            if kind not in kinds:
                yield Reading(kind, body, IF_KNOWN)


def _number(text: str) -> tuple[Reading, ...]:
    return (Reading(CodeKind.NUMBER, text.replace(",", ".")),) if _NUMBER.fullmatch(text) else ()


def _marked(reading: Reading, scanned: Symbol) -> Reading:
    return replace(reading, parts={**reading.parts, "symbology": scanned.aim}) if scanned.aim else reading
