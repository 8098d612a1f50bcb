"""The label facts: queued in the same transaction as what the label names, voided when another one takes its place.

Which kind a unit gets, and what it is given to say; what it looks like is the layouts' business.
"""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Final

from station.bench.labels import label_code
from station.errors import Refusal
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.grades import Disposition
from station.model.units import KnownUnit
from station.rules.rulebook import Rulebook
from station.scan.patterns import matches

_UNIDENTIFIED: Final = "IDENTITY"
_STOPPED: Final = "STOP"
_HAZARDS: Final = "HAZARD"
# The worst first, since a label has room for one instruction: what spreads without being touched (fire, then germs), what a touch
# may not undo (electric shock, cuts, unknown liquids), what harms slowly or only whoever uses it. Hazards that a site wrote follow.
WORST_FIRST: Final = (
    "BATTERY_SWOLLEN", "BURN_MARK", "BATTERY_DOOR", "BIO_CONTAMINATION", "PLUG_DAMAGED", "SHARP_OBJECT", "BROKEN", "RESIDUAL_LIQUID",
    "MOULD", "INFESTATION", "UNSTABLE", "SMALL_PART_LOOSE", "HEEL_BROKEN", "RECALLED",
)  # fmt: skip
Fields = dict[str, Any]


def label(lpn: str, layout: str, fields: Mapping[str, Any], copy: int = 1, why: str | None = None) -> NewFact:
    """label.queued, in the same transaction as what it names. From the second copy on the plate carries its number: "B02-000033-E/2"."""
    plate = {"plate": label_code(lpn, copy)} if "plate" in fields else {}
    payload = {"lpn": lpn, "layout": layout, "fields": {**fields, **plate}, "copy": copy, "reprint_reason": why}
    return NewFact(kinds.LABEL_QUEUED, lpn, payload)


def plain(lpn: str, title: str, client: str, copy: int = 1, why: str | None = None) -> NewFact:
    """The plate of a unit that is not graded: nothing on it sends the unit anywhere."""
    return label(lpn, "plate", {"plate": lpn, "title": title, "client": client}, copy, why)


def label_for(decided: NewFact, goods: Mapping[str, Any], rules: Rulebook, words: Mapping[str, str], copy: int = 1) -> NewFact:
    """The label of a graded or held unit. `client` is given to each, since printers and layouts may be a client's own."""
    lpn = decided.subject
    article = {name: goods.get(name) or "" for name in ("sku", "gtin", "title", "client")}
    kind, fields = _chosen(decided.payload, goods, rules, words)
    return label(lpn, kind, {"plate": lpn, **article, **fields}, copy)


def _chosen(body: Mapping[str, Any], goods: Mapping[str, Any], rules: Rulebook, words: Mapping[str, str]) -> tuple[str, Fields]:
    """The kind of label, and what it says beside plate and article."""
    disposition = Disposition(str(body.get("disposition")))
    if disposition is Disposition.RESTOCK:
        return _restocked(goods, rules)
    if disposition is Disposition.HOLD:
        return _held(body, rules, words)
    because = list(body.get("because", ()))
    why = ", ".join(words.get(code, code) for code in because)
    said = {"disposition": disposition.value, "bin": body["bin"], "grade": body.get("grade") or "", "reason": why}
    match disposition:
        case Disposition.QUARANTINE:
            return "quarantine", said | {"hazard": _hazard(because, rules)}
        case Disposition.OUTLET | Disposition.LIQUIDATION:
            return "outlet", said | _prices(goods, rules.dispositions.percent_off.get(disposition, 0))
        case Disposition.REPAIR if work := _work(body, rules):
            return "rework", said | {"work": ", ".join(work)}
    return "c", said


def _restocked(goods: Mapping[str, Any], rules: Rulebook) -> tuple[str, Fields]:
    """What Amazon knows by a code of its own gets that code over the maker's; the next buyer learns no grade and no reason."""
    fnsku = next((code for code in goods.get("codes", ()) if matches(rules.fnsku, code)), "")
    return ("fnsku", {"fnsku": fnsku.upper()}) if fnsku else ("restock", {})


