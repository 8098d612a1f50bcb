"""Questions outside an inspection: opening one, and the unit that it is about."""

from dataclasses import replace

from station.bench.states import Ask, Bench, Question, State, Step
from station.errors import Refusal
from station.model.units import KnownUnit


def ask(bench: Bench, question: Question) -> Step:
    """The bench with this question open."""
    return Step(replace(bench, question=question, state=State.DECIDING))


def must_not_be_closing(bench: Bench) -> None:
    """Raises Refusal CLOSING_HAS_BEGUN where another question would drop what was said about missing units."""
    question = bench.question
    if question and question.ask is Ask.CLOSE and question.answers:
        raise Refusal("CLOSING_HAS_BEGUN")


def not_now(bench: Bench, event: str) -> Refusal:
    """What does not fit here. With nothing in hand RS-UNDO is about the last unit's grade, so it is no way back."""
    at_rest = bench.state in (State.READY, State.PARCEL)
    advice = "@NOT_NOW_AT_REST" if at_rest else "@NOT_NOW_BETWEEN"
    return Refusal("NOT_NOW", state=f"@STATE_{bench.state}", event=f"@EVENT_{event}", advice=advice)


def question_of(bench: Bench) -> Question:
    """The open question; Refusal NOTHING_TO_ANSWER if there is none."""
    if bench.question is None:
        raise Refusal("NOTHING_TO_ANSWER", state=f"@STATE_{bench.state}")
    return bench.question


def must_be_loose(unit: KnownUnit) -> None:
    """Raises Refusal IN_A_CLOSED_LOT: what was counted for a lot that is closed stays in it until that is opened again."""
    if unit.is_shut_in:
        raise Refusal("IN_A_CLOSED_LOT", lpn=unit.lpn, lot=unit.lot)


def unit_of(bench: Bench, last: KnownUnit | None, otherwise: str) -> KnownUnit:
    """The unit whose plate was scanned, else this person's last one."""
    asked = bench.question.unit if bench.question else None
    unit = asked or last
    if unit is None:
        raise Refusal(otherwise)
    return unit
