"""A draft that no longer replays: the unit is not lost, it becomes a hold as far as its events still say something."""

from collections.abc import Mapping
from typing import Any

from station.bench import drafts
from station.bench import events as ev
from station.bench.drafts import Draft
from station.bench.states import Bench
from station.errors import Refusal
from station.model.facts import NewFact
from station.rules.rulebook import Rulebook


def held_instead(
    base: Bench, events: tuple[ev.Event, ...], rules: Rulebook, stamped: Mapping[str, Any]
) -> tuple[Draft, list[NewFact]] | None:
    """A hold of the unit as far as its events still replay; None if there never was a unit."""
    for length in range(len(events), -1, -1):
        try:
            shorter = drafts.replay(base, events[:length], rules)
            if shorter.now.unit is None:
                return None
            held, facts, _ = drafts.advance(shorter, ev.HoldAsked(reason="REPLAY", by_station=True, **stamped), rules)
        except Refusal:
            continue
        return held, list(facts)
    return None
