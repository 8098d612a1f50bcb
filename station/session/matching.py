"""What is known here about a scanned code, as the fields of an event: products, expected lines, open parcels, alerts.

Units that were set aside count as seen: they are here, only not decided yet.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from station.bench.states import Bench
from station.knowledge.knowledge import Knowledge
from station.model.codes import CodeKind, Reading
from station.model.goods import ExpectedLine, Product
from station.model.units import Parcel
from station.session.alerts import AlertList
from station.session.saved import Aside
from station.session.units import Units

PARTS = ("gtin", "serial", "imei", "lot", "expiry", "best_before")
Fields = dict[str, Any]


class Matching:
    """Look-ups for the events of scans; each is a few indexed reads."""

    def __init__(self, knowledge: Knowledge, units: Units, alerts: AlertList, aside: Aside) -> None:
        self._knowledge = knowledge
        self._units = units
        self._alerts = alerts
        self._aside = aside

    def item(self, text: str, readings: Sequence[Reading], bench: Bench) -> Fields:
        """Of an item: what it may be, who expects it, and what is said about it."""
        products = self.products(readings)
        sold = self._as_expected(line for reading in readings for line in self._by_serial(reading))
        known = self._missing(products, sold)
        here = bool(_lines_here(bench, (*products, *known)))
        # What the open parcel expects is taken without asking, so other returns need not be looked for.
        elsewhere = () if here else self._elsewhere(readings)
        lines = tuple(dict.fromkeys(line for line in (*sold, *elsewhere) if line.open))
        parts, products = _parts(readings), (*products, *known)
        return {
            "code": text,
            "products": products,
            "lines": lines,
            "expected": () if here else self.expected(bench),
            "parts": parts,
            "alerts": self._alerts.of_item(products, lines, parts, bench.parcel),
            "here": self._here(parts, products, bench),
        }

    def _here(self, parts: Mapping[str, str], products: Iterable[Product], bench: Bench) -> str:
        rma = next(((line.client, line.rma) for line in bench.parcel.lines), ("", "")) if bench.parcel else ("", "")
        keys = {(product.client, product.sku) for product in products}
        return self._units.with_serial(parts["serial"], keys, rma) if parts.get("serial") else ""

    def here(self, serial: str, bench: Bench) -> str:
        """The plate of another unit than the one in hand that has this serial number and has not left; "" for none."""
        unit = bench.unit
        if unit is None or unit.product is None:
            return ""
        rma = (unit.line.client, unit.line.rma) if unit.line else ("", "")
        return self._units.with_serial(serial, {(unit.product.client, unit.product.sku)}, rma, unit.lpn)

    def expects(self, readings: Sequence[Reading], bench: Bench) -> bool:
        """Whether the open parcel expects the item of these readings."""
        codes = set(_codes(readings))
        lines = bench.parcel.open_lines if bench.parcel else ()
        by_its_line = any({line.gtin, line.sku} & codes for line in lines)
        return by_its_line or bool(_lines_here(bench, self.products(readings)))

    def expected(self, bench: Bench) -> tuple[Product, ...]:
        """The products that the open parcel still expects, as far as the product list has them."""
        lines = bench.parcel.open_lines if bench.parcel else ()
        found = (self._knowledge.product(client, sku) for client, sku in dict.fromkeys((line.client, line.sku) for line in lines))
        return tuple(product for product in found if product)

    def picked(self, bench: Bench) -> Fields:
        """Of a key in an open parcel, which may choose one of its lines by picture."""
        products = self.expected(bench)
        lines = bench.parcel.open_lines if bench.parcel else ()
        return {"products": products, "alerts": self._alerts.of_item(products, lines, {}, bench.parcel)}

    def parcel(self, reading: Reading) -> Fields:
        """Of a return or a tracking number: its lines, and its parcels that are open already."""
        kind = "rma" if reading.kind is CodeKind.RMA else "tracking"
        find = self._knowledge.by_rma if kind == "rma" else self._knowledge.by_tracking
        lines = self._apart(self._as_expected(find(reading.value)))
        found = self._units.open_parcels(reading.value, kind, {line.rma for line in lines})
        opened = tuple(replace(parcel, received=parcel.received + self._aside.in_parcel(parcel.id)) for parcel in found)
        alerts = self._alerts.of_returns({*(line.rma for line in lines), *((reading.value,) if kind == "rma" else ())})
        clients = self._knowledge.clients()
        return {"code": reading.value, "kind": kind, "lines": lines, "opened": opened, "clients": clients, "alerts": alerts}

    def still_open(self, parcel: Parcel | None) -> Parcel | None:
        """The same parcel as it is now, if it was not closed meanwhile."""
        if parcel is None:
            return None
        rmas = {line.rma for line in parcel.lines}
        found = next((each for each in self._units.open_parcels(parcel.code, parcel.kind, rmas) if each.id == parcel.id), None)
        if found is None:
            return None
        known = {(line.client, line.rma, line.line): line for rma in rmas for line in self._knowledge.by_rma(rma)}
        lines = self._apart(self._as_expected(known.get((line.client, line.rma, line.line), line) for line in parcel.lines))
        received = found.received + self._aside.in_parcel(parcel.id)
        return replace(parcel, lines=lines, received=received, alerts=self._alerts.of_returns(parcel.rmas))

    def products(self, readings: Iterable[Reading]) -> tuple[Product, ...]:
        """The products that these readings may be of."""
        found = (product for code in _codes(readings) for product in self._knowledge.products(code))
        return tuple({(product.client, product.sku): product for product in found}.values())

    def _missing(self, products: Sequence[Product], sold: Iterable[ExpectedLine]) -> tuple[Product, ...]:
        """The products of the lines that a serial number led to."""
        have = {(product.client, product.sku) for product in products}
        keys = dict.fromkeys((line.client, line.sku) for line in sold if (line.client, line.sku) not in have)
        found = (self._knowledge.product(client, sku) for client, sku in keys)
        return tuple(product for product in found if product)

    def _by_serial(self, reading: Reading) -> tuple[ExpectedLine, ...]:
        serial = _serial(reading)
        return self._knowledge.by_serial(serial) if serial else ()

    def _elsewhere(self, readings: Iterable[Reading]) -> tuple[ExpectedLine, ...]:
        return self._as_expected(line for code in _codes(readings) for line in self._knowledge.open_lines_for_code(code))

    def _as_expected(self, lines: Iterable[ExpectedLine]) -> tuple[ExpectedLine, ...]:
        """The same lines, with the units that were set aside counted as seen."""
        aside = Counter(self._aside.lines())
        if not aside:
            return tuple(lines)
        return tuple(replace(line, seen=line.seen + aside[line.client, line.rma, line.line]) for line in lines)

    def _apart(self, lines: tuple[ExpectedLine, ...]) -> tuple[ExpectedLine, ...]:
        """The same lines, with what came in the place of their own units told apart."""
        begun = {(line.client, line.rma) for line in lines if line.seen}
        found = Counter({(*key, line): count for key in begun for line, count in self._units.instead(*key).items()})
        found.update(self._aside.instead())
        return tuple(replace(line, instead=found[line.client, line.rma, line.line]) for line in lines)


def _serial(reading: Reading) -> str:
    own = reading.kind in (CodeKind.SERIAL, CodeKind.IMEI)
    return reading.value if own else reading.parts.get("serial", "")


def _lines_here(bench: Bench, products: Iterable[Product]) -> tuple[ExpectedLine, ...]:
    keys = {(product.client, product.sku) for product in products}
    lines = bench.parcel.open_lines if bench.parcel else ()
    return tuple(line for line in lines if (line.client, line.sku) in keys)


def _codes(readings: Iterable[Reading]) -> tuple[str, ...]:
    """The codes of goods among the readings, as products and lines are looked up by them."""
    own = (CodeKind.SERIAL, CodeKind.IMEI)
    return tuple(dict.fromkeys(each.parts.get("gtin") or each.value for each in readings if each.kind not in own))


def _parts(readings: Iterable[Reading]) -> dict[str, str]:
    """What the item's own code tells, of all its readings."""
    told: dict[str, str] = {}
    for reading in readings:
        told |= {name: reading.parts[name] for name in PARTS if reading.parts.get(name)}
        told |= {"gtin": reading.value} if reading.kind is CodeKind.GTIN else {}
        told |= {"serial": serial} if (serial := _serial(reading)) else {}
    return told
