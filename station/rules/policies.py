"""The other policy documents: holds (who decides, by when) and channel conditions (what a channel may call a unit)."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, Field, ValidationError, model_validator

from station.errors import Refusal
from station.model.grades import Outcome, Owner, Seal
from station.rules.rubric import Part

Document = TypeVar("Document", bound=BaseModel)

AS_NEW: Final = {"New", "new", "RESTOCKED", "back_to_stock", "sellable_accessible", "sellable_not_accessible", "1000"}


class HoldReason(Part):
    """One reason to hold: `owner` decides the question; `default` happens when nobody did in time."""

    owner: Annotated[Owner, Field(alias="for")]
    label: str
    question: str
    default: str
    by_hand: bool = True


class Holds(Part):
    """The holds policy: reasons by code, shelf and days by who decides."""

    name: str
    edition: int
    shelf: Mapping[Owner, str]
    days: Mapping[Owner, int]
    reasons: Mapping[str, HoldReason]


class ConditionRow(Part):
    """When a row fits, and what each channel then calls the unit."""

    outcome: tuple[Outcome, ...] = ()
    seal: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    not_also: tuple[str, ...] = ()
    condition: Mapping[str, int | str]

    @model_validator(mode="after")
    def _sellable_words_need_a_grade(self) -> "ConditionRow":
        words = {str(word) for word in self.condition.values()}
        allowed = {Outcome.A} if words & AS_NEW else {Outcome.A, Outcome.B} if any(word.startswith("Used") for word in words) else None
        if allowed is not None and (not self.outcome or set(self.outcome) - allowed):
            raise ValueError(f"{', '.join(sorted(words))} may be said of {', '.join(sorted(allowed))} only, and the row must say so")
        return self


class Conditions(Part):
    """The channel conditions: the first row that fits decides."""

    name: str
    edition: int
    rows: Annotated[tuple[ConditionRow, ...], Field(min_length=1)]

    def of(self, outcome: Outcome | None, seal: Seal, findings: Iterable[str], also: Iterable[str]) -> Mapping[str, int | str]:
        """What each channel calls a unit; `outcome` None while it is held."""
        raised, marks = set(findings), set(also)
        for row in self.rows:
            if (
                (not row.outcome or outcome in row.outcome)
                and (not row.seal or seal.value.lower() in row.seal)
                and (not row.findings or raised & set(row.findings))
                and (not row.also or marks & set(row.also))
                and not marks & set(row.not_also)
            ):
                return dict(row.condition)
        return {}


def compile_policy(model: type[Document], data: Mapping[str, Any]) -> Document:
    """Validate a parsed policy document; raises Refusal("POLICY_WRONG", policy=, where=, why=)."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise Refusal("POLICY_WRONG", policy=str(data.get("name", "?")), where=where, why=str(first["msg"])) from error
