"""Totes and lots: units into them, one after the other; closed, opened again. Transitions, pure.

Unit first, then its tote or lot; or the tote or lot first and then its units, until another code ends it. A tote or lot holds one
disposition, and a lot the goods of one client. A tote that was closed is emptied, unless it is opened again: see `emptying`.
"""

from dataclasses import replace
from typing import Final

from station.bench import emptying, moves, stocking
from station.bench.alerting import must_not_be_stopped
from station.bench.asking import must_be_loose, not_now, unit_of
from station.bench.events import Answered, CloseAsked, Done, LotScanned, PlateScanned, ToteScanned, UndoAsked
from station.bench.states import Bench, State, Step
from station.bench.stowage import REOPEN_REASONS, REOPENING, Stowing
from station.errors import Refusal
from station.model.containers import LOT, LOTTED, TOTE, Container
from station.model.grades import Disposition
from station.model.units import KnownUnit
from station.rules.rulebook import Rulebook

# Where a unit that was decided about may come from.
_INTO_TOTE: Final = ("graded", "released", "toted", "lotted")
_INTO_LOT: Final = (*_INTO_TOTE, "restocked")
_AWAY: Final = ("toted", "restocked", "lotted", "shipped", "destroyed", "returned", "repairing")


def scan_tote(bench: Bench, event: ToteScanned, _rules: Rulebook) -> Step:
    """The unit that is meant goes into this tote; with none meant the tote is filled, or emptied if it was closed."""
    return _scan(bench, event.known or Container(TOTE, event.tote.upper()), event.unit)


def scan_lot(bench: Bench, event: LotScanned, _rules: Rulebook) -> Step:
    """The unit that is meant goes into this lot; with none meant the lot is filled."""
    return _scan(bench, event.known or Container(LOT, event.lot.upper()), event.unit)


def scan_plate(bench: Bench, event: PlateScanned, rules: Rulebook) -> Step:
    """One more unit into the tote or lot that is filled; of one that is emptied, the unit in hand."""
    stowing = stowing_of(bench)
    if stowing.out:
        return emptying.choose(bench, event, rules)
    if event.unit is None:
        raise Refusal("PLATE_WITHOUT_UNIT", lpn=event.lpn)
    return put(bench, event.unit, event.into or stowing.into)


def close(bench: Bench, event: CloseAsked, _rules: Rulebook) -> Step:
    """RS-CLOSE: the tote or lot that is filled is complete; its label comes out."""
    if bench.stowing is None or bench.stowing.out:
        raise not_now(bench, type(event).__name__)
    into = event.into or bench.stowing.into
    if not into.units:
        raise Refusal("NOTHING_IN_IT", name=into.name)
    must_be_open(into)
    return Step(left(bench), moves.closed(into, event))


def answer(bench: Bench, event: Answered, rules: Rulebook) -> Step:
    """Why a closed tote or lot is opened again."""
    stowing = stowing_of(bench)
    place = int(event.key) - 1
    if stowing.asked == REOPENING and 0 <= place < len(REOPEN_REASONS):
        return Step(replace(bench, stowing=stowing.reopened()), (moves.reopened(stowing.into, REOPEN_REASONS[place]),))
    if stowing.may_reopen and event.key == "2":
        return Step(replace(bench, stowing=replace(stowing, asked=REOPENING)))
    if event.key == "0":
        return done(bench, event, rules)
    raise Refusal("NO_SUCH_CHOICE", key=event.key)


def done(bench: Bench, _event: Done | Answered, _rules: Rulebook) -> Step:
    """RS-DONE: enough of it; of a tote that is emptied it is first told what went where."""
    stowing = stowing_of(bench)
    if stowing.asked:
        return Step(replace(bench, stowing=replace(stowing, asked="")))
    if stowing.out and stowing.moved and not stowing.over:
        return Step(replace(bench, stowing=replace(stowing, over=True, chosen=None, bin="")))
    return Step(left(bench))


def undo(bench: Bench, event: UndoAsked, _rules: Rulebook) -> Step:
    """RS-UNDO: the unit that went in last is out again, and in somebody's hand. What is stock by now is only moved, never taken back."""
    stowing, unit = stowing_of(bench), event.unit
    if stowing.out:
        return emptying.undo(bench, event)
    if unit is None or unit.lpn != stowing.last or stowing.into.name not in (unit.tote, unit.lot):
        raise Refusal("NOTHING_TO_UNDO")
    into = replace(stowing.into, units=max(0, stowing.into.units - 1))
    return Step(replace(bench, stowing=replace(stowing, into=into, last="")), (moves.taken_out(unit),))


def take_out(bench: Bench, unit: KnownUnit) -> Step:
    """The unit whose plate was scanned is taken out of its tote, lot or bin."""
    must_be_loose(unit)
    if unit.state not in ("toted", "lotted", "restocked"):
        raise Refusal("CANNOT_STOW", lpn=unit.lpn, state=f"@UNIT_STATE_{unit.state.upper()}")
    free = replace(bench, question=None)
    return Step(replace(free, state=free.resting), (moves.taken_out(unit),))


