"""All documents that decide, as one immutable value that the bench is given: rubrics by category, and the policies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from station.model.goods import Product
from station.rules.conditions import Conditions
from station.rules.deadlines import Promised
from station.rules.disposition import Dispositions, not_for_stock
from station.rules.entries import place_key
from station.rules.policies import Holds
from station.rules.rubric import Condition, Rubric

CATEGORY: Final = "category"
GENERAL: Final = "general"


@dataclass(frozen=True)
class Rulebook:
    """`references` name the edition of each document ("apparel@1:9f31c0de"), by its name.

    A rubric that is missing or unreadable is simply not in `rubrics`: its units are held, never graded by another one's rules.
    `unreadable` names those, `unreadable_if` for which goods they were, as far as their documents still say. `fnsku` is no document: the
    form of Amazon's item codes, as the site's settings give it. Nor is `promise`: by when the site promises a grade.
    """

    rubrics: Mapping[str, Rubric]
    references: Mapping[str, str]
    dispositions: Dispositions
    holds: Holds
    conditions: Conditions
    unreadable: frozenset[str] = frozenset()
    unreadable_if: Mapping[str, Condition] = field(default_factory=dict)
    fnsku: str = ""
    promise: Promised | None = None

    def rubric_for(self, product: Product) -> Rubric | None:
        """The rubric that decides about these goods; None where it cannot be read.

        Of those for their category (or for what the client's categories map it to) the one with the most attributes met;
        else the rubric of that name; else `general`.
        """
        name = _plain(product.rubric or product.category)
        conditions = {**{each: rubric.chosen_if for each, rubric in self.rubrics.items()}, **self.unreadable_if}
        fitting = [each for each, condition in conditions.items() if _fits(condition, name, product.attributes)]
        most = max(fitting, key=lambda each: len(conditions[each]), default=name)
        if most in self.unreadable:
            return None
        return self.rubrics.get(most) or self.rubrics.get(GENERAL)

    @property
    def hold_shelves(self) -> tuple[str, ...]:
        """Where held units wait."""
        return tuple(self.holds.shelf.values())

    def is_for_stock(self, place: str) -> bool:
        """Whether goods for sale may lie in this bin."""
        return place_key(place) not in not_for_stock(self.dispositions, self.hold_shelves)

    def reference(self, name: str) -> str:
        return self.references.get(name, name)


def _fits(condition: Condition, category: str, attributes: Mapping[str, bool]) -> bool:
    """The category is this one, and each attribute is known and as wanted: what nobody knows chooses nothing."""
    if _plain(str(condition.get(CATEGORY, ""))) != category or not category:
        return False
    return all(attributes.get(name) == wanted for name, wanted in condition.items() if name != CATEGORY)


def _plain(name: str) -> str:
    return name.strip().casefold()
