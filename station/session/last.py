"""The unit that was finished last, in one sentence: where to put it, its grade, because of what."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from station.bench.retaking import may_retake
from station.bench.states import Route
from station.model import facts as kinds
from station.model.facts import Fact
from station.rules.rulebook import Rulebook
from station.session.because import Known, finding_words, titles
from station.session.pictured import pictures_of
from station.texts import ended, listed, sentences, text_of, within, word

RECENT: Final = 12  # units that can be told again; a screen shows fewer
DECIDED: Final = (kinds.ITEM_GRADED, kinds.ITEM_HELD, kinds.ITEM_OVERRIDDEN)


class LastUnit:
    """The unit that was finished last, told in whichever language is asked for. `history` and `name_of` as for `last_of`."""

    def __init__(self, rules: Rulebook, history: Callable[[str], Sequence[Fact]], name_of: Callable[[str], str]) -> None:
        self._rules = rules
        self._history = history
        self._name_of = name_of
        self.facts: tuple[Fact, ...] = ()
        self._recent: list[tuple[Fact, ...]] = []
        self._told: dict[tuple[str, str], dict[str, Any]] = {}  # by the fact that decided, and by language: neither ever changes
        self._said: dict[str, dict[str, str]] = {}

    def take(self, facts: Sequence[Fact]) -> None:
        """Facts of which some may decide about a unit: then it is the last one."""
        if _deciding(facts):
            self.put_back(facts)

    def put_back(self, facts: Sequence[Fact]) -> None:
        """The unit that these facts decided about is the last one; no facts, no unit."""
        self.facts = tuple(facts)
        self._recent, self._said = [*self._recent[1 - RECENT :], self.facts], {}
        standing = {fact.id for each in self._recent if (fact := _deciding(each))}
        self._told = {key: told for key, told in self._told.items() if key[0] in standing}

    def told(self, language: str) -> dict[str, Any] | None:
        """What a screen says about it."""
        return self._told_of(self.facts, language)

    def said(self, language: str) -> Mapping[str, str]:
        """The sentence of each of the units that were finished lately, by the fact that decided it."""
        if language not in self._said:
            told = (self._told_of(facts, language) for facts in self._recent)
            self._said[language] = {last["fact"]: last["say"] for last in told if last}
        return self._said[language]

    def _told_of(self, facts: Sequence[Fact], language: str) -> dict[str, Any] | None:
        fact = _deciding(facts)
        if fact is None:
            return None
        if (fact.id, language) not in self._told:
            self._told[fact.id, language] = last_of(facts, self._rules, language, self._history, self._name_of) or {}
        return self._told[fact.id, language]


def last_of(
    facts: Sequence[Fact], rules: Rulebook, language: str, history: Callable[[str], Sequence[Fact]], name_of: Callable[[str], str]
) -> dict[str, Any] | None:
    """What the screen says about the last unit that these facts decided; None if they decide about none.

    `history` gives all facts about a plate, `name_of` the name of a person by id.
    """
    fact = _deciding(facts)
    if fact is None:
        return None
    body, past = fact.payload, history(fact.subject)
    job = next((label.id for label in facts if label.kind == kinds.LABEL_QUEUED and label.subject == fact.subject), None)
    received: Mapping[str, Any] = next((each.payload for each in past if each.kind == kinds.ITEM_RECEIVED), {})
    said = (fact.context or {}).get("alerts", ())
    alerts = [(alert["kind"], alert["then"], say) for alert, say in zip(body.get("alerts", ()), said, strict=False)]
    known = Known(titles(received), tuple(received.get("sold") or ()), alerts, _released(body, past, rules, language, name_of))
    sentence = say(fact.kind, body, rules, language, known)
    if received.get("route") == Route.SURPLUS.value:
        sentence = sentences([sentence, word("LAST_SURPLUS", language)], language)
    named = ("grade", "disposition", "bin", "because", "condition")
    return {"lpn": fact.subject, "fact": fact.id, "at": fact.at, **{name: body.get(name) for name in named}} | {
        "reasons": body.get("reasons"),
        "say": sentence,
        "label": job,
        "pictures": pictures_of(body, rules, language),
        "retake": may_retake(body),
    }


def _deciding(facts: Sequence[Fact]) -> Fact | None:
    return next((fact for fact in reversed(facts) if fact.kind in DECIDED or _leaves(fact)), None)


def _leaves(fact: Fact) -> bool:
    """A hold that was decided for good: the unit has somewhere to go."""
    return fact.kind == kinds.ITEM_RELEASED and bool(fact.payload.get("disposition"))


def _released(body: Mapping[str, Any], past: Sequence[Fact], rules: Rulebook, language: str, name_of: Callable[[str], str]) -> str:
    """Who released the unit from what, where this grade corrects the hold that was released."""
    release = next((fact.payload for fact in past if fact.kind == kinds.ITEM_RELEASED and fact.payload.get("decision") == "RELEASE"
                    and fact.payload.get("hold") == body.get("corrects")), None)  # fmt: skip
    if release is None:
        return ""
    held: Mapping[str, Any] = next((fact.payload for fact in past if fact.id == release["hold"]), body)
    findings = listed((finding_words(held, each["reason"], rules, language, Known()) for each in release.get("reasons", ())), language)
    return word("LAST_RELEASED_BY", language, name=name_of(str(release["by"])), findings=findings)


def say(kind: str, body: Mapping[str, Any], rules: Rulebook, language: str, known: Known) -> str:
    """Why, in one or two sentences."""
    because = _because(body, rules, language, known)
    if kind == kinds.ITEM_HELD:
        first = body["reasons"][0]
        owner = word(f"OWNER_{first['for']}", language)
        question = text_of(first["question"], language)
        asked = ended(question, language) if question else ""
        return word("LAST_HELD", language, owner=owner, because=because, question=asked)
    disposition = word(f"DISPOSITION_{str(body['disposition']).upper()}", language)
    as_sentence = disposition[:1].upper() + disposition[1:]
    if kind == kinds.ITEM_RELEASED:
        return word("LAST_RELEASED", language, disposition=as_sentence)
    if kind == kinds.ITEM_OVERRIDDEN:
        reason = word(f"GRADE_{body['reason']}", language)
        return word("LAST_OVERRIDDEN", language, grade=body["grade"], was=body["from"], reason=reason, disposition=as_sentence)
    if body.get("outcome") == "QUARANTINE":
        return word("LAST_QUARANTINED", language, because=within(because, language))
    return word("LAST_GRADED", language, grade=body["grade"], because=because, disposition=as_sentence)


def _because(body: Mapping[str, Any], rules: Rulebook, language: str, known: Known) -> str:
    codes = body.get("because", ())
    if codes:
        return listed((finding_words(body, code, rules, language, known) for code in codes), language)
    found = [finding_words(body, each["finding"], rules, language, known) for each in body.get("findings", ()) if each.get("reworked")]
    told = [*([known.released] if known.released else []), *(word("PUT_RIGHT", language, finding=finding) for finding in found)]
    return listed(told, language) or word("LAST_NOTHING_FOUND", language)
