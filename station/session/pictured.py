"""Photographs of the unit in hand: the codes that say something about them in, events out; the bench in, what a screen draws out."""

from collections.abc import Mapping
from typing import Any

from station.bench import events as ev
from station.bench.states import Unit
from station.errors import Refusal
from station.rules.inspection import Mark, Shot
from station.rules.pictures import still_due
from station.rules.recorded import shots_of
from station.rules.rulebook import Rulebook
from station.scan.commands import unprinted
from station.scan.symbology import symbol
from station.scan.texts import cleaned
from station.texts import named_shot, text_of


def told(code: str) -> tuple[type[ev.Event], dict[str, Any]] | None:
    """What "PHOTO-ITSELF", "MARK-x-y-radius" and "AIM-x-y-radius" say; None for any other command."""
    if code == "PHOTO-ITSELF":
        return ev.PhotoAsked, {"itself": True}
    word_, *numbers = code.split("-")
    if word_ not in ("MARK", "AIM"):
        return None
    x, y, radius = map(int, numbers)
    return ev.Marked, {"x": x, "y": y, "radius": radius, "aimed": word_ == "AIM"}


def only_from_window(text: str) -> bool:
    """Whether a scan says what only the window may send: something about a picture that somebody sees."""
    try:
        return unprinted(symbol(cleaned(text)).body)
    except Refusal:
        return False  # it is no code at all, and refused as that


def pictures(unit: Unit, language: str) -> dict[str, Any]:
    """`shots` are the pictures taken so far, the last at the end; `aim` is the circle for the next one."""
    taken = unit.inspection.photos if unit.inspection else unit.photos
    shots = [_shot(shot, unit.inspection.rubric.shots if unit.inspection else {}, language) for shot in taken]
    return {"shots": shots, "aim": _circle(unit.aim) if unit.aim else None, "photos_due": due_of(unit)}


def due_of(unit: Unit) -> int:
    """How many pictures the unit will have when it is finished, by what is known now."""
    if unit.inspection is None:
        return max(len(unit.shots), len(unit.photos))
    return len(unit.inspection.photos) + len(still_due(unit.inspection, unit.inspection.ending or unit.inspection.raised))


def pictures_of(record: Mapping[str, Any], rules: Rulebook, language: str) -> list[dict[str, Any]]:
    """The same of a unit that is finished; `record` is the payload that decided about it."""
    rubric = rules.rubrics.get(str(record.get("rubric") or "").partition("@")[0])
    return [_shot(shot, rubric.shots if rubric else {}, language) for shot in shots_of(record)]


def _shot(shot: Shot, words: Mapping[str, str], language: str) -> dict[str, Any]:
    known = words.get(shot.shot)
    label = text_of(known, language) if known else named_shot(shot.shot, language)
    marks = [_circle(mark) for mark in shot.marks]
    return {"shot": shot.shot, "finding": shot.finding, "label": label, "sha256": shot.sha256, "marks": marks, "doubt": shot.doubt}


def _circle(mark: Mark) -> dict[str, int]:
    return {"x": mark.x, "y": mark.y, "radius": mark.radius}
