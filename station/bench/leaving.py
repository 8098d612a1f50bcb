"""What leaves the house: units destroyed, sent back or sent to repair, and lots shipped; what comes back from repair. Transitions, pure.

The units are scanned, then it is asked what has to be known of them, and with the last answer they are gone: until then RS-UNDO takes
back one answer after the other, and nothing has happened.
"""

from dataclasses import replace

from station.bench import labelling, leaving_facts
from station.bench.agreeing import right_asked
from station.bench.asking import not_now
from station.bench.departures import METHODS, MOST, Departure, Part, Way
from station.bench.events import (
    Answered,
    Confirmed,
    Done,
    Event,
    LeaveAsked,
    NumberEntered,
    PhotoAsked,
    PhotoTaken,
    PlateScanned,
    ReferenceScanned,
    ShipAsked,
    SignedIn,
    ToteScanned,
)
from station.bench.leaving_prompts import part_of, shot_of
from station.bench.may_leave import must_be_able_to_leave, must_be_shippable, must_still_leave
from station.bench.regrading import inspect_again
from station.bench.states import Ask, Bench, State, Step
from station.bench.stocking import must_have_its_label
from station.errors import Refusal
from station.model.containers import LOT, Container
from station.model.people import NOBODY
from station.model.rights import must_agree
from station.model.units import KnownUnit
from station.rules.disposition import DEROGATIONS
from station.rules.inspection import Shot
from station.rules.rulebook import Rulebook

MOST_WEIGHT_G = 1_000_000


def begin(bench: Bench, event: LeaveAsked, rules: Rulebook) -> Step:
    """RS-DESTROY, RS-VENDOR, RS-CUSTOMER, RS-REPAIR: about the unit that is shown, else about those that are scanned next."""
    question = bench.question
    if question and question.ask is not Ask.UNIT:
        raise not_now(bench, type(event).__name__)
    must_have_its_label(bench)
    shown = question.unit if question else None
    if shown and _comes_back(event.way, shown):
        return back(bench, shown, event, rules)
    departure = Departure(event.way, alone=bench.person is None or bench.person == NOBODY)
    free = replace(bench, question=None, putting="", stowing=None)
    return Step(_asking(free, _with(departure, (shown,)) if shown else departure))


def ship(bench: Bench, event: ShipAsked, _rules: Rulebook) -> Step:
    """RS-SHIP-<lot>: a closed lot leaves as a whole."""
    lot = event.known or Container(LOT, event.lot.upper())
    must_be_shippable(lot, event.stopped)
    return Step(_asking(replace(bench, question=None, putting="", stowing=None), Departure(Way.SHIP, lot=lot)))


def scan_plate(bench: Bench, event: PlateScanned, rules: Rulebook) -> Step:
    """One more unit."""
    departure = _collecting(bench, event)
    if event.unit is None:
        raise Refusal("PLATE_WITHOUT_UNIT", lpn=event.lpn)
    if not departure.units and _comes_back(departure.way, event.unit):
        return back(bench, event.unit, event, rules)
    return Step(_asking(bench, _with(departure, (event.unit,))))


def scan_tote(bench: Bench, event: ToteScanned, _rules: Rulebook) -> Step:
    """All units of a tote."""
    departure = _collecting(bench, event)
    if not event.units:
        raise Refusal("NOTHING_IN_IT", name=event.tote)
    return Step(_asking(bench, _with(departure, event.units)))


def done(bench: Bench, event: Done, _rules: Rulebook) -> Step:
    """RS-DONE: all units were scanned, or there is nothing to name; anywhere else it leaves everything as it is."""
    departure = _of(bench)
    match part_of(departure):
        case Part.UNITS if departure.units:
            return _on(bench, replace(departure, complete=True))
        case Part.TO:
            return _on(bench, replace(departure, to=""))
        case Part.REFERENCE:
            return _on(bench, replace(departure, reference=""))
    return Step(_free(bench, event))


def answer(bench: Bench, event: Answered, rules: Rulebook) -> Step:
    """A key: a choice of the prompt, or a digit where a weight is asked for."""
    departure, part, place = _of(bench), part_of(_of(bench)), int(event.key) - 1
    if part is Part.WEIGHT and place >= 0:
        return _weighed(bench, int(event.key))
    if part is Part.DEROGATION and 0 <= place < len(DEROGATIONS):
        return _on(bench, replace(departure, derogation=tuple(DEROGATIONS)[place]))
    if part is Part.METHOD and 0 <= place < len(METHODS):
        return _on(bench, replace(departure, method=METHODS[place]))
    if part is Part.PHOTO and event.key == "1":
        return photograph(bench, PhotoAsked(), rules)
    if part is Part.CONFIRM and event.key == "1":
        return _gone(bench, event, ())
    if event.key == "0" or (event.key == "1" and part in (Part.UNITS, Part.TO, Part.REFERENCE)):
        return done(bench, Done(at=event.at, ms=event.ms), rules)
    raise Refusal("NO_SUCH_CHOICE", key=event.key)


def enter_weight(bench: Bench, event: NumberEntered, _rules: Rulebook) -> Step:
    """The weight of all of them together, in grams."""
    return _weighed(bench, event.number)


