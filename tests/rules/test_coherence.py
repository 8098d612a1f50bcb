"""Documents side by side: what contradicts, which entries never decide anything, and names that nobody has."""

import tomllib
from typing import Any

import pytest

from station.resources import resource_text
from station.rules.coherence import Hint, contradictions, doubts
from station.rules.disposition import Dispositions
from station.rules.policies import Holds, compile_policy
from tests.rules.test_policies import CONDITIONS, HOLDS, POLICY, RUBRICS, SHIPPED


def test_that_the_shipped_documents_fit_together_and_no_entry_of_theirs_is_idle() -> None:
    assert contradictions(POLICY, HOLDS, RUBRICS.values()) == []
    assert doubts(POLICY, CONDITIONS, RUBRICS) == []


def never(rules: list[dict[str, Any]]) -> list[str]:
    policy = compile_policy(Dispositions, {**SHIPPED, "rules": rules})
    return [f"{doubt.where} {doubt.params['earlier']}" for doubt in doubts(policy, CONDITIONS, RUBRICS) if doubt.key == "DOUBT_NEVER_FITS"]


@pytest.mark.parametrize(
    ("earlier", "rule", "idle"),
    [
        ([{"outcome": ["B"], "then": "outlet"}], {"outcome": ["B"], "findings": ["WORN"], "then": "donate"}, ["rules #2 #1"]),
        ([{"outcome": ["B"], "findings": ["WORN"], "then": "outlet"}], {"outcome": ["B"], "then": "donate"}, []),
        (
            [{"outcome": ["B"], "findings": ["WORN"], "then": "outlet"}],
            {"outcome": ["B"], "findings": ["WORN", "HOLE"], "then": "donate"},
            [],
        ),
        (
            [{"outcome": ["B"], "then": "outlet"}, {"outcome": ["C"], "then": "recycle"}],
            {"outcome": ["B", "C"], "markets": ["DE"], "then": "donate"},
            ["rules #3 #1, #2"],
        ),
        (SHIPPED["rules"][3:6], {"outcome": ["B"], "then": "donate"}, ["rules #4 #1, #2, #3"]),  # from, below, unknown: all values
        (SHIPPED["rules"][3:5], {"outcome": ["B"], "then": "donate"}, []),
        ([{"outcome": ["B"], "supplier": True, "then": "outlet"}], {"outcome": ["B"], "supplier": False, "then": "donate"}, []),
    ],
)
def test_that_a_rule_that_can_never_fit_is_named_with_those_before_it(
    earlier: list[dict[str, Any]], rule: dict[str, Any], idle: list[str]
) -> None:
    assert never([*earlier, rule]) == idle


def test_that_names_which_nobody_knows_and_grades_without_a_rule_are_doubtful() -> None:
    rules = [{"outcome": ["A"], "findings": ["STIAN"], "then": "restock"}, {"outcome": ["B"], "clients": ["nortwind"], "then": "outlet"}]
    policy = compile_policy(Dispositions, {**SHIPPED, "rules": rules})
    found = doubts(policy, CONDITIONS, RUBRICS, clients=("northwind", "alpine"))
    said = [(doubt.where, doubt.key, doubt.params.get("hint") or doubt.params.get("grade") or "") for doubt in found]
    assert said == [
        ("rules", "DOUBT_NO_RULE", "A"),
        ("rules", "DOUBT_NO_RULE", "B"),
        ("rules", "DOUBT_NO_RULE", "C"),
        ("rules #1", "DOUBT_NOTHING_FORCES_A", ""),
        ("rules #1", "DOUBT_UNKNOWN", Hint("HINT_NEAREST", ("STAIN",))),
        ("rules #2", "DOUBT_UNKNOWN", Hint("HINT_NEAREST", ("northwind",))),
    ]


def test_that_a_rule_which_would_sell_a_hazard_and_a_shelf_among_stock_are_contradictions() -> None:
    hazard = {"outcome": ["B"], "findings": ["TAG_OFF", "MOULD"], "then": "outlet"}
    policy = compile_policy(Dispositions, {**SHIPPED, "rules": [hazard, *SHIPPED["rules"]]})
    assert [(document, where) for document, where, _why in contradictions(policy, HOLDS, RUBRICS.values())] == [
        ("dispositions", "rules #1")
    ]
    shelf = {
        **tomllib.loads(resource_text("policies/holds.toml")),
        "shelf": {"SUPERVISOR": "a-00", "CLIENT": "HOLD-C", "CUSTOMER": "QUA-01"},
    }
    found = contradictions(POLICY, compile_policy(Holds, shelf), RUBRICS.values())
    assert [where for _document, where, _why in found] == ["shelf, SUPERVISOR", "shelf, CUSTOMER"]
