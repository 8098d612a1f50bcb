"""Dispositions and channel conditions: what happens next with which unit, and what no rule may ever say."""

import tomllib
from decimal import Decimal

import pytest

from station.errors import Refusal
from station.model.grades import Disposition, Outcome, Seal
from station.model.money import Money
from station.resources import resource_names, resource_text
from station.rules.conditions import Conditions
from station.rules.disposition import Circumstances, Dispositions, decide
from station.rules.policies import Holds, compile_policy
from station.rules.rubric import Rubric, compile_rubric

SHIPPED = tomllib.loads(resource_text("policies/dispositions.toml"))
POLICY = compile_policy(Dispositions, SHIPPED)
CONDITIONS = compile_policy(Conditions, tomllib.loads(resource_text("policies/conditions.toml")))
HOLDS = compile_policy(Holds, tomllib.loads(resource_text("policies/holds.toml")))
CATALOGUE = tomllib.loads(resource_text("rubrics/findings.toml"))
CATEGORIES = [tomllib.loads(resource_text(name)) for name in resource_names("rubrics") if not name.endswith("/findings.toml")]
RUBRICS: dict[str, Rubric] = {each["name"]: compile_rubric(CATALOGUE, each) for each in CATEGORIES}


def unit(value: str = "39.90", currency: str = "EUR", **more: str) -> Circumstances:
    return Circumstances(more.pop("client", "northwind"), more.pop("category", "apparel"), value=Money(Decimal(value), currency), **more)


UNKNOWN_VALUE = Circumstances("northwind", "apparel")


@pytest.mark.parametrize(
    ("category", "outcome", "because", "circumstances", "disposition", "bin_"),
    [
        ("apparel", Outcome.A, [], unit(bin="A-14"), Disposition.RESTOCK, "A-14"),
        ("apparel", Outcome.A, [], unit(), Disposition.RESTOCK, "A-00"),
        ("apparel", Outcome.B, ["TAG_OFF"], unit("20.00"), Disposition.OUTLET, "OUT-03"),
        ("apparel", Outcome.B, ["TAG_OFF"], unit("15.00"), Disposition.OUTLET, "OUT-03"),
        ("apparel", Outcome.B, ["TAG_OFF"], unit("9.00"), Disposition.LIQUIDATION, "LIQ-01"),
        ("apparel", Outcome.B, ["TAG_OFF"], UNKNOWN_VALUE, Disposition.OUTLET, "OUT-03"),
        ("apparel", Outcome.B, ["TAG_OFF"], unit("900", "JPY"), Disposition.OUTLET, "OUT-03"),
        ("apparel", Outcome.C, ["SEAM_OPEN"], unit("80.00"), Disposition.REPAIR, "REP-01"),
        ("apparel", Outcome.C, ["SEAM_OPEN"], unit("8.00", supplier="Sahel Denim"), Disposition.RETURN_TO_VENDOR, "RTV-01"),
        ("apparel", Outcome.C, ["HYGIENE_STRIP_OFF"], unit(), Disposition.DESTROY, "DES-01"),
        ("apparel", Outcome.C, ["PART_MISSING"], unit(), Disposition.SALVAGE, "SAL-01"),
        ("apparel", Outcome.C, ["WORN"], unit(), Disposition.DONATE, "DON-01"),
        ("footwear", Outcome.C, ["SOLE_WORN"], unit(), Disposition.DONATE, "DON-01"),
        ("footwear", Outcome.C, ["SOLE_GAP"], unit(), Disposition.REPAIR, "REP-01"),
        ("footwear", Outcome.C, ["WATER_DAMAGE"], unit(), Disposition.RECYCLE, "REC-01"),
        ("phone_laptop", Outcome.C, ["DATA_UNKNOWN", "NO_POWER"], unit("900.00"), Disposition.RECYCLE, "REC-DATA"),
        ("phone_laptop", Outcome.C, ["NO_POWER"], unit("900.00"), Disposition.REPAIR, "REP-01"),
        ("phone_laptop", Outcome.C, ["LIQUID_DAMAGE"], unit("900.00"), Disposition.RECYCLE, "REC-WEEE"),
        ("electronics", Outcome.C, ["HYGIENE_USED"], unit(), Disposition.RECYCLE, "REC-WEEE"),
        ("electronics", Outcome.QUARANTINE, ["BATTERY_SWOLLEN"], unit(), Disposition.QUARANTINE, "QUA-FIRE"),
        ("beauty_hygiene", Outcome.C, ["USED_PRODUCT"], unit(), Disposition.DESTROY, "DES-01"),
        ("beauty_hygiene", Outcome.C, [], unit(), Disposition.DESTROY, "DES-01"),  # its seal is broken: no finding forced that
        ("toys", Outcome.C, ["SET_OPENED"], unit(), Disposition.SALVAGE, "SAL-01"),
        ("toys", Outcome.C, ["SMALL_PART_LOOSE"], unit(), Disposition.RECYCLE, "REC-01"),
        ("books_media", Outcome.C, ["MARKED"], unit(), Disposition.DONATE, "DON-01"),
        ("books_media", Outcome.C, ["PAGES_MISSING"], unit(), Disposition.RECYCLE, "REC-01"),
        ("general", Outcome.C, ["BROKEN"], unit(category="household"), Disposition.RECYCLE, "REC-01"),
        ("apparel", Outcome.QUARANTINE, ["MOULD"], unit(), Disposition.QUARANTINE, "QUA-01"),
    ],
)
def test_that_category_grade_value_and_cause_decide_what_happens_next(
    category: str, outcome: Outcome, because: list[str], circumstances: Circumstances, disposition: Disposition, bin_: str
) -> None:
    decision = decide(POLICY, RUBRICS[category], outcome, because, circumstances)
    assert (decision.disposition, decision.bin) == (disposition, bin_)


