"""Documents of a careless site and of an attacker: none that passes maps a damaged, held or quarantined unit to what means available."""

import tomllib
from copy import deepcopy
from typing import Any, Final

import pytest

from station.errors import Refusal
from station.model.grades import Disposition, Outcome
from station.resources import resource_text
from station.rules.conditions import Conditions
from station.rules.disposition import Circumstances, Dispositions, decide
from station.rules.policies import Holds, compile_policy, wrong_in
from tests.rules.test_policies import RUBRICS

DISPOSITIONS = tomllib.loads(resource_text("policies/dispositions.toml"))
CONDITIONS = tomllib.loads(resource_text("policies/conditions.toml"))
HOLDS = tomllib.loads(resource_text("policies/holds.toml"))

LOT: Final = {"shopify": "NOT_RESTOCKED"}
LAST: Final = {"condition": {"shopify": "PROCESSING_REQUIRED"}}


def refusal(model: type[Conditions | Dispositions | Holds], data: dict[str, Any]) -> str:
    with pytest.raises(Refusal, match="POLICY_WRONG") as refused:
        compile_policy(model, data)
    return f"{refused.value.params['where']}: {refused.value.params['why']}"


def rows(*given_rows: dict[str, Any]) -> dict[str, Any]:
    return {"name": "conditions", "edition": 1, "rows": [*given_rows, LAST]}


@pytest.mark.parametrize(
    "condition",
    [
        {"google": "new"}, {"google": "used"}, {"google": "NEW"}, {"google": "new "}, {"google": "New"}, {"Google": "new"},
        {"shopify": "Restocked"}, {"shopify": "RESTOCKED"}, {"shopify": "restock"}, {"amazon": "new"}, {"amazon": "UsedGood"},
        {"amazon": "Refurbished"}, {"ebay": 1000}, {"ebay": 3000}, {"ebay": 6999}, {"ebay": "1000"}, {"ebay": "7000"}, {"ebay": 1000.0},
        {"ebay": True}, {"ebay": -1000}, {"cbv": "sellable_accessible"}, {"cbv": "available"}, {"loop": "back_to_stock"}, {"zalando": "A"},
        {"loop": ["back_to_stock"]}, {"": "new"}, {},
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("outcome", ["C", "QUARANTINE", "HOLD:CLIENT", "all"])
def test_that_no_word_that_means_available_can_be_said_of_anything_but_a_and_b(condition: dict[str, Any], outcome: str) -> None:
    row = {"condition": condition} if outcome == "all" else {"outcome": [outcome], "condition": condition}
    assert "rows #1" in refusal(Conditions, rows(row))


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"outcome": ["A"], "condition": {"google": "new"}}, "for what nobody opened"),
        ({"outcome": ["A"], "seal": ["sealed"], "condition": {"google": "new"}}, "for what nobody opened"),
        ({"outcome": ["A"], "seal": ["sealed", "opened_intact"], "not_also": ["NOT_NEW"], "condition": {"ebay": 1000}}, "nobody opened"),
        ({"outcome": ["A"], "seal": ["sealed"], "not_also": ["NOT_NWE"], "condition": {"amazon": "New"}}, "nobody opened"),
        ({"outcome": ["A", "B"], "seal": ["sealed"], "not_also": ["NOT_NEW"], "condition": {"google": "new"}}, "of A only"),
        ({"outcome": ["B"], "condition": {"shopify": "RESTOCKED"}}, "of A only"),
        ({"outcome": ["C"], "condition": {"ebay": 2750}}, "of A, B only"),
        ({"outcome": ["HOLD:CLIENT"], "condition": {"ebay": 7000}}, "of A, B, C only"),
        ({"outcome": ["QUARANTINE"], "condition": {"loop": "donate"}}, "of A, B, C only"),
        ({"outcome": ["A"], "seal": ["Sealed"], "condition": LOT}, "did you mean sealed?"),
        ({"outcome": ["a"], "condition": LOT}, "did you mean A?"),
        ({"outcome": [], "condition": LOT}, "at least 1"),
        ({"outcome": ["A"], "findings": [], "condition": LOT}, "at least 1"),
        ({"outcome": ["A"], "categories": [""], "condition": LOT}, "is empty"),
        ({"outcome": ["A"], "clients": [" northwind"], "condition": LOT}, "spaces around it"),
        ({"outcome": ["A"], "condition": {"google": "uesd"}}, "did you mean used?"),
        ({"outcome": ["A"], "condition": {"ebay": "1500"}}, "without quotes: 1500"),
        ({"outcome": ["A"], "condition": {"shopfy": "RESTOCKED"}}, "did you mean shopify?"),
        ({"outcome": ["A"], "finding": ["STAIN"], "condition": LOT}, "did you mean findings?"),
        ({"outcome": ["A"]}, "it is missing"),
    ],
    ids=str,
)
def test_that_a_careless_row_is_refused_with_what_is_wrong(row: dict[str, Any], why: str) -> None:
    assert why in refusal(Conditions, rows(row))


