"""Putting away: a unit into a tote, or into its bin, which is when it becomes stock that can be sold."""

from dataclasses import replace

from station.bench.asking import ask, unit_of
from station.bench.events import BinScanned, ToteScanned
from station.bench.states import Ask, Bench, Question, Step
from station.errors import Refusal
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.grades import SELLABLE, Disposition
from station.model.units import KnownUnit
from station.rules.rulebook import Rulebook


def tote(bench: Bench, event: ToteScanned, _rules: Rulebook) -> Step:
    """item.toted: the unit lies in this tote."""
    unit = unit_of(bench, event.unit, "NOTHING_TO_PUT_AWAY")
    if unit.state not in ("graded", "toted"):
        raise Refusal("CANNOT_STOW", lpn=unit.lpn, state=unit.state)
    if unit.disposition == Disposition.QUARANTINE.value:
        raise Refusal("QUARANTINE_STAYS", lpn=unit.lpn)
    payload = {"tote": event.tote, "client": unit.client, "sku": unit.sku}
    return _rest(bench, NewFact(kinds.ITEM_TOTED, unit.lpn, payload))


def putaway(bench: Bench, event: BinScanned, _rules: Rulebook) -> Step:
    """item.restocked: only now is the unit stock that the main system may sell."""
    unit = unit_of(bench, event.unit, "NOTHING_TO_PUT_AWAY")
    sellable = {disposition.value for disposition in SELLABLE}
    if unit.disposition not in sellable or unit.state not in ("graded", "toted"):
        raise Refusal("NOT_SELLABLE", lpn=unit.lpn, disposition=unit.disposition or unit.state)
    if unit.bin and unit.bin.upper() != event.bin.upper():
        return ask(bench, Question(Ask.BIN, unit=unit, to=event.bin))
    return restock(bench, unit, event.bin)


def restock(bench: Bench, unit: KnownUnit, place: str) -> Step:
    """item.restocked, in the bin that was scanned."""
    payload = {
        "bin": place,
        "quantity": 1,
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
