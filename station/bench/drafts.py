"""A draft: the bench before an item was taken, and the events since. Undo and the way back after a crash are the same fold."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from station.bench.events import Alerted, Answered, Event, PhotoTaken, PlateScanned, ScanRefused, SignedIn
from station.bench.prompts import prompt_of
from station.bench.states import Bench, Effect, State
from station.bench.transitions import step
from station.errors import Refusal
from station.model.facts import LABEL_CONFIRMED, NewFact
from station.model.people import Person
from station.rules.rulebook import Rulebook

KEPT: Final = 50  # scans of a count that can be taken back, at least; every save writes all events of a draft


@dataclass(frozen=True)
class Draft:
    """`now` is always `base` after `events`. For a unit that was set aside, `context` is what was open when it was taken up again."""

    base: Bench
    events: tuple[Event, ...]
    now: Bench
    context: Bench | None = None


def start(bench: Bench) -> Draft:
    """A draft without events: nothing to take back."""
    return Draft(bench, (), bench)


def advance(draft: Draft, event: Event, rules: Rulebook) -> tuple[Draft, tuple[NewFact, ...], tuple[Effect, ...]]:
    """The draft after one event. Facts end it: what is committed is never folded again.

    That a label was seen ends nothing: the event is kept without it, and says it no second time.
    """
    event = meant(draft.now, event)
    taken = step(draft.now, event, rules)
    resting = taken.bench.unit is None and taken.bench.state not in (State.DECIDING, State.COUNTING, State.LEAVING)
    if resting or any(fact.kind != LABEL_CONFIRMED for fact in taken.facts):
        return start(taken.bench), taken.facts, taken.effects
    event = replace(event, label=None) if isinstance(event, PlateScanned) and taken.facts else event
    longer = Draft(draft.base, (*draft.events, event), taken.bench, draft.context)
    return _shortened(longer, rules), taken.facts, taken.effects


def meant(bench: Bench, event: Event) -> Event:
    """A key together with what it means here. Raises Refusal KEY_MEANS_ANOTHER where it was pressed for something else."""
    if not isinstance(event, Answered):
        return event
    prompt = prompt_of(bench)
    choice = prompt.choice(event.key) if prompt else None
    said = replace(event, asked=prompt.id, answer=choice.answer) if prompt and choice else replace(event, asked="", answer="")
    if event.answer and said != event:
        raise Refusal("KEY_MEANS_ANOTHER", key=event.key)
    return said


def _shortened(draft: Draft, rules: Rulebook) -> Draft:
    """A count may have thousands of scans: the older ones become the base, and `KEPT` to twice as many stay events."""
    if draft.now.state is not State.COUNTING or len(draft.events) < 2 * KEPT:
        return draft
    older, newer = draft.events[:-KEPT], draft.events[-KEPT:]
    return replace(draft, base=replay(draft.base, older, rules).now, events=newer)


def undo(draft: Draft, rules: Rulebook) -> Draft:
    """Take back the last thing the inspector did, with the pictures that took themselves after it. It leaves no fact.

    Alerts that the station saw, and scans that it refused, are not the inspector's to take back. Raises Refusal
    NOTHING_TO_UNDO, or COUNT_UNDO_END where the scans of a count are no events any more.
    """
    events = list(draft.events)
    seen: list[Event] = []
    while events and (isinstance(events[-1], Alerted | ScanRefused) or (isinstance(events[-1], PhotoTaken) and events[-1].itself)):
        last = events.pop()
        seen = [last, *seen] if isinstance(last, Alerted | ScanRefused) else seen
    rest = tuple(events[:-1])
    if not events and draft.now.count:
        raise Refusal("COUNT_UNDO_END", bin=draft.now.count.bin)
    if not events or (draft.context and replay(draft.base, rest, rules).now.unit is None):
        # A unit that was set aside has its plate on: it is finished, held or set aside again, but not dropped.
        raise Refusal("NOTHING_TO_UNDO")
    back = replay(draft.base, rest, rules, draft.context)
    return replay(draft.base, (*rest, *seen), rules, draft.context) if back.now.unit or back.now.count else back


def replay(base: Bench, events: tuple[Event, ...], rules: Rulebook, context: Bench | None = None) -> Draft:
    """Fold the events again; raises Refusal("DRAFT_DOES_NOT_REPLAY") when they now end in a fact or are refused."""
    bench = base
    for event in events:
        try:
            taken = step(bench, meant(bench, event), rules)
        except Refusal as refusal:
            raise Refusal("DRAFT_DOES_NOT_REPLAY", why=refusal.code) from refusal
        if taken.facts:
            raise Refusal("DRAFT_DOES_NOT_REPLAY", why="the unit is complete")
        bench = taken.bench
    return Draft(base, events, _taken_up(bench, context) if context else bench, context)


def _taken_up(bench: Bench, context: Bench) -> Bench:
    """What was set aside, in the bench of now: its open parcel stays open, and the unit was counted when it was set aside."""
    unit = replace(bench.unit, counted=True, printed=context.printed) if bench.unit else None
    here = replace(bench, unit=unit, parcel=context.parcel, client=context.client, plate="", dock=False, question=None)
    return replace(here, scan_back=context.scan_back, trouble=context.trouble, on_paper=context.on_paper)


def told(draft: Draft, tell: Callable[[Bench], Bench]) -> Draft:
    """The same draft at a bench that was told something from outside: how the printer is, what the settings say."""
    context = tell(draft.context) if draft.context else None
    return Draft(tell(draft.base), draft.events, tell(draft.now), context)


def hand_over(draft: Draft, event: SignedIn) -> Draft:
    """The same draft in another person's hands."""
    context = replace(draft.context, person=event.person) if draft.context else None
    return Draft(_with(draft.base, event.person), draft.events, _with(draft.now, event.person), context)


def _with(bench: Bench, person: Person) -> Bench:
    signed = replace(bench, person=person)
    return signed if bench.state is not State.SIGNED_OUT else replace(signed, state=signed.resting)
