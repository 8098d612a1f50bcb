"""A rubric: what an inspector of one category is shown and asked, and what each answer forces.

In: the catalogue (findings, checks) and one category, as parsed TOML. Out: one validated, self-contained `Rubric`.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from station.errors import Refusal
from station.model.grades import Grade, Outcome, Seal

Condition = Mapping[str, bool | str]
Code = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")]


class Part(BaseModel):
    """All parts of a document: immutable, and nothing in them is unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Answer(Part):
    """One answer. A follow-up's answer forces an outcome; a check's answer is as new, or names a finding."""

    code: Code
    label: str
    as_new: bool = False
    finding: Code | None = None
    forces: Outcome | None = None
    after: Outcome | None = None
    seal: Seal | None = None
    also: tuple[str, ...] = ()
    settles: tuple[Code, ...] = ()
    learns: Mapping[str, bool] = {}
    if_product: Mapping[str, bool] = {}


class FollowUp(Part):
    """One short question about a chosen finding: two to five answers, each forcing one outcome."""

    id: Code
    text: str
    source: str | None = None
    answers: Annotated[tuple[Answer, ...], Field(min_length=2, max_length=9)]

    @model_validator(mode="after")
    def _every_answer_forces(self) -> "FollowUp":
        if open_ends := [answer.code for answer in self.answers if answer.forces is None]:
            raise ValueError(f"follow-up {self.id}: {', '.join(open_ends)} force nothing")
        return self

    def answer(self, code: str) -> Answer:
        """The answer of this code; KeyError if there is none."""
        return _named(self.answers, code)


class Rework(Part):
    """What can be done to the unit, and the question that is asked afterwards (yes: it is done)."""

    action: Code
    asks: str


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
        return self

    @model_validator(mode="after")
    def _hazards_can_end_in_quarantine(self) -> "Finding":
        outcomes = {self.forces, *(answer.forces for follow_up in self.follow_ups for answer in follow_up.answers)}
        if self.group == "HAZARD" and Outcome.QUARANTINE not in outcomes:
            raise ValueError(f"{self.label}: a hazard that never ends in quarantine")
        return self

    @property
    def surely_ends(self) -> bool:
        """Choosing this tile ends the inspection whatever is answered."""
        return self.ends or self.forces is Outcome.QUARANTINE


class Check(Part):
    """What is never skipped: under key 1 of the board ("board"), or as a prompt of its own ("own")."""

    group: str
    text: str
    asked_on: Annotated[str, Field(pattern="^(board|own)$")]
    short: str = ""
    applies_if: Condition = {}
    many: bool = False
    photos: tuple[Code, ...] = ()
    answers: Annotated[tuple[Answer, ...], Field(min_length=2, max_length=9)]

    @model_validator(mode="after")
    def _one_answer_is_as_new(self) -> "Check":
        if not any(answer.as_new for answer in self.answers):
            raise ValueError(f"{self.text}: no answer is as new")
        return self

    @property
    def as_new(self) -> Answer:
        """The answer that closing the board gives."""
        return next(answer for answer in self.answers if answer.as_new)

    @property
    def findings(self) -> tuple[str, ...]:
        """The findings that a bad answer raises."""
        return tuple(answer.finding for answer in self.answers if answer.finding)

    def answer(self, code: str) -> Answer:
        """The answer of this code; KeyError if there is none."""
        return _named(self.answers, code)


def _named(answers: tuple[Answer, ...], code: str) -> Answer:
    found = next((answer for answer in answers if answer.code == code), None)
    if found is None:
        raise KeyError(code)
    return found


def _no_repeats(codes: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(codes)) != len(codes):
        raise ValueError("a code stands twice")
    return codes


Codes = Annotated[tuple[Code, ...], AfterValidator(_no_repeats)]


class Rubric(Part):
    """Everything that decides about units of one category."""

    name: str
    edition: int
    label: str
    best: Grade
    as_new_photos: Codes
    board: Annotated[Codes, Field(max_length=8)]
    more: Codes
    assume: Mapping[str, bool]
    seal_forces: Mapping[Seal, Outcome]
    groups: Codes
    reasons: Mapping[str, tuple[str, ...]]
    families: Mapping[str, str]
    shots: Mapping[str, str]
    reworks: Mapping[str, str]
    checks: Mapping[str, Check]
    findings: Mapping[str, Finding]

    @model_validator(mode="after")
    def _refers_only_to_what_is_there(self) -> "Rubric":
        missing = {code for check in self.checks.values() for code in check.findings} - self.findings.keys()
        for code, finding in self.findings.items():
            missing |= {shot for shot in finding.photos if shot not in self.shots}
            missing |= {finding.group} - set(self.groups) | {finding.family} - self.families.keys()
            if finding.rework and finding.rework.action not in self.reworks:
                missing.add(f"{code}.{finding.rework.action}")
        if missing:
            raise ValueError(f"named but not defined: {', '.join(sorted(missing))}")
        return self

    def in_group_order(self, codes: "tuple[str, ...] | list[str]") -> list[str]:
        """Finding codes, hazards first, then as the catalogue lists them."""
        places = {code: place for place, code in enumerate(self.findings)}
        return sorted(codes, key=lambda code: (self.groups.index(self.findings[code].group), places[code]))


def compile_rubric(catalogue: Mapping[str, Any], category: Mapping[str, Any]) -> Rubric:
    """Join the catalogue and one category; raises Refusal("RUBRIC_WRONG", rubric=, where=, why=)."""
    name = str(category.get("name", "?"))
    try:
        board, more, checks = (list(category.get(key, ())) for key in ("board", "more", "checks"))
        wanted = [code for code in catalogue["findings"] if code in board or code in more]
        unknown = set(board + more) - set(wanted) | set(checks) - catalogue["checks"].keys()
        if unknown:
            raise Refusal("RUBRIC_WRONG", rubric=name, where="board, more, checks", why=f"unknown: {', '.join(sorted(unknown))}")
        shared = {key: catalogue[key] for key in ("groups", "reasons", "families", "shots", "reworks")}
        findings = {code: catalogue["findings"][code] for code in wanted}
        asked = {code: catalogue["checks"][code] for code in checks}
        return Rubric.model_validate({**category, **shared, "findings": findings, "checks": asked})
    except KeyError as error:
        raise Refusal("RUBRIC_WRONG", rubric=name, where=str(error), why="it is missing") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or name
        raise Refusal("RUBRIC_WRONG", rubric=name, where=where, why=str(first["msg"])) from error
