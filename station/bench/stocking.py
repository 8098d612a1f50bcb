"""Putting away: a unit into its bin, which is when it becomes stock that can be sold.

Unit first, then its bin; or the bin first and then its units, one after the other, until another code ends it.
"""

from dataclasses import replace

from station.bench import arriving, moves
from station.bench.alerting import must_not_be_stopped
from station.bench.asking import ask, must_be_loose, not_now, unit_of
from station.bench.events import BinScanned, Done, Event, PlateScanned
from station.bench.label_scans import offered
from station.bench.states import Ask, Bench, Question, State, Step
from station.errors import Refusal
from station.model.grades import SELLABLE
from station.model.units import KnownUnit
from station.rules.rulebook import Rulebook


def putaway(bench: Bench, event: BinScanned, rules: Rulebook) -> Step:
    """The bin of the unit that is meant; of none, the bin into which the next plates go."""
    if bench.question is None and (bench.putting or _means_none(bench, event)):
        return Step(replace(bench, putting=event.bin))
    must_have_its_label(bench)
    return put(bench, unit_of(bench, event.unit, "NOTHING_TO_PUT_AWAY"), event.bin, rules)


def scan_plate(bench: Bench, event: PlateScanned, rules: Rulebook) -> Step:
    """A plate: one more unit into the bin that was scanned first; without such a bin the unit itself is what is asked about.

    A label that was asked for is only seen: nothing else is asked about its unit.
    """
    if not bench.putting and offered(bench, event):
        return Step(_without_asked(bench, event.lpn))
    if not bench.putting:
        return arriving.scan_plate(bench, event, rules)
    if event.unit is None:
        raise Refusal("PLATE_WITHOUT_UNIT", lpn=event.lpn)
    return put(bench, event.unit, bench.putting, rules)


def must_have_its_label(bench: Bench) -> None:
    """Raises Refusal OLD_LABEL_ON_UNIT: what was found by a label that does not count does not leave the bench with it."""
    question = bench.question
    if question and question.old and question.unit:
        raise Refusal("OLD_LABEL_ON_UNIT", lpn=question.unit.lpn)


def stop_putting(bench: Bench, event: Done, _rules: Rulebook) -> Step:
    """RS-DONE: the bin that was scanned first has all its units; without one, the last unit is not what the next place is meant for."""
    if bench.putting:
        return Step(replace(bench, putting=""))
    if bench.let_go:
        raise not_now(bench, type(event).__name__)
    return Step(replace(bench, let_go=True))


def going_on(bench: Bench, event: Event) -> Bench:
    """The bench as this event finds it: what is neither a plate nor a bin ends the putting into a bin."""
    resting = bench.state in (State.READY, State.PARCEL)
    return replace(bench, putting="") if resting and not isinstance(event, PlateScanned | BinScanned | Done) else bench


def _without_asked(bench: Bench, lpn: str) -> Bench:
    label = None if bench.label and bench.label.lpn == lpn else bench.label
    return replace(bench, label=label, on_paper=None if bench.on_paper and bench.on_paper.lpn == lpn else bench.on_paper)


def _means_none(bench: Bench, event: BinScanned) -> bool:
    """Nobody's last unit, one that was let go, or one that has been put away since: then the bin itself is meant."""
    last = event.unit
    if last is None or bench.let_go or last.state in ("lotted", "shipped", "destroyed", "returned", "repairing"):
        return True
    return last.state == "restocked" and not _lies_in(last, event.bin)


def put(bench: Bench, unit: KnownUnit, place: str, rules: Rulebook) -> Step:
    """item.restocked, after a question where the unit belongs into another bin. Raises Refusal for what may not lie there."""
    _must_be_sellable(unit)
    if not rules.is_for_stock(place):
        raise Refusal("BIN_NOT_FOR_STOCK", lpn=unit.lpn, place=place)
    if unit.state == "restocked" and _lies_in(unit, place):
        raise Refusal("ALREADY_THERE", lpn=unit.lpn, place=place)
    must_not_be_stopped(unit)
    if unit.bin and not _lies_in(unit, place):
        return ask(bench, Question(Ask.BIN, unit=unit, to=place))
    return restock(bench, unit, place)


def _must_be_sellable(unit: KnownUnit) -> None:
    """Raises Refusal NOT_SELLABLE or IN_A_CLOSED_LOT."""
    sellable = {disposition.value for disposition in SELLABLE}
    if unit.disposition not in sellable or unit.state not in ("graded", "toted", "restocked", "lotted"):
        what = f"DISPOSITION_{unit.disposition}" if unit.disposition and unit.disposition not in sellable else f"UNIT_STATE_{unit.state}"
        raise Refusal("NOT_SELLABLE", lpn=unit.lpn, disposition=f"@{what}".upper())
    must_be_loose(unit)


def _lies_in(unit: KnownUnit, place: str) -> bool:
    return (unit.bin or "").upper() == place.upper()


def restock(bench: Bench, unit: KnownUnit, place: str) -> Step:
    """item.restocked, and the bench goes on: with the next unit of a tote that is emptied.

    Asked once more, since the unit may have been moved while the question about its bin was open.
    """
    _must_be_sellable(unit)
    must_not_be_stopped(unit)
    stowing = bench.stowing.after(unit.lpn, place) if bench.stowing and bench.stowing.out else bench.stowing
    free = replace(bench, question=None, stowing=stowing)
    return Step(replace(free, state=free.resting), (moves.restocked(unit, place),))
