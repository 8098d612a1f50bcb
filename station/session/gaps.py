"""Scans that a count could not take: the refusal in, the change out that says it, and lets the count remember that there was one."""

from collections.abc import Callable, Mapping
from typing import Any

from station.bench import drafts
from station.bench import events as ev
from station.bench.counting import leaves_a_gap
from station.bench.drafts import Draft
from station.bench.states import State
from station.errors import Refusal
from station.rules.rulebook import Rulebook
from station.session.change import Change


def or_gap(change: Callable[[], Change], draft: Draft, rules: Rulebook, stamped: Callable[[], Mapping[str, Any]]) -> Change:
    """What `change` gives. Its Refusal is raised, unless a count is open from which a piece may be missing now."""
    try:
        return change()
    except Refusal as refusal:
        if draft.now.state is not State.COUNTING or not leaves_a_gap(refusal):
            raise
        return Change(drafts.advance(draft, ev.ScanRefused(**stamped()), rules)[0], trouble=refusal)
