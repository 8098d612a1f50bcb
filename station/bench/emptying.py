"""Putaway out of a closed tote: the next unit and its bin are named, plates and bins are scanned, and counted by bin. Pure.

Unit first and then its bin, or the bin first and then its units. A unit that the books do not have in this tote is taken all the same:
it is in somebody's hand, and its own state says whether it may go there.
"""

from dataclasses import replace

from station.bench import regrading, stocking
from station.bench.events import BinScanned, PlateScanned, UndoAsked
from station.bench.states import Bench, Step
from station.bench.stowage import Stowing
from station.errors import Refusal
from station.model.containers import Container, Inside
from station.rules.rulebook import Rulebook


def choose(bench: Bench, event: PlateScanned, rules: Rulebook) -> Step:
    """The unit in hand; with a bin that was scanned first it is put there at once."""
    stowing = _now(bench, event.into)
    if event.unit is None:
        raise Refusal("PLATE_WITHOUT_UNIT", lpn=event.lpn)
    unit = event.unit
    now = replace(bench, stowing=replace(stowing, over=False))
    if stowing.bin:
        return stocking.put(now, unit, stowing.bin, rules)
    chosen = Inside(unit.lpn, unit.title, unit.bin or "")
    return Step(replace(now, stowing=replace(stowing, chosen=chosen, over=False)))


def scan_bin(bench: Bench, event: BinScanned, rules: Rulebook) -> Step:
    """The bin of the unit in hand; of none, the bin into which the next units go."""
    stowing = _now(bench, event.into)
    if not stowing.out:
        free = replace(bench, stowing=None)
        return stocking.putaway(replace(free, state=free.resting), event, rules)
    if stowing.chosen and event.unit:
        return stocking.put(replace(bench, stowing=stowing), event.unit, event.bin, rules)
    if not stowing.bin and stowing.placed and stowing.last_place == event.bin:
        raise Refusal("SCAN_THE_UNIT_FIRST", bin=event.bin)  # the same bin twice: a scanner that repeated itself puts nothing away
    return Step(replace(bench, stowing=replace(stowing, bin=event.bin, over=False)))


def undo(bench: Bench, event: UndoAsked) -> Step:
    """RS-UNDO: another unit is in hand, or another bin. Raises Refusal UNIT_PUT_AWAY for what is in its bin."""
    stowing = bench.stowing
    if stowing and stowing.chosen:
        return Step(replace(bench, stowing=replace(stowing, chosen=None)))
    if stowing and stowing.bin:
        return Step(replace(bench, stowing=replace(stowing, bin="")))
    if event.unit:
        raise regrading.put_away(event.unit)
    raise Refusal("NOTHING_TO_UNDO")


def let_go(bench: Bench) -> Bench:
    """The bench with no unit of a tote in hand: it was a hazard."""
    if bench.stowing is None or bench.stowing.chosen is None:
        return bench
    return replace(bench, stowing=replace(bench.stowing, chosen=None))


def _now(bench: Bench, into: Container | None) -> Stowing:
    """The tote as it is now: somebody else may have taken units out of it meanwhile."""
    if bench.stowing is None:
        raise Refusal("NOTHING_TO_PUT_AWAY")
    return replace(bench.stowing, into=into) if into else bench.stowing
