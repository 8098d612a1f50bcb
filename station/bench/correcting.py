"""What was recorded wrongly of a unit, put right: a known unit and what is true instead in, the facts out. Nothing is edited.

A label that says what was wrong is voided and another one queued; what else the correction makes doubtful is said, for somebody to decide.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from station.bench import labelling, receiving
from station.bench.asking import must_be_loose
from station.bench.events import Event
from station.bench.regrading import again
from station.errors import Refusal
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.goods import ExpectedLine, Product
from station.model.grades import Disposition, Outcome
from station.model.units import KnownUnit
from station.rules.disposition import decide
from station.rules.rulebook import Rulebook
from station.rules.tracing import is_imei

FIELDS: Final = ("sku", "client", "rma", "serial", "lot", "expiry", "best_before")
REASONS: Final = ("MISREAD", "MIXED_UP", "CLIENT_SAYS", "WRONG_DATA", "OTHER")
_TRACED: Final = ("serial", "imei", "lot", "expiry", "best_before")  # what an inspection may have read on the very unit
_NUMBERS: Final = ("serial", "imei")  # two names of one device
_OF_PRODUCT: Final = ("sku", "title", "category", "bin", "tracks", "style", "supplier")
_ON_LABELS: Final = ("sku", "gtin", "title", "client", "fnsku", "price", "old_price", "currency")
_OTHER_GOODS: Final = frozenset({"sku", "client"})  # with another one of these a unit is counted elsewhere
_GONE: Final = ("shipped", "destroyed", "returned", "released")
_DECIDED: Final = ("graded", "toted", "restocked", "lotted")


@dataclass(frozen=True, slots=True)
class Correction:
    """`true` is what shall stand, by field; `corrects` the id of the fact that said otherwise; `why` one of REASONS.

    `product` is what the unit is from now on; `line` the line of a return against which it came, where that is put right;
    `remark` somebody's own words, which may be erased one day; `by` the person's id.
    """

    true: Mapping[str, Any]
    corrects: str
    why: str
    by: str
    product: Product | None = None
    remark: str = ""
    line: ExpectedLine | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """The facts, and what they make doubtful: (code, values) of GRADE (by the rules of another category), PLACE or LINE (full)."""

    facts: tuple[NewFact, ...]
    doubts: tuple[tuple[str, Mapping[str, str]], ...] = field(default=())


def correct(known: KnownUnit, correction: Correction, event: Event, rules: Rulebook) -> Corrected:
    """item.corrected with the old and the new value of each field, and another label where the present one says what was wrong.

    Raises Refusal NOTHING_CORRECTED where all of it stands so already; and where the unit would be other goods, IN_A_CLOSED_LOT and
    IN_ITS_BIN: others have counted it as what it was.
    """
    what = {name: [old, new] for name, new in correction.true.items() if (old := standing(known, name)) != new}
    line = correction.line if correction.line and _is_another(known, correction.line) else None
    if not what and line is None:
        raise Refusal("NOTHING_CORRECTED", lpn=known.lpn)
    if _OTHER_GOODS & what.keys():
        must_be_loose(known)
        if known.state == "restocked":
            raise Refusal("IN_ITS_BIN", lpn=known.lpn, bin=known.bin)
    goods = {**known.received, **{name: new for name, (_old, new) in what.items()}}
    said = {"what": what, "corrects": correction.corrects, "why": correction.why, "by": correction.by, "client": goods.get("client")}
    said |= {"return": True} if line else {}
    context = receiving.context_of(again(known, event)) | _of_return(known, line)
    context |= {"remark": correction.remark} if correction.remark else {}
    fact = NewFact(kinds.ITEM_CORRECTED, known.lpn, said, context)
    label = _label(known, goods, rules)
    full = [("LINE", {"quantity": str(line.quantity), "seen": str(line.seen + 1)})] if line and line.open == 0 else []
    return Corrected((fact, *label), (*full, *_doubts(known, goods, correction.product, rules)))


def _is_another(known: KnownUnit, line: ExpectedLine) -> bool:
    return (line.rma, line.line) != (known.received_context.get("rma"), known.received.get("line"))


def _of_return(known: KnownUnit, line: ExpectedLine | None) -> dict[str, Any]:
    """The return and its customer from now on, and `was`: what was said before. All of it can be erased, so no payload has it."""
    if line is None:
        return {}
    return receiving.personal(line) | {"was": {name: known.received_context.get(name, "") for name in ("rma", "order")}}


def standing(known: KnownUnit, name: str) -> Any:  # noqa: ANN401 -- a field of whatever type
    """What is recorded of a unit now; of what its inspection read, that."""
    traced = known.record.get("traced") or {}
    if name == "serial":
        return traced.get("serial") or traced.get("imei") or known.received.get("serial")
    if name in _TRACED and traced.get(name):
        return traced[name]
    if name == "rma":
        return known.received_context.get("rma")
    return known.client if name == "client" else known.received.get(name)


def traced_now(traced: Mapping[str, str], what: Mapping[str, Any]) -> dict[str, str]:
    """What an inspection read on the very unit, after a correction; `what` is the new value of each field."""
    told = {name: value for name, value in traced.items() if not (what.get("serial") and name in _NUMBERS)}
    for name, new in what.items():
        if name in _TRACED and new:
            told["imei" if name == "serial" and is_imei(new) and "imei" in traced else name] = new
    return told


def of_product(product: Product) -> dict[str, Any]:
    """What item.received would have said of this product."""
    named = {name: getattr(product, name) for name in _OF_PRODUCT}
    gtin, price = (product.gtins[0] if product.gtins else None), product.price
    return {
        **named, "client": product.client, "gtin": gtin, "attributes": dict(product.attributes), "codes": list(product.codes),
        "list_price": str(price) if price is not None else None,
    }  # fmt: skip


def _label(known: KnownUnit, goods: Mapping[str, Any], rules: Rulebook) -> tuple[NewFact, ...]:
    """Another label, where one is on the unit that now says what is not true; nothing for a unit that has left."""
    if not known.jobs or known.layout is None or known.state in _GONE:
        return ()
    fresh = _fresh(known, goods, rules)
    if all((now or "") == (known.label_fields.get(name) or "") for name, now in _on_label(known, goods, fresh)):
        return ()
    return (*labelling.voided(known, "corrected"), fresh)


def _on_label(known: KnownUnit, goods: Mapping[str, Any], fresh: NewFact) -> Iterator[tuple[str, Any]]:
    """What the present label should say now. Where no decision stands it may be that of a hold, which says more than a fresh one would."""
    if known.disposition is None:
        return ((name, goods.get(name)) for name in _ON_LABELS if name in known.label_fields)
    return ((name, fresh.payload["fields"].get(name)) for name in _ON_LABELS)


def _fresh(known: KnownUnit, goods: Mapping[str, Any], rules: Rulebook) -> NewFact:
    if known.disposition is None:
        return labelling.plain(known.lpn, goods.get("title") or "", goods.get("client") or "", known.copies + 1)
    rubric = rules.rubric_for(known.product) if known.product else None
    words = {code: reason.label for code, reason in rules.holds.reasons.items()}
    words |= {code: finding.label for code, finding in rubric.findings.items()} if rubric else {}
    body = {**known.record, "disposition": known.disposition, "bin": known.bin, "grade": known.grade}
    return labelling.label_for(NewFact(kinds.ITEM_GRADED, known.lpn, body), goods, rules, words, known.copies + 1)


def _doubts(known: KnownUnit, goods: Mapping[str, Any], product: Product | None, rules: Rulebook) -> list[tuple[str, Mapping[str, str]]]:
    """What stood on the old value. Where the rules themselves are others, what they say of the place is nothing yet."""
    if known.state not in _DECIDED or known.grade is None:
        return []
    judged = str(known.record.get("rubric") or "").partition("@")[0]
    now = rules.rubric_for(product) if product else None
    if now and judged and now.name != judged:
        return [("GRADE", {"grade": known.grade, "old": judged, "new": now.name})]
    rubric = rules.rubrics.get(judged)
    if rubric is None or known.disposition == Disposition.QUARANTINE.value:
        return []
    because = list(known.record.get("because") or ())
    decision = decide(rules.dispositions, rubric, Outcome(known.grade), because, receiving.circumstances(goods), rules.hold_shelves)
    if (decision.disposition.value, decision.bin) == (known.disposition, known.record.get("bin")):
        return []
    return [("PLACE", {"disposition": decision.disposition.value, "bin": decision.bin})]
