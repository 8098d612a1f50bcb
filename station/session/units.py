"""What the ledger knows about a unit or a parcel, as the bench needs it: a plate or a code in, the standing facts out."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from station.bench.correcting import traced_now
from station.bench.label_waits import copies_of
from station.knowledge.knowledge import Knowledge
from station.ledger.ledger import Ledger
from station.model import facts as kinds
from station.model.facts import Fact
from station.model.goods import Alert, Component, Product
from station.model.serials import serial_key
from station.model.shifts import ClosingCount
from station.model.units import KnownUnit, Parcel
from station.rules.tracing import is_imei
from station.session.alerts import AlertList, new_ones
from station.session.closing import closing_count
from station.session.containers import Containers
from station.session.places import Places
from station.session.unit_labels import UnitLabels, of_unit

# Backwards through what is new since this was asked before: an index of its own would make every save dearer than it is worth.
_LAST: Final = (
    "SELECT subject FROM facts NOT INDEXED WHERE seq > ? AND actor = ?"
    " AND kind IN ('item.graded', 'item.held', 'item.overridden', 'item.released') AND NOT EXISTS"
    " (SELECT 1 FROM acts WHERE acts.actor = facts.actor AND facts.seq BETWEEN first_seq AND last_seq) ORDER BY seq DESC LIMIT 1"
)
_HEAD: Final = "SELECT max(seq) FROM facts"
_ITEM: Final = (
    "SELECT items.state, items.client, sku, title, category, grade, items.disposition, bin, tote,"
    " coalesce(parcels.arrived_at, received_at), items.lot, coalesce(lots.state, '')"
    " FROM items LEFT JOIN parcels ON parcels.parcel = items.parcel LEFT JOIN lots ON lots.lot = items.lot WHERE lpn = ?"
)
# The indexes are named: the planner would rather read all parcels that are open.
_PARCELS: Final = (
    "SELECT parcel, code, client, arrived_at, arrived_seq FROM parcels INDEXED BY parcels_by_code WHERE state = 'arrived' AND code = ?1"
    " UNION SELECT parcel, code, client, arrived_at, arrived_seq FROM parcels INDEXED BY parcels_by_rma"
    " WHERE state = 'arrived' AND rma IN (SELECT value FROM json_each(?2)) ORDER BY arrived_seq DESC"
)
_INSTEAD: Final = (
    "SELECT items.line, count(*) FROM items JOIN facts ON facts.seq = items.received_seq WHERE items.client = ? AND items.rma = ?"
    " AND json_extract(facts.payload, '$.route') IN ('wrong_item', 'empty_box') GROUP BY items.line"
)
# What was stock may have been sold and come back, but not within the same return.
_HERE: Final = (
    "SELECT lpn, client, sku FROM items WHERE serial = ?1 AND lpn <> ?2"
    " AND state NOT IN ('released', 'shipped', 'destroyed', 'returned') AND (state <> 'restocked' OR (client = ?3 AND rma = ?4))"
    " ORDER BY received_seq DESC"
)
_PERSONAL: Final = ("rma", "order", "tracking", "note")
_INSPECTED_AFTER: Final = (kinds.ITEM_RELEASED, kinds.ITEM_BACK_FROM_REPAIR)  # the last of these says how
_RECEIVED: Final = "SELECT count(*) FROM items WHERE parcel = ?"


@dataclass
class _Standing:
    """What stands of a unit after all its facts: as received and corrected, the record that decided last, and what its alerts said."""

    received: dict[str, Any] = field(default_factory=dict)
    context: dict[str, Any] = field(default_factory=dict)
    record: dict[str, Any] = field(default_factory=dict)
    record_fact: str = ""
    said: tuple[str, ...] = ()
    chosen_rubric: str = ""
    released: str = ""


class Units:
    """Look-ups in the ledger and its projections; each is a few indexed reads. Used by one thread."""

    def __init__(self, ledger: Ledger, knowledge: Knowledge, alerts: AlertList) -> None:
        self._ledger = ledger
        self.places = Places(ledger)
        self.containers = Containers(ledger)
        self.labels = UnitLabels(ledger)
        self._knowledge = knowledge
        self._alerts = alerts
        self._decided: dict[str, tuple[int, str | None]] = {}  # by person: the plate of the last unit, as of which fact

    def known(self, lpn: str) -> KnownUnit | None:
        """The unit of this plate, or None if none was received under it."""
        with self._ledger.reader.connect() as connection:
            item = connection.exec_driver_sql(_ITEM, (lpn,)).one_or_none()
        if item is None:
            return None
        state, client, sku, title, category, grade, disposition, place, tote, arrived_at, lot, lot_state = item
        standing = self._standing(lpn)
        labels = of_unit(self.labels.of(lpn))
        newest = labels[0] if labels else None
        jobs = tuple(label.job for label in labels if label.state != "voided")
        copies = copies_of(labels, preprinted=bool(standing.received.get("preprinted")))
        product = self._product(client, sku, title, category, standing)
        alerts = self._alerts_about(client, product, standing)
        return KnownUnit(
            lpn, state, client, sku, title, category, grade, disposition, place, tote, standing.received, standing.context, standing.record,
            standing.record_fact, product, jobs, newest.kind if newest else None, newest.fields if newest else {}, copies, alerts,
            new_ones(alerts, standing.record, standing.said), arrived_at, lot, lot_state,
            standing.released if state == "received" else "",
        )  # fmt: skip

    def closing_count(self) -> ClosingCount:
        """What a shift leaves open now."""
        return closing_count(self._ledger.reader)

    def last_of(self, actor: str) -> KnownUnit | None:
        """The unit that this person decided about last at a bench; a desk beside it changes nothing about that.

        Who never did costs a walk through all facts, once in the life of this object.
        """
        since, before = self._decided.get(actor, (0, None))
        with self._ledger.reader.connect() as connection:
            head = connection.exec_driver_sql(_HEAD).scalar_one() or 0
            lpn = connection.exec_driver_sql(_LAST, (since, actor)).scalar_one_or_none() or before
        self._decided[actor] = (head, lpn)
        return self.known(lpn) if lpn else None

    def with_serial(self, serial: str, products: Collection[tuple[str, str]], rma: tuple[str, str] = ("", ""), but: str = "") -> str:
        """The plate of a unit with this serial number that has not left: of one of these (client, SKU), an IMEI of any; "" for none.

        `rma` is the client and the number of its return; `but` is the plate of the unit that is asked about.
        """
        with self._ledger.reader.connect() as connection:
            rows = connection.exec_driver_sql(_HERE, (serial_key(serial), but, *rma)).all()
        return next((str(lpn) for lpn, owner, sku in rows if (owner, sku) in products or is_imei(serial)), "")

    def history(self, lpn: str) -> tuple[Fact, ...]:
        """All facts about a unit, in order."""
        return tuple(self._ledger.facts(subject=lpn))

    def instead(self, client: str, rma: str) -> dict[str, int]:
        """How many units stand for the lines of a return without being what was expected: another article, an empty box."""
        with self._ledger.reader.connect() as connection:
            return {str(line): int(count) for line, count in connection.exec_driver_sql(_INSTEAD, (client, rma)).all()}

    def open_parcels(self, code: str, kind: str, rmas: Collection[str]) -> tuple[Parcel, ...]:
        """The parcels of this code or of these returns that are not closed, the newest of each client; lines are not filled in."""
        with self._ledger.reader.connect() as connection:
            rows = connection.exec_driver_sql(_PARCELS, (code, json.dumps(sorted({code, *rmas})))).all()
        newest = {client: (parcel, scanned, at) for parcel, scanned, client, at, _seq in reversed(rows)}
        return tuple(
            Parcel(parcel, scanned, kind, client, (), self.received_in(parcel), arrived_at=at)
            for client, (parcel, scanned, at) in newest.items()
        )

    def received_in(self, parcel: str) -> int:
        """How many units came in this parcel so far."""
        with self._ledger.reader.connect() as connection:
            count: int = connection.exec_driver_sql(_RECEIVED, (parcel,)).scalar_one()
        return count

    def _product(self, client: str, sku: str | None, title: str, category: str, standing: "_Standing") -> Product | None:
        """The product as it is known now, else as it was when the unit was received; a category that a supervisor chose stays chosen."""
        if not sku:
            return None
        received = standing.received
        known = self._knowledge.product(client, sku) or Product(
            client, sku, title, category, bin=str(received.get("bin") or ""), attributes=dict(received.get("attributes") or {}),
            tracks=str(received.get("tracks") or "none"), style=str(received.get("style") or ""), rubric=str(received.get("rubric") or ""),
            components=tuple(_component(part) for part in received.get("components") or ()),
        )  # fmt: skip
        return replace(known, rubric=standing.chosen_rubric) if standing.chosen_rubric else known

    def _alerts_about(self, client: str, product: Product | None, standing: "_Standing") -> tuple[Alert, ...]:
        told = {name: str(standing.received[name]) for name in ("serial", "lot") if standing.received.get(name)}
        parts = {**told, **(standing.record.get("traced") or {})}
        rma = str(standing.context.get("rma") or "")
        return self._alerts.of_unit(product or Product(client, ""), (rma,), parts)

    def _standing(self, lpn: str) -> "_Standing":
        standing = _Standing()
        for fact in self._ledger.facts(subject=lpn):
            if fact.kind in _INSPECTED_AFTER:
                standing.released = str(fact.payload.get("decision") or "")
            if fact.kind == kinds.ITEM_RECEIVED:
                standing.received, standing.context = dict(fact.payload), dict(fact.context or {})
            elif fact.kind == kinds.ITEM_CORRECTED:
                what = {field: new for field, (_old, new) in fact.payload.get("what", {}).items()}
                standing.received |= what
                if fact.payload.get("return"):
                    standing.context = {name: said for name, said in (fact.context or {}).items() if name in _PERSONAL}
                standing.chosen_rubric = str(what.get("rubric") or standing.chosen_rubric)
                standing.record |= {"traced": traced_now(standing.record.get("traced") or {}, what)} if standing.record else {}
            elif fact.kind in (kinds.ITEM_GRADED, kinds.ITEM_HELD):
                standing.record, standing.record_fact = dict(fact.payload), fact.id
                standing.said = tuple((fact.context or {}).get("alerts", ()))
            elif fact.kind == kinds.ITEM_OVERRIDDEN:
                before = standing.record
                photos = [*before.get("photos", []), *fact.payload["photos"]]
                standing.record, standing.record_fact = {**before, **fact.payload, "photos": photos}, fact.id
        return standing

    def was_given(self, station: str, number: int) -> bool:
        """Whether this station gave that plate's number: then it is a pre-printed plate that no unit has yet."""
        with self._ledger.reader.connect() as connection:
            last = connection.exec_driver_sql("SELECT value FROM counters WHERE name = 'lpn'").scalar_one_or_none()
        return station == self._ledger.station and number <= (last or 0)


def _component(part: Mapping[str, Any]) -> Component:
    return Component(str(part["sku"]), int(part["quantity"]), bool(part["essential"]), str(part.get("title") or ""))
