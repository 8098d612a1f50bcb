"""Units that were held because their category does not fit: a supervisor chooses it at the bench, and they are inspected by it."""

from dataclasses import replace

from station.bench import receiving
from station.bench.asking import ask, unit_of
from station.bench.events import Event
from station.bench.menu import misfits_of
from station.bench.regrading import again, inspect_again, released_fact, rubric_of
from station.bench.states import Bench, Question, Step
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.units import KnownUnit
from station.rules.rulebook import Rulebook


def ask_category(bench: Bench, question: Question, rules: Rulebook) -> Step:
    """Which category instead: every one that this station knows but the one that did not fit."""
    known = unit_of(bench, None, "NOTHING_IN_HAND")
    return ask(bench, replace(question, rubrics=categories_of(known, rules)))


def categories_of(known: KnownUnit, rules: Rulebook) -> tuple[tuple[str, str], ...]:
    """The categories to choose from, (name, label) in the order of their labels. Raises Refusal NO_RUBRIC."""
    standing = rubric_of(known, rules).name
    others = sorted((rubric.label, name) for name, rubric in rules.rubrics.items() if name != standing)
    return tuple((name, label) for label, name in others)


def choose_category(bench: Bench, question: Question, name: str, event: Event, rules: Rulebook) -> Step:
    """item.released and item.corrected; the unit is inspected by the rules of its category."""
    known = unit_of(bench, None, "NOTHING_IN_HAND")
    old = known.received.get("rubric") or rubric_of(known, rules).name
    payload = {"what": {"rubric": [old, name]}, "corrects": known.record_fact, "by": question.agreed_by, "client": known.client}
    corrected = NewFact(kinds.ITEM_CORRECTED, known.lpn, payload, receiving.context_of(again(known, event)))
    product = replace(known.product, rubric=name) if known.product else None
    named = replace(known, product=product, received={**known.received, "rubric": name})
    step = inspect_again(replace(bench, question=None), named, event, rules, misfits_of(known))
    released = released_fact(known, question.decision, question.agreed_by, event)
    return Step(step.bench, (released, corrected, *step.facts), step.effects)
