"""What tests of the rules arrange with: the shipped rubrics, inspections of a product, and a fact's record of one."""

import tomllib
from copy import deepcopy
from dataclasses import asdict, replace
from functools import cache
from typing import Any

from station.model.goods import Component, Product
from station.model.prompts import Prompt
from station.resources import resource_names, resource_text
from station.rules.inspection import Inspection, Shot
from station.rules.opening import opened
from station.rules.rubric import Rubric, compile_rubric
from station.rules.settling import settle
from station.rules.steps import PhotoDue, board_checks, next_step, respond, respond_scan
from station.rules.tracing import traced
from station.rules.verdict import judge

CATALOGUE: dict[str, Any] = tomllib.loads(resource_text("rubrics/findings.toml"))
CATEGORIES: dict[str, dict[str, Any]] = {
    name.removeprefix("rubrics/").removesuffix(".toml"): tomllib.loads(resource_text(name))
    for name in resource_names("rubrics")
    if name != "rubrics/findings.toml"
}
NAMES = tuple(CATEGORIES)
TODAY = "2026-11-22"
SERIAL, OTHER = "F2LX9C1", "G7KQ2M4"
IMEI, SECOND_IMEI = "352099001761481", "352099001761499"


@cache
def rubric(name: str) -> Rubric:
    """A shipped rubric."""
    return compile_rubric(CATALOGUE, CATEGORIES[name])


def changed(document: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """A copy of a document with one value changed, or added; `path` has dots, and numbers for places in a list."""
    copy = deepcopy(document)
    *way, last = path.split(".")
    place: Any = copy
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[int(last) if isinstance(place, list) else last] = value
    return copy


def inspection_of(category: str, *, tracks: str = "none", components: tuple[Component, ...] = (), **more: Any) -> Inspection:
    """A new inspection of a product of this category; what is not named here goes to `opened`, `attributes` to the product."""
    attributes = more.pop("attributes", {})
    goods = Product(
        "northwind", "SKU-1", "A thing", category, ("9521321000012",), attributes=attributes, tracks=tracks, components=components
    )
    return opened(rubric(category), goods, **{"today": TODAY, **more})


def asked(inspection: Inspection) -> Prompt:
    """The prompt that is open now."""
    prompt = next_step(settle(inspection))
    assert isinstance(prompt, Prompt), prompt
    return prompt


def press(inspection: Inspection, *answers: str) -> Inspection:
    """Choose answers one after the other by what they mean: a finding, NOTHING, MORE, an answer's code, YES or NO."""
    for answer in answers:
        prompt = asked(inspection)
        choice = next((each for each in prompt.choices if each.answer == answer), None)
        assert choice is not None, f"{prompt.id} has no {answer}: {[each.answer for each in prompt.choices]}"
        inspection = respond(settle(inspection), prompt, choice)
    return settle(inspection)


def scan(inspection: Inspection, text: str, **parts: str) -> Inspection:
    """Scan a code at the prompt that asks for one."""
    return settle(respond_scan(settle(inspection), asked(inspection), text, parts))


def photographed(inspection: Inspection) -> Inspection:
    """All the pictures that are due now."""
    inspection = settle(inspection)
    while isinstance(due := next_step(inspection), PhotoDue):
        shot = Shot(due.shot, f"{len(inspection.photos):064x}", due.finding)
        inspection = settle(replace(inspection, photos=(*inspection.photos, shot)))
    return inspection


def record_of(inspection: Inspection) -> dict[str, Any]:
    """What item.graded says of an inspection, as far as the rules read it back."""
    verdict = judge(inspection)
    named = {id(check): code for code, check in inspection.rubric.checks.items()}
    on_board = board_checks(inspection) if inspection.board_closed and not inspection.ending else ()
    return {
        "findings": [{**asdict(each), "answers": dict(each.answers), "basis": each.basis.value} for each in inspection.raised],
        "absent": {basis.value: list(codes) for basis, codes in verdict.absent.items()},
        "checks": [{"check": named[id(check)], "answer": check.as_new.code, "basis": "BOARD"} for check in on_board]
        + [_row(inspection, code, answer) for code, answers in inspection.answered.items() for answer in answers],
        "board_closed": inspection.board_closed,
        "photos": [{"shot": shot.shot, "sha256": shot.sha256, "finding": shot.finding} for shot in inspection.photos],
        "traced": traced(inspection.parts),
    }


def _row(inspection: Inspection, code: str, answer: str) -> dict[str, Any]:
    row: dict[str, Any] = {"check": code, "answer": answer}
    if inspection.rubric.checks[code].answer(answer).by == "scan":
        return {**row, "basis": "SCAN", "rules_out": list(inspection.scanned[code])}
    return {**row, "basis": "PROMPT"}
