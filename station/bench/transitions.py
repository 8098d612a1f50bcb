"""The transition table: what each event does in each state. What is not in it is refused with both names, never ignored."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from station.bench import (
    arriving,
    counting,
    deciding,
    emptying,
    ending,
    holding,
    inspecting,
    leaving,
    marking,
    regrading,
    retaking,
    scanning_back,
    stocking,
    stowing,
    taking,
    tracing,
)
from station.bench import events as ev
from station.bench.arriving import closed
from station.bench.asking import must_not_be_closing, not_now
from station.bench.label_scans import label_first, must_count, scanned_back
from station.bench.label_waits import followed
from station.bench.states import Ask, Bench, State, Step
from station.errors import Refusal
from station.model import facts as kinds
from station.rules.rulebook import Rulebook

Transition = Callable[[Bench, Any, Rulebook], Step]

RESTING: Final[dict[type[ev.Event], Transition]] = {
    ev.SignedIn: arriving.sign_in,
    ev.SignOut: arriving.sign_out,
    ev.ShiftEndAsked: ending.ask_end,
    ev.ParcelScanned: arriving.scan_parcel,
    ev.ItemScanned: taking.scan_item,
    ev.CodeUnclear: deciding.ask_code,
    ev.PlateScanned: stocking.scan_plate,
    ev.BlindAsked: arriving.blind,
    ev.ClientScanned: arriving.choose_client,
    ev.DockToggled: arriving.toggle_dock,
    ev.UndoAsked: regrading.ask_undo,
    ev.ReprintAsked: deciding.ask_reprint,
    ev.GradeAsked: regrading.ask_grade,
    ev.ReworkAsked: regrading.rework,
    ev.RetakeAsked: retaking.retake,
    ev.ToteScanned: stowing.scan_tote,
    ev.LotScanned: stowing.scan_lot,
    ev.BinScanned: stocking.putaway,
    ev.ShipAsked: leaving.ship,
    ev.LeaveAsked: leaving.begin,
    ev.Done: stocking.stop_putting,
    ev.CountAsked: counting.begin,
    ev.LabelDoubted: scanning_back.doubt,
}

TABLE: Final[dict[State, dict[type[ev.Event], Transition]]] = {
    State.SIGNED_OUT: {ev.SignedIn: arriving.sign_in},
    State.READY: RESTING,
    State.PARCEL: {
        **RESTING,
        ev.Answered: taking.pick,
        ev.CloseAsked: arriving.close,
        ev.EmptyBox: arriving.empty_box,
    },
    State.CHOOSING: {
        ev.Answered: taking.choose,
        ev.BlindAsked: taking.choose_blind,
        ev.ClientScanned: taking.choose_client,
        ev.HoldAsked: inspecting.hold,
        ev.Parked: inspecting.park,
        ev.Alerted: tracing.see_alerts,
        ev.PlateScanned: inspecting.scan_plate,
    },
    State.INSPECTING: {
        ev.FindingScanned: inspecting.find,
        ev.Answered: inspecting.answer,
        ev.AsNew: inspecting.as_new,
        ev.Done: inspecting.as_new,
        ev.More: inspecting.more,
        ev.NumberEntered: inspecting.enter_number,
        ev.PhotoAsked: inspecting.photograph,
        ev.PhotoTaken: inspecting.photo_taken,
        ev.Marked: marking.mark,
        ev.SameAsked: inspecting.same,
        ev.ReworkAsked: inspecting.rework,
        ev.HoldAsked: inspecting.hold,
        ev.Parked: inspecting.park,
        ev.CodeScanned: tracing.scan_code,
        ev.Alerted: tracing.see_alerts,
        ev.PlateScanned: inspecting.scan_plate,
    },
    State.PHOTOGRAPHING: {
        ev.Answered: inspecting.photograph_by_key,
        ev.PhotoAsked: inspecting.photograph,
        ev.PhotoTaken: inspecting.photo_taken,
        ev.Marked: marking.mark,
        ev.SignedIn: inspecting.waive_photos,
        ev.ReworkAsked: inspecting.rework,
        ev.HoldAsked: inspecting.hold,
        ev.Parked: inspecting.park,
        ev.Alerted: tracing.see_alerts,
        ev.PlateScanned: inspecting.scan_plate,
    },
    State.DECIDING: {
        ev.Answered: deciding.answer,
        ev.Confirmed: deciding.confirm,
        ev.Done: deciding.leave,
        ev.More: deciding.more,
        ev.SignedIn: deciding.badge,
        ev.PhotoAsked: deciding.photograph,
        ev.PhotoTaken: deciding.photo_taken,
        ev.ItemScanned: deciding.item_scanned,
        ev.ParcelScanned: deciding.parcel_scanned,
        ev.ClientScanned: deciding.client_scanned,
        ev.ReprintAsked: deciding.ask_reprint,
        ev.GradeAsked: regrading.ask_grade,
        ev.ReworkAsked: regrading.rework,
        ev.HoldAsked: holding.hold_shown,
        ev.ToteScanned: stowing.scan_tote,
        ev.LotScanned: stowing.scan_lot,
        ev.BinScanned: stocking.putaway,
        ev.LeaveAsked: leaving.begin,
    },
    State.COUNTING: {
        ev.PlateScanned: counting.count_plate,
        ev.ItemScanned: counting.count_goods,
        ev.NumberEntered: counting.enter_quantity,
        ev.Answered: counting.enter_quantity,
        ev.Done: counting.finish,
        ev.CountAsked: counting.begin,
        ev.ScanRefused: counting.miss,
    },
    State.LABELLING: {
        ev.PlateScanned: scanning_back.scan,
        ev.Answered: scanning_back.answer,
        ev.ReprintAsked: scanning_back.reprint,
        ev.Done: scanning_back.leave,
        ev.SignedIn: scanning_back.badge,
        ev.SignOut: scanning_back.sign_out,
        ev.UndoAsked: scanning_back.undo,
        ev.GradeAsked: scanning_back.of_its_unit(regrading.ask_grade),
        ev.ReworkAsked: scanning_back.of_its_unit(regrading.rework),
        ev.RetakeAsked: scanning_back.of_its_unit(retaking.retake),
    },
    State.STOWING: {
        ev.PlateScanned: stowing.scan_plate,
        ev.ToteScanned: stowing.scan_tote,
        ev.LotScanned: stowing.scan_lot,
        ev.BinScanned: emptying.scan_bin,
        ev.CloseAsked: stowing.close,
        ev.Answered: stowing.answer,
        ev.Done: stowing.done,
        ev.UndoAsked: stowing.undo,
    },
    State.LEAVING: {
        ev.PlateScanned: leaving.scan_plate,
        ev.ToteScanned: leaving.scan_tote,
        ev.NumberEntered: leaving.enter_weight,
        ev.ReferenceScanned: leaving.name,
        ev.SignedIn: leaving.badge,
        ev.PhotoAsked: leaving.photograph,
        ev.PhotoTaken: leaving.photo_taken,
        ev.Answered: leaving.answer,
        ev.Confirmed: leaving.confirm,
        ev.Done: leaving.done,
    },
}

_DECIDE: Final = (kinds.ITEM_GRADED, kinds.ITEM_HELD, kinds.ITEM_OVERRIDDEN, kinds.ITEM_RELEASED)
# What would put another question, or none, in the place of a closing.
_OF_ANOTHER_UNIT: Final = (ev.ReprintAsked, ev.GradeAsked, ev.ReworkAsked, ev.ToteScanned, ev.LotScanned, ev.BinScanned, ev.LeaveAsked)


def step(bench: Bench, event: ev.Event, rules: Rulebook) -> Step:
    """One transition. Raises Refusal, and then nothing has changed."""
    if isinstance(event, ev.Stopped):
        stopped = arriving.stop(stocking.going_on(bench, event), event, rules)
        return followed(_go_on_closing(replace(stopped, bench=emptying.let_go(stopped.bench)), event))
    bench = _out_of_stowing(bench, event)
    transition = TABLE[bench.state].get(type(event))
    if isinstance(event, ev.PlateScanned) and (transition is None or not _may_be_old(bench)):
        must_count(event)
    if transition is None:
        raise _not_now(bench, event)
    if isinstance(event, _OF_ANOTHER_UNIT) and bench.state is not State.LABELLING:
        must_not_be_closing(bench)
    bench = stocking.going_on(bench, event)
    return _meant_next(followed(_go_on_closing(_seen(transition(bench, event, rules), event), event)))


def _out_of_stowing(bench: Bench, event: ev.Event) -> Bench:
    """The bench as this event finds it: a code that is no part of a tote or lot in work ends that, and is taken as at rest."""
    if bench.state is not State.STOWING or type(event) in TABLE[State.STOWING]:
        return bench
    free = stowing.left(bench)
    return free if type(event) in TABLE[free.state] else bench


def _meant_next(taken: Step) -> Step:
    """A unit that was decided about is what the next tote, lot or bin is meant for, whatever was let go before."""
    if not taken.bench.let_go or not any(fact.kind in _DECIDE for fact in taken.facts):
        return taken
    return replace(taken, bench=replace(taken.bench, let_go=False))


def _may_be_old(bench: Bench) -> bool:
    """At rest an old label still leads to its unit, which may have no other; what is waited for says itself what is wrong."""
    return bench.state is State.LABELLING or (bench.state in (State.READY, State.PARCEL) and not bench.putting)


def _seen(taken: Step, event: ev.Event) -> Step:
    """A label that was scanned, wherever that was, did come out."""
    seen = scanned_back(event.label) if isinstance(event, ev.PlateScanned) else ()
    return replace(taken, facts=(*seen, *taken.facts)) if seen else taken


def _not_now(bench: Bench, event: ev.Event) -> Refusal:
    if bench.state is State.SIGNED_OUT:
        return Refusal("SIGN_IN_FIRST")
    if bench.state is State.LABELLING and bench.label:
        return label_first(bench.label, trouble=bench.trouble)
    if bench.unit is not None and isinstance(event, ev.ItemScanned | ev.ParcelScanned | ev.PlateScanned | ev.CodeUnclear | ev.SignOut):
        return Refusal("UNIT_IN_HAND", lpn=bench.unit.lpn)
    return not_now(bench, type(event).__name__)


def _go_on_closing(taken: Step, event: ev.Event) -> Step:
    """An empty box that closing asked about is on its shelf: closing goes on, or is complete."""
    bench = taken.bench
    question = bench.question
    if bench.state is not State.DECIDING or bench.unit is not None or question is None or question.ask is not Ask.CLOSE or question.pending:
        return taken
    if bench.parcel is None:
        return replace(taken, bench=replace(bench, question=None, state=bench.resting))
    end = closed(bench, event, question.answers)
    return Step(end.bench, (*taken.facts, *end.facts), (*taken.effects, *end.effects))
