"""The other policy documents: holds (who decides, by when) and channel conditions (what a channel may call a unit)."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, ValidationError

from station.errors import Refusal
from station.model.grades import Outcome, Owner, Seal
from station.rules.rubric import Part

Document = TypeVar("Document", bound=BaseModel)


class HoldReason(Part):
    """One reason to hold: `owner` decides the question; `default` happens when nobody did in time."""

    owner: Annotated[Owner, Field(alias="for")]
    label: str
    question: str
    default: str


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
