"""The unit that was finished last, in one sentence: where to put it, its grade, because of what."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from station.model import facts as kinds
from station.model.facts import Fact
from station.model.goods import Component
from station.rules.components import AND, pieces
from station.rules.rulebook import Rulebook
from station.rules.verdict import SEAL
from station.texts import word

DECIDED: Final = (kinds.ITEM_GRADED, kinds.ITEM_HELD, kinds.ITEM_OVERRIDDEN)


def last_of(facts: Sequence[Fact], rules: Rulebook, language: str) -> dict[str, Any] | None:
    """What the screen says about the last unit that these facts decided; None if they decide about none."""
    fact = next((fact for fact in reversed(facts) if fact.kind in DECIDED or _leaves(fact)), None)
    if fact is None:
        return None
    body = fact.payload
    job = next((label.id for label in facts if label.kind == kinds.LABEL_QUEUED and label.subject == fact.subject), None)
    received = next((each.payload for each in facts if each.kind == kinds.ITEM_RECEIVED and each.subject == fact.subject), {})
    named = ("grade", "disposition", "bin", "because", "condition")
    return {"lpn": fact.subject, "fact": fact.id, "at": fact.at, **{name: body.get(name) for name in named}} | {
        "reasons": body.get("reasons"),
        "say": say(fact.kind, body, rules, language, titles(received)),
        "label": job,
    }


def titles(received: Mapping[str, Any]) -> dict[str, str]:
    """The pieces of a set by their answer codes, as item.received names them."""
    parts = received.get("components") or ()
    listed = tuple(Component(part["sku"], part["quantity"], part["essential"], part.get("title") or "") for part in parts)
    return {code: answer.label for code, answer in pieces(listed).items()}


def _leaves(fact: Fact) -> bool:
    """A hold that was decided for good: the unit has somewhere to go."""
    return fact.kind == kinds.ITEM_RELEASED and bool(fact.payload.get("disposition"))


def say(kind: str, body: Mapping[str, Any], rules: Rulebook, language: str, parts: Mapping[str, str] | None = None) -> str:
    """Why, in one or two sentences; `parts` are the words for the pieces of a set, by their codes."""
    because = _because(body, rules, language, parts or {})
    if kind == kinds.ITEM_HELD:
        first = body["reasons"][0]
        owner = word(f"OWNER_{first['for']}", language)
        return word("LAST_HELD", language, owner=owner, because=because, question=first["question"])
    disposition = word(f"DISPOSITION_{str(body['disposition']).upper()}", language)
    as_sentence = disposition[:1].upper() + disposition[1:]
    if kind == kinds.ITEM_RELEASED:
        return word("LAST_RELEASED", language, disposition=as_sentence)
    if kind == kinds.ITEM_OVERRIDDEN:
        reason = word(f"GRADE_{body['reason']}", language)
        return word("LAST_OVERRIDDEN", language, grade=body["grade"], was=body["from"], reason=reason, disposition=as_sentence)
    return word("LAST_GRADED", language, grade=body["grade"], because=because, disposition=as_sentence)


def _because(body: Mapping[str, Any], rules: Rulebook, language: str, parts: Mapping[str, str]) -> str:
    codes = body.get("because", ())
    if codes:
        return ", ".join(finding_words(body, code, rules, language, parts) for code in codes)
    found = [finding_words(body, each["finding"], rules, language, parts) for each in body.get("findings", ()) if each.get("reworked")]
    return ", ".join(word("PUT_RIGHT", language, finding=finding) for finding in found) or word("LAST_NOTHING_FOUND", language)


def finding_words(body: Mapping[str, Any], code: str, rules: Rulebook, language: str, parts: Mapping[str, str]) -> str:
    """A finding with the answers that decided, in the words of its rubric; a hold's reason in those of the holds policy."""
    if code in ("STOP", SEAL):
        return word("LAST_SEAL" if code == SEAL else "LAST_STOPPED", language)
    if code in rules.holds.reasons:
        return rules.holds.reasons[code].label
    rubric = rules.rubrics.get(str(body.get("rubric") or "").split("@", maxsplit=1)[0])
    finding = rubric.findings.get(code) if rubric else None
    if finding is None:
        return code
    raised: Mapping[str, Any] = next((each for each in body.get("findings", ()) if each["finding"] == code), {})
    labels = []
    for follow_up in finding.follow_ups:
        if given := raised.get("answers", {}).get(follow_up.id):
            own = {answer.code: answer.label for answer in follow_up.answers}
            # A piece of the set is its own answer; it is not in the rubric.
            labels.append(", ".join(parts.get(piece) or own.get(piece, piece) for piece in str(given).split(AND)))
    return f"{finding.label} ({'; '.join(labels)})" if labels else finding.label
