"""What happens next with a graded unit, and in which bin: the first rule of the policy that fits.

In: a verdict and what is known about the unit. Out: a disposition, a bin, and the number of the rule that decided.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator

from station.model.grades import SELLABLE, Disposition, Outcome
from station.model.money import Money
from station.rules.rubric import Part, Rubric


class Rule(Part):
    """Conditions, all of which must hold, and what then happens."""

    then: Disposition
    outcome: tuple[Outcome, ...] = ()
    clients: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    supplier: bool | None = None
    value_from: str | None = None
    value_below: str | None = None
    value: Annotated[str | None, Field(pattern="^unknown$")] = None
    derogation: str | None = None
    bin: str | None = None

    @model_validator(mode="after")
    def _damaged_is_never_stock(self) -> "Rule":
        lowest = {Disposition.RESTOCK: {Outcome.A}, Disposition.OUTLET: {Outcome.A, Outcome.B}}
        allowed = lowest.get(self.then, {Outcome.A, Outcome.B} if self.then in SELLABLE else {Outcome.A, Outcome.B, Outcome.C})
        if self.then in (Disposition.QUARANTINE, Disposition.DESTROY):
            allowed = {Outcome.C, Outcome.QUARANTINE}  # a hazard goes nowhere else
        if not self.outcome or set(self.outcome) - allowed:
            raise ValueError(f"{self.then.value} is allowed for {', '.join(sorted(allowed))} only, and must say so")
        if self.then is Disposition.DESTROY and not self.derogation:
            raise ValueError("a rule that destroys must name its derogation")
        return self


class Dispositions(Part):
    """The policy document: bins by disposition, thresholds by name and currency, rules in order."""

    name: str
    edition: int
    bins: Mapping[Disposition, str]
    thresholds: Mapping[str, Mapping[str, Decimal]] = {}
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _nothing_falls_through(self) -> "Dispositions":
        named = {name for rule in self.rules for name in (rule.value_from, rule.value_below) if name}
        if unknown := named - self.thresholds.keys():
            raise ValueError(f"thresholds not defined: {', '.join(sorted(unknown))}")
        if missing := set(Disposition) - self.bins.keys():
            raise ValueError(f"no bin for {', '.join(sorted(missing))}")
        return self


@dataclass(frozen=True)
class Circumstances:
    """What a rule may ask about a unit. `value` is what it is worth; None when nobody knows."""

    client: str
    category: str
    market: str = ""
    value: Money | None = None
    supplier: str = ""
    bin: str = ""


@dataclass(frozen=True)
class Decision:
    """`rule` is the place of the rule in the document, from 1; 0 when no rule fitted and the unit is held instead."""

    disposition: Disposition
    bin: str
    rule: int


def decide(policy: Dispositions, rubric: Rubric, outcome: Outcome, because: Iterable[str], unit: Circumstances) -> Decision:
    """The first rule that fits; a hold when none does, never a guess."""
    findings = tuple(because)
    families = {rubric.findings[code].family for code in findings if code in rubric.findings}
    for place, rule in enumerate(policy.rules, start=1):
        if _fits(policy, rule, outcome, findings, families, unit):
            return Decision(rule.then, rule.bin or bin_for(policy, rule.then, unit), place)
    return Decision(Disposition.HOLD, policy.bins[Disposition.HOLD], 0)


def bin_for(policy: Dispositions, disposition: Disposition, unit: Circumstances) -> str:
    """The product's own bin for restock, else the policy's bin."""
    return unit.bin if disposition is Disposition.RESTOCK and unit.bin else policy.bins[disposition]


def _fits(policy: Dispositions, rule: Rule, outcome: Outcome, findings: tuple[str, ...], families: set[str], unit: Circumstances) -> bool:
    return (
        outcome in rule.outcome
        and _among(unit.client, rule.clients)
        and _among(unit.category, rule.categories)
        and _among(unit.market, rule.markets)
        and (not rule.findings or bool(set(findings) & set(rule.findings)))
        and (not rule.families or bool(families & set(rule.families)))
        and (rule.supplier is None or rule.supplier == bool(unit.supplier))
        and _worth(policy, rule, unit.value)
    )


def _among(value: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or value in wanted


def _worth(policy: Dispositions, rule: Rule, value: Money | None) -> bool:
    named = rule.value_from or rule.value_below
    if named is None and rule.value is None:
        return True
    # Without a threshold in this currency nothing can be compared: the value is as good as unknown.
    reference = rule.value_from or rule.value_below or next(iter(policy.thresholds), "")
    limit = policy.thresholds.get(reference, {}).get(value.currency) if value else None
    if rule.value == "unknown":
        return limit is None
    if value is None or limit is None:
        return False
    return value.amount >= limit if rule.value_from else value.amount < limit
