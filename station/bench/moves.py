"""The facts of stock on its way: a unit and its new place in, the fact out; what is closed, and its label. Pure."""

from typing import Any

from station.bench import labelling
from station.bench.events import Event
from station.model import facts as kinds
from station.model.containers import TOTE, Container
from station.model.facts import NewFact
from station.model.units import KnownUnit

_CLOSED = {TOTE: kinds.TOTE_CLOSED}
_REOPENED = {TOTE: kinds.TOTE_REOPENED}
_INTO = {TOTE: kinds.ITEM_TOTED}


def stowed(unit: KnownUnit, container: Container) -> NewFact:
    """item.toted or item.lotted, with what it was taken out of.

    What was stock that is sold one by one is none any more once it is in a lot: its quantity is -1.
    """
    payload = {container.kind: container.name, **_article(unit), **_from(unit)}
    if container.kind != TOTE:
        payload |= {"condition": unit.record.get("condition", {}), "quantity": 0, **out_of_stock(unit)}
    return NewFact(_INTO.get(container.kind, kinds.ITEM_LOTTED), unit.lpn, payload)


def restocked(unit: KnownUnit, place: str) -> NewFact:
    """item.restocked: only now is the unit stock that the main system may sell.

    One that was stock before is only moved: `from_bin` says where from, and its quantity is 0, since there is no more to sell.
    """
    payload = {"bin": place, **_from(unit), "quantity": 0 if unit.state == "restocked" else 1, **_article(unit)}
    return NewFact(kinds.ITEM_RESTOCKED, unit.lpn, {**payload, "condition": unit.record.get("condition", {})})


def taken_out(unit: KnownUnit) -> NewFact:
    """item.taken_out: the unit is in nothing, and what was decided about it stands."""
    return NewFact(kinds.ITEM_TAKEN_OUT, unit.lpn, {**_article(unit), **_from(unit), **out_of_stock(unit)})


def out_of_stock(unit: KnownUnit | None) -> dict[str, int]:
    """What a fact that takes a unit out of its bin says: one less to sell. Nothing for a unit that was no stock."""
    return {"quantity": -1} if unit and unit.state == "restocked" else {}


def closed(container: Container, event: Event) -> tuple[NewFact, ...]:
    """tote.closed or lot.closed, and its label."""
    lpns = {} if container.kind == TOTE else {"lpns": list(container.lpns)}
    fact = NewFact(_CLOSED.get(container.kind, kinds.LOT_CLOSED), container.name, told(container) | lpns)
    return fact, label(container, event.today)


def reopened(container: Container, why: str) -> NewFact:
    """tote.reopened or lot.reopened; its next label comes when it is closed again."""
    return NewFact(_REOPENED.get(container.kind, kinds.LOT_REOPENED), container.name, told(container) | {"why": why})


def told(container: Container) -> dict[str, Any]:
    """What each fact about a tote or lot says of it."""
    named = {container.kind: container.name, "client": container.client, "disposition": container.disposition}
    return named | {"units": container.units}


def label(container: Container, today: str) -> NewFact:
    """label.queued of a tote or lot; each later one has the next number, as those of a unit have."""
    fields = {
        "code": container.code,
        "title": container.name,
        "client": container.client,
        "note": container.disposition,
        "count": str(container.units),
        "date": today,
    }
    return labelling.label(container.name, container.kind, fields, container.copies + 1)


def _article(unit: KnownUnit) -> dict[str, Any]:
    return {"sku": unit.sku, "client": unit.client, "grade": unit.grade, "disposition": unit.disposition}


def _from(unit: KnownUnit) -> dict[str, Any]:
    """Where it lay until now; nothing where it was in nobody's books."""
    bin_ = unit.bin if unit.state == "restocked" else None
    return {name: place for name, place in (("from_tote", unit.tote), ("from_lot", unit.lot), ("from_bin", bin_)) if place}
