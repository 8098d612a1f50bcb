"""What came of an act about a unit, in words: the act and its answer in, a sentence, and what a correction made doubtful, out."""

from collections.abc import Mapping
from typing import Any

from station.supervisor.acts import Act, Answer
from station.supervisor.acts_units import Correct, Hold, Reopen, Reprint
from station.texts import sentences, table, word

_DONE = {Correct: "UNIT_DONE_CORRECT", Hold: "UNIT_DONE_HOLD", Reprint: "UNIT_DONE_REPRINT", Reopen: "UNIT_DONE_REOPEN"}


def done_in_words(act: Act, answer: Answer, language: str) -> str:
    """What was done, and the copy of the label that comes with it."""
    label = answer.done.get("label")
    parts = [word(_DONE[type(act)], language)]
    return sentences([*parts, word("UNIT_DONE_LABEL", language, copy=label)] if label else parts, language)


def doubts_in_words(answer: Answer, language: str) -> str:
    """What somebody has to look at now; "" for nothing."""
    doubts: list[Mapping[str, Any]] = list(answer.done.get("doubts") or ())
    return sentences((_doubt(each, language) for each in doubts), language)


def _doubt(doubt: Mapping[str, Any], language: str) -> str:
    key = f"DISPOSITION_{str(doubt.get('disposition')).upper()}"
    known = {**doubt, "disposition": word(key, language)} if key in table(language, "words") else dict(doubt)
    return word(f"UNIT_DOUBT_{known.pop('code')}", language, **known)
