"""What came of a decision at the desk, in words of one language: the answer of its act in; the decision, and what it leaves to do, out."""

from collections.abc import Mapping, Sequence
from typing import Any

from station.supervisor.acts import Answer
from station.texts import counted, listed, sentences, word


def decision_in_words(answer: Answer, decision: str, language: str) -> str:
    """What was decided, as a part of a sentence; of units that a release graded at once, as what."""
    grades = {str(unit["grade"]) for unit in _decided(answer)}
    if decision == "RELEASE" and len(grades) == 1 and (grade := grades.pop()):
        return word("DECIDE_GRADED", language, grade=grade)
    return word(f"DECISION_{decision}", language)


def left_to_do(answer: Answer, language: str) -> str:
    """That units have to be inspected at the bench now, and from where they are fetched; "" where nothing is left to do."""
    left = [unit for unit in _decided(answer) if unit["at_bench"]]
    if not left:
        return ""
    place = listed(dict.fromkeys(str(unit["place"]) for unit in left if unit["place"]), language)
    fetched = word("FETCH_FROM", language, place=place) if place else ""
    return sentences([counted("DECIDE_AT_BENCH", len(left), language), fetched], language)


def _decided(answer: Answer) -> Sequence[Mapping[str, Any]]:
    units: Sequence[Mapping[str, Any]] = answer.done.get("decided") or ()
    return units
