"""The transition table, walked whole: every state with every event either moves on or is refused by name."""

from dataclasses import fields
from typing import Any

import pytest

from station.bench import events as ev
from station.bench.departures import Way
from station.bench.labels import LabelDue, Why
from station.bench.states import Bench, State
from station.bench.transitions import TABLE, step
from station.errors import Refusal
from station.model.codes import CodeKind, Meaning, Reading
from station.model.goods import Alert
from station.model.grades import Grade
from station.model.shifts import ClosingCount
from station.model.units import KnownUnit
from station.texts import notice
from tests.bench.builders import ANA, AT, LEGGINGS, LINE, Desk, rulebook, signed_in

KNOWN = KnownUnit("B01-000009-X", "graded", "northwind", "YL-BLK-M", "Yoga leggings", "apparel", "B", "outlet", "OUT-03", product=LEGGINGS)
DUE = LabelDue("B01-000009-X", "outlet", why=Why.DOUBT, job="B01:x:1", state="unconfirmed")
VALUES: dict[str, Any] = {
    "count": ClosingCount(),
    "person": ANA,
    "code": "x",
    "kind": "rma",
    "lpn": "B01-000009-X",
    "finding": "STAIN",
    "key": "1",
    "number": 120,
    "x": 420,
    "y": 300,
    "radius": 80,
    "shot": "FRONT",
    "sha256": "0" * 64,
    "reason": "CLIENT",
    "grade": Grade.C,
    "tote": "T1",
    "lot": "L1",
    "way": Way.DESTROY,
    "bin": "A-1",
    "client": "northwind",
    "text": "SN-1",
    "due": DUE,
    "meanings": (Meaning((Reading(CodeKind.TRACKING, "x"),), "@CODE_IS_PARCEL", {"code": "x"}),),
    "alerts": (Alert("", "sku", "YL-BLK-M", "Call the client", "hold"),),
}


def _event(kind: type[ev.Event]) -> ev.Event:
    given = {each.name: VALUES[each.name] for each in fields(kind) if each.name in VALUES}
    return kind(at=AT, plate="B01-000077-X", parcel_plate="B01-P000077-X", **given)


def _bench_in(state: State) -> Bench:
    desk = Desk() if state is State.SIGNED_OUT else signed_in(camera=False)
    match state:
        case State.PARCEL:
            desk.parcel(LINE)
        case State.CHOOSING:
            desk.item(LEGGINGS, lines=[LINE])
        case State.INSPECTING:
            desk.item(LEGGINGS)
        case State.PHOTOGRAPHING:
            desk.item(LEGGINGS)
            desk.take(ev.AsNew(at=AT))
        case State.DECIDING:
            desk.take(ev.PlateScanned(at=AT, lpn=KNOWN.lpn, unit=KNOWN))
        case State.COUNTING:
            desk.take(ev.CountAsked(at=AT, bin="A-1"))
        case State.LABELLING:
            desk.take(ev.LabelDoubted(at=AT, due=DUE))
        case State.STOWING:
            desk.take(ev.ToteScanned(at=AT, tote="T1"))
        case State.LEAVING:
            desk.take(ev.LeaveAsked(at=AT, way=Way.DESTROY))
    assert desk.now.state is state
    return desk.now


PAIRS = [(state, kind) for state in State for kind in ev.EVENTS]


@pytest.mark.parametrize(("state", "kind"), PAIRS, ids=lambda each: getattr(each, "__name__", str(each)))
def test_that_every_event_in_every_state_moves_on_or_is_refused_with_a_sentence(state: State, kind: type[ev.Event]) -> None:
    bench = _bench_in(state)
    try:
        taken = step(bench, _event(kind), rulebook())
    except Refusal as refusal:
        told = notice(refusal)
        assert told.severity == "refused"
        assert "{" not in told.message + told.advice
        return
    # A code that is no part of a tote in work ends that, and is taken as at rest.
    assert kind in TABLE[state] or kind is ev.Stopped or (state is State.STOWING and kind in TABLE[State.READY])
    assert taken.bench.state in State


IN_HAND = (State.CHOOSING, State.INSPECTING, State.PHOTOGRAPHING, State.DECIDING)


@pytest.mark.parametrize("state", [state for state in State if state not in IN_HAND])
def test_that_a_hazard_is_taken_in_every_state_without_a_unit(state: State) -> None:
    bench = _bench_in(state)
    taken = step(bench, _event(ev.Stopped), rulebook())
    assert ([fact.kind for fact in taken.facts], taken.bench) == (["hazard.reported"], bench)


@pytest.mark.parametrize("state", IN_HAND)
def test_that_a_hazard_is_taken_in_every_state_with_one(state: State) -> None:
    taken = step(_bench_in(state), _event(ev.Stopped), rulebook())
    graded = next(fact for fact in taken.facts if fact.kind == "item.graded")
    assert (graded.payload["outcome"], graded.payload["disposition"]) == ("QUARANTINE", "quarantine")
    assert taken.bench.unit is None


def test_that_what_is_not_in_the_table_is_refused_with_both_names() -> None:
    with pytest.raises(Refusal) as refused:
        step(_bench_in(State.READY), _event(ev.CloseAsked), rulebook())
    assert refused.value.params == {"state": "@STATE_ready", "event": "@EVENT_CloseAsked", "advice": "@NOT_NOW_AT_REST"}
    assert notice(refused.value).message == "Here closing a parcel does not fit: the bench is ready for a parcel, a return or an item."


def test_that_every_transition_of_the_table_is_for_a_real_event() -> None:
    assert {kind for events in TABLE.values() for kind in events} | {ev.Stopped} == set(ev.EVENTS)
