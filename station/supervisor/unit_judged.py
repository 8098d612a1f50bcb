"""How a unit was judged, each time: its facts in; what was seen, asked and assumed, and what each of it forced, out, in words.

The standing judgement is told last by the ledger and first by a page, so the newest comes first here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Final

from station.clock import moment
from station.model import facts as kinds
from station.model.facts import Fact
from station.model.grades import Basis, Disposition
from station.model.marks import mark_of
from station.rules.rulebook import Rulebook
from station.session.because import Known, answers_given, finding_words, titles
from station.supervisor.unit_documents import Editions
from station.texts import as_moment, clauses, counted, listed, table, text_of, within, word

DECIDED: Final = (kinds.ITEM_GRADED, kinds.ITEM_HELD, kinds.ITEM_OVERRIDDEN)
# How much is known of what was not found: asked for first, what nobody looked for last.
_BY_STRENGTH: Final = tuple(
    basis.value for basis in (Basis.PROMPT, Basis.SCAN, Basis.LOOKUP, Basis.BOARD, Basis.SHOWN, Basis.HIDDEN, Basis.NOT_SHOWN)
)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One line of an inspection: what it is about, what was answered, how that is known, and what it forced; "" for nothing."""

    about: str
    answer: str
    how: str
    forces: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision. `mark` is A, B, C, H (held) or ! (quarantine); `stands` is true of the one that counts now.

    `took` says seconds and actions, "" where nobody measured; `of` the number of the fact that it corrects, 0 for none.
    """

    seq: int
    shown: str
    who: str
    what: str
    mark: str
    because: str
    answers: tuple[AnswerLine, ...]
    place: str
    took: str
    of: int
    stands: bool


class Judge:
    """Tells judgements in one language. `naming` turns the ids of people into names."""

    def __init__(self, editions: Editions, naming: Callable[[str], str], zone: tzinfo, language: str) -> None:
        self._editions = editions
        self._naming = naming
        self._zone = zone
        self._language = language

    def told(self, facts: Sequence[Fact]) -> tuple[Judgement, ...]:
        """Every judgement among all facts of one unit, the newest first."""
        received: Mapping[str, Any] = next((fact.payload for fact in facts if fact.kind == kinds.ITEM_RECEIVED), {})
        seqs = {fact.id: fact.seq for fact in facts}
        standing = _standing(facts)
        found: list[Judgement] = []
        for fact, record in records(facts):
            of = seqs.get(str(fact.payload.get("corrects") or ""), 0)
            found.insert(0, self._judgement(fact, record, received, of, stands=fact.seq == standing))
        return tuple(found)

    def _judgement(self, fact: Fact, record: Mapping[str, Any], received: Mapping[str, Any], of: int, *, stands: bool) -> Judgement:
        rules = self._editions.rules_of(record)
        known = Known(titles(received), tuple(received.get("sold") or ()), _alerts(fact))
        overridden = fact.kind == kinds.ITEM_OVERRIDDEN
        return Judgement(
            seq=fact.seq,
            shown=as_moment(moment(fact.at), self._language, self._zone),
            who=self._naming(fact.actor),
            what=self._what(fact),
            mark=mark_of(fact.payload.get("grade"), fact.payload.get("disposition"), held=fact.kind == kinds.ITEM_HELD),
            because=self._because(fact, record, rules, known),
            answers=() if overridden else tuple(self._answers(record, rules, known)),
            place=self._place(fact.payload),
            took=self._took(fact.payload),
            of=of,
            stands=stands,
        )

    def _what(self, fact: Fact) -> str:
        given = fact.payload
        if fact.kind == kinds.ITEM_OVERRIDDEN:
            return self._word("UNIT_OVERRIDDEN", was=given["from"], grade=given["grade"])
        if fact.kind == kinds.ITEM_HELD:
            owners = listed(dict.fromkeys(self._word(f"OWNER_{each['for']}") for each in given.get("reasons") or ()), self._language)
            return self._word("UNIT_HELD", owner=owners or "–")
        if given.get("disposition") == Disposition.QUARANTINE.value:
            return self._word("UNIT_QUARANTINED", grade=given["grade"])
        return self._word("UNIT_GRADED", grade=given["grade"])

    def _because(self, fact: Fact, record: Mapping[str, Any], rules: Rulebook, known: Known) -> str:
        given = fact.payload
        if fact.kind == kinds.ITEM_OVERRIDDEN:
            by, reason = str(given.get("by") or ""), self._coded("GRADE", given.get("reason"))
            return self._word("UNIT_OVERRIDDEN_BY", reason=reason, who=self._naming(by)) if by else reason
        codes = given.get("because") or [each["reason"] for each in given.get("reasons") or ()]
        told = clauses(dict.fromkeys(finding_words(record, code, rules, self._language, known) for code in codes), self._language)
        return told or self._word("LAST_NOTHING_FOUND")

    def _answers(self, record: Mapping[str, Any], rules: Rulebook, known: Known) -> Iterator[AnswerLine]:
        for each in record.get("findings") or ():
            about = finding_words({**record, "findings": ()}, each["finding"], rules, self._language, known)
            answered = answers_given(record, each["finding"], rules, self._language, known)
            yield AnswerLine(about, listed(answered, self._language), *self._of_finding(each))
        for check in record.get("checks") or ():
            yield AnswerLine(*self._check(check, record, rules), self._basis(check["basis"]), "")
        if seal := record.get("seal"):
            state = self._coded("TABLE_SEAL", seal["state"])
            yield AnswerLine(self._word("WHY_SEAL"), state, self._basis(seal["basis"]), "")
        absent = record.get("absent") or {}
        for basis, codes in sorted(absent.items(), key=lambda each: _BY_STRENGTH.index(each[0])):
            named = listed((finding_words({}, code, rules, self._language, known) for code in codes), self._language)
            yield AnswerLine(counted("UNIT_ABSENT", len(codes), self._language), named, self._basis(basis), "")

    def _of_finding(self, each: Mapping[str, Any]) -> tuple[str, str]:
        """How it is known, and what it forced."""
        how = [self._basis(str(each.get("basis") or "PROMPT"))]
        how += [self._word(f"UNIT_{name.upper()}") for name in ("reworked", "released") if each.get(name)]
        return listed(how, self._language), self._forced(str(each.get("forces") or ""))

    def _forced(self, forces: str) -> str:
        kind, _, owner = forces.partition(":")
        if owner:
            return self._word("WHY_HOLD", owner=self._word(f"OWNER_{owner}"))
        return self._word("UNIT_FORCES", grade=kind) if len(kind) == 1 else self._word("DISPOSITION_QUARANTINE") if kind else ""

    def _check(self, check: Mapping[str, Any], record: Mapping[str, Any], rules: Rulebook) -> tuple[str, str]:
        rubric = rules.rubrics.get(str(record.get("rubric") or "").partition("@")[0])
        known = rubric.checks.get(check["check"]) if rubric else None
        if known is None:
            return check["check"].replace("_", " ").lower(), str(check["answer"]).replace("_", " ").lower()
        answer = next((each.label for each in known.answers if each.code == check["answer"]), str(check["answer"]))
        return text_of(known.short, self._language), text_of(answer, self._language)

    def _place(self, given: Mapping[str, Any]) -> str:
        disposition = self._coded("DISPOSITION", given.get("disposition"))
        return self._word("UNIT_PLACE", disposition=within(disposition, self._language), bin=given.get("bin") or "–")

    def _took(self, given: Mapping[str, Any]) -> str:
        seconds = round(sum(given.get("spent_ms", {}).values()) / 1000)
        if not given.get("actions"):
            return ""
        parts = [self._word("UNIT_SECONDS", seconds=seconds), counted("UNIT_ACTIONS", given["actions"], self._language)]
        return listed(parts, self._language)

    def _basis(self, code: str) -> str:
        return self._word(f"UNIT_BASIS_{code}")

    def _coded(self, prefix: str, code: object) -> str:
        key = f"{prefix}_{str(code).upper()}"
        return self._word(key) if key in table(self._language, "words") else str(code or "–")

    def _word(self, key: str, **params: object) -> str:
        return word(key, self._language, **params)


def records(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Mapping[str, Any]]]:
    """Each fact that decided, with all that stood after it: an override says only what it changes."""
    record: dict[str, Any] = {}
    for fact in facts:
        if fact.kind in DECIDED:
            record = {**record, **fact.payload} if fact.kind == kinds.ITEM_OVERRIDDEN else dict(fact.payload)
            yield fact, record


def _alerts(fact: Fact) -> list[tuple[str, str, str]]:
    said = (fact.context or {}).get("alerts", ())
    named = fact.payload.get("alerts") or ()
    return [(each["kind"], each["then"], said[place] if place < len(said) else "") for place, each in enumerate(named)]


def _standing(facts: Sequence[Fact]) -> int:
    """The judgement that counts: the last, unless it was taken back or decided otherwise since. 0 for none."""
    over = (kinds.ITEM_REOPENED, kinds.ITEM_RELEASED)
    last = next((fact for fact in reversed(facts) if fact.kind in (*DECIDED, *over)), None)
    return last.seq if last and last.kind in DECIDED else 0
