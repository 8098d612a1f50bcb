"""What the ledger knows about a unit or a parcel, as the bench needs it: a plate or a code in, the standing facts out."""

import json
from collections.abc import Collection
from typing import Any, Final

from station.knowledge import Knowledge
from station.ledger.ledger import Ledger
from station.model import facts as kinds
from station.model.goods import Product
from station.model.units import KnownUnit, Parcel

_LAST: Final = (
    "SELECT subject FROM facts WHERE actor = ? AND kind IN ('item.graded', 'item.held', 'item.overridden', 'item.released')"
    " ORDER BY seq DESC LIMIT 1"
)
_ITEM: Final = "SELECT state, client, sku, title, category, grade, disposition, bin, tote FROM items WHERE lpn = ?"
_LABEL: Final = (
    "SELECT labels.job, labels.layout, labels.state, facts.payload FROM labels JOIN facts ON facts.seq = labels.queued_seq"
    " WHERE labels.lpn = ? ORDER BY labels.queued_seq DESC"
)
_PARCELS: Final = (
    "SELECT parcel, code, client FROM parcels WHERE state = 'arrived' AND (code = ?1 OR rma IN (SELECT value FROM json_each(?2)))"
    " ORDER BY arrived_seq DESC"
)
_RECEIVED: Final = "SELECT count(*) FROM items WHERE parcel = ?"


class Units:
    """Look-ups in the ledger and its projections; each is a few indexed reads."""

    def __init__(self, ledger: Ledger, knowledge: Knowledge) -> None:
        self._ledger = ledger
        self._knowledge = knowledge

    def known(self, lpn: str) -> KnownUnit | None:
        """The unit of this plate, or None if none was received under it."""
        with self._ledger.reader.connect() as connection:
            item = connection.exec_driver_sql(_ITEM, (lpn,)).one_or_none()
            labels = connection.exec_driver_sql(_LABEL, (lpn,)).all()
        if item is None:
            return None
        state, client, sku, title, category, grade, disposition, place, tote = item
        received, context, record, record_fact = self._standing(lpn)
        queued = json.loads(labels[0][3]) if labels else {}
        jobs = tuple(job for job, _layout, state, _payload in labels if state != "voided")
        return KnownUnit(
            lpn, state, client, sku, title, category, grade, disposition, place, tote, received, context, record, record_fact,
            self._product(client, sku, title, category, received), jobs, queued.get("layout"), queued.get("fields", {}), len(labels),
        )  # fmt: skip

    def last_of(self, actor: str) -> KnownUnit | None:
        """The unit that this person decided about last."""
        with self._ledger.reader.connect() as connection:
            lpn = connection.exec_driver_sql(_LAST, (actor,)).scalar_one_or_none()
        return self.known(lpn) if lpn else None

    def open_parcels(self, code: str, kind: str, rmas: Collection[str]) -> tuple[Parcel, ...]:
        """The parcels of this code or of these returns that are not closed, the newest of each client; lines are not filled in."""
        with self._ledger.reader.connect() as connection:
            rows = connection.exec_driver_sql(_PARCELS, (code, json.dumps(sorted({code, *rmas})))).all()
        newest = {client: (parcel, scanned) for parcel, scanned, client in reversed(rows)}
        return tuple(Parcel(parcel, scanned, kind, client, (), self.received_in(parcel)) for client, (parcel, scanned) in newest.items())

    def received_in(self, parcel: str) -> int:
        """How many units came in this parcel so far."""
        with self._ledger.reader.connect() as connection:
            count: int = connection.exec_driver_sql(_RECEIVED, (parcel,)).scalar_one()
        return count

    def _product(self, client: str, sku: str | None, title: str, category: str, received: dict[str, Any]) -> Product | None:
        if not sku:
            return None
        known = self._knowledge.product(client, sku)
        if known is not None:
            return known
        attributes = dict(received.get("attributes") or {})
        return Product(client, sku, title, category, bin=str(received.get("bin") or ""), attributes=attributes)

    def _standing(self, lpn: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any], str]:
        received: dict[str, Any] = {}
        context: dict[str, Any] = {}
        record: dict[str, Any] = {}
        record_fact = ""
        for fact in self._ledger.facts(subject=lpn):
            if fact.kind == kinds.ITEM_RECEIVED:
                received, context = dict(fact.payload), dict(fact.context or {})
            elif fact.kind == kinds.ITEM_CORRECTED:
                received |= {field: new for field, (_old, new) in fact.payload.get("what", {}).items()}
            elif fact.kind in (kinds.ITEM_GRADED, kinds.ITEM_HELD):
                record, record_fact = dict(fact.payload), fact.id
            elif fact.kind == kinds.ITEM_OVERRIDDEN:
                record, record_fact = {**record, **fact.payload, "photos": [*record.get("photos", []), *fact.payload["photos"]]}, fact.id
        return received, context, record, record_fact

    def was_given(self, station: str, number: int) -> bool:
        """Whether this station gave that plate's number: then it is a pre-printed plate that no unit has yet."""
        with self._ledger.reader.connect() as connection:
            last = connection.exec_driver_sql("SELECT value FROM counters WHERE name = 'lpn'").scalar_one_or_none()
        return station == self._ledger.station and number <= (last or 0)
