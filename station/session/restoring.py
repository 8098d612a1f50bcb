"""A draft that is taken up again: its question is about the unit as it is now; one that no longer replays becomes a hold.

Drafts as they were left in, drafts and facts out. A unit that is in a draft is never lost.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from station.bench import drafts
from station.bench import events as ev
from station.bench.drafts import Draft
from station.bench.states import Bench
from station.errors import Refusal
from station.model.facts import NewFact
from station.model.units import KnownUnit
from station.rules.rulebook import Rulebook
from station.session import saved


@dataclass(frozen=True)
class LeftOver:
    """What a bench goes on with. `aside`: its row is to be kept under another name; `notice` says what became of it."""

    draft: Draft
    facts: list[NewFact] = field(default_factory=list)
    notice: Refusal | None = None
    aside: bool = False


def left_over(text: str, rules: Rulebook, stamped: Mapping[str, Any]) -> LeftOver:
    """The bench's own draft as it was saved; never raises for what another version or other rules wrote."""
    try:
        base, events, context = saved.parts(text)
    except Refusal as unreadable:
        return LeftOver(drafts.start(Bench()), notice=unreadable, aside=True)
    try:
        return LeftOver(drafts.replay(base, events, rules, context))
    except Refusal:
        lpn = saved.unit_in(text)
        held = held_instead(base, events, rules, stamped, lpn or "")
    if held:
        return LeftOver(*held)
    resting = drafts.start(replace(base, unit=None, question=None, state=base.resting))
    if lpn is None:
        return LeftOver(resting, notice=Refusal("QUESTION_DROPPED"))
    return LeftOver(resting, notice=Refusal("DRAFT_UNREADABLE", why=lpn or "?"), aside=True)


def renewed(draft: Draft, known: Callable[[str], KnownUnit | None]) -> Draft:
    """The same draft, its question about the unit as the ledger and the alerts have it now; the very same where nothing is new."""
    asked = draft.now.question.unit if draft.now.question else None
    fresh = known(asked.lpn) if asked else None
    if fresh is None or fresh == asked:
        return draft
    events = tuple(_event_about(event, fresh) for event in draft.events)
    return replace(draft, base=_about(draft.base, fresh), events=events, now=_about(draft.now, fresh))


def _about(bench: Bench, fresh: KnownUnit) -> Bench:
    question = bench.question
    if question is None or question.unit is None or question.unit.lpn != fresh.lpn:
        return bench
    return replace(bench, question=replace(question, unit=fresh))


def _event_about(event: ev.Event, fresh: KnownUnit) -> ev.Event:
    """Undo folds the events again: it must not bring back what the unit was."""
    unit = getattr(event, "unit", None)
    return replace(event, unit=fresh) if isinstance(unit, KnownUnit) and unit.lpn == fresh.lpn else event  # type: ignore[call-arg]


def held_instead(
    base: Bench, events: tuple[ev.Event, ...], rules: Rulebook, stamped: Mapping[str, Any], lpn: str = ""
) -> tuple[Draft, list[NewFact]] | None:
    """A hold of the unit as far as its events still replay, under the plate that it has; None if there never was a unit.

    Where today's rules would decide about it at once, it is taken in hand without rules: then nothing is graded that nobody looked at.
    """
    lpn = lpn or _plate(events)
    for by in (rules, replace(rules, rubrics={})):
        for length in range(len(events), -1, -1):
            try:
                shorter = drafts.replay(base, events[:length], by)
            except Refusal:
                continue
            unit = shorter.now.unit
            if unit is None or (unit.candidates and by is rules):
                break
            plated = replace(shorter, now=replace(shorter.now, unit=replace(unit, lpn=lpn or unit.lpn)))
            try:
                held, facts, _ = drafts.advance(plated, ev.HoldAsked(reason="REPLAY", by_station=True, **stamped), rules)
            except Refusal:
                continue
            return held, list(facts)
    return None


def _plate(events: tuple[ev.Event, ...]) -> str:
    """The pre-printed plate that was scanned for the unit; "" if there was none."""
    return next((event.lpn for event in reversed(events) if isinstance(event, ev.PlateScanned) and event.unit is None), "")
