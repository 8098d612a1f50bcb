"""Facts for tests, complete as the bench writes them; each test says only what matters to it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from station.ledger.ledger import Ledger
from station.model.facts import (
    ITEM_GRADED,
    ITEM_HELD,
    ITEM_OVERRIDDEN,
    ITEM_RECEIVED,
    ITEM_REOPENED,
    LABEL_QUEUED,
    PARCEL_ARRIVED,
    NewFact,
)
from station.store.folder import DataFolder

START = datetime(2026, 11, 21, 20, 18, 25, 123000, UTC)
PROMISE = {"clock": "24h", "arrived_at": "2026-11-21T08:00:00.000Z", "due_at": "2026-11-22T08:00:00.000Z", "met": True}
SPENT = {"find": 4100, "inspect": 21000, "photograph": 5200}


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, start: datetime = START) -> None:
        self.time = start

    def now(self) -> datetime:
        return self.time

    def elapsed_ms(self) -> int:
        return int(self.time.timestamp() * 1000)

    def move(self, **by: int) -> None:
        self.time += timedelta(**by)


@contextmanager
def open_ledger(path: Path, clock: FakeClock | None = None) -> Iterator[Ledger]:
    """A ledger on a real data folder, closed at the end."""
    clock = clock or FakeClock()
    with DataFolder.open_writing(path, clock) as folder:
        writer, reader = folder.writer(), folder.reader()
        try:
            yield Ledger(writer, reader, clock)
        finally:
            writer.dispose()
            reader.dispose()


def plate(number: int) -> str:
    """A plate that looks like one; its check character plays no part here."""
    return f"B01-{number:06d}-X"


def received(lpn: str = "B01-000001-X", rma: str = "RMA-10023", **changes: object) -> NewFact:
    payload: dict[str, Any] = {
        "client": "northwind", "sku": "YL-BLK-M", "gtin": "09521321000012", "title": "Legging, black, M", "category": "apparel",
        "parcel": None, "line": "1", "identified_by": "scan", "route": "expected", "reason": "TOO_SMALL", "market": "DE",
        "price_paid": "39.90", "currency": "EUR", "requested_at": "2026-11-10T08:00:00Z", "delivered_at": "2026-11-02",
        "payment_method": "card",
        "language": "de", "carrier": "DHL", "return_route": "local", "attributes": {}, "bin": "A-01-02", "list_price": "39.90",
    }  # fmt: skip
    context = {"rma": rma, "order": "SO-88120", "tracking": "003404341234", "note": "too small"}
    return NewFact(ITEM_RECEIVED, lpn, {**payload, **changes}, context)


def graded(
    lpn: str = "B01-000001-X", grade: str = "B", findings: Sequence[str] = ("TAG_MISSING",), photos: Sequence[str] = (), **changes: object
) -> NewFact:
    return NewFact(ITEM_GRADED, lpn, {**_judged(grade, findings, photos), "promise": PROMISE, **changes})


def held(lpn: str = "B01-000001-X", owner: str = "CLIENT", **changes: object) -> NewFact:
    reason = {"reason": "PRICE", "for": owner, "question": "What now?", "default": "C", "due_at": "2026-11-28T20:00:00.000Z"}
    payload = _judged("B", (), ()) | {"grade": None, "disposition": "hold", "reasons": [reason], "shelf": "H-01"}
    return NewFact(ITEM_HELD, lpn, {**payload, **changes})


def overridden(lpn: str, old: str, new: str, disposition: str) -> NewFact:
    payload = {"from": old, "to": new, "reason": "CLEAN", "by": "S-01", "disposition": disposition, "bin": "R-01", "say": "", "photos": []}
    return NewFact(ITEM_OVERRIDDEN, lpn, {**payload, "condition": {}, "corrects": None})


def reopened(lpn: str, grade_fact: str) -> NewFact:
    return NewFact(ITEM_REOPENED, lpn, {"grade_fact": grade_fact, "was": {"grade": "B", "disposition": "outlet", "bin": "OUT-03"}})


def label(lpn: str = "B01-000001-X", copy: int = 1) -> NewFact:
    fields = {"plate": lpn, "sku": "YL-BLK-M", "gtin": "09521321000012", "title": "Legging, black, M", "client": "northwind", "grade": "B"}
    return NewFact(LABEL_QUEUED, lpn, {"lpn": lpn, "layout": "outlet", "fields": fields, "copy": copy, "reprint_reason": None})


def arrived(parcel: str = "B01-P000001-X", rma: str = "RMA-10023") -> NewFact:
    payload = {"client": "northwind", "kind": "rma", "dock": False, "lines": []}
    return NewFact(PARCEL_ARRIVED, parcel, payload, {"code": rma, "rma": rma, "tracking": None, "order": "SO-88120"})


def _judged(grade: str, findings: Sequence[str], photos: Sequence[str]) -> dict[str, Any]:
    return {
        "sku": "YL-BLK-M", "gtin": "09521321000012", "client": "northwind", "market": "DE", "category": "apparel",
        "findings": [
            {"finding": code, "answers": {}, "forces": grade, "basis": "PROMPT", "also": [], "family": "", "stage": None}
            for code in findings
        ],
        "absent": {"BOARD": ["WORN", "STAIN", "ODOUR"], "SHOWN": ["HOLE", "PILLING"], "NOT_SHOWN": ["ALTERED"], "HIDDEN": []},
        "checks": [{"check": "HYGIENE_STRIP", "answer": "IN_PLACE", "basis": "PROMPT"}],
        "seal": {"state": "NONE_EXPECTED", "basis": "BOARD"},
        "grade": grade, "outcome": grade, "because": list(findings), "disposition": "outlet", "bin": "OUT-03", "say": "The tag is missing.",
        "rubric": "apparel@4:9f310000", "policy": "dispositions@1:00000000",
        "photos": [{"sha256": sha256, "shot": f"shot-{place}", "finding": None} for place, sha256 in enumerate(photos)],
        "condition": {"ebay": 1500, "google": "used", "amazon": "UsedLikeNew", "shopify": None, "cbv": "returned", "loop": "outlet"},
        "spent_ms": SPENT, "actions": 4, "value": {"amount": "39.90", "currency": "EUR"}, "corrects": None, "same_as": None,
    }  # fmt: skip
