"""The editions that decided about a unit: references as facts name them in; each document, and whether it still counts, out.

A judgement is told in the words of the very edition that made it, since every edition that ever decided is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import cached_property
from tomllib import loads
from typing import Any, Final

from sqlalchemy import select

from station.assembly import Station
from station.clock import moment
from station.errors import Refusal
from station.model.facts import DOCUMENT_PUBLISHED, Fact
from station.rules.rubric import compile_rubric
from station.rules.rulebook import Rulebook
from station.store.schema import documents as kept
from station.texts import as_moment, named_rubric, word

_POLICIES: Final = ("dispositions", "holds", "conditions")


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One edition. `what` it is, `rule` the number of the rule that decided ("" for none), `counts`: it is the one that decides today.

    `kept`: its text is still here, so that the decision can be explained word by word.
    """

    what: str
    name: str
    edition: str
    digest: str
    rule: str
    since: str
    counts: bool
    kept: bool


class Editions:
    """The documents of one station as they were. Used on the thread that reads."""

    def __init__(self, opened: Station, rules: Rulebook) -> None:
        self._opened = opened
        self._rules = rules
        self._texts: dict[str, Mapping[str, Any] | None] = {}
        self._then: dict[str, Rulebook] = {}

    def rules_of(self, record: Mapping[str, Any]) -> Rulebook:
        """The rulebook with the rubric that judged this record; that of today where its text is not kept."""
        reference = str(record.get("rubric") or "")
        if reference not in self._then:
            self._then[reference] = self._as_it_was(reference)
        return self._then[reference]

    def rows(self, facts: Sequence[Fact], zone: tzinfo, language: str) -> tuple[DocumentRow, ...]:
        """Every edition that these facts name, in the order in which they came up."""
        named: dict[str, str] = {}
        for fact in facts:
            for reference in str(fact.payload.get("rubric") or "").split("+") if "@" in str(fact.payload.get("rubric")) else ():
                named.setdefault(reference, "")
            policy, _, rule = str(fact.payload.get("policy") or "").partition("#")
            if policy:
                named[policy] = rule if rule != "0" else ""
        return tuple(self._row(reference, rule, zone, language) for reference, rule in named.items())

    def _row(self, reference: str, rule: str, zone: tzinfo, language: str) -> DocumentRow:
        name, _, rest = reference.partition("@")
        edition, _, digest = rest.partition(":")
        what = f"UNIT_DOCUMENT_{name.upper()}" if name in (*_POLICIES, "findings") else "UNIT_DOCUMENT_RUBRIC"
        counts = any(reference in each.split("+") for each in self._rules.references.values())
        since = self._published.get((name, digest), "")
        shown = as_moment(moment(since), language, zone) if since else ""
        return DocumentRow(
            word(what, language), named_rubric(name, language), edition, digest, rule, shown, counts, self._text(reference) is not None
        )

    @cached_property
    def _published(self) -> Mapping[tuple[str, str], str]:
        found = self._opened.ledger.facts(kinds=(DOCUMENT_PUBLISHED,))
        return {(str(fact.payload["name"]), str(fact.payload["digest"])[:8]): fact.at for fact in found}

    def _as_it_was(self, reference: str) -> Rulebook:
        name = reference.partition("@")[0]
        if not reference or self._rules.references.get(name) == reference:
            return self._rules
        parts = [self._text(part) for part in reference.split("+")]
        if len(parts) != 2 or parts[0] is None or parts[1] is None:
            return self._rules
        try:
            rubric = compile_rubric(parts[1], parts[0])
        except Refusal:
            return self._rules  # a form that this version of the program does not read any more
        return replace(self._rules, rubrics={**self._rules.rubrics, name: rubric})

    def _text(self, reference: str) -> Mapping[str, Any] | None:
        if reference not in self._texts:
            self._texts[reference] = self._look_up(reference)
        return self._texts[reference]

    def _look_up(self, reference: str) -> Mapping[str, Any] | None:
        name, _, rest = reference.partition("@")
        edition, _, digest = rest.partition(":")
        wanted = select(kept.c.text).where(kept.c.name == name, kept.c.digest.startswith(digest, autoescape=True))
        with self._opened.reader.connect() as connection:
            text = connection.execute(wanted.limit(1)).scalar_one_or_none() if edition and digest else None
        return None if text is None else loads(text)
