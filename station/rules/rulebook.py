"""All documents that decide, as one immutable value that the bench is given: rubrics by category, and the policies."""

from collections.abc import Mapping
from dataclasses import dataclass

from station.model.goods import Product
from station.rules.disposition import Dispositions
from station.rules.policies import Conditions, Holds
from station.rules.rubric import Rubric


@dataclass(frozen=True)
class Rulebook:
    """`references` name the edition of each document ("apparel@1:9f31c0de"), by its name.

    A rubric that is missing or unreadable is simply not in `rubrics`: its units are held, never graded by another one's rules.
    """

    rubrics: Mapping[str, Rubric]
    references: Mapping[str, str]
    dispositions: Dispositions
    holds: Holds
    conditions: Conditions
    unreadable: frozenset[str] = frozenset()

    def rubric_for(self, product: Product) -> Rubric | None:
        """The rubric of the product's category; `general` for a category without one of its own."""
        if product.category in self.unreadable:
            return None
        return self.rubrics.get(product.category) or self.rubrics.get("general")

    def reference(self, name: str) -> str:
        return self.references.get(name, name)
