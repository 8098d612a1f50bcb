"""Rubric documents: what the shipped ones hold, and each kind of mistake that one may contain, refused with its place."""

from pathlib import Path
from typing import Any

import pytest

from station.errors import Refusal
from station.knowledge.documents import Documents
from station.model.goods import Product
from station.model.grades import Outcome
from station.resources import resource_text
from station.rules.rubric import compile_rubric
from station.rules.rulebook import Rulebook
from station.session.rulebook import load_rulebook
from tests.rules.builders import CATALOGUE, CATEGORIES, NAMES, changed, rubric

APPAREL = CATEGORIES["apparel"]


def shipped(folder: Path) -> tuple[Rulebook, tuple[Refusal, ...]]:
    return load_rulebook(Documents(folder))


def test_that_every_category_of_goods_has_its_rubric_and_the_catalogue_is_whole(tmp_path: Path) -> None:
    rules, problems = shipped(tmp_path)
    assert problems == ()
    assert set(rules.rubrics) == set(NAMES) == {
        "apparel", "footwear", "phone_laptop", "electronics", "beauty_hygiene", "home_goods", "toys", "books_media", "general",
    }  # fmt: skip
    assert (len(CATALOGUE["findings"]), len(CATALOGUE["checks"]), len(CATALOGUE["shots"])) == (92, 23, 37)


def test_that_nothing_in_the_catalogue_is_without_use() -> None:
    rubrics = [rubric(name) for name in NAMES]
    assert {code for each in rubrics for code in each.findings} == set(CATALOGUE["findings"])
    assert {code for each in rubrics for code in each.checks} == set(CATALOGUE["checks"])
    of_findings = {shot for each in rubrics for finding in each.findings.values() for shot in finding.photos}
    of_checks = {shot for each in rubrics for check in each.checks.values() for shot in check.photos}
    as_new = {shot for each in rubrics for shot in each.as_new_photos}
    assert of_findings | of_checks | as_new == set(CATALOGUE["shots"])
    assert {finding.rework.action for each in rubrics for finding in each.findings.values() if finding.rework} == set(CATALOGUE["reworks"])


def test_that_no_finding_of_the_catalogue_can_hold_a_unit_for_nobody() -> None:
    for name in NAMES:
        for code, finding in rubric(name).findings.items():
            for outcome in finding.outcomes:
                assert outcome.owner is None or finding.decides[outcome.owner.value], (name, code)


def test_that_every_hazard_is_known_in_every_category() -> None:
    everywhere = {"SHARP_OBJECT", "BIO_CONTAMINATION", "INFESTATION", "MOULD", "BATTERY_SWOLLEN", "BURN_MARK", "RECALLED"}
    for name in NAMES:
        findings = rubric(name).findings
        assert everywhere <= findings.keys(), name
        assert all(findings[code].forces is Outcome.QUARANTINE for code in everywhere)


