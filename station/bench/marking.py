"""A circle around a defect, over a photograph that stays as it was taken: on the last one, or on the one that comes next."""

from dataclasses import replace

from station.bench.events import Marked
from station.bench.states import Bench, Step, Unit
from station.bench.taking import in_hand
from station.errors import Refusal
from station.rules.inspection import Mark, Shot
from station.rules.rulebook import Rulebook


def mark(bench: Bench, event: Marked, _rules: Rulebook) -> Step:
    """One circle a photograph; a new one takes the place of the old. Raises Refusal NO_PICTURE_TO_MARK where none was taken yet."""
    unit = in_hand(bench)
    circle = Mark(event.x, event.y, event.radius) if event.radius else None
    if event.aimed:
        return Step(replace(bench, unit=replace(unit, aim=circle)))
    taken = photos_of(unit)
    if not taken:
        raise Refusal("NO_PICTURE_TO_MARK")
    marked = (*taken[:-1], replace(taken[-1], marks=(circle,) if circle else ()))
    if unit.inspection is None:
        return Step(replace(bench, unit=replace(unit, photos=marked)))
    return Step(replace(bench, unit=replace(unit, inspection=replace(unit.inspection, photos=marked))))


def photos_of(unit: Unit) -> tuple[Shot, ...]:
    """The photographs of a unit so far, inspected or not."""
    return unit.inspection.photos if unit.inspection else unit.photos
