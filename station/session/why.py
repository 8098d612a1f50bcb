"""What stands behind a unit, in words: the bench and its last unit in, headed rows out. Read by the page "why".

Of a unit in hand only what came with it is told. What its findings force, and what it was graded before, is told of no unit that
somebody is grading: it would bend the grade.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from station.bench.receiving import context_of, goods_of
from station.bench.states import Bench
from station.model.goods import Product
from station.model.units import KnownUnit
from station.rules.rulebook import Rulebook
from station.session.because import Known, finding_words, titles
from station.session.reasons import in_customers_words
from station.session.units import Units
from station.texts import as_country, as_day, as_money, clauses, listed, named_category, named_rubric, word

_CAME: Final = ("market", "requested_at", "delivered_at", "payment_method", "carrier", "return_route", "supplier", "style")
_DAYS: Final = ("requested_at", "delivered_at")
_NUMBERS: Final = ("rma", "order", "tracking")
_POLICIES: Final = ("dispositions", "holds", "conditions")

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows (name, value) under one heading."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """`lpn` and `title` of the unit that it is about, "" for none; `graded`: its grade is explained, nobody has it in hand."""

    lpn: str
    title: str
    graded: bool
    parts: tuple[Part, ...]


def why(bench: Bench, last: Mapping[str, Any] | None, units: Units, rules: Rulebook, language: str) -> Why:
    """About the unit in hand; else about the one whose plate was scanned, or the one that was finished last."""
    if unit := bench.unit:
        product = unit.product if not unit.candidates else None
        goods = goods_of(unit)
        parts = (_came(goods, context_of(unit), product, language), _editions(_rubric(product, rules), rules, language))
        return Why(unit.lpn, str(goods.get("title") or ""), graded=False, parts=parts)
    asked = bench.question.unit if bench.question else None
    known = asked or (units.known(last["lpn"]) if last else None)
    if known is None:
        return Why("", "", graded=False, parts=(_editions("", rules, language),))
    return _about(known, rules, language)


def _about(known: KnownUnit, rules: Rulebook, language: str) -> Why:
    came = _came(known.received, known.received_context, known.product, language)
    if not known.record:
        return Why(known.lpn, known.title, graded=False, parts=(came, _editions(_rubric(known.product, rules), rules, language)))
    return Why(known.lpn, known.title, graded=True, parts=(_decided(known, rules, language), came))


def came_with(known: KnownUnit, language: str) -> tuple[Row, ...]:
    """What the main system told with a unit, (name, value) each; what was corrected since is told as it is now."""
    return _came(known.received, known.received_context, known.product, language).rows


def _came(goods: Mapping[str, Any], context: Mapping[str, Any], product: Product | None, language: str) -> Part:
    """What the main system told with the unit: numbers, prices, market, and how it is called by channels."""
    codes = listed(product.codes, language) if product else ""
    category = named_category(str(goods.get("category") or ""), language)
    rows = [("sku", goods.get("sku")), ("gtin", goods.get("gtin")), ("codes", codes), ("category", category)]
    rows += [("price_paid", _money(goods, "price_paid", language)), ("list_price", _money(goods, "list_price", language))]
    rows += [("reason", in_customers_words(str(goods.get("reason") or ""), language))]
    known = {**goods, "market": as_country(str(goods.get("market") or ""), language)}
    rows += [(name, known.get(name)) for name in _CAME] + [(name, _several(context.get(name), language)) for name in _NUMBERS]
    return Part(word("WHY_CAME", language), _rows(rows, language))


def _decided(known: KnownUnit, rules: Rulebook, language: str) -> Part:
    """What decided about it: the findings with what each forced, the seal, the editions as the facts name them."""
    body = known.record
    rows: list[tuple[str, object]] = [("grade", body.get("grade")), ("because", _because(known, rules, language))]
    rows += [("seal", _seal(body, language)), ("photos", len(body.get("photos") or ()) or None)]
    rows += [("rubric", _edition(str(body.get("rubric") or ""), language)), ("policy", _rule(str(body.get("policy") or ""), language))]
    rows += [("condition", _channels(body, language))]
    return Part(word("WHY_DECIDED", language), _rows(rows, language))


def _because(known: KnownUnit, rules: Rulebook, language: str) -> str:
    body, words = known.record, Known(titles(known.received), tuple(known.received.get("sold") or ()))
    told = [finding_words(body, each["reason"], rules, language, words) for each in body.get("reasons") or ()]
    for each in body.get("findings") or ():
        what = finding_words(body, each["finding"], rules, language, words)
        forces = each.get("forces")
        told.append(word("WHY_FORCES", language, finding=what, outcome=_outcome(forces, language)) if forces else what)
    return clauses(dict.fromkeys(told), language) or word("LAST_NOTHING_FOUND", language)


def _outcome(forces: str, language: str) -> str:
    kind, _, owner = forces.partition(":")
    return word("WHY_HOLD", language, owner=word(f"OWNER_{owner}", language)) if owner else kind if len(kind) == 1 else _stop(language)


def _stop(language: str) -> str:
    return word("DISPOSITION_QUARANTINE", language)


def _seal(body: Mapping[str, Any], language: str) -> str:
    """What the seal is, and whether somebody was asked."""
    seal = body.get("seal") or {}
    if not seal:
        return ""
    state = word(f"TABLE_SEAL_{str(seal['state']).upper()}", language)
    return word("WHY_SEAL_ASKED" if seal.get("basis") in ("PROMPT", "SCAN") else "WHY_SEAL_ASSUMED", language, seal=state)


def _channels(body: Mapping[str, Any], language: str) -> str:
    return listed((f"{channel} {said}" for channel, said in (body.get("condition") or {}).items()), language)


def _editions(rubric: str, rules: Rulebook, language: str) -> Part:
    """The documents that will decide: which edition of each counts now."""
    named = [("rubric", rules.reference(rubric) if rubric else ""), *((name, rules.reference(name)) for name in _POLICIES)]
    return Part(word("WHY_EDITIONS", language), _rows([(name, _edition(each, language)) for name, each in named], language))


def _edition(reference: str, language: str) -> str:
    """Documents as facts name them ("apparel@2:6fe7df7c+findings@2:5530fa93") in words; what is named otherwise stays as it is."""
    return clauses((_document(each, language) for each in reference.split("+")), language)


def _document(reference: str, language: str) -> str:
    name, _, rest = reference.partition("@")
    edition, _, digest = rest.partition(":")
    return word("WHY_EDITION", language, name=named_rubric(name, language), edition=edition, digest=digest) if digest else reference


def _rule(policy: str, language: str) -> str:
    """Which rule of which edition sent it where it goes."""
    reference, _, number = policy.partition("#")
    document = _document(reference, language)
    return word("WHY_RULE", language, document=document, number=number) if number not in ("", "0") else document


def _rubric(product: Product | None, rules: Rulebook) -> str:
    rubric = rules.rubric_for(product) if product else None
    return rubric.name if rubric else ""


def _money(goods: Mapping[str, Any], name: str, language: str) -> str:
    amount = goods.get(name)
    return as_money(str(amount), str(goods.get("currency") or ""), language) if amount else ""


def _several(value: object, language: str) -> str:
    """A parcel may have more numbers than one ("A|B")."""
    return listed((each for each in str(value or "").split("|") if each), language)


def _rows(rows: Iterable[tuple[str, object]], language: str) -> tuple[Row, ...]:
    """Only what is known, each under its name."""
    shown = dict.fromkeys(_DAYS, as_day)
    told = [(name, shown[name](str(value), language) if name in shown else str(value)) for name, value in rows if value]
    return tuple((word(f"WHY_{name.upper()}", language), value) for name, value in told)
