"""What a screen draws: the bench as plain values, in the words of one language. Window and terminal show the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from station.bench.prompts import prompt_of
from station.bench.states import Bench, Route, Unit
from station.model.prompts import Choice, Prompt
from station.model.units import Parcel
from station.texts import word


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
        prompt=_prompt(prompt, language) if prompt else None,
        last=last,
        dock=bench.dock,
        client=bench.client,
        plate=bench.plate,
        parked=parked,
    )


def _parcel(parcel: Parcel) -> dict[str, Any]:
    lines = [
        {"line": line.line, "sku": line.sku, "title": line.title, "quantity": line.quantity, "seen": line.seen, "reason": line.reason}
        for line in parcel.lines
    ]
    expected = sum(line.quantity for line in parcel.lines)
    named = {"parcel": parcel.id, "code": parcel.code, "kind": parcel.kind, "client": parcel.client}
    return named | {"received": parcel.received, "expected": expected, "lines": lines}


def _item(unit: Unit) -> dict[str, Any]:
    product = unit.product
    raised = [each.finding for each in unit.inspection.raised] if unit.inspection else []
    photos = unit.inspection.photos if unit.inspection else unit.photos
    return {
        "lpn": unit.lpn,
        "client": unit.client,
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
