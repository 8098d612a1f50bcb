"""Documents side by side: what one says that another makes impossible, and which entries can never take a unit.

A contradiction refuses the document; a doubt is told to whoever edits it, since nothing wrong can come of it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from station.model.grades import SELLABLE, Disposition, Outcome
from station.rules.conditions import ConditionRow, Conditions
from station.rules.disposition import Dispositions, Rule
from station.rules.entries import near, place_key
from station.rules.policies import Holds
from station.rules.rubric import Rubric

_UNKNOWN = (None, None, "unknown")


@dataclass(frozen=True)
class Hint:
    """What may have been meant: `key` of the words that end the sentence with these names."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Doubt:
    """One entry that hardly means what it says: `document` and `where` it stands ("rules #4"), `key` of the words that say why."""

    document: str
    where: str
    key: str
    params: Mapping[str, object] = field(default_factory=dict)


def contradictions(dispositions: Dispositions, holds: Holds, rubrics: Iterable[Rubric]) -> list[tuple[str, str, str]]:
    """(document, where, why) of everything that would put units where they must not lie, or sell what is a hazard."""
    apart = {place_key(place): kind for kind, place in dispositions.places if kind in SELLABLE or kind is Disposition.QUARANTINE}
    found = [
        ("holds", f"shelf, {owner.value}", f"{shelf} is the bin for {apart[place_key(shelf)].value}, and held units must not lie there")
        for owner, shelf in holds.shelf.items()
        if place_key(shelf) in apart
    ]
    can_end_in = _outcomes(rubrics)
    for place, rule in enumerate(dispositions.rules, start=1):
        wrong = [
            code for code in rule.findings if rule.then in SELLABLE and can_end_in.get(code) and not can_end_in[code] & set(rule.outcome)
        ]
        if wrong:
            found.append(("dispositions", f"rules #{place}", f"{', '.join(wrong)} can never leave a unit fit for {rule.then.value}"))
    return found


def _outcomes(rubrics: Iterable[Rubric]) -> dict[str, set[Outcome]]:
    """Everything that each finding can force, at first or after a rework or a release."""
    can: dict[str, set[Outcome]] = {}
    for rubric in rubrics:
        for code, finding in rubric.findings.items():
            after = {answer.after for follow_up in finding.follow_ups for answer in follow_up.answers}
            after |= {finding.after, finding.rework.after if finding.rework else None}
            can.setdefault(code, set()).update(finding.outcomes, (each for each in after if each))
    return can


def doubts(
    dispositions: Dispositions,
    conditions: Conditions,
    rubrics: Mapping[str, Rubric],
    clients: Collection[str] = (),
    categories: Collection[str] = (),
) -> list[Doubt]:
    """What can never fit, and names that nobody here has. `clients` and `categories` are those that the station knows."""
    found = [
        *_never("dispositions", "rules", _covered_rules(dispositions.rules)),
        *_never("conditions", "rows", _covered_rows(conditions.rows)),
    ]
    found += _unanswered(dispositions.rules)
    findings = {code for rubric in rubrics.values() for code in rubric.findings}
    families = {family for rubric in rubrics.values() for family in rubric.families}
    marks = {mark for rubric in rubrics.values() for mark in _marks(rubric)}
    known = {*rubrics, *categories}
    for document, part, entries in (("dispositions", "rules", dispositions.rules), ("conditions", "rows", conditions.rows)):
        for place, entry in enumerate(entries, start=1):
            named = {
                "findings": findings,
                "families": families,
                "also": marks,
                "not_also": marks,
                "categories": known,
                "clients": set(clients),
            }
            for name, names in named.items():
                for each in _strangers(getattr(entry, name, ()), names):
                    params = {"part": f"@PART_{name.upper()}", "name": each, "hint": _hint(each, names)}
                    found.append(Doubt(document, f"{part} #{place}", "DOUBT_UNKNOWN", params))
    return found


def _hint(unknown: str, names: Collection[str]) -> Hint | str:
    closest, few = near(unknown, names) if len(names) > 1 else ("", ())
    return Hint("HINT_NEAREST", (closest,)) if closest else Hint("HINT_KNOWN", few) if few else ""


