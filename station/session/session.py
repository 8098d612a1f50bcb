"""One bench at work: a text in, its committed facts or one refusal out, then exactly one state.

Photographs are on disk before the fact that names them; what `take` returned as facts survives a power cut.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from station.bench import drafts
from station.bench import events as ev
from station.bench.asking import must_not_be_closing
from station.bench.drafts import Draft
from station.bench.states import Bench, Effect, ParkUnit, TakePhoto
from station.clock import Clock, stamp
from station.errors import Bug, Refusal, StationError
from station.ledger.ledger import Ledger
from station.model.facts import Fact
from station.model.people import NOBODY
from station.photos.store import PhotoStore
from station.rules.rulebook import Rulebook
from station.session import saved
from station.session.camera import Camera
from station.session.change import Change, Outcome
from station.session.doubting import doubted
from station.session.gaps import or_gap
from station.session.hand_over import HandOver, hand_over
from station.session.inputs import Input, Resume, Speak, Undo
from station.session.keeping import Keeping
from station.session.last import LastUnit
from station.session.leaving import left_on_hold
from station.session.numbers import Spare
from station.session.resolving import Resolver
from station.session.restoring import held_instead, left_over, renewed
from station.session.saved import Aside
from station.session.shooting import Asked, Shooting, asks_for_picture
from station.session.snapshot import SetAside, Snapshot, snapshot
from station.session.speaking import Speaking
from station.session.units import Units
from station.session.why import Why, why

_LOG: Final = logging.getLogger(__name__)


class Session:
    """The session owns the writing side of the bench; it is used by one thread."""

    def __init__(
        self,
        ledger: Ledger,
        resolver: Callable[[Callable[[], Spare], Aside], Resolver],
        units: Units,
        photos: PhotoStore,
        rules: Rulebook,
        clock: Clock,
        *,
        camera: Camera | None = None,
        takes_itself: bool = False,
        needs_sign_in: bool = True,
        language: str = "en",
        make_room: Callable[[], int] = lambda: 0,
    ) -> None:
        self._ledger = ledger
        self._keeping = Keeping(ledger, clock, make_room)
        self._aside = Aside(ledger.reader)
        self._resolver = resolver(lambda: self._keeping.spare, self._aside)
        self._units = units
        self._rules = rules
        self._clock = clock
        self._shooting = Shooting(camera, photos)
        self._takes_itself = takes_itself
        self._speaking = Speaking(ledger.reader, language)
        self._finished = LastUnit(rules, units.history, self._resolver.who.name_of)
        self._suspended: Draft | None = None
        self.notices: tuple[StationError, ...] = ()
        self._draft = drafts.start(Bench())
        self._begin(needs_sign_in)

    @property
    def snapshot(self) -> Snapshot:
        """The state now."""
        drawn = snapshot(self._draft.now, self._last, self._aside.plates(), self._language, self._rules)
        who = self._resolver.who
        aside = tuple(SetAside(unit.lpn, unit.title, who.name_of(unit.actor), unit.at) for unit in self._aside.units)
        bench = self._draft.now
        said = self._finished.said(self._language)
        return replace(drawn, awaited=tuple(who.awaited(bench)), set_aside=aside, may_set_up=who.may_set_up(bench.person), said=said)

    @property
    def _language(self) -> str:
        return self._speaking.of(self._draft.now.person)

    @property
    def _last(self) -> Mapping[str, Any] | None:
        return self._finished.told(self._language)

    def sign_in(self, name: str) -> Outcome:
        """Sign somebody in by name, as `--as` does."""
        return self._answered(lambda: self._resolver.signed_in(self._resolver.who.by_name(name)))

    def sign_in_with_pin(self, who: str, pin: str) -> Outcome:
        """What a badge does, by the id of a person and their PIN; looking at a PIN takes a tenth of a second."""
        return self._answered(lambda: self._resolver.signed_in(self._resolver.who.by_pin(who, pin)))

    def hand_over(self) -> HandOver:
        """What is open, for whoever takes over."""
        return hand_over(self.snapshot, self._ledger.reader, self._resolver.who.working())

    def photograph_itself(self, *, itself: bool) -> None:
        """Whether due pictures are taken without a key, from the next one on."""
        self._takes_itself = itself

    def why(self) -> Why:
        """What stands behind the unit in hand, or behind the grade of the last one."""
        return why(self._draft.now, self._last, self._units, self._rules, self._language)

    def take(self, text: str) -> Outcome:
        """One scan or one key. Never raises: whatever went wrong, a Bug of ours too, is the refusal of its outcome."""
        outcome = self._answered(lambda: self._resolver.event(text, self._draft.now))
        return outcome if outcome.refusal or outcome.notice else replace(outcome, notice=doubted(text))

    def _answered(self, resolve: Callable[[], Input]) -> Outcome:
        try:
            change = or_gap(lambda: self._change(resolve()), self._draft, self._rules, self._stamped)
            facts = self._commit(change)
        except StationError as error:
            return Outcome((), error, self.snapshot)
        except Exception as error:  # noqa: BLE001 -- a bench in the middle of a shift goes on; the log has the traceback
            _LOG.exception("input failed")
            return Outcome((), Bug("BENCH_BUG", what=type(error).__name__), self.snapshot)
        return Outcome(facts, change.trouble, self.snapshot, change.notice)

    def _begin(self, needs_sign_in: bool) -> None:
        text = saved.load(self._ledger.reader, saved.BENCH)
        draft = self._restored(text) if text else drafts.start(Bench())
        if not needs_sign_in:
            self._draft = drafts.hand_over(draft, ev.SignedIn(person=NOBODY))
            change = self._looked_again(Change(self._draft))
            if change.draft is not self._draft:
                self._commit(change)
        elif draft.now.person is not None:
            # Somebody else may stand here now: what was in hand waits until a person has signed in.
            self._suspended = draft

    def _restored(self, text: str) -> Draft:
        """The draft as it was left. One that no longer replays becomes a hold; one that cannot be read is kept aside, and said."""
        left = left_over(text, self._rules, self._stamped())
        if left.aside:
            at = stamp(self._clock.now())
            self._ledger.append("", (), lambda connection, _: saved.set_unreadable_aside(connection, saved.BENCH, at))
        if left.notice:
            self.notices = (left.notice,)
        if left.facts:
            self._commit(Change(left.draft, left.facts))
        return left.draft

    def _stamped(self) -> dict[str, Any]:
        return self._resolver.stamped()

    def _change(self, event: Input) -> Change:
        # A key means what the screen showed, whatever is known about the unit by now.
        event = drafts.meant(self._draft.now, event) if isinstance(event, ev.Event) else event
        self._draft = renewed(self._draft, self._units.known)
        match event:
            case Undo():
                return self._undone()
            case Resume():
                return self._resumed(event.lpn)
            case Speak():
                return self._speaking.change(event.language, self._draft)
            case ev.SignedIn() if self._suspended is not None and event.person.role.may_inspect:
                resumed = drafts.hand_over(self._suspended, event)
                return self._looked_again(Change(resumed))
        return self._advanced(Change(self._draft), event)

    def _advanced(self, change: Change, event: ev.Event) -> Change:
        before = change.draft
        change.draft, facts, effects = drafts.advance(before, event, self._rules)
        change.facts += facts
        change.notice = change.notice or left_on_hold(before.now.parcel, change.draft.now.parcel)
        if any(isinstance(effect, ParkUnit) for effect in effects):
            change.park = before
        return self._photographed(change, effects, asks_for_picture(event, before.now))

    def _photographed(self, change: Change, effects: tuple[Effect, ...], asked: Asked = Asked.NOT) -> Change:
        """Take the picture that is due, if the camera does so by itself or was asked to; a failure keeps the unit open."""
        shot = next((effect for effect in effects if isinstance(effect, TakePhoto)), None)
        if shot is None or (asked is Asked.NOT and not (self._takes_itself and self._shooting.at_once)):
            return change
        try:
            event = self._shooting.taken(shot, change.draft.now, self._stamped(), itself=asked is not Asked.BY_HAND)
        except StationError as error:
            change.trouble = error
            return change
        before = change.draft
        change.draft, facts, effects = drafts.advance(before, event, self._rules)
        change.facts += facts
        return self._photographed(change, effects)

    def _undone(self) -> Change:
        if self._draft.events or self._draft.now.count:
            return Change(drafts.undo(self._draft, self._rules))
        return self._advanced(Change(self._draft), self._resolver.undo_after_save(self._draft.now))

    def _resumed(self, lpn: str) -> Change:
        bench = self._draft.now
        if bench.unit is not None:
            raise Refusal("UNIT_IN_HAND", lpn=bench.unit.lpn)
        if bench.count is not None:
            raise Refusal("COUNT_OPEN", bin=bench.count.bin)
        must_not_be_closing(bench)
        if bench.person is None:
            raise Refusal("SIGN_IN_FIRST")
        mine = self._aside.of(bench.person.id)
        wanted = lpn or (mine[0] if len(mine) == 1 else "")
        if not wanted:
            raise Refusal("WHICH_PARKED", lpns=", ".join(mine)) if mine else Refusal("NOTHING_PARKED")
        base, events, _context = saved.parts(saved.load(self._ledger.reader, wanted) or "")
        base = replace(base, person=bench.person)
        try:
            context = replace(bench, parcel=bench.parcel or self._resolver.still_open(base.parcel))
            taken_up = drafts.replay(base, events, self._rules, context)
        except Refusal:
            held = held_instead(base, events, self._rules, self._stamped(), wanted)
            if held is None:
                raise
            return Change(self._draft, held[1], resume=wanted)
        return self._looked_again(Change(taken_up, resume=wanted))

    def _looked_again(self, change: Change) -> Change:
        """The unit in hand, or asked about, under the alerts that came while nobody looked at it."""
        change.draft = renewed(change.draft, self._units.known)
        event = self._resolver.alerted(change.draft.now)
        return self._advanced(change, event) if event else change

    def _commit(self, change: Change) -> tuple[Fact, ...]:
        actor = (self._draft.now.person or change.draft.now.person or NOBODY).id
        waiting = self._suspended if change.draft.now.person is None else None
        facts = self._keeping.commit(actor, change, waiting or change.kept or change.draft)
        self._settle(change, facts)
        return facts

    def _settle(self, change: Change, facts: tuple[Fact, ...]) -> None:
        self._draft = change.draft
        self._suspended = None if change.draft.now.person else self._suspended
        self._finished.take(facts)
        self._speaking.settle(change.spoken, change.draft.now.person)
        if change.park or change.resume:
            self._aside.reload()
