"""What happens next with a graded unit, and in which bin: the first rule of the policy that fits.

In: a verdict and what is known about the unit. Out: a disposition, a bin, and the number of the rule that decided.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field, StrictBool, StrictInt, StrictStr, model_validator

from station.model.grades import SELLABLE, Disposition, Outcome
from station.model.money import Money
from station.rules.entries import Amount, Currency, DispositionName, Edition, Markets, Outcomes, Place, Several, Words, nearest, place_key
from station.rules.parts import Part
from station.rules.rubric import Rubric

# Why goods may be destroyed although the EU forbids it for unsold and returned ones: Regulation (EU) 2024/1781 (ESPR), Article 25(5).
DEROGATIONS: Final[Mapping[str, str]] = {
    "hygiene": "health, hygiene or safety reasons",
    "damage": "damaged by handling or by the customer, and not to be repaired at a reasonable cost",
    "unfit": "not fit for what it is meant for",
    "donation_refused": "was offered for donation, and nobody took it",
    "not_reusable": "cannot be prepared for reuse or remanufactured",
    "infringement": "counterfeit or another infringement of rights",
    "least_impact": "destroying it harms the environment least",
}
_DECIDED: Final = frozenset({Outcome.A, Outcome.B, Outcome.C})
_KEPT_APART: Final = frozenset({Disposition.QUARANTINE, Disposition.HOLD, Disposition.DESTROY})
_ALLOWED: Final[Mapping[Disposition, frozenset[Outcome]]] = {
    **dict.fromkeys(Disposition, _DECIDED),
    **dict.fromkeys(SELLABLE, frozenset({Outcome.A, Outcome.B})),
    Disposition.RESTOCK: frozenset({Outcome.A}),
    **dict.fromkeys(
        (Disposition.QUARANTINE, Disposition.DESTROY), frozenset({Outcome.C, Outcome.QUARANTINE})
    ),  # a hazard goes nowhere else
}
# Members of the EU, which a rule may name together as "EU" (ISO 3166-1).
_MEMBERS: Final = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
_EU: Final = frozenset(_MEMBERS.split())


class Rule(Part):
    """Conditions, all of which must hold, and what then happens."""

    then: DispositionName
    outcome: Outcomes = ()
    clients: Several = ()
    categories: Several = ()
    markets: Markets = ()
    findings: Several = ()
    families: Several = ()
    supplier: StrictBool | None = None
    value_from: Words | None = None
    value_below: Words | None = None
    value: Literal["unknown"] | None = None
    derogation: StrictStr | None = None
    bin: Place | None = None

    @model_validator(mode="after")
    def _damaged_is_never_stock(self) -> "Rule":
        allowed = _ALLOWED[self.then]
        if not self.outcome or not set(self.outcome) <= allowed:
            named = ", ".join(sorted(outcome.value for outcome in allowed))
            raise ValueError(f"{self.then.value} is allowed for {named} only, and the rule must say so with outcome")
        return self

    @model_validator(mode="after")
    def _destroying_has_a_reason(self) -> "Rule":
        if self.then is Disposition.DESTROY and not self.derogation:
            raise ValueError("a rule that destroys must name the derogation that allows it")
        if self.derogation is not None and self.derogation not in DEROGATIONS:
            raise ValueError(f"{self.derogation!r} is no derogation{nearest(self.derogation, DEROGATIONS)}")
        return self

    @model_validator(mode="after")
    def _a_value_is_known_or_not(self) -> "Rule":
        if self.value and (self.value_from or self.value_below):
            raise ValueError("a value that is unknown cannot be from or below a threshold")
        return self


class Dispositions(Part):
    """The policy document: bins by disposition, thresholds by name and currency, rules in order.

    `percent_off` the list price is what is sold as seen: its label then has both prices.
    """

    name: Literal["dispositions"]
    edition: Edition
    bins: Mapping[DispositionName, Place]
    thresholds: Mapping[Words, Annotated[Mapping[Currency, Amount], Field(min_length=1)]] = {}
    percent_off: Mapping[DispositionName, Annotated[StrictInt, Field(ge=1, le=99)]] = {}
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _everything_named_is_there(self) -> "Dispositions":
        named = {name for rule in self.rules for name in (rule.value_from, rule.value_below) if name}
        if unknown := sorted(named - self.thresholds.keys()):
            raise ValueError(f"thresholds not defined: {', '.join(unknown)}{nearest(unknown[0], self.thresholds)}")
        if missing := set(Disposition) - self.bins.keys():
            raise ValueError(f"no bin for {', '.join(sorted(missing))}")
        return self

    @model_validator(mode="after")
    def _thresholds_know_the_same_currencies(self) -> "Dispositions":
        every = {currency for amounts in self.thresholds.values() for currency in amounts}
        for name, amounts in self.thresholds.items():
            if missing := sorted(every - amounts.keys()):
                raise ValueError(f"thresholds, {name}: no amount in {', '.join(missing)}, which another threshold has")
        return self

    @model_validator(mode="after")
    def _only_what_is_sold_as_seen_is_cheaper(self) -> "Dispositions":
        if wrong := sorted(each.value for each in self.percent_off.keys() - (SELLABLE - {Disposition.RESTOCK})):
            raise ValueError(f"percent_off: {', '.join(wrong)} is not sold as seen")
        return self

    @model_validator(mode="after")
    def _what_is_sold_lies_apart(self) -> "Dispositions":
        uses: dict[str, Disposition] = {}
        for disposition, place in self.places:
            other = uses.setdefault(place_key(place), disposition)
            if _shelf_of(other) != _shelf_of(disposition):
                raise ValueError(f"{place} cannot be the bin for {other.value} and for {disposition.value}: they must not lie together")
        return self

    @property
    def places(self) -> tuple[tuple[Disposition, str], ...]:
        """Every bin that the policy names, with what lies there."""
        return (*self.bins.items(), *((rule.then, rule.bin) for rule in self.rules if rule.bin))


def _shelf_of(disposition: Disposition) -> str:
    """What may lie together: stock alone, other goods for sale, hazards alone, and all the rest."""
    if disposition in (Disposition.RESTOCK, Disposition.QUARANTINE):
        return disposition.value
    return "sale" if disposition in SELLABLE else "rest"


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
    """`rule` is the place of the rule in the document, from 1; 0 when no rule fitted.

    `derogation` says why the unit may be destroyed, where a rule named one.
    """

    disposition: Disposition
    bin: str
    rule: int
    derogation: str | None = None


def decide(
    policy: Dispositions, rubric: Rubric, outcome: Outcome, because: Iterable[str], unit: Circumstances, shelves: Iterable[str] = ()
) -> Decision:
    """The first rule that fits; when none does, a hold and never a guess, and for a hazard quarantine. `shelves`: of held units."""
    findings = tuple(because)
    families = {rubric.findings[code].family for code in findings if code in rubric.findings}
    categories = {unit.category.casefold(), rubric.name.casefold()}
    for place, rule in enumerate(policy.rules, start=1):
        if _fits(policy, rule, outcome, findings, families, categories, unit):
            return Decision(rule.then, rule.bin or bin_for(policy, rule.then, unit, shelves), place, rule.derogation)
    nowhere = Disposition.QUARANTINE if outcome is Outcome.QUARANTINE else Disposition.HOLD
    return Decision(nowhere, policy.bins[nowhere], 0)


def bin_for(policy: Dispositions, disposition: Disposition, unit: Circumstances, shelves: Iterable[str] = ()) -> str:
    """The product's own bin for restock, unless no stock may lie there; else the policy's bin."""
    own = disposition is Disposition.RESTOCK and unit.bin and place_key(unit.bin) not in not_for_stock(policy, shelves)
    return unit.bin if own else policy.bins[disposition]


def not_for_stock(policy: Dispositions, shelves: Iterable[str] = ()) -> frozenset[str]:
    """The bins, as `place_key` spells them, of what is kept apart, held or destroyed: whatever a product list says, no stock lies there."""
    return frozenset(place_key(place) for place in (*(place for kind, place in policy.places if kind in _KEPT_APART), *shelves))


def _fits(
    policy: Dispositions,
    rule: Rule,
    outcome: Outcome,
    findings: tuple[str, ...],
    families: set[str],
    categories: set[str],
    unit: Circumstances,
) -> bool:
    return (
        outcome in rule.outcome
        and (not rule.clients or unit.client in rule.clients)
        and (not rule.categories or any(name.casefold() in categories for name in rule.categories))
        and (not rule.markets or sold_in(unit.market, rule.markets))
        and (not rule.findings or bool(set(findings) & set(rule.findings)))
        and (not rule.families or bool(families & set(rule.families)))
        and (rule.supplier is None or rule.supplier == bool(unit.supplier))
        and _worth(policy, rule, unit.value)
    )


def sold_in(market: str, wanted: tuple[str, ...]) -> bool:
    """Whether a market (a country, ISO 3166-1) is one of these; "EU" stands for all its members."""
    country = "GB" if market == "UK" else market
    return country in wanted or ("EU" in wanted and country in _EU)


def _worth(policy: Dispositions, rule: Rule, value: Money | None) -> bool:
    # Without thresholds in this currency nothing can be compared: the value is as good as unknown. All know the same currencies.
    known = value is not None and any(value.currency in amounts for amounts in policy.thresholds.values())
    if rule.value == "unknown":
        return not known
    named = rule.value_from or rule.value_below
    if named is None:
        return True
    if value is None or not known:
        return False
    above = not rule.value_from or value.amount >= policy.thresholds[rule.value_from][value.currency]
    return above and (not rule.value_below or value.amount < policy.thresholds[rule.value_below][value.currency])
