"""A session that looks after who stands at it: locked when nobody did anything for long; what a role may not do is a fact.

A lock is a sign-out that keeps everything as it is: who signs in next goes on with what was in hand, as after a restart.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from threading import RLock
from typing import Any, Final

from station.bench import drafts
from station.bench import events as ev
from station.bench.states import Bench
from station.errors import Refusal, StationError
from station.model.facts import NewFact
from station.model.people import NOBODY
from station.model.rights import refused_act
from station.session.change import Change, Outcome
from station.session.departing import as_it_is_now, ends_departure, must_be_allowed_to, must_still_be_allowed
from station.session.inputs import Input
from station.session.session import Session
from station.session.stocking import must_still_be_closed

_LOG: Final = logging.getLogger(__name__)
_MINUTE_MS: Final = 60_000


class GuardedSession(Session):
    """`idle_minutes` without an input lock it; 0: never. Whoever uses it from more than one thread holds `turn` meanwhile."""

    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401 -- those of Session
        self.turn = RLock()
        self.idle_minutes = 0
        self._used_ms: int | None = None
        super().__init__(*args, **settings)

    def take(self, text: str) -> Outcome:
        """As `Session.take`; a bench that nobody used for too long is locked first, which is said beside it."""
        return self._used(lambda: super(GuardedSession, self).take(text))

    def sign_in(self, name: str) -> Outcome:
        """As `Session.sign_in`."""
        return self._used(lambda: super(GuardedSession, self).sign_in(name))

    def sign_in_with_pin(self, who: str, pin: str) -> Outcome:
        """As `Session.sign_in_with_pin`."""
        return self._used(lambda: super(GuardedSession, self).sign_in_with_pin(who, pin))

    def lock_when_idle(self) -> Outcome | None:
        """Lock it if it is time; None while it is not."""
        person, now = self._draft.now.person, self._clock.elapsed_ms()
        if person in (None, NOBODY) or not self.idle_minutes or self._beside:
            return None
        self._used_ms = now if self._used_ms is None else self._used_ms
        if now - self._used_ms < self.idle_minutes * _MINUTE_MS:
            return None
        self._suspended, self._draft = self._draft, self._watch.told(drafts.start(Bench()))
        notice = Refusal("LOCKED_IDLE", name=person.name if person else "", minutes=self.idle_minutes)
        return Outcome((), None, self.snapshot, notice)

    def look_again_who(self) -> None:
        """The people have changed: whoever stands here is who they are now, and locked out if they may not inspect any more."""
        person = self._draft.now.person
        if person in (None, NOBODY):
            return
        now = self._resolver.who.still(person)
        if now is None:
            self._suspended, self._draft = self._draft, self._watch.told(drafts.start(Bench()))
        elif now != person:
            self._draft = drafts.hand_over(self._draft, ev.SignedIn(person=now))

    @property
    def _beside(self) -> bool:
        """Whether something else than the person's own bench is worked at: that tells nothing of who stands here."""
        return False

    def _used(self, do: Callable[[], Outcome]) -> Outcome:
        if self._beside:
            return do()
        locked = self.lock_when_idle()
        outcome = do()
        self._used_ms = self._clock.elapsed_ms()
        return replace(outcome, notice=outcome.notice or locked.notice) if locked else outcome

    def _change(self, event: Input) -> Change:
        try:
            return super()._change(self._looked_at(event))
        except Refusal as refusal:
            # Whoever held a badge out is who was refused; for anything else it is whoever works here.
            person = event.person if isinstance(event, ev.SignedIn) and refusal.code != "MAY_NOT" else self._draft.now.person
            if fact := refused_act(person or NOBODY, type(event).__name__, refusal):
                self._keep(fact)
            raise

    def _looked_at(self, event: Input) -> Input:
        """The same event with what it means; where it would let goods leave, they and whoever says so were looked up again.

        Raises Refusal MAY_NOT, also in a batch: whoever gives it is asked for nothing there, but answers for it; and what
        `must_still_be_closed` raises.
        """
        must_be_allowed_to(event, self._draft.now)
        if isinstance(event, ev.Answered) and event.key != "0":
            must_still_be_closed(self._draft.now, self._units)
        if not (isinstance(event, ev.Event) and ends_departure(event, self._draft.now)):
            return event
        meant = drafts.meant(self._draft.now, event)
        must_still_be_allowed(self._draft.now, self._resolver.who.still)
        self._draft = as_it_is_now(self._draft, self._units)
        return meant

    def _keep(self, fact: NewFact) -> None:
        """The refusal stands, whether or not it can be written down."""
        try:
            self._ledger.append(fact.subject, [fact])
        except StationError:
            _LOG.exception("a refusal was not written down")
