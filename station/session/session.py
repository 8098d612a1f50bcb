"""One bench at work: a text in, its committed facts or one refusal out, then exactly one state.

Photographs are on disk before the fact that names them; what `take` returned as facts survives a power cut.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from station.bench import drafts
from station.bench import events as ev
from station.bench.drafts import Draft
from station.bench.labels import NEVER, ScanBack
from station.bench.states import Bench, Effect, ParkUnit, TakePhoto
from station.clock import Clock, stamp
from station.errors import Bug, StationError
from station.ledger.ledger import Ledger
from station.model.facts import Fact
from station.model.people import NOBODY
from station.model.rights import Right, may
from station.photos.store import PhotoStore
from station.rules.rulebook import Rulebook
from station.session import saved
from station.session.camera import Camera
from station.session.change import Change, Outcome
from station.session.gaps import or_gap
from station.session.hand_over import HandOver, hand_over
from station.session.inputs import Input, PrinterTold, Resume, Speak, Undo
from station.session.keeping import Keeping
from station.session.label_watch import LabelWatch, said
from station.session.last import LastUnit
from station.session.leaving import LeftParcels, left_on_hold
from station.session.lost_separator import lost_separator
from station.session.numbers import Spare
from station.session.resolving import Resolver
from station.session.restoring import left_over, renewed
from station.session.resuming import Resuming
from station.session.saved import Aside
from station.session.shooting import Asked, Shooting, asks_for_picture
from station.session.snapshot import Snapshot, snapshot
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
        scan_back: ScanBack = NEVER,
        language: str = "en",
        make_room: Callable[[], int] = lambda: 0,
    ) -> None:
        self._ledger = ledger
        self._keeping = Keeping(ledger, clock, make_room)
        self._aside = Aside(ledger.reader)
        self._resolver = resolver(lambda: self._keeping.spare, self._aside)
        self._units, self._left = units, LeftParcels(ledger.reader)
        self._rules, self._clock = rules, clock
        self._watch = LabelWatch(units.labels, scan_back)
        self._resuming = Resuming(ledger.reader, self._aside, self._resolver, self._watch, rules)
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
        bench, who = self._draft.now, self._resolver.who
        drawn = snapshot(bench, self._last, self._aside.plates(), self._language, self._rules)
        drawn = replace(drawn, awaited=tuple(who.awaited(bench)), may_set_up=who.may_set_up(bench.person), naked=self._watch.naked())
        drawn = replace(drawn, said=self._finished.said(self._language), left_open=self._left.beside(bench.parcel))
        return replace(drawn, set_aside=self._aside.named(who.name_of))

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

    def printer_told(self, trouble: bool, on_paper: str = "") -> Outcome:
        """How the printer is, and the plate of the label that it gave out and waits for; asks about a label that came into doubt."""
        return self._answered(lambda: PrinterTold(trouble, on_paper))

    def take(self, text: str) -> Outcome:
        """One scan or one key. Never raises: whatever went wrong, a Bug of ours too, is the refusal of its outcome."""
        outcome = self._answered(lambda: self._resolver.event(text, self._draft.now))
        return outcome if outcome.refusal or outcome.notice else replace(outcome, notice=lost_separator(text))

    def _answered(self, resolve: Callable[[], Input]) -> Outcome:
        try:
            change = or_gap(lambda: self._asking(self._change(resolve())), self._draft, self._rules, self._resolver.stamped)
            facts = () if change.idle else self._commit(change)
        except StationError as error:
            return Outcome((), error, self.snapshot)
        except Exception as error:  # noqa: BLE001 -- a bench in the middle of a shift goes on; the log has the traceback
            _LOG.exception("input failed")
            return Outcome((), Bug("BENCH_BUG", what=type(error).__name__), self.snapshot)
        return Outcome(facts, change.trouble, self.snapshot, change.notice)

    def _begin(self, needs_sign_in: bool) -> None:
        text = saved.load(self._ledger.reader, saved.BENCH)
        draft = self._watch.set_up(self._restored(text) if text else drafts.start(Bench()))
        if not needs_sign_in:
            self._draft = drafts.hand_over(draft, ev.SignedIn(person=NOBODY))
            change = self._looked_again(Change(self._draft))
            if change.draft is not self._draft:
                self._commit(change)
        elif draft.now.person is not None:
            # Somebody else may stand here now: what was in hand waits until a person has signed in.
            self._suspended = draft
        else:
            self._draft = draft

    def _restored(self, text: str) -> Draft:
        """The draft as it was left. One that no longer replays becomes a hold; one that cannot be read is kept aside, and said."""
        left = left_over(text, self._rules, self._resolver.stamped())
        if left.aside:
            at = stamp(self._clock.now())
            self._ledger.append("", (), lambda connection, _: saved.set_unreadable_aside(connection, saved.BENCH, at))
        self.notices = (left.notice,) if left.notice else ()
        if left.facts:
            self._commit(Change(left.draft, left.facts))
        return left.draft

    def _change(self, event: Input) -> Change:
        # A key means what the screen showed, whatever is known about the unit by now.
        event = drafts.meant(self._draft.now, event) if isinstance(event, ev.Event) else event
        self._draft = self._watch.renewed(renewed(self._draft, self._units.known))
        match event:
            case PrinterTold():
                return self._told(event)
            case Undo():
                return self._undone()
            case Resume():
                return self._looked_again(self._resuming.resumed(event, self._draft, self._resolver.stamped()))
            case Speak():
                return self._speaking.change(event.language, self._draft)
            case ev.SignedIn() if self._suspended is not None and may(event.person.role, Right.INSPECT):
                resumed = drafts.hand_over(self._suspended, event)
                return self._looked_again(Change(resumed))
        return self._advanced(Change(self._draft), event)

    def _told(self, event: PrinterTold) -> Change:
        self._resolver.troubled = event.trouble
        self._watch.tell(event)
        self._draft = self._watch.told(self._draft)
        self._suspended = self._watch.told(self._suspended) if self._suspended else None
        return Change(self._draft, idle=True)

    def _advanced(self, change: Change, event: ev.Event) -> Change:
        before = change.draft
        change.draft, facts, effects = drafts.advance(before, event, self._rules)
        change.facts += facts
        change.notice = change.notice or left_on_hold(before.now.parcel, change.draft.now.parcel) or said(event, facts, before.now)
        if any(isinstance(effect, ParkUnit) for effect in effects):
            change.park = before
        return self._photographed(change, effects, asks_for_picture(event, before.now))

    def _photographed(self, change: Change, effects: tuple[Effect, ...], asked: Asked = Asked.NOT) -> Change:
        """Take the picture that is due, if the camera does so by itself or was asked to; a failure keeps the unit open."""
        shot = next((effect for effect in effects if isinstance(effect, TakePhoto)), None)
        if shot is None or (asked is Asked.NOT and not (self._takes_itself and self._shooting.at_once)):
            return change
        try:
            event = self._shooting.taken(shot, change.draft.now, self._resolver.stamped(), itself=asked is not Asked.BY_HAND)
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

    def _asking(self, change: Change) -> Change:
        """The change, and a question about a label in doubt where the bench is free for it."""
        doubt = self._doubt(change)
        if doubt:
            change.draft, change.idle = drafts.advance(change.draft, doubt, self._rules)[0], False
        return change

    def _doubt(self, change: Change) -> ev.Event | None:
        return self._watch.doubted(change, self._resolver.stamped)

    def _looked_again(self, change: Change) -> Change:
        """The unit in hand, or asked about, under the alerts that came while nobody looked at it."""
        change.draft = self._watch.renewed(renewed(change.draft, self._units.known))
        event = self._resolver.alerted(change.draft.now)
        return self._advanced(change, event) if event else change

    def _commit(self, change: Change) -> tuple[Fact, ...]:
        actor = (self._draft.now.person or change.draft.now.person or NOBODY).id
        waiting = self._suspended if change.draft.now.person is None else None
        facts = self._keeping.commit(actor, change, waiting or change.kept or change.draft)
        self._settle(change, facts)
        return facts

    def _settle(self, change: Change, facts: tuple[Fact, ...]) -> None:
        self._draft = self._watch.committed(change.draft, facts)
        self._suspended = None if change.draft.now.person else self._suspended
        self._finished.take(facts)
        self._speaking.settle(change.spoken, change.draft.now.person)
        if change.park or change.resume:
            self._aside.reload()
