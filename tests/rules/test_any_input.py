"""Whatever is pressed, scanned or reworked, in any order: the inspection goes on, or refuses in words; it never breaks."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from station.errors import Refusal
from station.model.goods import Alert, Component
from station.model.prompts import Prompt
from station.rules.inspection import Inspection, Shot
from station.rules.settling import settle
from station.rules.steps import PhotoDue, choose_finding, next_step, released, respond, respond_scan
from station.rules.verdict import judge
from tests.rules.builders import CATALOGUE, IMEI, NAMES, OTHER, SERIAL, inspection_of

Move = Callable[[Inspection], Inspection]
TEXTS = st.one_of(st.sampled_from([SERIAL, OTHER, IMEI, f"S{SERIAL}", "9521321000012", "sku-1", "", "-", "1"]), st.text(max_size=20))
PARTS = st.dictionaries(st.sampled_from(["lot", "serial", "imei", "gtin", "count"]), st.text(min_size=1, max_size=8), max_size=3)
DATES = st.dictionaries(st.sampled_from(["expiry", "best_before"]), st.dates().map(str), max_size=2)
ALERTS = st.lists(
    st.builds(
        Alert,
        client=st.sampled_from(["", "northwind"]),
        kind=st.sampled_from(["serial", "lot", "sku", "rma"]),
        value=st.sampled_from([SERIAL, "L1", "SKU-1"]),
        say=st.just("stop"),
        then=st.sampled_from(["hold", "quarantine", "tell"]),
    ),
    max_size=2,
)


def pressed(number: int) -> Move:
    def move(inspection: Inspection) -> Inspection:
        step = next_step(inspection)
        if isinstance(step, PhotoDue):
            return replace(inspection, photos=(*inspection.photos, Shot(step.shot, "0" * 64, step.finding)))
        return respond(inspection, step, step.choices[number % len(step.choices)]) if step and step.choices else inspection

    return move


def scanned(text: str, parts: dict[str, str], dates: dict[str, str], alerts: list[Alert]) -> Move:
    def move(inspection: Inspection) -> Inspection:
        step = next_step(inspection)
        return respond_scan(inspection, step, text, {**parts, **dates}, alerts) if isinstance(step, Prompt) else inspection

    return move


def found(finding: str) -> Move:
    return lambda inspection: choose_finding(inspection, finding) if not inspection.board_closed else inspection


def eased(number: int, way: str) -> Move:
    def move(inspection: Inspection) -> Inspection:
        can = [each.finding for each in inspection.raised if way == "released" or inspection.definition(each).rework]
        if not can:
            return inspection
        finding = can[number % len(can)]
        return released(inspection, [finding]) if way == "released" else replace(inspection, reworking=finding, board_closed=True, page=0)

    return move


MOVES = st.one_of(
    st.builds(pressed, st.integers(0, 9)),
    st.builds(scanned, TEXTS, PARTS, DATES, ALERTS),
    st.builds(found, st.sampled_from([*CATALOGUE["findings"], "NO_SUCH"])),
    st.builds(eased, st.integers(0, 9), st.sampled_from(["released", "reworked"])),
)


@settings(max_examples=250, deadline=None)
@given(
    category=st.sampled_from(NAMES),
    attributes=st.dictionaries(st.sampled_from(list(CATALOGUE["attributes"])), st.booleans(), max_size=5),
    tracks=st.sampled_from(["none", "serial", "imei", "lot", "lot+expiry"]),
    reason=st.sampled_from(["", "DEFECTIVE", "cr-poor_fit", "COLOR", "?"]),
    sold=st.lists(st.sampled_from([SERIAL, IMEI, OTHER]), max_size=2, unique=True),
    box=st.dictionaries(st.sampled_from(["serial", "lot"]), st.sampled_from([SERIAL, "L1"]), max_size=2),
    kit=st.booleans(),
    moves=st.lists(MOVES, max_size=40),
)
def test_that_no_sequence_of_inputs_raises_anything_but_a_refusal(
    category: str,
    attributes: dict[str, bool],
    tracks: str,
    reason: str,
    sold: list[str],
    box: dict[str, str],
    kit: bool,
    moves: list[Move],
) -> None:
    parts = tuple(Component(f"P-{number}", number) for number in range(1, 12)) if kit else ()
    unit = inspection_of(category, attributes=attributes, tracks=tracks, reason=reason, sold=tuple(sold), parts=box, components=parts)
    now = settle(unit)
    for move in moves:
        with suppress(Refusal):
            now = settle(move(now))
        assert settle(now) == now
        assert judge(now).outcome