# Mistake, where in the catalogue or in the category it is planted, and the place that the refusal names.
IN_CATALOGUE: list[tuple[str, object, str]] = [
    ("findings.STAIN.follow_ups.0.answers.0", {"code": "WIPES", "label": "Yes"}, "findings.STAIN.follow_ups.0"),
    ("findings.STAIN.forces", "A", "findings.STAIN"),
    ("findings.STAIN.forces", "D", "findings.STAIN.forces"),
    ("findings.STAIN.group", "SMELL", "apparel"),
    ("findings.STAIN.family", "WEATHER", "apparel"),
    ("findings.STAIN.photos", ["PORTRAIT"], "apparel"),
    ("findings.STAIN.rework.action", "PRAY", "apparel"),
    ("findings.STAIN.applies_if", {"colourful": True}, "apparel"),
    ("findings.STAIN.surprise", 1, "findings.STAIN.surprise"),
    ("findings.MOULD.forces", "C", "findings.MOULD"),
    ("findings.SWAPPED_TAG.decides", {"SUPERVISOR": "Refuse?"}, "findings.SWAPPED_TAG"),
    ("findings.LABEL_MISSING.after", "C", "findings.LABEL_MISSING"),
    ("findings.BURN_MARK.after", "C", "findings.BURN_MARK"),
    ("findings.BAG_MISSING.rework.after", "B", "findings.BAG_MISSING"),
    ("findings.NO_POWER.hides", ["NO_SUCH"], "hides, settles"),
    ("findings.PART_MISSING.follow_ups.0.source", "parts", "findings.PART_MISSING.follow_ups.0.source"),
    ("checks.WEAR.answers.1.finding", "NO_SUCH", "apparel"),
    ("checks.WEAR.answers.0.as_new", False, "checks.WEAR"),
    ("checks.WEAR.answers.1.as_new", True, "checks.WEAR"),
    ("checks.WEAR.asked_on", "screen", "checks.WEAR.asked_on"),
    ("checks.WEAR.short", "", "checks.WEAR"),
    ("checks.WEAR.group", "SMELL", "apparel"),
    ("checks.WEAR.photos", ["PORTRAIT"], "apparel"),
    ("checks.WEAR.applies_if", {"reason": "MOOD"}, "apparel"),
    ("checks.WEAR.answers.0.learns", {"clever": True}, "apparel"),
    ("checks.WEAR.answers.0.by", "scan", "checks.WEAR"),
    ("checks.WEAR.answers.0.settles", ["NO_SUCH"], "hides, settles"),
    ("checks.SERIAL.scans", "weight", "checks.SERIAL.scans"),
    ("checks.SERIAL.answers.0.by", "key", "checks.SERIAL"),
    ("checks.SERIAL.answers.5.by", "scan", "checks.SERIAL"),
    ("checks.SERIAL.many", True, "checks.SERIAL"),
    ("checks.EXPIRY.asked_on", "board", "checks.EXPIRY"),
    ("checks.EXPIRY.answers.0.code", "FRESH", "checks.EXPIRY"),
    ("checks.EXPIRY.least_days", -1, "checks.EXPIRY.least_days"),
    ("checks.MEASURE.many", "perhaps", "checks.MEASURE.many"),
]
IN_CATEGORY: list[tuple[str, object, str]] = [
    ("board", ["NO_SUCH"], "board, more, station, checks"),
    ("more", ["NO_SUCH"], "board, more, station, checks"),
    ("station", ["NO_SUCH"], "board, more, station, checks"),
    ("checks", ["NO_SUCH"], "board, more, station, checks"),
    ("board", ["STAIN", "STAIN"], "board"),
    ("board", ["RECALLED", "STAIN", "WORN", "ODOUR"], "apparel"),
    ("more", [*APPAREL["more"], "STAIN"], "apparel"),
    ("board", [*APPAREL["board"], "MOULD"], "board"),
    ("station", ["RECALLED"], "apparel"),
    ("chosen_if", {"category": "apparel", "colourful": True}, "apparel"),
    ("assume", {"colourful": True}, "apparel"),
    ("best", "S", "best"),
    ("seal_forces", {"GLUED": "C"}, "seal_forces.GLUED.[key]"),
    ("as_new_photos", ["PORTRAIT"], "apparel"),
    ("least_days", {"MEASURE_TWICE": 9}, "least_days"),
    ("surprise", 1, "surprise"),
]


@pytest.mark.parametrize(("path", "value", "where"), IN_CATALOGUE)
def test_that_a_mistake_in_the_catalogue_is_refused_with_its_place(path: str, value: object, where: str) -> None:
    category = CATEGORIES[_category_of(path)]
    assert _refused(changed(CATALOGUE, path, value), category) == where.replace("apparel", category["name"])


@pytest.mark.parametrize(("path", "value", "where"), IN_CATEGORY)
def test_that_a_mistake_in_a_category_is_refused_with_its_place(path: str, value: object, where: str) -> None:
    assert _refused(CATALOGUE, changed(APPAREL, path, value)) == where


@pytest.mark.parametrize("part", ["findings", "checks", "groups", "reasons", "families", "shots", "reworks", "attributes"])
def test_that_a_catalogue_without_one_of_its_parts_is_refused(part: str) -> None:
    assert _refused({name: value for name, value in CATALOGUE.items() if name != part}, APPAREL) == f"'{part}'"


