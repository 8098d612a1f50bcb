"""What happened to one unit, in order: its facts and those of the lot that it lies in, in; a line each, with why and by whom, out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from station.insight.story import Moment
from station.model import facts as kinds
from station.model.facts import Fact
from station.texts import clauses, table, word

# What a code in a fact's payload is called, by the kind of fact.
_WHY = {kinds.ITEM_CORRECTED: "CORRECTED_WHY", kinds.ITEM_REOPENED: "SECOND_GRADING", kinds.ITEM_OVERRIDDEN: "GRADE"}


@dataclass(frozen=True, slots=True)
class Happening:
    """One fact. `seq` is its number in the ledger, `kind` its name there; `more` tells why and who agreed, "" for nothing."""

    seq: int
    kind: str
    shown: str
    who: str
    what: str
    more: str


def timeline(
    facts: Iterable[Fact], moment_of: Callable[[Fact], Moment], naming: Callable[[str], str], language: str
) -> tuple[Happening, ...]:
    """The same facts in their order, in words; `naming` gives the name of a person by id."""
    told = ((fact, moment_of(fact)) for fact in facts)
    return tuple(Happening(fact.seq, fact.kind, each.shown, each.name, each.what, _more(fact, naming, language)) for fact, each in told)


def _more(fact: Fact, naming: Callable[[str], str], language: str) -> str:
    given = fact.payload
    code = str(given.get("why") or given.get("reason") or "")
    key = f"{_WHY.get(fact.kind, '')}_{code}"
    parts = [word(key, language)] if fact.kind in _WHY and key in table(language, "words") else []
    if said := str((fact.context or {}).get("remark") or ""):
        parts.append(word("UNIT_REMARK", language, said=said))
    by = str(given.get("by") or "")
    if by and by != fact.actor:
        parts.append(word("UNIT_AGREED", language, who=naming(by)))
    return clauses(parts, language)
