"""The calibration sheet: its codes, and what the text that came of one tells about the scanner that sent it. Pure.

A text and whether its end came in; troubles out, each a key of the words tables: CALIBRATION_<KIND> says it, ..._CURE what to do.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

GS: Final = "\x1d"
_AIM: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]", re.ASCII)
_LIKE: Final = 0.5  # of two texts: so much alike is taken for the same code, garbled
_SHOWN: Final = 3  # characters that came wrong: as many as show the pattern
# A scanner that is set to another keyboard presses other keys than ours: where one of these comes for the other, it is that one.
_LAYOUTS: Final = (("Q", "A", "FR"), ("Y", "Z", "DE"), ('"', "@", "GB"))


@dataclass(frozen=True, slots=True)
class SheetCode:
    """One code of the sheet: what a scanner sends for it, and for a GS1 symbol what is written under it."""

    number: int
    text: str
    gs1: str = ""


# Every printable character of ASCII in four Code 128 symbols that any scanner reads, capitals beside small letters; then a GS.
CODES: Final = (
    SheetCode(1, "AaBbCcDdEeFfGgHhIiJjKkLlMm"),
    SheetCode(2, "NnOoPpQqRrSsTtUuVvWwXxYyZz"),
    SheetCode(3, "0123456789!\"#$%&'()*+,-. /"),
    SheetCode(4, ":;<=>?@[\\]^_`{|}~"),
    SheetCode(5, f"010952132100001810AB12{GS}21XYZ9", "(01)09521321000018(10)AB12(21)XYZ9"),
)


class Kind(StrEnum):
    """What can be wrong with a scanner."""

    LAYOUT = "LAYOUT"
    CAPS_LOCK = "CAPS_LOCK"
    CAPITALS = "CAPITALS"
    SMALL = "SMALL"
    GS_LOST = "GS_LOST"
    GS_CHANGED = "GS_CHANGED"
    NO_END = "NO_END"
    BEFORE = "BEFORE"
    BEHIND = "BEHIND"
    CUT = "CUT"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class Trouble:
    """`what` is what came instead or beside, as text; `layout` names the keyboard that a scanner seems to be set to."""

    kind: Kind
    what: str = ""
    layout: str = ""


def sheet_code(text: str, asked: SheetCode) -> SheetCode:
    """Which code of the sheet was scanned: the one that is most alike, else the one that was asked for."""
    bare = _bare(text).casefold()
    likeness = {code: SequenceMatcher(None, code.text.casefold(), bare, autojunk=False).ratio() for code in CODES}
    best = max(CODES, key=lambda code: (likeness[code], code is asked))
    return best if likeness[best] >= _LIKE else asked


def troubles(code: SheetCode, text: str, *, ended: bool) -> tuple[Trouble, ...]:
    """What is wrong with a scanner that sent this text for this code; nothing for one that sends it exactly, with or without an AIM id."""
    wanted, came = code.text, _bare(text)
    found: list[Trouble | None] = []
    if GS in wanted and GS not in came and len(came) == len(wanted) - wanted.count(GS):
        found.append(Trouble(Kind.GS_LOST))  # and perhaps something else beside it
        wanted = wanted.replace(GS, "")
    found += [_in_text(wanted, came), None if ended else Trouble(Kind.NO_END)]
    return tuple(trouble for trouble in found if trouble)


def in_common(each: Sequence[Sequence[Trouble]]) -> tuple[Trouble, ...]:
    """The troubles of all codes together, each kind once, in the order in which they are to be cured."""
    first = {trouble.kind: trouble for found in reversed(each) for trouble in found}
    return tuple(first[kind] for kind in Kind if kind in first)


def _bare(text: str) -> str:
    return _AIM.sub("", text, count=1) if _AIM.match(text) else text


def _in_text(wanted: str, came: str) -> Trouble | None:
    if came == wanted:
        return None
    if wanted in came:
        before, _, behind = came.partition(wanted)
        return Trouble(Kind.BEFORE, before) if before else Trouble(Kind.BEHIND, behind)
    return _separator(wanted, came) or _case(wanted, came) or _layout(wanted, came)


def _separator(wanted: str, came: str) -> Trouble | None:
    """Something else in the place of a GS."""
    between = re.fullmatch("(.+)".join(map(re.escape, wanted.split(GS))), came, re.DOTALL) if GS in wanted else None
    return Trouble(Kind.GS_CHANGED, between[1]) if between else None


def _case(wanted: str, came: str) -> Trouble | None:
    kinds = {wanted.swapcase(): Kind.CAPS_LOCK, wanted.upper(): Kind.CAPITALS, wanted.lower(): Kind.SMALL}
    return Trouble(kinds[came]) if came in kinds else None


def _layout(wanted: str, came: str) -> Trouble:
    """Characters that were exchanged; a code that broke off; or some other code."""
    if came and len(came) < len(wanted) and came in wanted:
        return Trouble(Kind.CUT, came)
    if abs(len(came) - len(wanted)) > len(wanted) // 4:
        return Trouble(Kind.OTHER, came)
    wrong = [(one, other) for one, other in zip(wanted, came, strict=False) if one != other]
    pairs = {(other.upper(), one.upper()) for one, other in wrong}
    layout = next((name for here, there, name in _LAYOUTS if (here, there) in pairs or (there, here) in pairs), "")
    return Trouble(Kind.LAYOUT, ", ".join(f"{one} → {other}" for one, other in wrong[:_SHOWN]), layout)
