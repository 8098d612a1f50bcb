"""A fact as one row of a CSV for machines: verbatim, one row a fact, the same columns for every kind, lists joined by `|`.

The order of COLUMNS is a promise: a new one goes to the end.
`quantity` stands only where goods become stock (`item.restocked`), or are stock no more (`_OUT_OF_STOCK`: -1), so that its sum is at every
moment what may be sold.
A `lot` is the maker's; the one in which goods are sold or handed on is `stock_lot`.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from station.model import facts as kinds

Json = Mapping[str, Any]
Row = tuple[Any, ...]

_PLAIN: Final = ("client", "sku", "gtin", "title", "category", "market", "line", "route", "reason")
_TRACED: Final = ("serial", "lot", "expiry")
_TRACED_TOO: Final = ("imei", "best_before")
_DECIDED: Final = (
    "quantity", "outcome", "disposition", "bin", "tote", "shelf", "decision", "corrects", "price_paid", "rubric", "policy",
)  # fmt: skip
_GONE: Final = ("reference", "weight_g", "method", "witness")
_CONTEXT: Final = ("rma", "order", "tracking")
_CONDITION: Final = ("ebay", "google", "amazon", "shopify", "cbv", "loop")

COLUMNS: Final = (
    "id", "station", "ledger", "seq", "at", "kind", "version", "actor", "lpn", "parcel", "digest",
    *_CONTEXT, *_PLAIN, *_TRACED, *_DECIDED, "grade", "grade_before", "seal", "because", "findings", "photos",
    "hold_for", "hold_reasons", "hold_due_at", "value", "currency", *_CONDITION, "style", *_TRACED_TOO,
    "stock_lot", "plates", "sent_to", *_GONE,
)  # fmt: skip
NUMBERS: Final = frozenset({"seq", "version", "quantity", "price_paid", "value", "weight_g"})

# Where `lot` is one of ours, and `to` is where goods went; elsewhere they are the maker's lot and the grade after an override.
_OF_LOTS: Final = frozenset({kinds.ITEM_LOTTED, kinds.LOT_CLOSED, kinds.LOT_REOPENED, kinds.LOT_SHIPPED})
# What takes a unit out of its bin: into a lot, into a hand, or since it was stopped, held or graded again.
_OUT_OF_STOCK: Final = frozenset({kinds.ITEM_LOTTED, kinds.ITEM_TAKEN_OUT, kinds.ITEM_GRADED, kinds.ITEM_HELD, kinds.ITEM_REOPENED})
_OF_STOCK: Final = frozenset({kinds.ITEM_RESTOCKED, *_OUT_OF_STOCK})
_OF_LEAVING: Final = frozenset(
    {kinds.LOT_SHIPPED, kinds.ITEM_DESTROYED, kinds.ITEM_RETURNED, kinds.ITEM_SENT_TO_REPAIR, kinds.ITEM_BACK_FROM_REPAIR}
)


def flat(fact: Row, payload: Json, context: Json | None) -> Row:
    """The cells of one fact in the order of COLUMNS; `fact` is its row in the order of `ledger.rows.COLUMNS`.

    What a kind does not say stays empty (None), and so does what was erased with its context.
    """
    seq, id_, station, ledger, kind, version, at, actor, subject, _payload, _context, _previous, digest = fact
    lpn, parcel = _about(kind, subject, payload)
    personal = context or {}
    stock, leaves = kind in _OF_LOTS, kind in _OF_LEAVING
    decided = {**payload, "quantity": payload.get("quantity") if kind in _OF_STOCK else None}
    condition = _object(payload, "condition")
    traced = _object(payload, "traced")
    value = _object(payload, "value")
    reasons = _list(payload, "reasons")
    return (
        id_, station, ledger, seq, at, kind, version, actor, lpn, parcel, digest,
        *map(personal.get, _CONTEXT),
        *map(payload.get, _PLAIN),
        *_told({**payload, "lot": None} if stock else payload, traced, _TRACED),
        *map(decided.get, _DECIDED),
        payload.get("grade") or (None if leaves else payload.get("to")),
        payload.get("from") or _object(payload, "was").get("grade"),
        _object(payload, "seal").get("state"),
        _joined(_list(payload, "because")),
        _joined(_each(_list(payload, "findings"), "finding")),
        _joined(_each(_list(payload, "photos"), "sha256")),
        _joined(dict.fromkeys(_each(reasons, "for"))),
        _joined(_each(reasons, "reason")),
        min(_each(reasons, "due_at"), default=None),
        value.get("amount"),
        value.get("currency") or payload.get("currency"),
        *map(condition.get, _CONDITION),
        payload.get("style"),
        *_told(payload, traced, _TRACED_TOO),
        payload.get("lot") if stock else None,
        _joined(_list(payload, "lpns")),
        payload.get("to") if leaves else None,
        *(payload.get(name) if leaves else None for name in _GONE),
    )  # fmt: skip


def _about(kind: str, subject: str, payload: Json) -> tuple[str, Any]:
    """The plate and the parcel that a fact is about; one about a lot is about neither."""
    if kind.startswith("parcel."):
        return "", subject
    return ("", None) if kind.startswith("lot.") else (subject, payload.get("parcel"))


def _told(payload: Json, traced: Json, names: tuple[str, ...]) -> Iterator[Any]:
    """What codes told of the unit: as its return names it, else as it was read at the bench."""
    return (payload.get(name) or traced.get(name) for name in names)


def _object(payload: Json, name: str) -> Json:
    value = payload.get(name)
    return value if isinstance(value, dict) else {}


def _list(payload: Json, name: str) -> list[Any]:
    value = payload.get(name)
    return value if isinstance(value, list) else []


def _each(entries: list[Any], name: str) -> list[str]:
    return [str(entry[name]) for entry in entries if isinstance(entry, dict) and entry.get(name) is not None]


def _joined(words: Any) -> str:  # noqa: ANN401 -- any iterable of texts
    return "|".join(map(str, words))
