"""The parts that the catalogue of findings is made of: answers, follow-ups, reworks, findings, checks.

In: tables of parsed TOML. Out: immutable parts that say by themselves what no rubric may leave open.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from station.model.grades import Outcome, Seal, worst

Condition = Mapping[str, bool | str]
Code = Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9_]*$")]
# What a comparison can say, by what the check scans: each must be an answer of the check, or nobody could record it.
SCANNED_ANSWERS: Mapping[str, frozenset[str]] = {
    "serial": frozenset({"MATCH", "DIFFERS", "BOX_DIFFERS", "BLOCKED", "RECORDED", "ACCEPTED"}),
    "expiry": frozenset({"IN_DATE", "SHORT", "EXPIRED", "RECORDED"}),
}


def _no_repeats(codes: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(codes)) != len(codes):
        raise ValueError("a code stands twice")
    return codes


Codes = Annotated[tuple[Code, ...], AfterValidator(_no_repeats)]


class Part(BaseModel):
    """All parts of a document: immutable, and nothing in them is unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Answer(Part):
    """One answer. A follow-up's answer forces an outcome; a check's answer is as new, or names a finding.

    `by` says who gives it: a person at the keys, or the comparison of a scanned code.
    """

    code: Code
    label: str
    by: Literal["key", "scan"] = "key"
    as_new: bool = False
    finding: Code | None = None
    forces: Outcome | None = None
    after: Outcome | None = None
    seal: Seal | None = None
    also: tuple[str, ...] = ()
    settles: tuple[Code, ...] = ()
    learns: Mapping[str, bool] = {}
    if_product: Mapping[str, bool] = {}

    @model_validator(mode="after")
    def _afterwards_is_better(self) -> "Answer":
        _never_worse(self.label, self.forces, self.after)
        return self


class FollowUp(Part):
    """One short question about a chosen finding: two to five answers, each forcing one outcome."""

    id: Code
    text: str
    source: Literal["components"] | None = None
    answers: Annotated[tuple[Answer, ...], Field(min_length=2, max_length=9)]

    @model_validator(mode="after")
    def _every_answer_forces(self) -> "FollowUp":
        if open_ends := [answer.code for answer in self.answers if answer.forces is None]:
            raise ValueError(f"follow-up {self.id}: {', '.join(open_ends)} force nothing")
        return self

    def answer(self, code: str) -> Answer:
        """The answer of this code; KeyError if there is none."""
        return named(self.answers, code)


class Rework(Part):
    """What can be done to the unit, and the question that is asked afterwards (yes: it is done).

    `after` is what the finding then forces, where that is not what it forces after a release.
    """

    action: Code
    asks: str
    after: Outcome | None = None


class Finding(Part):
    """What the inspector can see. Without follow-ups it forces an outcome itself."""

    label: str
    help: str
    group: str
    family: str
    stage: str | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    forces: Outcome | None = None
    after: Outcome | None = None
    photos: tuple[Code, ...] = ()
    rework: Rework | None = None
    decides: Mapping[str, str] = {}
    also: tuple[str, ...] = ()
    ends: bool = False
    hides: tuple[Code, ...] = ()
    applies_if: Condition = {}

    @model_validator(mode="after")
    def _forces_once(self) -> "Finding":
        if bool(self.follow_ups) == (self.forces is not None):
            raise ValueError(f"{self.label}: forces an outcome itself, or has follow-ups that do; one of the two")
        _never_worse(self.label, self.forces, self.after)
        if self.rework:
            _never_worse(self.label, worst(list(self.outcomes)), self.rework.after)
        return self

    @model_validator(mode="after")
    def _hazards_can_end_in_quarantine(self) -> "Finding":
        if self.group == "HAZARD" and Outcome.QUARANTINE not in self.outcomes:
            raise ValueError(f"{self.label}: a hazard that never ends in quarantine")
        return self

    @model_validator(mode="after")
    def _every_hold_has_its_question(self) -> "Finding":
        owners = {outcome.owner.value for outcome in self.outcomes if outcome.owner}
        if unasked := owners - self.decides.keys():
            raise ValueError(f"{self.label}: held for {', '.join(sorted(unasked))}, and no question in decides")
        return self

    @property
    def outcomes(self) -> set[Outcome]:
        """Everything that this finding can force."""
        answered = {answer.forces for follow_up in self.follow_ups for answer in follow_up.answers}
        return {outcome for outcome in {self.forces, *answered} if outcome}

    @property
    def surely_ends(self) -> bool:
        """Choosing this tile ends the inspection whatever is answered."""
        return self.ends or self.forces is Outcome.QUARANTINE


class Check(Part):
    """What is never skipped: under key 1 of the board ("board"), or as a prompt of its own ("own").

    One that `scans` is answered by a scan, and by its keys where nothing can be scanned; fewer days left than `least_days` is short-dated.
    """

    group: str
    text: str
    asked_on: Literal["board", "own"]
    short: str = ""
    applies_if: Condition = {}
    many: bool = False
    scans: Literal["serial", "expiry"] | None = None
    least_days: Annotated[int, Field(ge=0)] = 0
    photos: tuple[Code, ...] = ()
    answers: Annotated[tuple[Answer, ...], Field(min_length=2, max_length=9)]

    @model_validator(mode="after")
    def _one_answer_is_as_new(self) -> "Check":
        if not any(answer.as_new for answer in self.answers):
            raise ValueError(f"{self.text}: no answer is as new")
        if self.many and not self.answers[0].as_new:
            raise ValueError(f"{self.text}: key 1 closes a check of several answers, so its first answer is as new")
        if unclear := [answer.code for answer in self.answers if answer.as_new == bool(answer.finding)]:
            raise ValueError(f"{self.text}: {', '.join(unclear)} must be as new or name a finding, one of the two")
        if self.asked_on == "board" and not self.short:
            raise ValueError(f"{self.text}: under key 1 it needs its short words")
        return self

    @model_validator(mode="after")
    def _a_comparison_has_its_answers(self) -> "Check":
        by_scan = {answer.code for answer in self.answers if answer.by == "scan"}
        needed = SCANNED_ANSWERS.get(self.scans or "", frozenset())
        if by_scan != needed:
            what = ", ".join(sorted(by_scan ^ needed))
            raise ValueError(f"{self.text}: answers by scan must be exactly what its comparison can say; look at {what}")
        if self.scans and (self.asked_on != "own" or self.many or len(by_scan) == len(self.answers)):
            raise ValueError(f"{self.text}: a check that scans has a prompt of its own, one answer, and a key for what cannot be scanned")
        return self

    @cached_property
    def as_new(self) -> Answer:
        """The answer that closing the board gives."""
        return next(answer for answer in self.answers if answer.as_new)

    @cached_property
    def findings(self) -> tuple[str, ...]:
        """The findings that a bad answer raises."""
        return tuple(answer.finding for answer in self.answers if answer.finding)

    def answer(self, code: str) -> Answer:
        """The answer of this code; KeyError if there is none."""
        return named(self.answers, code)


def named(answers: tuple[Answer, ...], code: str) -> Answer:
    """The answer of this code; KeyError if there is none."""
    found = next((answer for answer in answers if answer.code == code), None)
    if found is None:
        raise KeyError(code)
    return found


def _never_worse(label: str, forces: Outcome | None, after: Outcome | None) -> None:
    if after and (forces is None or after.rank >= forces.rank or after.is_hold or forces is Outcome.QUARANTINE):
        raise ValueError(f"{label}: afterwards it forces a better grade than before, and nothing leads out of quarantine")
