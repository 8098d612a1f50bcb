"""Which scans make a decision about a held unit: the unit, the decision's code and the rulebook in; the codes after its plate out."""

from typing import Final

from station.bench.categorising import categories_of
from station.bench.menu import unit_menu
from station.bench.prompts import CATEGORIES
from station.errors import Refusal
from station.model.units import KnownUnit
from station.rules.rulebook import Rulebook

_MORE: Final = "RS-MORE"
_OWN: Final = "RS-"


def codes_for(known: KnownUnit, decision: str, code: str, rules: Rulebook) -> tuple[str, ...]:
    """The same for IDENTIFY with the code of the product, and for CATEGORY with the name of the rubric.

    Raises Refusal DECISION_NEEDS_CODE, also for a code of the bench itself, or CATEGORY_UNKNOWN for a rubric that is not to choose.
    """
    first = next(choice.code for choice in unit_menu(known) if choice.answer == decision)
    if decision not in ("IDENTIFY", "CATEGORY"):
        return (first,)
    if not code.strip():
        raise Refusal("DECISION_NEEDS_CODE", decision=f"@UNIT_{decision}")
    return (first, _of_product(code)) if decision == "IDENTIFY" else (first, *_of_category(known, code, rules))


def _of_product(code: str) -> str:
    """What the bench would take for one of its own commands says no product."""
    said = code.strip()
    if said.upper().startswith(_OWN):
        raise Refusal("DECISION_NEEDS_CODE", decision="@UNIT_IDENTIFY")
    return said


def _of_category(known: KnownUnit, name: str, rules: Rulebook) -> tuple[str, ...]:
    names = [each for each, _label in categories_of(known, rules)]
    if name not in names:
        raise Refusal("CATEGORY_UNKNOWN", category=name, known=", ".join(names))
    on_page = CATEGORIES - 1 if len(names) > CATEGORIES else len(names)
    page, place = divmod(names.index(name), on_page)
    return (*(_MORE,) * page, f"RS-ANSWER-{place + 1}")
