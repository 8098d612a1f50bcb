"""Units, totes and lots as look-ups give them, for tests of stock on its way."""

from dataclasses import replace
from typing import Any

from station.bench import events as ev
from station.bench.departures import Way
from station.model.containers import LOT, TOTE, Container, Inside
from station.model.units import KnownUnit
from tests.bench.builders import AT, LEGGINGS, Desk

OUTLET = KnownUnit(
    "B01-000011-X", "graded", "northwind", "YL-BLK-M", "Yoga leggings", "apparel", "B", "outlet", "OUT-03",
    received={"market": "DE"}, record={"condition": {"ebay": 3000}, "rubric": "apparel@1:0"}, record_fact="B01:x:2", product=LEGGINGS,
)  # fmt: skip
STOCK = replace(OUTLET, lpn="B01-000012-X", grade="A", disposition="restock", bin="A-14")
OTHER = replace(OUTLET, lpn="B01-000013-X", client="otter")
HELD = replace(OUTLET, lpn="B01-000014-X", state="held", disposition="hold", grade=None)
HAZARD = replace(OUTLET, lpn="B01-000015-X", grade="C", disposition="quarantine", bin="QUA-01")
DESTROY = replace(OUTLET, lpn="B01-000016-X", grade="C", disposition="destroy", bin="DES-01")


def tote(name: str = "T7", *units: KnownUnit, state: str = "open", copies: int = 0) -> Container:
    return _container(TOTE, name, units, state, copies)


def lot(name: str = "L12", *units: KnownUnit, state: str = "open", copies: int = 0) -> Container:
    return _container(LOT, name, units, state, copies)


def plate(unit: KnownUnit | None, into: Container | None = None) -> ev.PlateScanned:
    return ev.PlateScanned(at=AT, today="2026-11-21", lpn=unit.lpn if unit else "B01-000099-X", unit=unit, into=into)


def into_tote(known: Container, unit: KnownUnit | None = None) -> ev.ToteScanned:
    return ev.ToteScanned(at=AT, tote=known.name, known=known, unit=unit)


def into_lot(known: Container, unit: KnownUnit | None = None) -> ev.LotScanned:
    return ev.LotScanned(at=AT, lot=known.name, known=known, unit=unit)


def closing(known: Container) -> ev.CloseAsked:
    return ev.CloseAsked(at=AT, today="2026-11-21", into=known)


def leave(way: Way) -> ev.LeaveAsked:
    return ev.LeaveAsked(at=AT, way=way)


def payloads(desk: Desk, kind: str) -> list[dict[str, Any]]:
    return [dict(fact.payload) for fact in desk.facts if fact.kind == kind]


def _container(kind: str, name: str, units: tuple[KnownUnit, ...], state: str, copies: int) -> Container:
    inside = tuple(Inside(unit.lpn, unit.title, unit.bin or "") for unit in units)
    clients = {unit.client for unit in units}
    client = clients.pop() if len(clients) == 1 else ""
    disposition = units[0].disposition or "" if units else ""
    return Container(kind, name, state, disposition, client, len(units), inside, copies)
