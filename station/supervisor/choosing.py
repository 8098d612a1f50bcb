"""Which scans make a decision about a held unit: the unit, the decision's code and the rulebook in; what follows its plate out."""

from typing import Final

from station.bench.categorising import categories_of
from station.errors import Refusal
from station.model.units import KnownUnit
from station.rules.rulebook import Rulebook
from station.supervisor.doing import Choose

_OWN: Final = "RS-"


def codes_for(known: KnownUnit, decision: str, code: str, rules: Rulebook) -> tuple[str | Choose, ...]:
    """The same for IDENTIFY with the code of the product, and for CATEGORY with the name of the rubric.

    Raises Refusal DECISION_NEEDS_CODE, also for a code of the bench itself, or CATEGORY_UNKNOWN for a rubric that is not to choose.
    """
    said = code.strip()
    match decision:
        case "IDENTIFY" if not said or said.upper().startswith(_OWN):  # the bench would take it for a command
            raise Refusal("DECISION_NEEDS_CODE", decision="@UNIT_IDENTIFY")
        case "IDENTIFY":
            return Choose(decision), said
        case "CATEGORY":
            _must_be_known(known, code, rules)
            return Choose(decision), Choose(code)
    return (Choose(decision),)


def _must_be_known(known: KnownUnit, name: str, rules: Rulebook) -> None:
    if not name.strip():
        raise Refusal("DECISION_NEEDS_CODE", decision="@UNIT_CATEGORY")
    names = [each for each, _label in categories_of(known, rules)]
    if name not in names:
        raise Refusal("CATEGORY_UNKNOWN", category=name, known=", ".join(names))
