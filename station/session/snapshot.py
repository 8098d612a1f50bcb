"""What a screen draws: the bench as plain values, in the words of one language. Window and terminal show the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from station.bench.counts import Count
from station.bench.prompts import prompt_of
from station.bench.states import Bench, Question, Route, Unit
from station.model.goods import Alert, Component, Product
from station.model.people import SignInName
from station.model.prompts import Choice, Prompt
from station.model.units import Parcel
from station.rules.rulebook import Rulebook
from station.session.because import hold_reasons
from station.session.closing import closing_lines
from station.session.labels import label_of
from station.session.leaving import LeftParcel
from station.session.pictured import pictures
from station.session.reasons import in_customers_words
from station.session.stock_work import leaving_of, stowing_of, whose
from station.session.unit_told import said_by_customer, traced
from station.texts import as_day, table, text_of, word


@dataclass(frozen=True, slots=True)
class SetAside:
    """A unit that waits for whoever set it aside: its plate and name, the person's name, and since when (as facts write time)."""

    lpn: str
    title: str
    person: str
    since: str


@dataclass(frozen=True)
class Snapshot:
    """`prompt` is already in words. `last` tells about the unit that was finished last; `parked` are the plates set aside.

    `alerts` is everything that must be said aloud now: about the open parcel, the unit in hand, or the unit whose plate was scanned.
    `awaited` are those whose badge or PIN is asked for; `set_aside` tells of the units whose plates are `parked`.
    `may_set_up`: who is here may change what holds for the whole bench. `left_open` are the parcels that nobody closed.
    `said` are the sentences about the units finished lately, by the fact that decided each.
    `label` is the label that is asked about or offered to be scanned, as of `labels.drawn`; None for none. With a true `must` in it the
    state is "labelling" and `prompt` asks about it; else it stands beside what the bench asks anyway.
    `client` was chosen for what has no paper; `whose` is the client of what is in work without being `item`, as of `stock_work`.
    `stowing` is the tote or lot in work, and `leaving` what is about to leave, as of `stock_work`; None for none.
    `naked` are the plates of units that wait for their labels while `printer_trouble`; with one of them the bench takes no other unit
    (NAKED_PILE) that has no pre-printed plate. `plate` is a pre-printed one that waits for its unit.
    All words are in `language`: that of the person who is signed in, else that of the bench.
    """

    state: str
    person: str | None
    parcel: Mapping[str, Any] | None
    item: Mapping[str, Any] | None
    prompt: Mapping[str, Any] | None
    last: Mapping[str, Any] | None
    dock: bool = False
    client: str = ""
    whose: str = ""
    plate: str = ""
    parked: tuple[str, ...] = ()
    alerts: tuple[Mapping[str, str], ...] = ()
    putting: str = ""
    stowing: Mapping[str, Any] | None = None
    leaving: Mapping[str, Any] | None = None
    count: Mapping[str, Any] | None = None
    awaited: tuple[SignInName, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    may_set_up: bool = False
    left_open: tuple[LeftParcel, ...] = ()
    label: Mapping[str, Any] | None = None
    printer_trouble: bool = False
    naked: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"

    def as_json(self) -> dict[str, Any]:
        names = (
            "state", "person", "parcel", "item", "prompt", "last", "dock", "client", "plate", "putting", "stowing",
            "leaving", "count", "label",
        )  # fmt: skip
        return (
            {"event": "state"}
            | {name: getattr(self, name) for name in names}
            | {"parked": list(self.parked), "alerts": list(self.alerts)}
            | {"printer_trouble": self.printer_trouble, "naked": list(self.naked)}
        )


def snapshot(bench: Bench, last: Mapping[str, Any] | None, parked: tuple[str, ...], language: str, rules: Rulebook) -> Snapshot:
    """The bench as it is drawn."""
    prompt = prompt_of(bench)
    return Snapshot(
        state=bench.state.value,
        person=bench.person.name if bench.person else None,
        parcel=_parcel(bench.parcel) if bench.parcel else None,
        item=_item(bench.unit, language) if bench.unit else None,
        prompt=_asked(bench.question, prompt, language, rules) if prompt else None,
        last=last,
        dock=bench.dock,
        client=bench.client,
        whose=whose(bench),
        plate=bench.plate,
        parked=parked,
        alerts=tuple(_alert(alert) for alert in _said(bench)),
        putting=bench.putting,
        stowing=stowing_of(bench),
        leaving=leaving_of(bench),
        count=_count(bench.count) if bench.count else None,
        label=label_of(bench, language),
        printer_trouble=bench.trouble,
        language=language,
    )


def _count(count: Count) -> dict[str, Any]:
    """What was counted so far; what should lie there is told when the count is over."""
    return {"bin": count.bin, "units": len(count.units), "pieces": count.pieces, "started_at": count.started_at, "last": count.last or None}


def _said(bench: Bench) -> tuple[Alert, ...]:
    shown = bench.question.unit if bench.question else None
    # What may still turn out to be another unit's is not said of this one.
    of_unit = bench.unit.alerts if bench.unit and not bench.unit.candidates else shown.alerts if shown and not bench.unit else ()
    return tuple(dict.fromkeys((*(_of_parcel(bench.parcel) if bench.parcel else ()), *of_unit)))


def _of_parcel(parcel: Parcel) -> tuple[Alert, ...]:
    return tuple(alert for alert in parcel.alerts if alert.client in ("", parcel.client) or not parcel.client)


def _alert(alert: Alert) -> dict[str, str]:
    return {"kind": alert.kind, "then": alert.then, "say": alert.say}


def _parcel(parcel: Parcel) -> dict[str, Any]:
    """`here` of `expected` units came, `instead` others in their place; `open` are still expected; `extra` came beside them."""
    lines = [
        {"line": line.line, "sku": line.sku, "title": line.title, "quantity": line.quantity, "seen": line.seen, "reason": line.reason}
        for line in parcel.lines
    ]
    here = sum(min(max(0, line.seen - line.instead), line.quantity) for line in parcel.lines)
    counts = {
        "received": parcel.received,
        "expected": sum(line.quantity for line in parcel.lines),
        "here": here,
        "instead": parcel.instead,
        "open": sum(line.open for line in parcel.lines),
        "extra": max(0, parcel.received - sum(line.seen for line in parcel.lines)) if parcel.lines else 0,
    }
    named = {"parcel": parcel.id, "code": parcel.code, "kind": parcel.kind, "client": parcel.client}
    return named | counts | {"lines": lines, "alerts": [_alert(alert) for alert in _of_parcel(parcel)]}


def _item(unit: Unit, language: str) -> dict[str, Any]:
    product = unit.product or _scanned(unit)
    raised = [each.finding for each in unit.inspection.raised] if unit.inspection else []
    photos = unit.inspection.photos if unit.inspection else unit.photos
    return {
        "lpn": unit.lpn,
        "client": unit.client or (product.client if product else ""),
        "sku": product.sku if product else None,
        "gtin": unit.parts.get("gtin") or (product.gtins[0] if product and product.gtins else None),
        "title": product.title if product else "",
        "category": unit.inspection.rubric.name if unit.inspection else (product.category if product else ""),
        "route": unit.route.value,
        "wrong": unit.route is Route.WRONG_ITEM,
        "known": unit.known is not None,
        "findings": raised,
        "chosen": [text_of(unit.inspection.rubric.findings[code].label, language) for code in raised] if unit.inspection else [],
        "photos": len(photos),
        **pictures(unit, language),
        **traced(unit),
        **said_by_customer(unit, language),
        "components": [_component(part) for part in product.components] if product else [],
        "alerts": [_alert(alert) for alert in unit.alerts] if not unit.candidates else [],
    }


def _component(part: Component) -> dict[str, Any]:
    return {"title": part.title or part.sku, "quantity": part.quantity, "essential": part.essential}


def _scanned(unit: Unit) -> Product | None:
    """What was scanned, while it is still asked what the unit is; None if its code tells nothing."""
    own = {(each.product.client, each.product.sku): each.product for each in unit.candidates if each.product and each.by == "scan"}
    if not own or len({product.title for product in own.values()}) > 1:
        return None
    product = next(iter(own.values()))
    clients, skus = ({key[place] for key in own} for place in (0, 1))
    # Several clients sell it: whose it is stays open until it is chosen.
    return replace(product, client=product.client if len(clients) == 1 else "", sku=product.sku if len(skus) == 1 else "")


def _asked(question: Question | None, prompt: Prompt, language: str, rules: Rulebook) -> dict[str, Any]:
    """The question in words; about a unit on hold also `why` it is."""
    drawn = _prompt(_about(question, prompt, language), language)
    unit = question.unit if question else None
    if question and question.closing:
        return drawn | {"why": closing_lines(question.closing, language)}
    return drawn | {"why": hold_reasons(unit, rules, language)} if unit and unit.state == "held" else drawn


def _about(question: Question | None, prompt: Prompt, language: str) -> Prompt:
    """A question about a known unit in words for its state: one that was never identified has no title, one on hold no grade."""
    unit = question.unit if question else None
    if unit is None:
        return prompt
    named = (f"{prompt.text}_{part.upper()}" for part in (unit.disposition or "", unit.state))
    what = word("UNIT_NAMED", language, lpn=unit.lpn, title=unit.title) if unit.title else word("UNIT_NOT_NAMED", language, lpn=unit.lpn)
    stated = next((key for key in named if key[1:] in table(language, "words")), prompt.text)
    return replace(prompt, text=stated, params={**prompt.params, "what": what, "bin": unit.bin or "–"})


def _prompt(prompt: Prompt, language: str) -> dict[str, Any]:
    choices = [
        {
            "key": choice.key,
            "code": choice.code,
            "answer": choice.answer,
            "label": in_words(choice.label, choice.params, language),
            "forces": choice.forces.value if choice.forces else None,
        }
        | _extras(choice, language)
        for choice in prompt.choices
    ]
    text = in_words(prompt.text, prompt.params, language)
    return {"id": prompt.id, "kind": prompt.kind, "text": text, "asks": prompt.asks, "choices": choices}


def _extras(choice: Choice, language: str) -> dict[str, Any]:
    extras: dict[str, Any] = {"chosen": True} if choice.chosen else {}
    return extras | ({"small": [text_of(each, language) for each in choice.small]} if choice.small else {})


def in_words(text: str, params: Mapping[str, object], language: str) -> str:
    """A key of the words table ("@…") with its values, or the words of a document."""
    return word(text[1:], language, **_values(params, language)) if text.startswith("@") else text_of(text, language)


def _values(params: Mapping[str, object], language: str) -> dict[str, object]:
    """Values as they are read: dates in the manner of the language, codes in words."""
    shown = {"date": as_day, "reason": in_customers_words}
    named = {name: word(value[1:], language) for name, value in params.items() if isinstance(value, str) and value[:1] == "@"}
    return {name: shown[name](str(value), language) if name in shown else named.get(name, value) for name, value in params.items()}