def test_that_key_1_of_a_check_with_several_answers_is_as_new() -> None:
    turned = list(reversed(CATALOGUE["checks"]["TURN_OVER"]["answers"]))
    assert _refused(changed(CATALOGUE, "checks.TURN_OVER.answers", turned), CATEGORIES["footwear"]) == "checks.TURN_OVER"


def _refused(catalogue: dict[str, Any], category: dict[str, Any]) -> str:
    with pytest.raises(Refusal) as refused:
        compile_rubric(catalogue, category)
    assert (refused.value.code, refused.value.params["rubric"]) == ("RUBRIC_WRONG", category["name"])
    assert refused.value.params["why"]
    return str(refused.value.params["where"])


def _category_of(path: str) -> str:
    """The first category that has the part in which a mistake is planted, apparel where it can be."""
    code = path.split(".")[1]
    names = ("apparel", *NAMES)
    return next(name for name in names if code in rubric(name).checks or code in rubric(name).findings)


@pytest.mark.parametrize(
    ("product", "chosen"),
    [
        (Product("n", "s", category="apparel"), "apparel"),
        (Product("n", "s", category=" Footwear "), "footwear"),
        (Product("n", "s", category="electronics"), "electronics"),
        (Product("n", "s", category="electronics", attributes={"stores_data": True}), "phone_laptop"),
        (Product("n", "s", category="electronics", attributes={"stores_data": False}), "electronics"),
        (Product("n", "s", category="phone_laptop"), "phone_laptop"),
        (Product("n", "s", category="Damen > Schuhe", rubric="footwear"), "footwear"),
        (Product("n", "s", category="apparel", rubric="electronics", attributes={"stores_data": True}), "phone_laptop"),
        (Product("n", "s", category="household"), "general"),
        (Product("n", "s"), "general"),
        (Product("n", "s", category="apparel", rubric="no such rubric"), "general"),
    ],
)
def test_that_goods_are_judged_by_the_rubric_of_their_category_and_attributes(tmp_path: Path, product: Product, chosen: str) -> None:
    rules, _ = shipped(tmp_path)
    rubric_for = rules.rubric_for(product)
    assert rubric_for is not None
    assert rubric_for.name == chosen


def test_that_goods_of_an_unreadable_rubric_are_judged_by_no_other(tmp_path: Path) -> None:
    """The file of phones is spoilt: phones are held, other electronics go on."""
    text = resource_text("rubrics/phone_laptop.toml").replace('best = "A"', 'best = "Z"')
    folder = tmp_path / "rubrics"
    folder.mkdir()
    (folder / "phone_laptop.toml").write_text(text)
    rules, problems = shipped(tmp_path)
    assert [(each.code, each.params["where"]) for each in problems] == [("RUBRIC_WRONG", "best")]
    assert rules.rubric_for(Product("n", "s", category="electronics", attributes={"stores_data": True})) is None
    assert rules.rubric_for(Product("n", "s", category="electronics")) is rules.rubrics["electronics"]


def test_that_a_second_rubric_for_the_same_goods_is_left_out_and_said(tmp_path: Path) -> None:
    text = resource_text("rubrics/footwear.toml").replace('name = "footwear"', 'name = "sneakers"')
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "sneakers.toml").write_text(text)
    rules, problems = shipped(tmp_path)
    assert [each.params["where"] for each in problems] == ["chosen_if"]
    assert "sneakers" not in rules.rubrics
    assert "footwear" in rules.rubrics


def test_that_a_sites_own_rubric_is_chosen_by_its_name(tmp_path: Path) -> None:
    text = resource_text("rubrics/home_goods.toml").replace('name = "home_goods"', 'name = "garden"').replace('"home_goods"', '"garden"')
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "garden.toml").write_text(text)
    rules, problems = shipped(tmp_path)
    assert problems == ()
    assert rules.rubric_for(Product("n", "s", category="Garden")) is rules.rubrics["garden"]
