"""Where units are, in words: rows of the projection and a language in; a place each, or all of a return in one clause, out.

A graded unit is on its way: its bin is where it belongs, and nobody has put it there.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from station.texts import listed, table, word

_CONTAINED: Final = {"toted": "tote", "lotted": "lot"}
_LYING: Final = ("held", "restocked")
_BOUND: Final = ("graded", "released")
_AT_THE_BENCH: Final = ("received", "reopened", "parked", "in_hand")


def place_of(unit: Mapping[str, Any], language: str) -> str:
    """The tote, the lot or the bin of a unit, the bin that it is meant for, or how it left; "" for one that is at the bench."""
    state, place = str(unit["state"]), str(unit["bin"] or "")
    contained = str(unit[_CONTAINED[state]] or "") if state in _CONTAINED else ""
    if contained:
        return word(f"ITEMS_IN_{_CONTAINED[state].upper()}", language, code=contained)
    if state in _BOUND:
        return word("ITEMS_MEANT_FOR", language, code=place) if place else ""
    if state in _LYING or state in _AT_THE_BENCH:
        return place if state in _LYING else ""
    return _in_words(state, language)


def results(units: Iterable[Mapping[str, Any]], language: str) -> str:
    """What came of them, and where that is: "1 × A: tote T-9, 2 × B: for OUT-03"."""
    found = Counter((str(unit["grade"] or _in_words(str(unit["state"]), language)), place_of(unit, language)) for unit in units)
    return listed((_result(count, result, place, language) for (result, place), count in sorted(found.items())), language)


def _result(count: int, result: str, place: str, language: str) -> str:
    told = f"{count} × {result}"
    return word("SAY_RESULT_AT", language, result=told, place=place) if place and place != result else told


def _in_words(state: str, language: str) -> str:
    key = f"UNIT_STATE_{state.upper()}"
    return word(key, language) if key in table(language, "words") else state.replace("_", " ").lower()
