"""Questions outside an inspection: opening one, and the unit that it is about."""

from dataclasses import replace

from station.bench.states import Bench, Question, State, Step
from station.errors import Refusal
from station.model.units import KnownUnit


def ask(bench: Bench, question: Question) -> Step:
    """The bench with this question open."""
    return Step(replace(bench, question=question, state=State.DECIDING))


def question_of(bench: Bench) -> Question:
    """The open question; Refusal NOTHING_TO_ANSWER if there is none."""
    if bench.question is None:
        raise Refusal("NOTHING_TO_ANSWER", state=f"@STATE_{bench.state}")
    return bench.question


def unit_of(bench: Bench, last: KnownUnit | None, otherwise: str) -> KnownUnit:
    """The unit whose plate was scanned, else this person's last one."""
    asked = bench.question.unit if bench.question else None
    unit = asked or last
    if unit is None:
        raise Refusal(otherwise)
    return unit