def _held(body: Mapping[str, Any], rules: Rulebook, words: Mapping[str, str]) -> tuple[str, Fields]:
    first = body["reasons"][0]
    named = rules.holds.reasons.get(first["reason"])
    why = named.label if named else words.get(first["reason"], first["reason"])
    kind = "unidentified" if first["reason"] == _UNIDENTIFIED else "hold"
    return kind, {"reason": why, "owner": first["for"], "shelf": body["shelf"]}


def _hazard(because: Iterable[str], rules: Rulebook) -> str:
    """The codes of all that may hurt, the worst first: the findings that are hazards, else that somebody stopped it, else nothing."""
    codes = list(dict.fromkeys(because))
    hazards = {code for rubric in rules.rubrics.values() for code, finding in rubric.findings.items() if finding.group == _HAZARDS}
    found = sorted((code for code in codes if code in hazards), key=_danger)
    return ", ".join(found) or (_STOPPED if _STOPPED in codes else "")


def _danger(code: str) -> int:
    """Where a hazard stands among all, 0 is the worst."""
    return WORST_FIRST.index(code) if code in WORST_FIRST else len(WORST_FIRST)


def _prices(goods: Mapping[str, Any], percent_off: int) -> Fields:
    """What it costs and, where that is less than its list price, what it did cost. Nothing where no price is known."""
    price, currency = goods.get("list_price"), goods.get("currency") or ""
    if not price:
        return {}
    if not percent_off:
        return {"price": price, "currency": currency}
    try:
        old = Decimal(str(price))
    except InvalidOperation:
        return {}
    return {"price": str(_less(old, percent_off)), "old_price": price, "currency": currency}


def _less(price: Decimal, percent_off: int) -> Decimal:
    """The price less so many percent, to as many places as it has, halves up."""
    return (price * (100 - percent_off) / 100).quantize(Decimal(1).scaleb(price.as_tuple().exponent), ROUND_HALF_UP)  # type: ignore[arg-type]  # finite


def _work(body: Mapping[str, Any], rules: Rulebook) -> list[str]:
    """What can be done about its findings, each once, in the words of the document; it is not done yet."""
    rubric = rules.rubrics.get(str(body.get("rubric") or "").partition("@")[0])
    if rubric is None:
        return []
    open_ones = [rubric.findings.get(each["finding"]) for each in body.get("findings", ()) if not each.get("reworked")]
    return list(dict.fromkeys(rubric.reworks[finding.rework.action] for finding in open_ones if finding and finding.rework))


def must_have_a_label(unit: KnownUnit) -> None:
    """Raises Refusal NO_LABEL_YET, and UNIT_HAS_LEFT where nothing is here that a label could be put on."""
    if unit.has_left:
        raise Refusal("UNIT_HAS_LEFT", lpn=unit.lpn, state=f"@UNIT_STATE_{unit.state.upper()}")
    if unit.layout is None:
        raise Refusal("NO_LABEL_YET", lpn=unit.lpn)


def reprinted(unit: KnownUnit, why: str) -> tuple[NewFact, ...]:
    """The same label once more, with the number of the next copy; what it had until now does not count any longer.

    Where no decision stands, what that label said is true no more: the plain one comes in its place.

    Raises what `must_have_a_label` raises.
    """
    must_have_a_label(unit)
    return (*voided(unit, "reprinted"), _once_more(unit, why))


def _once_more(unit: KnownUnit, why: str) -> NewFact:
    if unit.disposition is None:
        return plain(unit.lpn, unit.title, unit.client, unit.copies + 1, why)
    return label(unit.lpn, unit.layout or "plate", unit.label_fields, unit.copies + 1, why)


def voided(unit: KnownUnit, why: str) -> list[NewFact]:
    """label.voided for every label of the unit that still counts: scanning an old one later says so."""
    return [NewFact(kinds.LABEL_VOIDED, unit.lpn, {"job": job, "why": why}) for job in unit.jobs]
