"""Documents at random, and good ones with something spoiled: each is refused, or never lets a damaged unit pass for one that is not."""

import tomllib
from copy import deepcopy
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from station.errors import Refusal
from station.model.grades import SELLABLE, Disposition, Outcome, Seal
from station.resources import resource_text
from station.rules.conditions import Conditions
from station.rules.disposition import Circumstances, Dispositions, decide
from station.rules.policies import compile_policy
from tests.rules.test_policies import RUBRICS

DISPOSITIONS = tomllib.loads(resource_text("policies/dispositions.toml"))
CONDITIONS = tomllib.loads(resource_text("policies/conditions.toml"))

# Written out here once more, so that the test does not believe the table that it tests.
AVAILABLE: Final = {"New", "new", "used", "refurbished", "RESTOCKED", "back_to_stock", "sellable_accessible", "sellable_not_accessible"}
BRAND_NEW: Final = {"New", "new", 1000}
LAST: Final = {"condition": {"shopify": "PROCESSING_REQUIRED"}}


def means_available(said: int | str) -> bool:
    return said in AVAILABLE or str(said).startswith(("Used", "Ren")) or (isinstance(said, int) and said < 7000)


def rows(*given_rows: dict[str, Any]) -> dict[str, Any]:
    return {"name": "conditions", "edition": 1, "rows": [*given_rows, LAST]}


SPELLINGS = st.sampled_from([str.upper, str.lower, str.title, lambda text: f"{text} ", lambda text: text, lambda text: text])
OUTCOMES = st.lists(st.sampled_from([*(each.value for each in Outcome), "c", "HOLD"]), max_size=4, unique=True)
SEALS = st.lists(st.sampled_from([*(each.value.lower() for each in Seal), "SEALED"]), max_size=3, unique=True)
MARKS = st.lists(st.sampled_from(["NOT_NEW", "CONDITION_LOW", "NOT NEW"]), max_size=2, unique=True)
FINDINGS = st.lists(st.sampled_from(["STAIN", "MOULD", "WORN"]), max_size=2, unique=True)
SAID = st.one_of(
    st.integers(-1, 8000),
    st.sampled_from([1000, 1500, 3000, 7000, "1000", True, 1000.0]),
    st.builds(
        lambda spell, text: spell(text), SPELLINGS, st.sampled_from([*AVAILABLE, "Unsellable", "UsedGood", "NOT_RESTOCKED", "damaged"])
    ),
)
CHANNEL = st.sampled_from(["ebay", "amazon", "google", "shopify", "cbv", "loop", "Google", "shop"])


def part_of(required: dict[str, Any], **optional: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


ROWS = st.lists(
    part_of(
        {"condition": st.dictionaries(CHANNEL, SAID, max_size=3)},
        outcome=OUTCOMES, seal=SEALS, findings=FINDINGS, also=MARKS, not_also=MARKS, categories=st.sampled_from([["toys"], ["Toys"], []]),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(ROWS, st.booleans())
def test_that_any_conditions_are_refused_or_never_call_a_damaged_unit_available(given_rows: list[dict[str, Any]], whole: bool) -> None:
    data = {**rows(*given_rows), **({} if whole else {"rows": given_rows})}
    try:
        conditions = compile_policy(Conditions, data)
    except Refusal:
        return
    _never_too_good(conditions)


# Rows as a site would mean them, with one thing changed: many more of these pass, so what passes is looked at more closely.
NEARLY = st.tuples(
    st.integers(0, len(CONDITIONS["rows"]) - 1), CHANNEL, SAID, OUTCOMES, st.sampled_from(["say", "outcome", "drop", "swap"])
)


@settings(max_examples=400, deadline=None)
@given(NEARLY)
def test_that_one_wrong_entry_in_good_conditions_is_refused_or_does_no_harm(change: tuple[int, str, Any, list[str], str]) -> None:
    place, channel, said, outcomes, what = change
    data = deepcopy(CONDITIONS)
    row = data["rows"][place]
    match what:
        case "say":
            row["condition"][channel] = said
        case "outcome":
            row["outcome"] = outcomes
        case "drop":
            for key in ("outcome", "seal", "not_also"):
                row.pop(key, None)
        case "swap":
            data["rows"][place], data["rows"][0] = data["rows"][0], data["rows"][place]
    try:
        conditions = compile_policy(Conditions, data)
    except Refusal:
        return
    _never_too_good(conditions)


def _never_too_good(conditions: Conditions) -> None:
    everything = [[], ["STAIN"], ["MOULD", "WORN"]], [[], ["NOT_NEW"], ["CONDITION_LOW"]], [(), ("toys",)]
    for outcome in (*Outcome, None):
        for seal in Seal:
            for findings in everything[0]:
                for marks in everything[1]:
                    for categories in everything[2]:
                        said = set(conditions.of(outcome, seal, findings, marks, "northwind", categories).values())
                        if outcome not in (Outcome.A, Outcome.B):
                            assert not any(map(means_available, said)), (outcome, said)
                        if outcome is not Outcome.A or seal not in (Seal.SEALED, Seal.NONE_EXPECTED) or "NOT_NEW" in marks:
                            assert not said & BRAND_NEW, (outcome, seal, said)


RULES = st.lists(
    part_of(
        {"then": st.sampled_from([*(each.value for each in Disposition), "Restock"])},
        outcome=OUTCOMES, findings=FINDINGS, supplier=st.booleans(), derogation=st.sampled_from(["hygiene", "none", ""]),
        bin=st.sampled_from(["A-00", "a-00", "OUT-03", "QUA-01", "X-1", ""]), value_from=st.sampled_from(["outlet", "repair"]),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(RULES)
def test_that_any_dispositions_are_refused_or_never_put_a_damaged_unit_among_what_is_sold(rules: list[dict[str, Any]]) -> None:
    try:
        policy = compile_policy(Dispositions, {**DISPOSITIONS, "rules": rules})
    except Refusal:
        return
    sold_at = {"A-00", "OUT-03", "LIQ-01"} | {str(rule.bin).upper() for rule in policy.rules if rule.then in SELLABLE and rule.bin}
    for outcome in (Outcome.B, Outcome.C, Outcome.QUARANTINE):
        for because in ([], ["STAIN"], ["MOULD"], ["WORN"]):
            decision = decide(policy, RUBRICS["general"], outcome, because, Circumstances("northwind", "toys", supplier="Sahel"))
            assert decision.disposition is not Disposition.RESTOCK
            assert decision.bin.upper() != "A-00"
            if outcome is not Outcome.B:
                assert decision.disposition not in SELLABLE
                assert decision.bin.upper() not in sold_at
            if outcome is Outcome.QUARANTINE:
                assert decision.disposition in (Disposition.QUARANTINE, Disposition.DESTROY)
            if decision.disposition is Disposition.DESTROY:
                assert decision.derogation