def test_that_the_last_row_must_take_every_unit() -> None:
    assert "must fit every unit" in refusal(Conditions, {**rows(), "rows": [{"outcome": ["A", "B", "C"], "condition": LOT}]})
    assert "at least 1" in refusal(Conditions, {**rows(), "rows": []})
    assert "conditions" in refusal(Conditions, {**rows(), "name": "dispositions"})


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({"outcome": ["C"], "then": "restock"}, "for A only"),
        ({"outcome": ["B"], "then": "restock"}, "for A only"),
        ({"outcome": ["A", "B"], "then": "restock"}, "for A only"),
        ({"outcome": ["C"], "then": "outlet"}, "for A, B only"),
        ({"outcome": ["QUARANTINE"], "then": "liquidation"}, "for A, B only"),
        ({"outcome": ["QUARANTINE"], "then": "recycle"}, "for A, B, C only"),
        ({"outcome": ["HOLD:CLIENT"], "then": "restock"}, "for A only"),
        ({"then": "restock"}, "must say so with outcome"),
        ({"outcome": [], "then": "restock"}, "at least 1"),
        ({"outcome": ["C"], "then": "Restock"}, "did you mean restock?"),
        ({"outcome": ["C"], "then": "destroy"}, "derogation"),
        ({"outcome": ["C"], "then": "destroy", "derogation": ""}, "derogation"),
        ({"outcome": ["C"], "then": "destroy", "derogation": "because"}, "no derogation"),
        ({"outcome": ["C"], "then": "destroy", "derogation": "Hygiene"}, "did you mean hygiene?"),
        ({"outcome": ["A"], "then": "destroy", "derogation": "hygiene"}, "for C, QUARANTINE only"),
        ({"outcome": ["B"], "value_from": "no such threshold", "then": "outlet"}, "thresholds not defined"),
        ({"outcome": ["B"], "value": "unknown", "value_from": "outlet", "then": "outlet"}, "unknown"),
        ({"outcome": ["B"], "value": "low", "then": "outlet"}, "unknown"),
        ({"outcome": ["A"], "then": "keep"}, "known are"),
        ({"outcome": ["C"], "then": "recycle", "bin": "a-00"}, "must not lie together"),
        ({"outcome": ["B"], "then": "outlet", "bin": "A-00"}, "must not lie together"),
        ({"outcome": ["C"], "then": "recycle", "bin": "QUA-01"}, "must not lie together"),
        ({"outcome": ["C"], "then": "recycle", "bin": " "}, "cannot be scanned"),
        ({"outcome": ["B"], "markets": ["eu"], "then": "outlet"}, "no market"),
        ({"outcome": ["B"], "markets": ["Germany"], "then": "outlet"}, "no market"),
        ({"outcome": ["B"], "supplier": "no", "then": "outlet"}, "boolean"),
        ({"outcome": ["B"], "category": ["toys"], "then": "outlet"}, "did you mean categories?"),
    ],
    ids=str,
)
def test_that_a_policy_that_would_sell_damaged_goods_or_destroy_without_a_reason_is_refused(rule: dict[str, Any], why: str) -> None:
    assert why in refusal(Dispositions, {**DISPOSITIONS, "rules": [rule]})


