"""A rubric: what an inspector of one category is shown and asked, and what each answer forces.

In: the catalogue (findings, checks) and one category, as parsed TOML. Out: one validated, self-contained `Rubric`.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, ValidationError, model_validator

from station.errors import Refusal
from station.model.grades import Grade, Outcome, Seal
from station.rules.floors import must_keep_floors
from station.rules.parts import Answer, Check, Code, Codes, Condition, Finding, FollowUp, Part, Rework

__all__ = ["Answer", "Check", "Code", "Codes", "Condition", "Finding", "FollowUp", "Part", "Rework", "Rubric", "compile_rubric"]

SHARED = ("groups", "reasons", "families", "shots", "reworks", "attributes")
LISTS = ("board", "more", "station")
STOPS = ("RECALLED", "ALERTED")  # what a look-up raises; without them a recall could not stop anything


class Rubric(Part):
    """Everything that decides about units of one category.

    `chosen_if` says for which goods: the name of their category and attributes; empty for all that nothing else fits.
    `station` holds findings that only the station raises, by a look-up or a comparison; they have no tile and no card.
    """

    name: str
    edition: int
    label: str
    chosen_if: Condition = Field(default_factory=dict)
    best: Grade
    as_new_photos: Codes
    board: Annotated[Codes, Field(max_length=8)]
    more: Codes
    station: Codes
    assume: Mapping[str, bool]
    seal_forces: Mapping[Seal, Outcome]
    groups: Codes
    reasons: Mapping[str, tuple[str, ...]]
    families: Mapping[str, str]
    shots: Mapping[str, str]
    reworks: Mapping[str, str]
    attributes: Mapping[str, str]
    checks: Mapping[str, Check]
    findings: Mapping[str, Finding]

    @model_validator(mode="after")
    def _refers_only_to_what_is_there(self) -> "Rubric":
        missing = {code for check in self.checks.values() for code in check.findings} - self.findings.keys()
        missing |= {check.group for check in self.checks.values()} - set(self.groups)
        missing |= {*self.as_new_photos, *(shot for check in self.checks.values() for shot in check.photos)} - self.shots.keys()
        for code, finding in self.findings.items():
            missing |= (
                {finding.group} - set(self.groups) | {finding.family} - self.families.keys() | set(finding.photos) - self.shots.keys()
            )
            if finding.rework and finding.rework.action not in self.reworks:
                missing.add(f"{code}.{finding.rework.action}")
        if missing:
            raise ValueError(f"named but not defined: {', '.join(sorted(missing))}")
        return self

    @model_validator(mode="after")
    def _asks_only_for_attributes_that_there_are(self) -> "Rubric":
        named = set(self.assume) | set(self.chosen_if) - {"category"}
        asked = [check.applies_if for check in self.checks.values()] + [finding.applies_if for finding in self.findings.values()]
        for condition in asked:
            named |= condition.keys() - {"reason"}
            reason = condition.get("reason")
            if reason is not None and reason not in self.reasons:
                raise ValueError(f"no such reason: {reason}")
        for check in self.checks.values():
            named |= {name for answer in check.answers for name in (*answer.learns, *answer.if_product)}
        if unknown := named - self.attributes.keys():
            raise ValueError(f"no such attribute: {', '.join(sorted(unknown))}")
        return self

    @model_validator(mode="after")
    def _every_finding_has_one_place(self) -> "Rubric":
        places = [code for name in LISTS for code in getattr(self, name)]
        if twice := {code for code in places if places.count(code) > 1}:
            raise ValueError(f"on the board, behind more, or the station's own, one of the three: {', '.join(sorted(twice))}")
        if lacking := set(STOPS) - set(self.station):
            raise ValueError(f"station lacks {', '.join(sorted(lacking))}: without them a recall stops nothing")
        return self

    @model_validator(mode="after")
    def _keeps_what_no_document_may_undo(self) -> "Rubric":
        must_keep_floors(self.findings)
        return self

    def in_group_order(self, codes: "tuple[str, ...] | list[str]") -> list[str]:
        """Finding codes, hazards first, then as the catalogue lists them."""
        return sorted(codes, key=self._places.__getitem__)

    @cached_property
    def _places(self) -> Mapping[str, tuple[int, int]]:
        return {code: (self.groups.index(finding.group), place) for place, (code, finding) in enumerate(self.findings.items())}


def compile_rubric(catalogue: Mapping[str, Any], category: Mapping[str, Any]) -> Rubric:
    """Join the catalogue and one category; raises Refusal("RUBRIC_WRONG", rubric=, where=, why=)."""
    name = str(category.get("name", "?"))
    try:
        listed = {code for key in LISTS for code in category.get(key, ())}
        checks = list(category.get("checks", ()))
        _all_known(name, listed, checks, catalogue)
        shared = {key: catalogue[key] for key in SHARED}
        findings = {code: finding for code, finding in catalogue["findings"].items() if code in listed}
        days = category.get("least_days", {})
        asked = {code: {**catalogue["checks"][code], **({"least_days": days[code]} if code in days else {})} for code in checks}
        if stray := set(days) - set(checks):
            raise Refusal("RUBRIC_WRONG", rubric=name, where="least_days", why=f"unknown: {', '.join(sorted(stray))}")
        own = {key: value for key, value in category.items() if key != "least_days"}
        return Rubric.model_validate({**own, **shared, "findings": findings, "checks": asked})
    except KeyError as error:
        raise Refusal("RUBRIC_WRONG", rubric=name, where=str(error), why="it is missing") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or name
        raise Refusal("RUBRIC_WRONG", rubric=name, where=where, why=str(first["msg"])) from error


def _all_known(name: str, listed: set[str], checks: list[str], catalogue: Mapping[str, Any]) -> None:
    """Every code that the category lists, and every one that a check settles or a finding hides, is in the catalogue."""
    known, asked = catalogue["findings"], catalogue["checks"]
    if unknown := listed - known.keys() | set(checks) - asked.keys():
        raise Refusal("RUBRIC_WRONG", rubric=name, where="board, more, station, checks", why=f"unknown: {', '.join(sorted(unknown))}")
    hidden = {code for finding in known.values() for code in finding.get("hides", ())}
    settled = {code for check in asked.values() for answer in check.get("answers", ()) for code in answer.get("settles", ())}
    if unknown := hidden - known.keys() | settled - asked.keys():
        raise Refusal("RUBRIC_WRONG", rubric=name, where="hides, settles", why=f"unknown: {', '.join(sorted(unknown))}")
