"""One act being done: what its `perform` function works with, and the facts that came of it.

What the bench has a step for is done by scans on a bench of its own, so that the same rules and facts apply and the unit in the
inspector's hand stays as it is. Everything written carries the act's mark in the same transaction (see `kept_answers`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection

from station.assembly import Station
from station.errors import Fault, Refusal, StationError
from station.model.facts import Fact, NewFact
from station.model.people import Person
from station.people.people import People
from station.session import BatchSession, Outcome
from station.supervisor.acts import Act

MOST_UNITS: Final = 200  # of one act: whoever scans at the bench waits meanwhile

Within = Callable[[Connection, Sequence[Fact]], None]


@dataclass(frozen=True)
class Choose:
    """In the place of a code: the choice that means `answer` among those that the bench then offers, whatever its key and its page."""

    answer: str


@dataclass
class Doing:
    """`mark` is called with the connection of every transaction that writes facts of the act. Lives on the bench thread."""

    opened: Station
    session: BatchSession
    person: Person
    mark: Callable[[Connection], None] = lambda _connection: None
    facts: list[Fact] = field(default_factory=list)

    def append(self, facts: Sequence[NewFact], within: Within | None = None) -> tuple[Fact, ...]:
        """Facts that no scan of the bench gives, under the person of the act. Raises what `Ledger.append` raises."""

        def both(connection: Connection, committed: Sequence[Fact]) -> None:
            if within:
                within(connection, committed)
            self.mark(connection)

        written = self.opened.ledger.append(self.person.id, facts, both)
        self.facts += written
        return written

    @property
    def people(self) -> People:
        """Everybody who works here, to change in the transactions of the act."""
        return People(self.opened.reader, _PeopleBook(self), self.opened.clock)

    def scans(self, *codes: str | Choose) -> Outcome:
        """These codes on a bench of its own, signed in as the person of the act; the outcome of the last.

        Raises the refusal of the first code that was refused. A unit that is then in hand is left as its facts say: whoever scans
        its plate next goes on with it. No label was seen here, and nobody's last unit is meant.
        """
        with self.session.own_bench(self.person, self.mark, sees_labels=False):
            outcome: Outcome | None = None
            for code in codes:
                outcome = self._chosen(code, outcome) if isinstance(code, Choose) else self._taken(code)
        if outcome is None:
            raise Refusal("ACT_EMPTY")
        return outcome

    def scan_unit(self, lpn: str, *codes: str | Choose) -> Outcome:
        """The same with the plate of a unit first.

        Raises also UNIT_AT_BENCH (an inspector has it in hand) and UNIT_SET_ASIDE.
        """
        self.must_be_free(lpn)
        return self.scans(lpn, *codes)

    def must_be_free(self, lpn: str) -> None:
        """Raises Refusal UNIT_AT_BENCH for the unit that is in hand at the bench, UNIT_SET_ASIDE for one that waits there."""
        if lpn == self.session.in_hand:
            raise Refusal("UNIT_AT_BENCH", lpn=lpn)
        if lpn in self.session.aside:
            raise Refusal("UNIT_SET_ASIDE", lpn=lpn)

    def each(self, lpns: Iterable[str], work: Callable[[str], object]) -> dict[str, Any]:
        """The same for several units: `done` are those that went, `refused` the others, each with why.

        Raises the refusal of the only one, and every Fault: then what came before it is written; ACT_TOO_MANY before the first.
        """
        wanted = tuple(dict.fromkeys(lpns))
        if len(wanted) > MOST_UNITS:
            raise Refusal("ACT_TOO_MANY", count=len(wanted), most=MOST_UNITS)
        went, not_taken = [], []
        for lpn in wanted:
            try:
                work(lpn)
                went.append(lpn)
            except StationError as error:
                if isinstance(error, Fault) or len(wanted) == 1:
                    raise
                not_taken.append({"lpn": lpn, "code": error.code, "params": {name: str(value) for name, value in error.params.items()}})
        return {"done": went, "refused": not_taken}

    def _chosen(self, wanted: Choose, outcome: Outcome | None) -> Outcome:
        """Raises Refusal NO_SUCH_CHOICE where the bench offers nothing like it on any page."""
        seen: list[dict[str, str]] = []
        while outcome and outcome.snapshot.prompt:
            offered = {each["answer"]: each["code"] for each in outcome.snapshot.prompt["choices"]}
            if wanted.answer in offered:
                return self._taken(offered[wanted.answer])
            if "MORE" not in offered or offered in seen:
                break
            seen.append(offered)
            outcome = self._taken(offered["MORE"])
        raise Refusal("NO_SUCH_CHOICE", key=wanted.answer)

    def _taken(self, code: str) -> Outcome:
        outcome = self.session.take(code)
        self.facts += outcome.facts
        if outcome.refusal:
            raise outcome.refusal
        return outcome


# Each act with the function that performs it, which gives `Answer.done`; "once" in it is `Answer.once`. Raises why it is not done.
Performers = Mapping[type[Act], Callable[[Doing, Any], Mapping[str, Any]]]


class _PeopleBook:
    """The ledger as people write into it during an act: under the person of the act, whom they name too."""

    def __init__(self, doing: Doing) -> None:
        self._doing = doing

    def append(self, actor: str, facts: Sequence[NewFact], within: Within | None = None) -> tuple[Fact, ...]:  # noqa: ARG002
        return self._doing.append(facts, within)

    def next_number(self, counter: str) -> int:
        return self._doing.opened.ledger.next_number(counter)
