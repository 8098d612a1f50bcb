"""The policy documents by name, validated; here too the holds (who decides, by when, and what happens by itself)."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, Field, StrictBool, StrictInt, StrictStr, ValidationError, model_validator

from station.errors import Refusal
from station.model.grades import Owner
from station.rules.conditions import ConditionRow, Conditions
from station.rules.disposition import Dispositions, Rule
from station.rules.entries import Edition, OwnerName, Place, Words, nearest, reason_of
from station.rules.parts import Part

ReasonCode = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{0,63}$")]  # as its card says it: RS-HOLD-<code>
Document = TypeVar("Document", bound=BaseModel)

# What a hold may end in by itself. Nothing becomes stock, and nothing is destroyed, because nobody answered.
DEFAULTS: Final = ("escalate", "return_to_customer", "return_to_vendor", "donate", "recycle", "quarantine")
# The reasons that the bench itself gives; without one of them a unit could not be put aside.
NEEDED: Final = ("SUPERVISOR", "IDENTITY", "RUBRIC", "EMPTY_BOX", "REPLAY")


def _default(text: str) -> str:
    if text not in DEFAULTS:
        raise ValueError(f"{text!r} cannot happen by itself{nearest(text, DEFAULTS)}")
    return text


class HoldReason(Part):
    """One reason to hold: `owner` decides the question; `default` happens when nobody did in time."""

    owner: Annotated[OwnerName, Field(alias="for")]
    label: Words
    question: Words
    default: Annotated[StrictStr, AfterValidator(_default)]
    by_hand: StrictBool = True


class Holds(Part):
    """The holds policy: reasons by code, shelf and days by who decides."""

    name: Literal["holds"]
    edition: Edition
    shelf: Mapping[OwnerName, Place]
    days: Mapping[OwnerName, Annotated[StrictInt, Field(ge=1, le=3660)]]
    reasons: Mapping[ReasonCode, HoldReason]

    @model_validator(mode="after")
    def _everybody_has_a_shelf_and_time(self) -> "Holds":
        for part, given in (("shelf", self.shelf), ("days", self.days)):
            if missing := [owner.value for owner in Owner if owner not in given]:
                raise ValueError(f"{part} says nothing for {', '.join(missing)}")
        if missing := [code for code in NEEDED if code not in self.reasons]:
            raise ValueError(f"the bench itself gives these reasons, and they are missing: {', '.join(missing)}")
        return self


POLICIES: Final[Mapping[str, type[Dispositions] | type[Holds] | type[Conditions]]] = {
    "dispositions": Dispositions,
    "holds": Holds,
    "conditions": Conditions,
}


_PARTS: Final[Mapping[type[BaseModel], tuple[type[BaseModel], ...]]] = {
    Dispositions: (Rule,),
    Holds: (HoldReason,),
    Conditions: (ConditionRow,),
}


def compile_policy(model: type[Document], data: Mapping[str, Any]) -> Document:
    """Validate a parsed policy document; raises Refusal("POLICY_WRONG", policy=, where=, why=), the first of `wrong_in`."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise _refusals(model, data, error)[0] from error


def wrong_in(model: type[BaseModel], data: Mapping[str, Any]) -> list[Refusal]:
    """Everything that is wrong with a policy document, one Refusal POLICY_WRONG an entry; empty if it can be used."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        return _refusals(model, data, error)
    return []


def _refusals(model: type[BaseModel], data: Mapping[str, Any], error: ValidationError) -> list[Refusal]:
    found = []
    for each in error.errors(include_url=False):
        where, why = reason_of(each)
        if each["type"] == "extra_forbidden":
            why = f"there is no such entry{nearest(each['loc'][-1], _entries(model))}"
        found.append(Refusal("POLICY_WRONG", policy=str(data.get("name", "?")), where=where, why=why))
    return found


def _entries(model: type[BaseModel]) -> set[str]:
    """Every name that an entry of this document or of its parts may have."""
    parts = (model, *_PARTS.get(model, ()))
    return {field.alias or name for part in parts for name, field in part.model_fields.items()}
