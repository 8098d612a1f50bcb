"""What is about to leave, looked at once more before it does: it may have stood at its last question for an hour.

A draft and what the ledger says now in, the draft with its units and its lot as they are out; who may answer that question.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from station.bench import events as ev
from station.bench.departures import Departure, Part, Way
from station.bench.drafts import Draft
from station.bench.leaving_prompts import part_of
from station.bench.states import Bench
from station.model.containers import Container
from station.model.people import NOBODY, Person
from station.model.rights import Right, may_not, must_be_allowed
from station.session.inputs import Input
from station.session.units import Units

_LAST: Final = (Part.CONFIRM, Part.PHOTO)
_ENDS: Final = (ev.Confirmed, ev.Answered, ev.PhotoAsked, ev.PhotoTaken, ev.SignedIn)


def right_to(way: Way) -> Right:
    """What somebody must be allowed to, for goods to leave this way."""
    return Right.DESTROY if way is Way.DESTROY else Right.SEND_OFF


def stopped_in(lot: Container, units: Units) -> tuple[str, str]:
    """The first unit that an alert stops, and what that says: a lot is shipped seldom, and what was recalled must not be in it."""
    if lot.state != "closed":
        return "", ""
    inside = (unit for unit in map(units.known, lot.lpns) if unit)
    return next(((unit.lpn, alert.say) for unit in inside for alert in unit.new_alerts if alert.then != "tell"), ("", ""))


def ends_departure(event: Input, bench: Bench) -> bool:
    """Whether this answers the last question about what leaves; key 0 leaves everything as it is."""
    if bench.departure is None or not isinstance(event, _ENDS):
        return False
    leaves = isinstance(event, ev.Answered) and event.key == "0"
    return not leaves and part_of(bench.departure) in _LAST


def must_be_allowed_to(event: Input, bench: Bench) -> None:
    """Whoever begins that something leaves must be allowed to; what comes back from repair anybody takes. Raises Refusal MAY_NOT."""
    if isinstance(event, ev.ShipAsked):
        must_be_allowed(bench.person or NOBODY, Right.SEND_OFF)
    elif isinstance(event, ev.LeaveAsked):
        shown = bench.question.unit if bench.question else None
        if not (event.way is Way.REPAIR and shown and shown.state == "repairing"):
            must_be_allowed(bench.person or NOBODY, right_to(event.way))


def must_still_be_allowed(bench: Bench, still: Callable[[Person], Person | None]) -> None:
    """Whoever ends it need not be who began it, and may have another role since; `still` is a person as of now, None for one who left.

    Raises Refusal MAY_NOT.
    """
    person = bench.person or NOBODY
    if bench.departure is None or person == NOBODY:
        return
    right, now = right_to(bench.departure.way), still(person)
    if now is None:
        raise may_not(right)
    must_be_allowed(now, right)


def as_it_is_now(draft: Draft, units: Units) -> Draft:
    """The draft with what leaves as the ledger has it; its events stay, so that RS-UNDO finds them as they were answered."""
    departure = draft.now.departure
    return replace(draft, now=replace(draft.now, departure=_found(departure, units))) if departure else draft


def _found(departure: Departure, units: Units) -> Departure:
    fresh = replace(departure, units=tuple(units.known(unit.lpn) or unit for unit in departure.units))
    if departure.lot is None:
        return fresh
    lot = units.containers.now(departure.lot, inside=True)
    return replace(fresh, found=lot, stopped=stopped_in(lot, units))
