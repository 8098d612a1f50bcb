"""A session that also takes the lines of a batch, at which nobody stands: what asks a person is refused, and nothing is left half done.

A batch's own file is its draft. So the station keeps nothing of it but its facts and how far it is, and a batch that broke off
anywhere can be given again from its beginning.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection, Engine

from station.bench import drafts
from station.bench.drafts import Draft
from station.bench.events import Event
from station.bench.states import Bench, Effect, State
from station.errors import Refusal
from station.model.facts import Fact, NewFact
from station.model.people import NOBODY, Person
from station.model.units import KnownUnit
from station.rules.rulebook import Rulebook
from station.session.change import Change, Outcome
from station.session.guarded import GuardedSession
from station.session.inputs import Input, Speak, Undo, by_name
from station.session.shooting import Asked
from station.session.snapshot import snapshot
from station.session.unattended import goes_on_alone
from station.session.watching import Watching

_MARK: Final = "INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


@dataclass(frozen=True)
class BatchLine:
    """One line of a batch: the batch's SHA-256, the line's number, and whether an earlier run of the batch came as far as this."""

    batch: str
    number: int
    again: bool = False


@dataclass(frozen=True)
class _Live:
    """The bench of the person, as it waits while a batch or an act is taken; `mark` goes with whatever facts that writes.

    `sees_labels`: its plates are scanned from labels; not where somebody at a desk only names units.
    """

    draft: Draft
    suspended: Draft | None
    finished: tuple[Fact, ...]
    mark: Callable[[Connection], None] | None
    sees_labels: bool = True


@dataclass(frozen=True)
class _Leave(Undo):
    """The whole draft is taken back."""


class BatchSession(GuardedSession):
    """A session for a person, and for a batch."""

    _line: BatchLine | None = None
    _live: _Live | None = None
    _watching: Watching | None = None

    @property
    def actor(self) -> str:
        """Who is signed in, as facts name them."""
        return (self._draft.now.person or NOBODY).id

    @property
    def open_question(self) -> str:
        """What the bench, or the bench that waits for a sign-in, asks; empty while nothing is in hand."""
        bench = (self._suspended or self._draft).now
        if bench.state in (State.READY, State.PARCEL, State.SIGNED_OUT):
            return ""
        return _question(bench, self._language, self._rules)

    @property
    def in_hand(self) -> str:
        """The plate of the unit that the person at the bench has in hand, also while the bench waits for a sign-in; "" for none."""
        live = self._live or _Live(self._draft, self._suspended, (), None)
        unit = (live.suspended or live.draft).now.unit
        return unit.lpn if unit else ""

    def look_ahead(self) -> tuple[Fact, ...]:
        """What the station sees coming by itself, once a minute (see `watching`); its facts. What is looked at here waits.

        Raises what `Ledger.append` raises.
        """
        asked = (self._suspended or self._draft).now.question
        shown = asked.unit.lpn if asked and asked.unit else ""
        self._watching = self._watching or Watching(self._ledger, self._units, self._rules, self._clock)
        return self._watching.turn_if_due({self.in_hand, shown})

    @property
    def rules(self) -> Rulebook:
        """The documents that decide here."""
        return self._rules

    def known(self, lpn: str) -> KnownUnit | None:
        """The unit of this plate as the ledger has it now; None if none was received under it."""
        return self._units.known(lpn)

    @property
    def aside(self) -> tuple[str, ...]:
        """The plates of the units that are set aside."""
        return self._aside.plates()

    @contextmanager
    def own_bench(
        self, person: Person | None = None, mark: Callable[[Connection], None] | None = None, *, sees_labels: bool = True
    ) -> Iterator[None]:
        """A bench of the batch's own, at rest; whatever comes of it, the person's bench is afterwards what it was.

        Only a parcel that is open there is looked up again: the batch may have closed it, or put something into it. `person` works
        at it, else whoever is signed in; `mark` runs in every transaction that writes facts there. Without `sees_labels` a plate is
        the name of its unit, and says nothing of a label. What is in hand there at the end is dropped: its facts stand.
        """
        live = self._live = _Live(self._draft, self._suspended, self._finished.facts, mark, sees_labels)
        person = person or live.draft.now.person
        self._draft, self._suspended = drafts.start(_at_rest(Bench(person=person))), None
        try:
            yield
        finally:
            self._live = None
            self._draft, self._suspended = self._watch.told(live.draft), live.suspended
            self._finished.put_back(live.finished)
        self.look_at_the_parcel()

    def take_line(self, text: str, line: BatchLine) -> Outcome:
        """One line of a batch, as `take` does it; the last unit of the person who is signed in is never meant.

        Refused are also BATCH_QUESTION (it would ask a person; nothing of it was done) and BATCH_LINE_DONE (an earlier run of
        the batch took it). What whoever gives the batch may not do is refused as MAY_NOT, and that is a fact as at the bench.
        """
        self._line = line
        try:
            return self._answered(lambda: self._resolver.event(text, replace(self._draft.now, person=None)))
        finally:
            self._line = None

    def leave(self) -> Outcome:
        """Back to nothing in hand: a plate that was shown, a count or a bin to put units into is dropped. It leaves no fact."""
        return self._answered(_Leave)

    def _change(self, event: Input) -> Change:
        line = self._line
        if isinstance(event, _Leave):
            return Change(drafts.start(_at_rest(self._draft.base)))
        if self._live and not self._live.sees_labels:
            event = by_name(event)
        if line is None:
            return super()._change(event)
        if isinstance(event, Speak):  # to nobody
            return Change(self._draft)
        if isinstance(event, Undo) and not self._draft.events and not self._draft.now.count:
            raise Refusal("NOTHING_TO_UNDO")
        change = super()._change(event)
        bench = change.draft.now
        if not goes_on_alone(bench):
            raise Refusal("BATCH_QUESTION", question=_question(bench, self._language, self._rules))
        if change.facts and line.again:
            raise Refusal("BATCH_LINE_DONE")
        if change.draft.now.plate:
            raise Refusal("PLATE_WITHOUT_UNIT", lpn=change.draft.now.plate)
        if change.facts:
            change.also = lambda connection: _mark(connection, line)
        return change

    def _keep(self, fact: NewFact) -> None:
        if self._line is None or not self._line.again:  # else an earlier run of the batch wrote it down
            super()._keep(fact)

    @property
    def _beside(self) -> bool:
        return self._live is not None

    def _doubt(self, change: Change) -> Event | None:
        """Nobody stands here who could look for a label."""
        return None if self._live else super()._doubt(change)

    def _photographed(self, change: Change, effects: tuple[Effect, ...], asked: Asked = Asked.NOT) -> Change:
        """Nobody holds anything before the camera while another bench than the person's is worked at."""
        return change if self._live else super()._photographed(change, effects, asked)

    def _commit(self, change: Change) -> tuple[Fact, ...]:
        if self._live:
            change.kept = self._live.suspended or self._live.draft
            if self._live.mark and change.facts:
                change.also = _both(change.also, self._live.mark)
        return super()._commit(change)

    def look_at_the_parcel(self) -> None:
        """Units of the parcel that is open here may have been put right, or received, elsewhere."""
        waiting = self._suspended or self._draft
        parcel = self._resolver.still_open(waiting.now.parcel)
        if parcel == waiting.now.parcel:
            return
        bench = replace(waiting.now, parcel=parcel)
        looked_at = drafts.start(replace(bench, state=bench.resting))
        self._suspended = looked_at if self._suspended else None
        self._commit(Change(self._draft if self._suspended else looked_at))


