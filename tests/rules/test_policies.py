"""Dispositions and channel conditions: what happens next with which unit, and what no rule may ever say."""

import tomllib
from decimal import Decimal
from typing import Any

import pytest

from station.errors import Refusal
from station.model.grades import Disposition, Outcome, Seal
from station.model.money import Money
from station.resources import resource_text
from station.rules.disposition import Circumstances, Dispositions, decide
from station.rules.policies import Conditions, Holds, compile_policy
from tests.rules.test_rubrics import rubric

SHIPPED = tomllib.loads(resource_text("policies/dispositions.toml"))
POLICY = compile_policy(Dispositions, SHIPPED)
CONDITIONS = compile_policy(Conditions, tomllib.loads(resource_text("policies/conditions.toml")))


def unit(value: str = "39.90", currency: str = "EUR", **more: str) -> Circumstances:
    return Circumstances(more.pop("client", "northwind"), more.pop("category", "apparel"), value=Money(Decimal(value), currency), **more)


UNKNOWN_VALUE = Circumstances("northwind", "apparel")


@pytest.mark.parametrize(
    ("outcome", "because", "circumstances", "disposition", "bin_"),
    [
        (Outcome.A, [], unit(bin="A-14"), Disposition.RESTOCK, "A-14"),
        (Outcome.A, [], unit(), Disposition.RESTOCK, "A-00"),
        (Outcome.B, ["TAG_OFF"], unit("20.00"), Disposition.OUTLET, "OUT-03"),
        (Outcome.B, ["TAG_OFF"], unit("15.00"), Disposition.OUTLET, "OUT-03"),
        (Outcome.B, ["TAG_OFF"], unit("9.00"), Disposition.LIQUIDATION, "LIQ-01"),
        (Outcome.B, ["TAG_OFF"], UNKNOWN_VALUE, Disposition.OUTLET, "OUT-03"),
        (Outcome.B, ["TAG_OFF"], unit("900", "JPY"), Disposition.OUTLET, "OUT-03"),
        (Outcome.C, ["SEAM_OPEN"], unit("80.00"), Disposition.REPAIR, "REP-01"),
        (Outcome.C, ["SEAM_OPEN"], unit("8.00", supplier="Sahel Denim"), Disposition.RETURN_TO_VENDOR, "RTV-01"),
        (Outcome.C, ["HYGIENE_STRIP_OFF"], unit(), Disposition.DESTROY, "DES-01"),
        (Outcome.C, ["PART_MISSING"], unit(), Disposition.SALVAGE, "SAL-01"),
        (Outcome.C, ["WORN"], unit(), Disposition.DONATE, "DON-01"),
        (Outcome.C, ["BROKEN"], unit(category="household"), Disposition.RECYCLE, "REC-01"),
        (Outcome.QUARANTINE, ["MOULD"], unit(), Disposition.QUARANTINE, "QUA-01"),
    ],
)
def test_that_grade_value_and_cause_decide_what_happens_next(
    outcome: Outcome, because: list[str], circumstances: Circumstances, disposition: Disposition, bin_: str
) -> None:
    decision = decide(POLICY, rubric("apparel" if circumstances.category == "apparel" else "general"), outcome, because, circumstances)
    assert (decision.disposition, decision.bin) == (disposition, bin_)


def test_that_a_client_can_have_its_own_rule() -> None:
    own = {"outcome": ["B"], "clients": ["alpine"], "then": "donate"}
    policy = compile_policy(Dispositions, {**SHIPPED, "rules": [own, *SHIPPED["rules"]]})
    assert decide(policy, rubric("apparel"), Outcome.B, [], unit(client="alpine")).disposition is Disposition.DONATE
    assert decide(policy, rubric("apparel"), Outcome.B, [], unit(client="northwind")).disposition is Disposition.OUTLET


def test_that_a_unit_that_no_rule_fits_is_held_and_never_guessed() -> None:
    policy = compile_policy(Dispositions, {**SHIPPED, "rules": [{"outcome": ["A"], "then": "restock"}]})
    assert decide(policy, rubric("apparel"), Outcome.C, ["WORN"], unit()).disposition is Disposition.HOLD


@pytest.mark.parametrize(
    "rule",
    [
        {"outcome": ["C"], "then": "restock"},
        {"outcome": ["B"], "then": "restock"},
        {"outcome": ["C"], "then": "outlet"},
        {"outcome": ["QUARANTINE"], "then": "liquidation"},
        {"then": "restock"},
        {"outcome": ["C"], "then": "destroy"},
        {"outcome": ["B"], "value_from": "no such threshold", "then": "outlet"},
        {"outcome": ["A"], "then": "keep"},
    ],
)
def test_that_a_policy_that_would_sell_damaged_goods_or_destroy_without_a_reason_is_refused(rule: dict[str, Any]) -> None:
    with pytest.raises(Refusal, match="POLICY_WRONG"):
        compile_policy(Dispositions, {**SHIPPED, "rules": [rule]})


@pytest.mark.parametrize(
    ("outcome", "seal", "findings", "also", "google", "ebay"),
    [
        (Outcome.A, Seal.SEALED, [], [], "new", 1000),
        (Outcome.A, Seal.NONE_EXPECTED, [], [], "new", 1000),
        (Outcome.A, Seal.OPENED_INTACT, [], [], "used", 1500),
        (Outcome.A, Seal.SEALED, [], ["NOT_NEW"], "used", 1500),
        (Outcome.B, Seal.NONE_EXPECTED, ["TAG_OFF"], [], "used", 1500),
        (Outcome.B, Seal.NONE_EXPECTED, ["STAIN"], [], "used", 3000),
        (Outcome.B, Seal.NONE_EXPECTED, ["SCRATCH_DENT"], ["CONDITION_LOW"], "used", 4000),
        (Outcome.C, Seal.SEALED, ["BROKEN"], [], None, 7000),
    ],
)
def test_that_a_channel_condition_comes_from_grade_and_seal(
    outcome: Outcome, seal: Seal, findings: list[str], also: list[str], google: str | None, ebay: int
) -> None:
    condition = CONDITIONS.of(outcome, seal, findings, also)
    assert (condition.get("google"), condition["ebay"]) == (google, ebay)


def test_that_nothing_held_or_in_quarantine_is_ever_called_sellable() -> None:
    for outcome in (None, Outcome.QUARANTINE):
        condition = CONDITIONS.of(outcome, Seal.SEALED, [], [])
        assert (condition["amazon"], condition["shopify"], condition.get("google")) == ("Unsellable", "PROCESSING_REQUIRED", None)


def test_that_every_hold_names_who_decides_and_by_when() -> None:
    holds = compile_policy(Holds, tomllib.loads(resource_text("policies/holds.toml")))
    for reason in holds.reasons.values():
        assert holds.shelf[reason.owner]
        assert holds.days[reason.owner] > 0
        assert reason.question