@pytest.mark.parametrize("category", ["apparel", "footwear"])
def test_that_clothing_and_footwear_are_neither_destroyed_nor_recycled_without_a_derogation(category: str) -> None:
    for code in RUBRICS[category].findings:
        for supplier in ("", "Sahel Denim"):
            decision = decide(POLICY, RUBRICS[category], Outcome.C, [code], unit("8.00", supplier=supplier))
            assert decision.disposition not in (Disposition.DESTROY, Disposition.RECYCLE) or decision.derogation, code


def test_that_a_rule_of_a_category_fits_by_the_rubric_and_by_the_clients_own_name_for_it() -> None:
    rule = {"outcome": ["B"], "categories": ["Men > Tops"], "then": "donate"}
    policy = compile_policy(
        Dispositions, {**SHIPPED, "rules": [rule, {**rule, "categories": ["toys"], "then": "salvage"}, *SHIPPED["rules"]]}
    )
    found = [
        decide(policy, RUBRICS[rubric], Outcome.B, [], unit(category=category)).disposition
        for rubric, category in (("apparel", "men > tops"), ("toys", "Baukasten"), ("apparel", "Baukasten"))
    ]
    assert found == [Disposition.DONATE, Disposition.SALVAGE, Disposition.OUTLET]


def test_that_a_client_can_have_its_own_rule() -> None:
    own = {"outcome": ["B"], "clients": ["alpine"], "then": "donate"}
    policy = compile_policy(Dispositions, {**SHIPPED, "rules": [own, *SHIPPED["rules"]]})
    assert decide(policy, RUBRICS["apparel"], Outcome.B, [], unit(client="alpine")).disposition is Disposition.DONATE
    assert decide(policy, RUBRICS["apparel"], Outcome.B, [], unit(client="northwind")).disposition is Disposition.OUTLET


@pytest.mark.parametrize(
    ("market", "wanted", "fits"), [("DE", "EU", True), ("CH", "EU", False), ("EU", "EU", True), ("UK", "GB", True), ("FR", "DE", False)]
)
def test_that_a_rule_for_the_eu_is_one_for_each_of_its_members(market: str, wanted: str, fits: bool) -> None:
    own = {"outcome": ["B"], "markets": [wanted], "then": "donate"}
    policy = compile_policy(Dispositions, {**SHIPPED, "rules": [own, *SHIPPED["rules"]]})
    assert (decide(policy, RUBRICS["apparel"], Outcome.B, [], unit(market=market)).disposition is Disposition.DONATE) is fits


