"""A unit that was set aside, taken up again: RS-RESUME or its plate in, the bench with the unit in hand out.

One whose draft no longer replays becomes a hold instead; see `restoring`.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Engine

from station.bench import drafts
from station.bench.asking import must_not_be_closing
from station.bench.drafts import Draft
from station.bench.label_scans import label_first, scanned_back
from station.bench.states import Bench, State
from station.errors import Refusal
from station.rules.rulebook import Rulebook
from station.session import saved
from station.session.change import Change
from station.session.inputs import Resume
from station.session.label_watch import LabelWatch, said
from station.session.resolving import Resolver
from station.session.restoring import held_instead
from station.session.saved import Aside


class Resuming:
    """What a session needs to take units up again."""

    def __init__(self, reader: Engine, aside: Aside, resolver: Resolver, watch: LabelWatch, rules: Rulebook) -> None:
        self._reader = reader
        self._aside = aside
        self._resolver = resolver
        self._watch = watch
        self._rules = rules

    def resumed(self, event: Resume, draft: Draft, stamped: Mapping[str, Any]) -> Change:
        """The change that takes it up. Its plate, where that was scanned, did come out.

        Raises Refusal UNIT_IN_HAND, COUNT_OPEN, CLOSING_HAS_BEGUN, LABEL_FIRST, SIGN_IN_FIRST, WHICH_PARKED, NOTHING_PARKED, and
        DRAFT_DOES_NOT_REPLAY or DRAFT_UNREADABLE for one that cannot even be held.
        """
        bench = draft.now
        lpn = self._wanted(event, bench)
        seen = [*scanned_back(event.label)]
        base, events, _context = saved.parts(saved.load(self._reader, lpn) or "")
        base = replace(base, person=bench.person)
        try:
            parcel = bench.parcel or self._resolver.still_open(base.parcel)
            here = replace(bench, parcel=parcel, stowing=None, printed=self._watch.printed(lpn))
            return Change(drafts.replay(base, events, self._rules, here), seen, resume=lpn, notice=said(event, (), bench))
        except Refusal:
            held = held_instead(base, events, self._rules, stamped, lpn)
            if held is None:
                raise
            return Change(draft, [*seen, *held[1]], resume=lpn)

    def _wanted(self, event: Resume, bench: Bench) -> str:
        if bench.unit is not None:
            raise Refusal("UNIT_IN_HAND", lpn=bench.unit.lpn)
        if bench.count is not None:
            raise Refusal("COUNT_OPEN", bin=bench.count.bin)
        if bench.departure is not None:
            raise Refusal("LEAVING_FIRST", units=bench.departure.count)
        must_not_be_closing(bench)
        if bench.person is None:
            raise Refusal("SIGN_IN_FIRST")
        if bench.state is State.LABELLING and bench.label:
            raise label_first(bench.label, trouble=bench.trouble)
        mine = self._aside.of(bench.person.id)
        wanted = event.lpn or (mine[0] if len(mine) == 1 else "")
        if not wanted:
            raise Refusal("WHICH_PARKED", lpns=", ".join(mine)) if mine else Refusal("NOTHING_PARKED")
        return wanted
