"""Putting away: a unit into a tote, or into its bin, which is when it becomes stock that can be sold.

Unit first, then its bin; or the bin first and then its units, one after the other, until another code ends it.
"""

from dataclasses import replace

from station.bench import arriving
from station.bench.alerting import must_not_be_stopped
from station.bench.asking import ask, not_now, unit_of
from station.bench.events import BinScanned, Done, Event, PlateScanned, ToteScanned
from station.bench.label_scans import offered
from station.bench.states import Ask, Bench, Question, State, Step
from station.errors import Refusal
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.grades import SELLABLE, Disposition
from station.model.units import KnownUnit
from station.rules.rulebook import Rulebook


def tote(bench: Bench, event: ToteScanned, _rules: Rulebook) -> Step:
    """item.toted: the unit lies in this tote."""
    must_have_its_label(bench)
    unit = unit_of(bench, event.unit, "NOTHING_TO_PUT_AWAY")
    if unit.state not in ("graded", "toted"):
        raise Refusal("CANNOT_STOW", lpn=unit.lpn, state=f"@UNIT_STATE_{unit.state.upper()}")
    if unit.disposition == Disposition.QUARANTINE.value:
        raise Refusal("QUARANTINE_STAYS", lpn=unit.lpn)
    if unit.state == "toted" and (unit.tote or "").upper() == event.tote.upper():
        raise Refusal("ALREADY_THERE", lpn=unit.lpn, place=event.tote)
    payload = {"tote": event.tote, "client": unit.client, "sku": unit.sku}
    return _rest(bench, NewFact(kinds.ITEM_TOTED, unit.lpn, payload))


def putaway(bench: Bench, event: BinScanned, rules: Rulebook) -> Step:
    """The bin of the unit that is meant; of none, the bin into which the next plates go."""
    if bench.question is None and (bench.putting or _means_none(event)):
        return Step(replace(bench, putting=event.bin))
    must_have_its_label(bench)
    return _put(bench, unit_of(bench, event.unit, "NOTHING_TO_PUT_AWAY"), event.bin, rules)


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
    return _put(bench, event.unit, bench.putting, rules)


def must_have_its_label(bench: Bench) -> None:
    """Raises Refusal OLD_LABEL_ON_UNIT: what was found by a label that does not count does not leave the bench with it."""
    question = bench.question
    if question and question.old and question.unit:
        raise Refusal("OLD_LABEL_ON_UNIT", lpn=question.unit.lpn)


def stop_putting(bench: Bench, event: Done, _rules: Rulebook) -> Step:
    """RS-DONE: the bin that was scanned first has all its units."""
    if not bench.putting:
        raise not_now(bench, type(event).__name__)
    return Step(replace(bench, putting=""))


def going_on(bench: Bench, event: Event) -> Bench:
    """The bench as this event finds it: what is neither a plate nor a bin ends the putting into a bin."""
    resting = bench.state in (State.READY, State.PARCEL)
    return replace(bench, putting="") if resting and not isinstance(event, PlateScanned | BinScanned | Done) else bench


def _without_asked(bench: Bench, lpn: str) -> Bench:
    label = None if bench.label and bench.label.lpn == lpn else bench.label
    return replace(bench, label=label, on_paper=None if bench.on_paper and bench.on_paper.lpn == lpn else bench.on_paper)


def _means_none(event: BinScanned) -> bool:
    """Nobody's last unit, or one that has been put away since, into another bin: then the bin itself is meant."""
    last = event.unit
    return last is None or (last.state == "restocked" and not _lies_in(last, event.bin))


def _put(bench: Bench, unit: KnownUnit, place: str, rules: Rulebook) -> Step:
    sellable = {disposition.value for disposition in SELLABLE}
    if unit.disposition not in sellable or unit.state not in ("graded", "toted", "restocked"):
        what = f"DISPOSITION_{unit.disposition}" if unit.disposition and unit.disposition not in sellable else f"UNIT_STATE_{unit.state}"
        raise Refusal("NOT_SELLABLE", lpn=unit.lpn, disposition=f"@{what}".upper())
    if not rules.is_for_stock(place):
        raise Refusal("BIN_NOT_FOR_STOCK", lpn=unit.lpn, place=place)
    if unit.state == "restocked" and _lies_in(unit, place):
        raise Refusal("ALREADY_THERE", lpn=unit.lpn, place=place)
    must_not_be_stopped(unit)
    if unit.bin and not _lies_in(unit, place):
        return ask(bench, Question(Ask.BIN, unit=unit, to=place))
    return restock(bench, unit, place)


def _lies_in(unit: KnownUnit, place: str) -> bool:
    return (unit.bin or "").upper() == place.upper()


def restock(bench: Bench, unit: KnownUnit, place: str) -> Step:
    """item.restocked: only now is the unit stock that the main system may sell.

    One that was stock before is only moved: `from_bin` says where from, and its quantity is 0, since there is no more to sell.
    """
    must_not_be_stopped(unit)
    moved = {"from_bin": unit.bin} if unit.state == "restocked" else {}
    payload = {
        "bin": place,
        **moved,
        "quantity": 0 if moved else 1,
        "sku": unit.sku,
        "client": unit.client,
        "grade": unit.grade,
        "disposition": unit.disposition,
        "condition": unit.record.get("condition", {}),
    }
    return _rest(bench, NewFact(kinds.ITEM_RESTOCKED, unit.lpn, payload))


def _rest(bench: Bench, fact: NewFact) -> Step:
    free = replace(bench, question=None)
    return Step(replace(free, state=free.resting), (fact,))
