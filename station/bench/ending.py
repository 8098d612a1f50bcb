"""The end of a shift: what is left open is counted and shown; whoever takes over scans their badge, or nobody does."""

from dataclasses import replace

from station.bench import arriving
from station.bench.asking import ask
from station.bench.events import ShiftEndAsked, SignedIn
from station.bench.states import Ask, Bench, Question, State, Step
from station.errors import Refusal
from station.model.facts import SHIFT_CLOSED, NewFact
from station.model.people import NOBODY, Person
from station.model.shifts import ClosingCount
from station.rules.rulebook import Rulebook


def ask_end(bench: Bench, event: ShiftEndAsked, _rules: Rulebook) -> Step:
    """RS-CLOSE-SHIFT."""
    leaves = bench.person or NOBODY
    return ask(bench, Question(Ask.SHIFT, to="" if leaves == NOBODY else leaves.name, closing=event.count))


def end(bench: Bench, question: Question) -> Step:
    """shift.closed: nobody takes over, and whoever comes next signs in. Where there are no people the bench just goes on."""
    fact = shift_closed(bench.person or NOBODY, question.closing or ClosingCount())
    free = replace(bench, question=None, dock=False)
    if bench.person == NOBODY:
        return Step(replace(free, state=free.resting), (fact,))
    return Step(replace(free, person=None, state=State.SIGNED_OUT), (fact,))


def hand_on(bench: Bench, question: Question, event: SignedIn, rules: Rulebook) -> Step:
    """shift.closed: the person of this badge takes over with everything that is open. Raises Refusal SHIFT_TO_YOURSELF."""
    leaves = bench.person or NOBODY
    if event.person.id == leaves.id:
        raise Refusal("SHIFT_TO_YOURSELF", name=leaves.name)
    taken = arriving.sign_in(replace(bench, question=None), event, rules)
    return Step(taken.bench, (shift_closed(leaves, question.closing or ClosingCount(), event.person.id), *taken.facts))


def shift_closed(person: Person, count: ClosingCount, to: str = "", note: str = "") -> NewFact:
    """shift.closed by `person`, to the person with the id `to` ("" for nobody)."""
    context = {"note": note} if note else None
    return NewFact(SHIFT_CLOSED, person.id, {"person": person.id, "to": to, **count.as_json()}, context)