def _strangers(wanted: Iterable[str], known: Collection[str]) -> list[str]:
    spelled = {name.casefold() for name in known}
    return [each for each in wanted if spelled and each.casefold() not in spelled]


def _marks(rubric: Rubric) -> Iterator[str]:
    for finding in rubric.findings.values():
        yield from finding.also
        for follow_up in finding.follow_ups:
            for answer in follow_up.answers:
                yield from answer.also


def _never(document: str, part: str, covered: Mapping[int, Collection[int]]) -> list[Doubt]:
    return [
        Doubt(document, f"{part} #{place}", "DOUBT_NEVER_FITS", {"earlier": ", ".join(f"#{each}" for each in sorted(by))})
        for place, by in covered.items()
    ]


def _covered_rules(rules: Sequence[Rule]) -> dict[int, set[int]]:
    """The rules that never decide anything, by number, with those before them that take all their units."""
    found = {}
    for place, rule in enumerate(rules):
        by = [_taken(rules[:place], rule, outcome) for outcome in rule.outcome]
        if all(by):
            found[place + 1] = set().union(*by)
    return found


def _taken(earlier: Sequence[Rule], rule: Rule, outcome: Outcome) -> set[int]:
    """The earlier rules that take every unit of this outcome which `rule` would take; empty if some are left."""
    wider = {place: each for place, each in enumerate(earlier, start=1) if outcome in each.outcome and _is_wider(each, rule)}
    alone = next((place for place, each in wider.items() if _value(each) in ((None, None, None), _value(rule))), None)
    if alone:
        return {alone}
    by_value = {_value(each): place for place, each in reversed(wider.items())}
    for start, _below, _unknown in by_value:
        three = ((start, None, None), (None, start, None), _UNKNOWN)
        if start and all(case in by_value for case in three):
            return {by_value[case] for case in three}
    return set()


def _value(rule: Rule) -> tuple[str | None, str | None, str | None]:
    return rule.value_from, rule.value_below, rule.value


def _is_wider(rule: Rule, than: Rule) -> bool:
    lists = ("clients", "categories", "markets", "findings", "families")
    return rule.supplier in (None, than.supplier) and all(_holds_more(getattr(rule, name), getattr(than, name)) for name in lists)


def _holds_more(these: Collection[object], those: Collection[object]) -> bool:
    """Whether an entry that asks for one of `these` takes all that one takes which asks for one of `those`; empty takes anything."""
    return not these or (bool(those) and set(those) <= set(these))


def _covered_rows(rows: Sequence[ConditionRow]) -> dict[int, set[int]]:
    found = {}
    for place, row in enumerate(rows):
        every: tuple[Outcome | None, ...] = row.outcome or (*Outcome, None)
        by = [_row_before(rows[:place], row, outcome) for outcome in every]
        if all(by):
            found[place + 1] = {each for each in by if each}
    return found


def _row_before(earlier: Sequence[ConditionRow], row: ConditionRow, outcome: Outcome | None) -> int:
    lists = ("clients", "categories", "seal", "findings", "also")
    for place, each in enumerate(earlier, start=1):
        same = all(_holds_more(getattr(each, name), getattr(row, name)) for name in lists)
        if same and (not each.outcome or outcome in each.outcome) and set(each.not_also) <= set(row.not_also):
            return place
    return 0


def _unanswered(rules: Sequence[Rule]) -> list[Doubt]:
    """Grades of which some unit may fit no rule, and rules about what forced grade A, which nothing forces."""
    found = []
    for grade in (Outcome.A, Outcome.B, Outcome.C):
        if not _taken(rules, Rule(then=Disposition.HOLD, outcome=(grade,)), grade):
            found.append(Doubt("dispositions", "rules", "DOUBT_NO_RULE", {"grade": grade.value}))
    for place, rule in enumerate(rules, start=1):
        if rule.outcome == (Outcome.A,) and (rule.findings or rule.families):
            found.append(Doubt("dispositions", f"rules #{place}", "DOUBT_NOTHING_FORCES_A"))
    return found