def test_that_a_value_can_be_asked_for_between_two_thresholds() -> None:
    own = {"outcome": ["B"], "value_from": "outlet", "value_below": "repair", "then": "donate"}
    policy = compile_policy(Dispositions, {**SHIPPED, "rules": [own, *SHIPPED["rules"]]})
    found = [decide(policy, RUBRICS["apparel"], Outcome.B, [], unit(value)).disposition for value in ("14.99", "15.00", "24.99", "25.00")]
    assert found == [Disposition.LIQUIDATION, Disposition.DONATE, Disposition.DONATE, Disposition.OUTLET]


def test_that_a_unit_that_no_rule_fits_is_held_and_never_guessed_and_a_hazard_stays_in_quarantine() -> None:
    policy = compile_policy(Dispositions, {**SHIPPED, "rules": [{"outcome": ["A"], "then": "restock"}]})
    assert decide(policy, RUBRICS["apparel"], Outcome.C, ["WORN"], unit()).disposition is Disposition.HOLD
    hazard = decide(policy, RUBRICS["apparel"], Outcome.QUARANTINE, ["MOULD"], unit())
    assert (hazard.disposition, hazard.bin) == (Disposition.QUARANTINE, "QUA-01")


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


@pytest.mark.parametrize(
    ("category", "outcome", "findings", "also", "ebay", "amazon"),
    [
        ("books_media", Outcome.A, [], [], 2750, "UsedLikeNew"),  # opened; books know no "new, other"
        ("books_media", Outcome.B, ["MARKED"], ["CONDITION_LOW"], 5000, "UsedGood"),
        ("books_media", Outcome.B, ["PAGES_BENT"], [], 4000, "UsedVeryGood"),
        ("apparel", Outcome.B, ["WORN"], [], 2990, "UsedVeryGood"),
        ("footwear", Outcome.B, ["SOLE_GAP"], [], 1750, "UsedVeryGood"),
        ("phone_laptop", Outcome.B, ["SCREEN_SCRATCH"], [], 3000, "UsedVeryGood"),
        ("electronics", Outcome.B, ["FUNCTION_FAILS"], [], 7000, "Unsellable"),
        ("electronics", Outcome.B, ["MANUAL_MISSING"], [], 1500, "UsedLikeNew"),
        ("beauty_hygiene", Outcome.B, ["SHORT_DATED"], [], 1500, "Unsellable"),
        ("home_goods", Outcome.B, ["ASSEMBLED"], [], 3000, "UsedVeryGood"),
        ("toys", Outcome.B, ["SCRATCH_DENT"], ["CONDITION_LOW"], 4000, "UsedGood"),
    ],
)
def test_that_a_channel_condition_follows_the_category(
    category: str, outcome: Outcome, findings: list[str], also: list[str], ebay: int, amazon: str
) -> None:
    condition = CONDITIONS.of(outcome, Seal.OPENED_INTACT, findings, also, "northwind", (category, "Whatever"))
    assert (condition["ebay"], condition["amazon"]) == (ebay, amazon)


def test_that_nothing_held_or_in_quarantine_is_ever_called_sellable() -> None:
    for outcome in (None, Outcome.QUARANTINE):
        condition = CONDITIONS.of(outcome, Seal.SEALED, [], [])
        assert (condition["amazon"], condition["shopify"], condition.get("google"), condition.get("ebay")) == (
            "Unsellable", "PROCESSING_REQUIRED", None, None,
        )  # fmt: skip


def test_that_every_hold_names_who_decides_and_by_when() -> None:
    for reason in HOLDS.reasons.values():
        assert HOLDS.shelf[reason.owner]
        assert HOLDS.days[reason.owner] > 0
        assert reason.question


def test_that_a_refusal_says_which_entry_by_the_number_that_facts_use() -> None:
    with pytest.raises(Refusal) as refused:
        compile_policy(Dispositions, {**SHIPPED, "rules": [SHIPPED["rules"][0], {"outcome": ["A"], "then": "re-stock"}]})
    assert refused.value.params == {
        "policy": "dispositions", "where": "rules #2, then", "why": "'re-stock' is not known; did you mean restock?",
    }  # fmt: skip