def put(bench: Bench, unit: KnownUnit, container: Container) -> Step:
    """item.toted or item.lotted, if the unit may lie there."""
    must_fit(unit, container)
    free = replace(bench, question=None, stowing=_after(bench.stowing, unit, container))
    return Step(replace(free, state=free.resting), (moves.stowed(unit, container),))


def must_fit(unit: KnownUnit, container: Container) -> None:
    """Raises Refusal with what stands against it: the unit, the tote or lot, or both together."""
    _may_move(unit, container)
    if container.name.upper() in ((unit.tote or "").upper() if container.kind == TOTE else (unit.lot or "").upper(),):
        raise Refusal("ALREADY_THERE", lpn=unit.lpn, place=container.name)
    must_be_open(container)
    if container.kind == LOT and unit.disposition not in {each.value for each in LOTTED}:
        raise Refusal("NOT_FOR_A_LOT", lpn=unit.lpn, disposition=_disposition(unit.disposition))
    if container.units and container.disposition != unit.disposition:
        holds = _disposition(container.disposition)
        raise Refusal("OTHER_DISPOSITION", lpn=unit.lpn, disposition=_disposition(unit.disposition), name=container.name, holds=holds)
    if container.kind == LOT and container.units and container.client != unit.client:
        raise Refusal("LOT_OF_ANOTHER_CLIENT", lpn=unit.lpn, client=unit.client, lot=container.name, owner=container.client)
    must_not_be_stopped(unit)


def left(bench: Bench) -> Bench:
    """The bench with no tote and no lot in work."""
    free = replace(bench, stowing=None)
    return replace(free, state=free.resting)


def stowing_of(bench: Bench) -> Stowing:
    """What is filled or emptied; Refusal NOTHING_TO_PUT_AWAY if there is nothing."""
    if bench.stowing is None:
        raise Refusal("NOTHING_TO_PUT_AWAY")
    return bench.stowing


def _scan(bench: Bench, container: Container, last: KnownUnit | None) -> Step:
    unit = _meant(bench, last, container)
    if unit is None:
        return _begin(bench, container)
    stocking.must_have_its_label(bench)
    return put(bench, unit, container)


def _meant(bench: Bench, last: KnownUnit | None, container: Container) -> KnownUnit | None:
    """The unit that was shown or chosen; else this person's last one as long as it lies nowhere, if anything goes in at all."""
    if bench.question:
        return unit_of(bench, last, "NOTHING_TO_PUT_AWAY")
    if bench.stowing:
        return last
    return None if last is None or bench.let_go or last.state in _AWAY or container.state == "closed" else last


def _begin(bench: Bench, container: Container) -> Step:
    if container.state == "shipped":
        raise Refusal("LOT_HAS_LEFT", lot=container.name)
    emptied = container.kind == TOTE and container.state == "closed"
    if emptied and bench.stowing and bench.stowing.out and bench.stowing.into.name == container.name:
        return Step(replace(bench, stowing=replace(bench.stowing, into=container, over=False)))
    begun = replace(bench, putting="", let_go=True, stowing=Stowing(container, out=emptied))
    return Step(replace(begun, state=State.STOWING))


def _after(stowing: Stowing | None, unit: KnownUnit, container: Container) -> Stowing | None:
    if stowing is None:
        return None
    if stowing.out:
        return stowing.after(unit.lpn, container.name)
    if (stowing.into.kind, stowing.into.name) != (container.kind, container.name):
        return stowing
    client = unit.client if not container.units or container.client == unit.client else ""
    more = replace(container, units=container.units + 1, disposition=unit.disposition or "", client=client)
    return replace(stowing, into=more, last=unit.lpn)


def _may_move(unit: KnownUnit, container: Container) -> None:
    if unit.disposition == Disposition.QUARANTINE.value:
        raise Refusal("QUARANTINE_STAYS", lpn=unit.lpn)
    states = _INTO_TOTE if container.kind == TOTE else _INTO_LOT
    if unit.state not in states or not unit.disposition:
        state = f"@UNIT_STATE_{unit.state.upper()}"
        if container.kind == TOTE:
            raise Refusal("CANNOT_STOW", lpn=unit.lpn, state=state)
        raise Refusal("CANNOT_LOT", lpn=unit.lpn, state=state)
    if unit.lot and unit.lot_state != "open":
        raise Refusal("IN_A_CLOSED_LOT", lpn=unit.lpn, lot=unit.lot)


def must_be_open(container: Container) -> None:
    """Raises Refusal TOTE_IS_CLOSED, LOT_IS_CLOSED or LOT_HAS_LEFT."""
    if container.state == "shipped":
        raise Refusal("LOT_HAS_LEFT", lot=container.name)
    if container.state == "closed":
        name = container.name
        raise Refusal("TOTE_IS_CLOSED", name=name) if container.kind == TOTE else Refusal("LOT_IS_CLOSED", name=name)


def _disposition(disposition: str | None) -> str:
    return f"@DISPOSITION_{disposition.upper()}" if disposition else "–"
