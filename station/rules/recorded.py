"""The way back: from the payload of a committed fact to the findings and answers that it records."""

from collections.abc import Mapping
from typing import Any

from station.errors import Refusal
from station.model.goods import Component
from station.model.grades import Basis
from station.rules.inspection import Inspection, Raised, Shot, piece_code
from station.rules.rubric import FollowUp, Rubric


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
        if check["basis"] == "PROMPT":
            answered[check["check"]] = (*answered.get(check["check"], ()), check["answer"])
    _still_known(rubric, raised, answered, {piece_code(piece) for piece in components})
    return raised, answered


def _still_known(rubric: Rubric, raised: tuple[Raised, ...], answered: Mapping[str, tuple[str, ...]], pieces: set[str]) -> None:
    for each in raised:
        finding = rubric.findings.get(each.finding)
        known = {follow_up.id: _codes(follow_up, pieces) for follow_up in finding.follow_ups} if finding else {}
        if finding is None or any(code not in known.get(name, ()) for name, code in each.answers.items()):
            raise Refusal("RECORD_TOO_OLD", finding=each.finding, rubric=rubric.name)
    for check, answers in answered.items():
        codes = {answer.code for answer in rubric.checks[check].answers} if check in rubric.checks else set()
        if not set(answers) <= codes:
            raise Refusal("RECORD_TOO_OLD", finding=check, rubric=rubric.name)


def _codes(follow_up: FollowUp, pieces: set[str]) -> set[str]:
    codes = {answer.code for answer in follow_up.answers}
    return codes | pieces if follow_up.source == "components" else codes


def inspection_from(
    record: Mapping[str, Any], received: Mapping[str, Any], rubric: Rubric, components: tuple[Component, ...] = ()
) -> Inspection:
    """A finished inspection as its fact records it, with its photographs."""
    raised, answered = raised_from(record, rubric, components)
    shots = tuple(
        Shot(each["shot"], each["sha256"], each.get("finding"), each.get("source", "camera")) for each in record.get("photos", ())
    )
    attributes = dict(received.get("attributes") or {})
    reason = str(received.get("reason") or "")
    return Inspection(rubric, attributes, reason, components, raised=raised, answered=answered, board_closed=True, photos=shots)
