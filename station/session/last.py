"""The unit that was finished last, in one sentence: where to put it, its grade, because of what."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from station.model import facts as kinds
from station.model.facts import Fact
from station.rules.rulebook import Rulebook
from station.texts import word

DECIDED: Final = (kinds.ITEM_GRADED, kinds.ITEM_HELD, kinds.ITEM_OVERRIDDEN)


def last_of(facts: Sequence[Fact], rules: Rulebook, language: str) -> dict[str, Any] | None:
    """What the screen says about the last unit that these facts decided; None if they decide about none."""
    fact = next((fact for fact in reversed(facts) if fact.kind in DECIDED or _leaves(fact)), None)
    if fact is None:
        return None
    body = fact.payload
    job = next((label.id for label in facts if label.kind == kinds.LABEL_QUEUED and label.subject == fact.subject), None)
    named = ("grade", "disposition", "bin", "because", "condition")
    return {"lpn": fact.subject, "fact": fact.id, "at": fact.at, **{name: body.get(name) for name in named}} | {
        "reasons": body.get("reasons"),
        "say": say(fact.kind, body, rules, language),
        "label": job,
    }


def _leaves(fact: Fact) -> bool:
    """A hold that was decided for good: the unit has somewhere to go."""
    return fact.kind == kinds.ITEM_RELEASED and bool(fact.payload.get("disposition"))


def say(kind: str, body: Mapping[str, Any], rules: Rulebook, language: str) -> str:
    """Why, in one sentence."""
    because = ", ".join(finding_words(body, code, rules, language) for code in body.get("because", ())) or word(
        "LAST_NOTHING_FOUND", language
    )
    if kind == kinds.ITEM_HELD:
        first = body["reasons"][0]
        owner = word(f"OWNER_{first['for']}", language)
        return word("LAST_HELD", language, owner=owner, because=because, question=first["question"])
    disposition = word(f"DISPOSITION_{str(body['disposition']).upper()}", language)
    if kind == kinds.ITEM_RELEASED:
        return word("LAST_RELEASED", language, disposition=disposition)
    if kind == kinds.ITEM_OVERRIDDEN:
        reason = word(f"GRADE_{body['reason']}", language)
        return word("LAST_OVERRIDDEN", language, grade=body["grade"], was=body["from"], disposition=disposition, reason=reason)
    return word("LAST_GRADED", language, grade=body["grade"], disposition=disposition, because=because)


def _because(body: Mapping[str, Any], rules: Rulebook, language: str) -> str:
    codes = body.get("because", ())
    if codes:
        return ", ".join(finding_words(body, code, rules, language) for code in codes)
    found = [finding_words(body, each["finding"], rules, language) for each in body.get("findings", ()) if each.get("reworked")]
    return ", ".join(word("PUT_RIGHT", language, finding=finding) for finding in found) or word("LAST_NOTHING_FOUND", language)


def finding_words(body: Mapping[str, Any], code: str, rules: Rulebook, language: str) -> str:
    """A finding with the answers that decided, in the words of its rubric; a hold's reason in those of the holds policy."""
    if code == "STOP":
        return word("LAST_STOPPED", language)
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
            # A component's own code is its answer; it is not in the rubric.
            labels.append(next((answer.label for answer in follow_up.answers if answer.code == given), str(given)))
    return f"{finding.label} ({'; '.join(labels)})" if labels else finding.label
