"""A count in words: what was found in a bin, what is missing, and where it belongs what does not belong there."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from station.texts import counted, listed, word

_IN_A_LINE: Final = 6  # plates; a text that is filled in is cut at 200 characters
_MOST: Final = 60  # of one kind; the fact names all of them


def count_in_words(payload: Mapping[str, Any], language: str) -> list[str]:
    """The payload of bin.counted as lines."""
    pieces = sum(goods["quantity"] for goods in payload["goods"])
    named = {"bin": payload["bin"], "units": len(payload["units"]), "pieces": pieces, "expected": payload["expected"]}
    lines = [word("COUNTED_IN_ALL", language, **named)]
    lines += [] if payload.get("known", True) else [word("COUNTED_UNKNOWN", language, bin=payload["bin"])]
    lines += [counted("COUNTED_REFUSED", refused, language)] if (refused := payload.get("refused", 0)) else []
    if payload["missing"]:
        lines += [counted("COUNTED_MISSING", len(payload["missing"]), language), *_plates(payload["missing"], language)]
    for place, plates in _elsewhere(payload["surplus"]).items():
        key = "COUNTED_SURPLUS" if place else "COUNTED_UNPLACED"
        lines += [counted(key, len(plates), language, where=place), *_plates(plates, language)]
    lines += _goods_elsewhere(payload["goods"], language)
    return lines if len(lines) > 1 else [*lines, word("COUNTED_RIGHT", language)]


def _goods_elsewhere(goods: Sequence[Mapping[str, Any]], language: str) -> list[str]:
    """Goods without plates whose product has another bin."""
    stray = [each for each in goods if each.get("where")]
    lines = [_strayed(each, language) for each in stray[:_MOST]]
    return lines + ([word("COUNTED_MORE", language, count=len(stray) - _MOST)] if len(stray) > _MOST else [])


def _strayed(goods: Mapping[str, Any], language: str) -> str:
    named = {"title": goods["title"] or goods["sku"], "where": goods["where"]}
    return counted("COUNTED_STRAY", goods["quantity"], language, **named)


def _elsewhere(surplus: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The plates by where they belong, "" for nowhere yet."""
    places: dict[str, list[str]] = {}
    for unit in surplus:
        places.setdefault(unit["where"] or "", []).append(unit["lpn"])
    return places


def _plates(plates: Sequence[str], language: str) -> Iterator[str]:
    shown = plates[:_MOST]
    for start in range(0, len(shown), _IN_A_LINE):
        yield f"  {listed(shown[start : start + _IN_A_LINE], language)}"
    if len(plates) > _MOST:
        yield f"  {word('COUNTED_MORE', language, count=len(plates) - _MOST)}"
