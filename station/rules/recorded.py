"""The way back: from the payload of a committed fact to the findings and answers that it records."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from station.errors import Refusal
from station.model.goods import Component, Product
from station.model.grades import Basis
from station.rules.components import AND, pieces
from station.rules.inspection import Inspection, Mark, Raised, Shot
from station.rules.opening import attributes_of, own_codes
from station.rules.rubric import FollowUp, Rubric

_ANSWERED: Final = frozenset({Basis.PROMPT, Basis.SCAN})


def raised_from(
    record: Mapping[str, Any], rubric: Rubric, components: tuple[Component, ...] = ()
) -> tuple[tuple[Raised, ...], dict[str, tuple[str, ...]]]:
    """The raised findings and the own checks' answers; Refusal("RECORD_TOO_OLD") when this rubric no longer has them."""
    raised = tuple(
        Raised(
            each["finding"],
            Basis(each.get("basis", "PROMPT")),
            dict(each.get("answers", {})),
            bool(each.get("reworked")),
            bool(each.get("released")),
        )
        for each in record.get("findings", ())
    )
    answered: dict[str, tuple[str, ...]] = {}
    for check in record.get("checks", ()):
        if Basis(check["basis"]) in _ANSWERED:
            answered[check["check"]] = (*answered.get(check["check"], ()), check["answer"])
    _still_known(rubric, raised, answered, pieces(components).keys())
    return raised, answered


def same_from(
    record: Mapping[str, Any], rubric: Rubric, components: tuple[Component, ...] = ()
) -> tuple[tuple[Raised, ...], dict[str, tuple[str, ...]]]:
    """What of one unit's record may be said of the next one of its kind: what a person saw and answered.

    What a scan or a look-up said, what was put right and what was released belongs to that unit alone.
    """
    raised, answered = raised_from(record, rubric, components)
    seen = tuple(Raised(each.finding, each.basis, each.answers) for each in raised if each.basis is Basis.PROMPT)
    scanning = {code for code, check in rubric.checks.items() if check.scans}
    own = {finding for code in scanning for finding in rubric.checks[code].findings}
    by_hand = {code: given for code, given in answered.items() if code not in scanning}
    return tuple(each for each in seen if each.finding not in own), by_hand


def inspection_from(record: Mapping[str, Any], received: Mapping[str, Any], rubric: Rubric, product: Product | None) -> Inspection:
    """A finished inspection as its facts record it (item.received, then item.graded or item.held), with its photographs."""
    components = product.components if product else ()
    raised, answered = raised_from(record, rubric, components)
    tracks, sold = str(received.get("tracks") or "none"), tuple(received.get("sold") or ())
    return Inspection(
        rubric,
        attributes_of(dict(received.get("attributes") or {}), tracks, is_kit=bool(components), sold=sold),
        str(received.get("reason") or ""),
        components,
        looked_up=tuple((record.get("absent") or {}).get(Basis.LOOKUP.value, ())),
        raised=raised,
        board_closed=bool(record.get("board_closed", True)),
        answered=answered,
        photos=shots_of(record),
        tracks=tracks,
        own_codes=own_codes(product) if product else (),
        sold=sold,
        parts=dict(record.get("traced") or {}),
        scanned=_scanned(record, rubric),
    )


def shots_of(record: Mapping[str, Any]) -> tuple[Shot, ...]:
    """The photographs that a fact names, in the order in which they were taken."""
    return tuple(_shot(each) for each in record.get("photos") or ())


def _shot(named: Mapping[str, Any]) -> Shot:
    marks = tuple(Mark(mark["x"], mark["y"], mark["radius"]) for mark in named.get("marks", ()))
    return Shot(named["shot"], named["sha256"], named.get("finding"), named.get("source", "camera"), marks, named.get("doubt", ""))


def _scanned(record: Mapping[str, Any], rubric: Rubric) -> dict[str, tuple[str, ...]]:
    scanned: dict[str, tuple[str, ...]] = {}
    for row in record.get("checks", ()):
        if Basis(row["basis"]) is Basis.SCAN:
            ruled_out = (*scanned.get(row["check"], ()), *row.get("rules_out", ()))
            scanned[row["check"]] = tuple(dict.fromkeys(code for code in ruled_out if code in rubric.findings))
    return scanned


def _still_known(rubric: Rubric, raised: tuple[Raised, ...], answered: Mapping[str, tuple[str, ...]], parts: Collection[str]) -> None:
    for each in raised:
        finding = rubric.findings.get(each.finding)
        known = {follow_up.id: _codes(follow_up, parts) for follow_up in finding.follow_ups} if finding else {}
        given = ((name, code) for name, answer in each.answers.items() for code in answer.split(AND))
        if finding is None or any(code not in known.get(name, ()) for name, code in given):
            raise Refusal("RECORD_TOO_OLD", finding=each.finding, rubric=rubric.name)
    for check, answers in answered.items():
        codes = {answer.code for answer in rubric.checks[check].answers} if check in rubric.checks else set()
        if not set(answers) <= codes:
            raise Refusal("RECORD_TOO_OLD", finding=check, rubric=rubric.name)


def _codes(follow_up: FollowUp, parts: Collection[str]) -> set[str]:
    codes = {answer.code for answer in follow_up.answers}
    return codes | set(parts) if follow_up.source == "components" else codes
