"""Every way through an inspection: one starting point in, each end that its prompts can lead to out, with the screens that it took."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product
from random import Random
from typing import Any

from station.model.goods import Alert, Component, Product
from station.model.prompts import Choice, Prompt
from station.rules.inspection import Inspection
from station.rules.opening import opened
from station.rules.rubric import Rubric
from station.rules.seals import seal_of
from station.rules.settling import settle
from station.rules.steps import PhotoDue, choose_finding, next_step, respond, respond_scan

TODAY = "2026-11-22"
SERIAL, OTHER = "F2LX9C1", "G7KQ2M4"
IN_DATE, SOON, PAST = "2028-01-31", "2026-12-24", "2026-11-22"
# Stand for what the station learns while it asks; no product data states them.
LEARNED = {"opened", "date_read", "lot_read", "lot_open"}
PIECES = (Component("BODY", essential=True, title="Camera body"), Component("STRAP", 2))
REASONS = {"": "", "SIZE": "WRONG_SIZE", "COLOUR": "cr-color", "DEFECT": "CR-DEFECTIVE"}
# What is tracked, and what the product data says beside it.
TRACED: tuple[tuple[str, dict[str, bool]], ...] = (
    ("none", {"has_expiry": False}), ("none", {"has_expiry": True}), ("lot", {}), ("lot+expiry", {}),
)  # fmt: skip


def start(rubric: Rubric, attributes: Mapping[str, bool], reason: str = "", tracks: str = "none", kit: bool = False) -> Inspection:
    """An inspection of a product with these attributes; its pictures are waived, since they ask nothing."""
    goods = Product("northwind", "SKU-1", attributes=attributes, tracks=tracks, components=PIECES if kit else ())
    return replace(opened(rubric, goods, reason=reason, today=TODAY), waived=True)


def after_board(inspection: Inspection, finding: str | None) -> tuple[Inspection, int]:
    """The board closed, with one finding or none, chosen by its tile as an inspector does it; with the pages that were turned."""
    pages = 0
    chosen = inspection
    while finding and not chosen.has(finding):
        prompt = next_step(chosen)
        assert isinstance(prompt, Prompt)
        tile = next((choice for choice in prompt.choices if choice.answer == finding), None)
        pages += tile is None
        assert pages < 9, f"{finding} stands on no page"
        chosen = choose_finding(chosen, finding) if tile else respond(chosen, prompt, _choice(prompt, "0"))
    prompt = next_step(settle(chosen))
    if isinstance(prompt, Prompt) and prompt.id == "BOARD":
        chosen = respond(chosen, prompt, _choice(prompt, "1"))
    return chosen, pages


def ends(inspection: Inspection, screens: int = 0) -> Iterator[tuple[Inspection, int]]:
    """Every end that can be reached from here, with the screens that it takes."""
    now = settle(inspection)
    prompt = next_step(now)
    assert not isinstance(prompt, PhotoDue)
    if prompt is None:
        yield now, screens
        return
    for following in steps(now, prompt):
        yield from ends(following, screens + 1)


def some_end(inspection: Inspection, chance: Random) -> Inspection:
    """One end, by answering every prompt at random."""
    now = settle(inspection)
    prompt = next_step(now)
    return some_end(chance.choice(list(steps(now, prompt))), chance) if isinstance(prompt, Prompt) else now


def steps(inspection: Inspection, prompt: Prompt) -> Iterator[Inspection]:
    """Each way of closing one screen: every answer; where several may be chosen none, each one and each pair; every scan."""
    if prompt.asks == "serial":
        yield from _serials(inspection, prompt)
    if prompt.asks == "expiry":
        yield from _dates(inspection, prompt)
    several = _several(inspection, prompt)
    for choice in prompt.choices:
        if choice not in several and not choice.chosen and choice.answer != "MORE":
            yield respond(inspection, prompt, choice)
    for number in (1, 2):
        for chosen in combinations(several, number):
            yield _closed(inspection, prompt.id, chosen)


def _several(inspection: Inspection, prompt: Prompt) -> tuple[Choice, ...]:
    """The choices that may be combined, and that key 1 then closes."""
    kind, _, about = prompt.id.partition(":")
    if kind == "CHECK" and inspection.rubric.checks[about].many:
        check = inspection.rubric.checks[about]
        return tuple(choice for choice in prompt.choices if not check.answer(choice.answer).as_new and not choice.chosen)
    if kind == "FOLLOW_UP" and inspection.components and about == "PART_MISSING.WHICH":
        return tuple(choice for choice in prompt.choices if choice.answer not in ("NOTHING", "MORE"))
    return ()


def _closed(inspection: Inspection, name: str, chosen: Iterable[Choice]) -> Inspection:
    for choice in chosen:
        prompt = next_step(inspection)
        assert isinstance(prompt, Prompt)
        assert prompt.id == name
        inspection = respond(inspection, prompt, choice)
    prompt = next_step(inspection)
    assert isinstance(prompt, Prompt)
    return respond(inspection, prompt, _choice(prompt, "1"))


def _serials(inspection: Inspection, prompt: Prompt) -> Iterator[Inspection]:
    """As sold, another one, another than on the box, blocked, recalled, and with nothing to compare it with."""
    sold = replace(inspection, sold=(SERIAL,))
    yield respond_scan(sold, prompt, SERIAL, {})
    yield respond_scan(sold, prompt, OTHER, {})
    yield respond_scan(replace(sold, parts={**sold.parts, "box_serial": OTHER}), prompt, SERIAL, {})
    for then in ("hold", "quarantine"):
        yield respond_scan(sold, prompt, SERIAL, {}, (Alert("", "serial", SERIAL, "stop", then),))
    yield respond_scan(inspection, prompt, OTHER, {})


def _dates(inspection: Inspection, prompt: Prompt) -> Iterator[Inspection]:
    """In date, too near, past, a batch code alone, both, and a batch code that is stopped."""
    if not inspection.known["date_read"]:
        for expiry in (IN_DATE, SOON, PAST):
            yield respond_scan(inspection, prompt, expiry, {"expiry": expiry})
    if not inspection.known["lot_read"]:
        yield respond_scan(inspection, prompt, "L1", {"lot": "L1"})
    yield respond_scan(inspection, prompt, "L1", {"lot": "L1", "expiry": IN_DATE})
    for then in ("hold", "quarantine") if not inspection.known["lot_read"] else ():
        yield respond_scan(inspection, prompt, "L1", {"lot": "L1"}, (Alert("", "lot", "l1", "stop", then),))


def _choice(prompt: Prompt, key: str) -> Choice:
    choice = prompt.choice(key)
    assert choice is not None, f"{prompt.id} has no key {key}"
    return choice


def that_matter(rubric: Rubric) -> list[dict[str, Any]]:
    """Each combination of attributes, reason and tracking under which other checks, answers or seals apply; as `start` takes it.

    The one under which the fewest apply stands first, the one under which the most apply last.
    """
    asking = [check for check in rubric.checks.values() if check.asked_on == "own" or check.as_new.seal]
    conditions = [part for check in asking for part in (check.applies_if, *(answer.if_product for answer in check.answers))]
    attributes = sorted({name for condition in conditions for name in condition} - LEARNED - {"reason", "has_expiry"})
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    for values in product((True, False), repeat=len(attributes)):
        for reason, (tracks, more) in product(REASONS.values(), TRACED):
            stated = {**dict(zip(attributes, values, strict=True)), **more}
            scenario: dict[str, Any] = {"attributes": stated, "reason": reason, "tracks": tracks}
            unit = start(rubric, **scenario)
            claim = "CLAIM_NOT_FOUND" in rubric.findings and unit.gives_reason("DEFECT")
            met = tuple(unit.applies(condition) for condition in conditions)
            found.setdefault((tracks, claim, seal_of(unit)[0], *met), scenario)
    return [found[key] for key in sorted(found, key=lambda key: sum(map(bool, key[3:])))]


def most_and_least(scenarios: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of these the one under which the least is asked, and for each reason the one under which the most is."""
    most = {scenario["reason"]: scenario for scenario in scenarios}
    return [scenarios[0], *most.values()]