def name(bench: Bench, event: ReferenceScanned, _rules: Rulebook) -> Step:
    """To whom it goes, or the number under which it travels."""
    departure = _of(bench)
    match part_of(departure):
        case Part.TO:
            return _on(bench, replace(departure, to=event.text))
        case Part.REFERENCE:
            return _on(bench, replace(departure, reference=event.text))
    raise not_now(bench, type(event).__name__)


def badge(bench: Bench, event: SignedIn, _rules: Rulebook) -> Step:
    """Who saw it destroyed; and a supervisor's badge where there can be no photograph, unless the law wants one."""
    departure, part, person = _of(bench), part_of(_of(bench)), event.person
    if part is Part.WITNESS:
        if bench.person and person.id == bench.person.id:
            raise Refusal("WITNESS_IS_THE_SAME", name=person.name)
        return _on(bench, replace(departure, witness=person.id))
    if part is not Part.PHOTO:
        raise Refusal("NO_BADGE_ASKED")
    must_agree(person, right_asked(bench))
    if departure.derogation:
        raise Refusal("PHOTO_NEEDED_BY_LAW")
    return _gone(replace(bench, departure=replace(departure, waived_by=person.id)), event, ())


def photograph(bench: Bench, event: PhotoAsked, _rules: Rulebook) -> Step:
    """RS-PHOTO: the picture of what was destroyed. None takes itself: with it the units are gone."""
    due = shot_of(bench)
    if due is None:
        raise Refusal("NO_PHOTO_DUE")
    return Step(bench, effects=() if event.itself else (due,))


def photo_taken(bench: Bench, event: PhotoTaken, _rules: Rulebook) -> Step:
    """The picture is there: with it the units are gone."""
    if shot_of(bench) is None:
        raise Refusal("NO_PHOTO_DUE")
    return _gone(bench, event, (Shot(event.shot, event.sha256, source=event.source, doubt=event.doubt),))


def confirm(bench: Bench, event: Confirmed, _rules: Rulebook) -> Step:
    """RS-CONFIRM: they leave."""
    if part_of(_of(bench)) is not Part.CONFIRM:
        raise Refusal("NOTHING_TO_CONFIRM")
    return _gone(bench, event, ())


def back(bench: Bench, unit: KnownUnit, event: Event, rules: Rulebook) -> Step:
    """item.back_from_repair: the label of before does not count any more, and the unit is inspected again."""
    fact = leaving_facts.back_from_repair(unit)
    void = labelling.voided(unit, "back_from_repair")
    free = replace(bench, question=None, departure=None, stowing=None, putting="")
    again = replace(unit, state="received", grade=None, disposition=None, bin=None, jobs=())
    step = inspect_again(replace(free, state=free.resting), again, event, rules)
    return Step(step.bench, (fact, *void, *step.facts), step.effects)


def _with(departure: Departure, units: tuple[KnownUnit, ...]) -> Departure:
    """The same with these units, if all of them may go."""
    for unit in units:
        _may_leave(unit, departure)
    together = (*departure.units, *units)
    if len(together) > MOST:
        raise Refusal("TOO_MANY_TOGETHER", most=MOST)
    return replace(departure, units=together)


def _may_leave(unit: KnownUnit, departure: Departure) -> None:
    """Raises Refusal for a unit that was scanned before, is no more here, goes another way, or was stopped by an alert."""
    if any(each.lpn == unit.lpn for each in departure.units):
        raise Refusal("SCANNED_BEFORE", lpn=unit.lpn)
    must_be_able_to_leave(unit, departure.way)


def _comes_back(way: Way, unit: KnownUnit) -> bool:
    return way is Way.REPAIR and unit.state == "repairing"


def _collecting(bench: Bench, event: Event) -> Departure:
    departure = _of(bench)
    if part_of(departure) is not Part.UNITS:
        raise not_now(bench, type(event).__name__)
    return departure


def _weighed(bench: Bench, grams: int) -> Step:
    departure = _of(bench)
    if part_of(departure) is not Part.WEIGHT:
        raise not_now(bench, NumberEntered.__name__)
    if not 1 <= grams <= MOST_WEIGHT_G:
        raise Refusal("WEIGHT_IMPOSSIBLE", number=grams, most=MOST_WEIGHT_G)
    return _on(bench, replace(departure, weight_g=grams))


def _on(bench: Bench, departure: Departure) -> Step:
    """The next question."""
    return Step(_asking(bench, departure))


def _gone(bench: Bench, event: Event, photos: tuple[Shot, ...]) -> Step:
    must_still_leave(_of(bench), bench.person)
    return Step(_free(bench, event), leaving_facts.gone(_of(bench), photos))


def _asking(bench: Bench, departure: Departure) -> Bench:
    return replace(bench, departure=departure, state=State.LEAVING)


def _free(bench: Bench, event: Event) -> Bench:
    free = replace(bench, departure=None, idle_ms=event.ms)
    return replace(free, state=free.resting)


def _of(bench: Bench) -> Departure:
    if bench.departure is None:
        raise Refusal("NOTHING_TO_ANSWER", state=f"@STATE_{bench.state}")
    return bench.departure
