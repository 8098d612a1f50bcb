"""Holds decided: released, inspected again, or sent back to the customer; by a supervisor, and by nobody else."""

from dataclasses import replace
from typing import Any

from station.bench import categorising, finishing, labelling, raising, receiving
from station.bench.agreeing import agrees_already
from station.bench.alerting import stopped_by
from station.bench.asking import ask, not_now, question_of, unit_of
from station.bench.events import Event, ItemScanned
from station.bench.menu import RAISE_DECISIONS, WRONG_ITEM, asks_which, misfits_of
from station.bench.receiving import SCANNED
from station.bench.regrading import again, inspect_again, released_fact
from station.bench.states import Bench, Question, Step
from station.errors import Refusal
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.goods import Alert, Product
from station.model.grades import Disposition
from station.model.units import KnownUnit
from station.rules.alerts import concerning
from station.rules.disposition import bin_for
from station.rules.recorded import inspection_from
from station.rules.rulebook import Rulebook
from station.rules.steps import released
from station.rules.verdict import judge

# Decisions that end a unit's way at this bench, and where it then goes. An empty box is only cardboard.
ENDS = {
    "RETURN_TO_CUSTOMER": Disposition.RETURN_TO_CUSTOMER,
    "REFUSE": Disposition.RECYCLE,
    "REFUND": Disposition.RECYCLE,
    "CLAIM": Disposition.RECYCLE,
}


def release(bench: Bench, question: Question, event: Event, rules: Rulebook) -> Step:
    """item.released: the decision about a hold, by the signed-in supervisor or by the badge that was scanned."""
    agreed = agrees_already(bench, question)
    if not agreed or question.decision == "IDENTIFY":
        return ask(bench, replace(question, agreed_by=agreed))
    if question.decision == "CATEGORY":
        return categorising.ask_category(bench, replace(question, agreed_by=agreed), rules)
    known = unit_of(bench, None, "NOTHING_IN_HAND")
    if question.decision in RAISE_DECISIONS:
        return raising.decided(bench, known, replace(question, agreed_by=agreed), event, rules)
    fact = released_fact(known, question.decision, agreed, event)
    free = replace(bench, question=None)
    if ends := ENDS.get(question.decision):
        return _ended(replace(free, state=free.resting), known, fact, ends, rules)
    step = take_up(free, replace(known, released=question.decision), event, rules)
    return Step(step.bench, (fact, *step.facts), step.effects)


def take_up(bench: Bench, known: KnownUnit, event: Event, rules: Rulebook) -> Step:
    """The unit in hand after its hold was decided, now or before at the desk: what was decided is not asked again."""
    if known.released == "RELEASE":
        return _after_release(bench, known, event, rules)
    return inspect_again(bench, known, event, rules, misfits_of(known) if known.released == "CATEGORY" else ())


def identify(bench: Bench, event: ItemScanned, rules: Rulebook) -> Step:
    """What a unit is that is not identified, or not the ordered one, by the code that was found for it; it is then inspected as that."""
    question = question_of(bench)
    if question.decision != "IDENTIFY" or not question.agreed_by:
        raise not_now(bench, "ItemScanned")
    known = unit_of(bench, None, "NOTHING_IN_HAND")
    fitting = [product for product in event.products if product.client == known.client] or list(event.products)
    if len(fitting) != 1:
        raise Refusal("NOT_IDENTIFIED")
    product = fitting[0]
    new = _named(product, event)
    what = {field: [known.received.get(field), value] for field, value in new.items() if known.received.get(field) != value}
    context = receiving.context_of(again(known, event))
    payload = {"what": what, "corrects": known.record_fact, "by": question.agreed_by, "client": product.client}
    corrected = (NewFact(kinds.ITEM_CORRECTED, known.lpn, payload, context),) if what else ()
    named = replace(known, client=product.client, sku=product.sku, title=product.title, category=product.category)
    named = replace(named, product=product, received={**known.received, **new}, alerts=(*known.alerts, *_about(known, product, event)))
    step = inspect_again(replace(bench, question=None), named, event, rules, (WRONG_ITEM,) if asks_which(known) else ())
    released = released_fact(known, question.decision, question.agreed_by, event)
    return Step(step.bench, (released, *corrected, *step.facts), step.effects)


def _named(product: Product, event: ItemScanned) -> dict[str, Any]:
    """What item.received would have said of this product, and what its code tells of the very unit."""
    named = {name: getattr(product, name) for name in ("client", "sku", "title", "category", "bin", "tracks", "style")}
    gtin = product.gtins[0] if product.gtins else None
    told = {name: event.parts[name] for name in SCANNED if name in event.parts}
    return {**named, "gtin": gtin, "attributes": dict(product.attributes), **told}


def _about(known: KnownUnit, product: Product, event: ItemScanned) -> tuple[Alert, ...]:
    rma = str(known.received_context.get("rma") or "")
    found = concerning(event.alerts, client=product.client, rma=rma, sku=product.sku, parts=event.parts)
    return tuple(alert for alert in found if alert not in known.alerts)


def _after_release(bench: Bench, known: KnownUnit, event: Event, rules: Rulebook) -> Step:
    """Each held finding forces what it forces afterwards; where one has no "afterwards", the unit starts again at the board."""
    decided = tuple(each["reason"] for each in known.record.get("reasons", ()))
    rubric = rules.rubric_for(known.product) if known.product else None
    if rubric is None or not known.record.get("findings") or not known.record.get("board_closed"):
        return inspect_again(bench, known, event, rules, decided)
    held = inspection_from(known.record, known.received, rubric, known.product)
    freed = stopped_by(released(replace(held, today=event.today), judge(held).holds), known.new_alerts)
    if judge(freed).outcome.is_hold or held.ending:
        return inspect_again(bench, known, event, rules, decided)
    return finishing.proceed(bench, replace(again(known, event), inspection=freed), event, rules)


def _ended(bench: Bench, known: KnownUnit, fact: NewFact, ends: Disposition, rules: Rulebook) -> Step:
    """The unit is not inspected any more: it leaves for where the decision sends it."""
    where = bin_for(rules.dispositions, ends, receiving.circumstances(known.received))
    payload = {**fact.payload, "disposition": ends.value, "bin": where, "because": list(known.record.get("because", ()))}
    decided = replace(fact, payload=payload)
    words = {code: reason.label for code, reason in rules.holds.reasons.items()}
    label = labelling.label_for(decided, known.received, rules, words, known.copies + 1)
    return Step(bench, (decided, *labelling.voided(known, "released"), label))