def taken_up_to(reader: Engine, batch: str) -> int:
    """The last line of a batch that broke off of which something is in the ledger; 0 for one that did not, or is complete."""
    with reader.connect() as connection:
        number: int | None = connection.exec_driver_sql("SELECT value FROM counters WHERE name = ?", (_name(batch),)).scalar_one_or_none()
    return number or 0


def forget(connection: Connection, batch: str) -> None:
    """The batch is complete: its fact says so. Within the caller's transaction."""
    connection.exec_driver_sql("DELETE FROM counters WHERE name = ?", (_name(batch),))


def _both(first: Callable[[Connection], None], then: Callable[[Connection], None]) -> Callable[[Connection], None]:
    def both(connection: Connection) -> None:
        first(connection)
        then(connection)

    return both


def _mark(connection: Connection, line: BatchLine) -> None:
    connection.exec_driver_sql(_MARK, (_name(line.batch), line.number))


def _name(batch: str) -> str:
    return f"batch:{batch}"


def _at_rest(bench: Bench) -> Bench:
    """Nothing in hand or in work, and the last unit of whoever is signed in is not what the next place is meant for."""
    free = replace(bench, unit=None, question=None, putting="", count=None, stowing=None, departure=None, let_go=True)
    return replace(free, state=free.resting)


def _question(bench: Bench, language: str, rules: Rulebook) -> str:
    prompt = snapshot(bench, None, (), language, rules).prompt
    return str(prompt["text"]) if prompt else ""
