"""Who agrees to what at a bench: its state in; the right that the badge needs which it waits for, and who has it already, out. Pure."""

from typing import Final

from station.bench.menu import RAISE_DECISIONS
from station.bench.states import Ask, Bench, Question, State
from station.model.rights import Right, may

_ASKED: Final = {Ask.UNIT: Right.DECIDE, Ask.UNDO: Right.REOPEN, Ask.GRADE: Right.RAISE_GRADE}


def right_asked(bench: Bench) -> Right:
    """What the badge that this bench waits for must be allowed to; elsewhere than at a question it lets something be left out."""
    question = bench.question
    if bench.state is not State.DECIDING or question is None or question.ask not in _ASKED:
        return Right.WAIVE
    return right_to_decide(question)


def right_to_decide(question: Question) -> Right:
    """What somebody must be allowed to, to decide this; a hold for which a better grade is asked is decided by who may raise one."""
    return Right.RAISE_GRADE if question.decision in RAISE_DECISIONS else _ASKED[question.ask]


def agrees_already(bench: Bench, question: Question) -> str:
    """Who has agreed: by a badge, or since whoever works here may it themselves; "" where somebody is still to be asked."""
    person = bench.person
    if question.agreed_by or person is None:
        return question.agreed_by
    return person.id if may(person.role, right_to_decide(question)) else ""
