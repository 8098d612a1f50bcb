"""What a screen draws: the bench as plain values, in the words of one language. Window and terminal show the same."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from station.bench.prompts import prompt_of
from station.bench.states import Bench, Question, Route, Unit
from station.model.goods import Product
from station.model.prompts import Choice, Prompt
from station.model.units import Parcel
from station.texts import table, word


@dataclass(frozen=True)
class Snapshot:
    """`prompt` is already in words. `last` tells about the unit that was finished last; `parked` are the plates set aside."""

    state: str
    person: str | None
    parcel: Mapping[str, Any] | None
    item: Mapping[str, Any] | None
    prompt: Mapping[str, Any] | None
    last: Mapping[str, Any] | None
    dock: bool = False
    client: str = ""
    plate: str = ""
    parked: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        names = ("state", "person", "parcel", "item", "prompt", "last", "dock", "client", "plate")
        return {"event": "state"} | {name: getattr(self, name) for name in names} | {"parked": list(self.parked)}


def snapshot(bench: Bench, last: Mapping[str, Any] | None, parked: tuple[str, ...], language: str) -> Snapshot:
    """The bench as it is drawn."""
    prompt = prompt_of(bench)
    return Snapshot(
        state=bench.state.value,
        person=bench.person.name if bench.person else None,
        parcel=_parcel(bench.parcel) if bench.parcel else None,
        item=_item(bench.unit) if bench.unit else None,
        prompt=_prompt(_about(bench.question, prompt, language), language) if prompt else None,
        last=last,
        dock=bench.dock,
        client=bench.client,
        plate=bench.plate,
        parked=parked,
    )


def _parcel(parcel: Parcel) -> dict[str, Any]:
    """`here` of `expected` units came, `open` are still expected; `extra` came beside them."""
    lines = [
        {"line": line.line, "sku": line.sku, "title": line.title, "quantity": line.quantity, "seen": line.seen, "reason": line.reason}
        for line in parcel.lines
    ]
    here = sum(min(line.seen, line.quantity) for line in parcel.lines)
    counts = {
        "received": parcel.received,
        "expected": sum(line.quantity for line in parcel.lines),
        "here": here,
        "open": sum(line.open for line in parcel.lines),
        "extra": max(0, parcel.received - sum(line.seen for line in parcel.lines)) if parcel.lines else 0,
    }
    named = {"parcel": parcel.id, "code": parcel.code, "kind": parcel.kind, "client": parcel.client}
    return named | counts | {"lines": lines}


def _item(unit: Unit) -> dict[str, Any]:
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
        "findings": raised,
        "chosen": [unit.inspection.rubric.findings[code].label for code in raised] if unit.inspection else [],
        "photos": len(photos),
    }


def _scanned(unit: Unit) -> Product | None:
    """What was scanned, while it is still asked what the unit is; None if its code tells nothing."""
    own = {(each.product.client, each.product.sku): each.product for each in unit.candidates if each.product and each.by == "scan"}
    if not own or len({product.title for product in own.values()}) > 1:
        return None
    product = next(iter(own.values()))
    clients, skus = ({key[place] for key in own} for place in (0, 1))
    # Several clients sell it: whose it is stays open until it is chosen.
    return replace(product, client=product.client if len(clients) == 1 else "", sku=product.sku if len(skus) == 1 else "")


def _about(question: Question | None, prompt: Prompt, language: str) -> Prompt:
    """A question about a known unit in words for its state: one that was never identified has no title, one on hold no grade."""
    unit = question.unit if question else None
    if unit is None:
        return prompt
    stated = f"{prompt.text}_{unit.state.upper()}"
    what = word("UNIT_NAMED", language, lpn=unit.lpn, title=unit.title) if unit.title else word("UNIT_NOT_NAMED", language, lpn=unit.lpn)
    known = stated[1:] in table(language, "words")
    return replace(prompt, text=stated if known else prompt.text, params={**prompt.params, "what": what, "bin": unit.bin or "–"})


def _prompt(prompt: Prompt, language: str) -> dict[str, Any]:
    choices = [
        {
            "key": choice.key,
            "code": choice.code,
            "answer": choice.answer,
            "label": in_words(choice.label, choice.params, language),
            "forces": choice.forces.value if choice.forces else None,
        }
        | _extras(choice)
        for choice in prompt.choices
    ]
    return {"id": prompt.id, "kind": prompt.kind, "text": in_words(prompt.text, prompt.params, language), "choices": choices}


def _extras(choice: Choice) -> dict[str, Any]:
    extras: dict[str, Any] = {"chosen": True} if choice.chosen else {}
    return extras | ({"small": list(choice.small)} if choice.small else {})


def in_words(text: str, params: Mapping[str, object], language: str) -> str:
    """A key of the words table ("@…") with its values, or a document's own words as they are."""
    return word(text[1:], language, **params) if text.startswith("@") else text
