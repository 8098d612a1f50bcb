"""A policy as a table that somebody can read: the validated document in, heads and rows in words out."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from station.model.grades import Disposition, Outcome
from station.rules.channels import CHANNELS
from station.rules.conditions import ConditionRow, Conditions
from station.rules.disposition import Dispositions, Rule
from station.rules.policies import Holds
from station.texts import as_money, clauses, in_brackets, listed, table, text_of, word

Naming = Callable[[str], str]  # a finding's code -> what it is called
Table = tuple[tuple[str, ...], list[tuple[object, ...]]]  # names of columns (they have words where people read them), and rows

_LISTED: Final = ("clients", "categories", "markets", "families", "also", "not_also")


def policy_table(policy: Dispositions | Conditions | Holds, finding: Naming, language: str = "en") -> Table:
    """The table of whichever policy it is; numbers of rows are those by which facts and refusals name them."""
    if isinstance(policy, Dispositions):
        return _dispositions(policy, finding, language)
    return _conditions(policy, finding, language) if isinstance(policy, Conditions) else _holds(policy, language)


def decided_words(decided: str, language: str) -> str:
    """What a trial says was decided ("restock, A-01", "HOLD:CLIENT") in words; a grade, and what channels call it, as they are."""
    first, _, place = decided.partition(", ")
    if first in set(Outcome) and Outcome(first).owner:
        return _outcome(Outcome(first), language)
    key = f"DISPOSITION_{first.upper()}"
    return listed(filter(None, (word(key, language), place)), language) if key in table(language, "words") else decided


def _dispositions(policy: Dispositions, finding: Naming, language: str) -> Table:
    rows: list[tuple[object, ...]] = []
    for place, rule in enumerate(policy.rules, start=1):
        why = in_brackets(word("TABLE_DEROGATION", language, derogation=rule.derogation), language) if rule.derogation else ""
        then = word(f"DISPOSITION_{rule.then.name}", language)
        place_for = rule.bin or (word("TABLE_OWN_BIN", language, bin=policy.bins[rule.then]) if _own(rule) else policy.bins[rule.then])
        rows.append((f"#{place}", _asked(rule, finding, language, policy.thresholds), f"{then}{why}", place_for))
    return ("rule", "units", "next", "place"), rows


def _own(rule: Rule) -> bool:
    return rule.then is Disposition.RESTOCK


def _conditions(policy: Conditions, finding: Naming, language: str) -> Table:
    used = [channel for channel in CHANNELS if any(channel in row.condition for row in policy.rows)]
    rows: list[tuple[object, ...]] = [
        (f"#{place}", _asked(row, finding, language), *(row.condition.get(channel, "") for channel in used))
        for place, row in enumerate(policy.rows, start=1)
    ]
    return ("row", "units", *used), rows


def _holds(policy: Holds, language: str) -> Table:
    rows: list[tuple[object, ...]] = []
    for code, reason in policy.reasons.items():
        default = word(f"DEFAULT_{reason.default.upper()}", language)
        owner = word(f"OWNER_{reason.owner.value}", language)
        card = f"RS-HOLD-{code}" if reason.by_hand else word("TABLE_NO_CARD", language)
        label, question = text_of(reason.label, language), text_of(reason.question, language)
        rows.append((card, label, owner, policy.shelf[reason.owner], policy.days[reason.owner], default, question))
    return ("card", "reason", "who decides", "shelf", "days", "then", "question"), rows


def _asked(entry: Rule | ConditionRow, finding: Naming, language: str, thresholds: Mapping[str, Mapping[str, object]] | None = None) -> str:
    """What an entry asks of a unit, in words; "every other unit" for nothing."""
    parts = [_outcomes(entry.outcome, language)] if entry.outcome else []
    for name in _LISTED:
        if values := getattr(entry, name, ()):
            parts.append(_told(f"TABLE_{name.upper()}", values, language))
    if entry.findings:
        parts.append(_told("TABLE_FINDINGS", map(finding, entry.findings), language))
    if isinstance(entry, ConditionRow) and entry.seal:
        parts.append(_told("TABLE_SEAL", (word(f"TABLE_SEAL_{seal.name}", language) for seal in entry.seal), language))
    if isinstance(entry, Rule):
        parts += _worth(entry, language, thresholds or {})
    return clauses(parts, language) or word("TABLE_EVERY_OTHER", language)


def _told(key: str, names: Iterable[str], language: str) -> str:
    # Not filled into the sentence: a parameter is cut where it is long, and names of findings hold commas themselves.
    return f"{word(key, language)} {' / '.join(names)}"


def _outcomes(outcomes: Iterable[Outcome], language: str) -> str:
    grades = [outcome.value for outcome in outcomes if outcome.grade and outcome is not Outcome.QUARANTINE]
    named = [word("TABLE_GRADE", language, grades=listed(grades, language))] if grades else []
    others = [outcome for outcome in outcomes if outcome.value not in grades]
    return listed([*named, *(_outcome(outcome, language) for outcome in others)], language)


def _outcome(outcome: Outcome, language: str) -> str:
    if outcome.owner:
        return word("TABLE_HELD", language, owner=word(f"OWNER_{outcome.owner.value}", language))
    return word("DISPOSITION_QUARANTINE", language)


def _worth(rule: Rule, language: str, thresholds: Mapping[str, Mapping[str, object]]) -> list[str]:
    told = []
    for key, name in (("TABLE_VALUE_FROM", rule.value_from), ("TABLE_VALUE_BELOW", rule.value_below)):
        if name:
            amounts = listed((as_money(str(amount), currency, language) for currency, amount in thresholds.get(name, {}).items()), language)
            told.append(word(key, language, name=name, amounts=amounts))
    if rule.value:
        told.append(word("TABLE_VALUE_UNKNOWN", language))
    if rule.supplier is not None:
        told.append(word("TABLE_SUPPLIER" if rule.supplier else "TABLE_NO_SUPPLIER", language))
    return told
