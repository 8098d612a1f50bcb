"""Why a unit is graded or held as it is, in words: findings with their answers, serial numbers held against each other, alerts' words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from station.model.goods import Component
from station.model.units import KnownUnit
from station.rules.components import AND, pieces
from station.rules.parts import Finding
from station.rules.rulebook import Rulebook
from station.rules.tracing import is_imei
from station.rules.verdict import SEAL
from station.texts import listed, named_finding, text_of, word

# Findings that an alert raises, and what those alerts say becomes of the unit.
_STOPS: Final = {"RECALLED": "quarantine", "ALERTED": "hold", "SERIAL_BLOCKED": "hold"}
_ON_THE_DEVICE: Final = ("imei", "serial", "box_serial")


@dataclass(frozen=True)
class Known:
    """What a sentence needs beside the fact itself: `parts` are the words for the pieces of a set, `sold` the serials of the order.

    `alerts` are (kind, then, say); `released` is the sentence about a release that the grade follows from, if it does.
    """

    parts: Mapping[str, str] = field(default_factory=dict)
    sold: Sequence[str] = ()
    alerts: Sequence[tuple[str, str, str]] = ()
    released: str = ""


def titles(received: Mapping[str, Any]) -> dict[str, str]:
    """The pieces of a set by their answer codes, as item.received names them."""
    parts = received.get("components") or ()
    listed = tuple(Component(part["sku"], part["quantity"], part["essential"], part.get("title") or "") for part in parts)
    return {code: answer.label for code, answer in pieces(listed).items()}


def hold_reasons(unit: KnownUnit, rules: Rulebook, language: str) -> list[str]:
    """Why a unit is on hold, one reason a line."""
    alerts = [(alert.kind, alert.then, alert.say) for alert in unit.alerts]
    known = Known(titles(unit.received), tuple(unit.received.get("sold") or ()), alerts)
    return [finding_words(unit.record, each["reason"], rules, language, known) for each in unit.record.get("reasons", ())]


def finding_words(body: Mapping[str, Any], code: str, rules: Rulebook, language: str, known: Known) -> str:
    """A finding with the answers that decided, in the words of its rubric; a hold's reason in those of the holds policy."""
    if code in ("STOP", SEAL):
        return word("LAST_SEAL" if code == SEAL else "LAST_STOPPED", language)
    if code == "RAISE" and "raise" in body:
        return word("RAISE_ASKED", language, was=body["raise"]["from"], to=body["raise"]["to"])
    if code in rules.holds.reasons:
        return text_of(rules.holds.reasons[code].label, language)
    rubric = rules.rubrics.get(str(body.get("rubric") or "").split("@", maxsplit=1)[0])
    finding = rubric.findings.get(code) if rubric else None
    if finding is None:
        return named_finding(code, language) or code
    labels = _answers(body, code, finding, language, known)
    what = text_of(finding.label, language)
    what = word("FINDING_ANSWERED", language, finding=what, answers=listed(labels, language)) if labels else what
    more = _numbers(body, code, language, known) or _said(code, language, known)
    return word("FINDING_MORE", language, finding=what, more=more) if more else what


def answers_given(body: Mapping[str, Any], code: str, rules: Rulebook, language: str, known: Known) -> list[str]:
    """What was answered about a finding, in the words of its rubric; nothing where that rubric does not know it."""
    rubric = rules.rubrics.get(str(body.get("rubric") or "").split("@", maxsplit=1)[0])
    finding = rubric.findings.get(code) if rubric else None
    return _answers(body, code, finding, language, known) if finding else []


def _answers(body: Mapping[str, Any], code: str, finding: Finding, language: str, known: Known) -> list[str]:
    raised: Mapping[str, Any] = next((each for each in body.get("findings", ()) if each["finding"] == code), {})
    labels = []
    for follow_up in finding.follow_ups:
        if given := raised.get("answers", {}).get(follow_up.id):
            own = {answer.code: text_of(answer.label, language) for answer in follow_up.answers}
            # A piece of the set is its own answer; it is not in the rubric.
            labels += [known.parts.get(piece) or own.get(piece, piece) for piece in str(given).split(AND)]
    return labels


def _numbers(body: Mapping[str, Any], code: str, language: str, known: Known) -> str:
    """The two serial numbers that a comparison found different."""
    traced: Mapping[str, str] = body.get("traced") or {}
    scanned = next((traced[name] for name in _ON_THE_DEVICE if traced.get(name)), "")
    if code == "SERIAL_DIFFERS" and scanned and known.sold:
        # The order may name a device by several numbers: those of the kind that was scanned are the ones it differs from.
        sold = [each for each in known.sold if is_imei(each) == is_imei(scanned)] or known.sold
        return word("SERIAL_INSTEAD_OF", language, scanned=scanned, sold=listed(sold, language))
    if code == "BOX_SERIAL_DIFFERS" and scanned and traced.get("box_serial"):
        return word("SERIAL_ON_BOX", language, box=traced["box_serial"], scanned=scanned)
    return ""


def _said(code: str, language: str, known: Known) -> str:
    """What the alerts that raised a finding say."""
    stops = [say for kind, then, say in known.alerts if then == _STOPS.get(code) and (code != "SERIAL_BLOCKED" or kind == "serial")]
    return listed(dict.fromkeys(say.rstrip(".") for say in stops if say), language)