@pytest.mark.parametrize("category", ["apparel", "footwear"])
@pytest.mark.parametrize("derogation", [None, "", "no reason", "damage", "hygiene"])
def test_that_goods_sold_in_the_eu_are_destroyed_only_under_a_derogation_that_there_is(category: str, derogation: str | None) -> None:
    rule: dict[str, Any] = {"outcome": ["C"], "categories": [category], "markets": ["EU"], "then": "destroy"}
    data = {**DISPOSITIONS, "rules": [{**rule, "derogation": derogation} if derogation is not None else rule]}
    if derogation in ("damage", "hygiene"):
        unit = Circumstances("northwind", category, "DE")
        decision = decide(compile_policy(Dispositions, data), RUBRICS[category], Outcome.C, ["WORN"], unit)
        assert (decision.disposition, decision.derogation) == (Disposition.DESTROY, derogation)
    else:
        assert "derogation" in refusal(Dispositions, data)


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("quarantine", "A-00"), ("quarantine", "a-00"), ("recycle", "A-00"), ("outlet", "A-00"), ("hold", "OUT-03"),
        ("quarantine", "HOLD-01"),
        ("restock", "QUA-01"),
    ],
)  # fmt: skip
def test_that_stock_goods_for_sale_hazards_and_the_rest_have_bins_of_their_own(kind: str, place: str) -> None:
    assert "must not lie together" in refusal(Dispositions, {**DISPOSITIONS, "bins": {**DISPOSITIONS["bins"], kind: place}})


@pytest.mark.parametrize(
    "amount",
    ["-1.00", "0", "0.00", "free", "", "NaN", "Infinity", "1,50", "1e3", " 15", "١٥", -15, 0, 15.5, True, ["15"], "9999999999"],
    ids=repr,
)
def test_that_a_threshold_that_is_no_amount_above_zero_is_refused(amount: object) -> None:
    assert "no amount" in refusal(Dispositions, {**DISPOSITIONS, "thresholds": {"outlet": {"EUR": amount}, "repair": {"EUR": "25.00"}}})


@pytest.mark.parametrize(
    ("thresholds", "why"),
    [
        ({"outlet": {"Euro": "15.00"}, "repair": {"EUR": "25.00"}}, "no currency"),
        ({"outlet": {"eur": "15.00"}, "repair": {"EUR": "25.00"}}, "did you mean EUR?"),
        ({"outlet": {"XXX": "15.00"}, "repair": {"XXX": "25.00"}}, "no currency"),
        ({"outlet": {}, "repair": {"EUR": "25.00"}}, "at least 1"),
        ({"outlet": {"EUR": "15.00", "USD": "15.00"}, "repair": {"EUR": "25.00"}}, "no amount in USD"),
        ({"outlt": {"EUR": "15.00"}, "repair": {"EUR": "25.00"}}, "did you mean outlt?"),
    ],
)
def test_that_thresholds_name_real_currencies_and_the_same_ones(thresholds: dict[str, Any], why: str) -> None:
    assert why in refusal(Dispositions, {**DISPOSITIONS, "thresholds": thresholds})


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        (("reasons", "CLIENT", "default"), "restock", "cannot happen by itself"),
        (("reasons", "CLIENT", "default"), "outlet", "cannot happen by itself"),
        (("reasons", "CLIENT", "default"), "destroy", "cannot happen by itself"),
        (("reasons", "CLIENT", "default"), "escalat", "did you mean escalate?"),
        (("reasons", "CLIENT", "for"), "client", "did you mean CLIENT?"),
        (("reasons", "CLIENT", "question"), "", "is empty"),
        (("reasons", "CLIENT", "by_hand"), "no", "boolean"),
        (("reasons", "my reason"), HOLDS["reasons"]["CLIENT"], "pattern"),
        (("days", "CLIENT"), 0, "greater than or equal to 1"),
        (("days", "CLIENT"), "7", "integer"),
        (("days", "CLIENT"), 7.5, "integer"),
        (("shelf", "CLIENT"), "", "cannot be scanned"),
        (("shelf",), {"CLIENT": "HOLD-C"}, "shelf says nothing for SUPERVISOR, CUSTOMER"),
        (("reasons",), {"CLIENT": HOLDS["reasons"]["CLIENT"]}, "they are missing: SUPERVISOR, IDENTITY"),
    ],
)
def test_that_nothing_held_becomes_stock_by_itself_and_every_hold_can_be_worked(path: tuple[str, ...], value: object, why: str) -> None:
    data: Any = deepcopy(HOLDS)
    part = data
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    assert why in refusal(Holds, data)


def test_that_everything_that_is_wrong_is_named_at_once() -> None:
    bad = [{"outcome": ["C"], "then": "restock"}, {"outcome": ["A"], "then": "restock"}, {"outcome": ["B"], "then": "out"}]
    found = [each.params["where"] for each in wrong_in(Dispositions, {**DISPOSITIONS, "rules": bad})]
    assert found == ["rules #1", "rules #3, then"]
