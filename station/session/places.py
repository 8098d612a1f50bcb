"""Where units lie by the books at some moment, as a count needs it: a bin or a plate in, plates or the place out.

A count that a handheld made in the morning may be taken in the evening: what was put away since then is no part of it.
"""

from typing import Any, Final

from station.ledger.ledger import Ledger
from station.model import facts as kinds
from station.model.units import KnownUnit

_IN_BIN: Final = (
    "SELECT items.lpn FROM items JOIN facts ON facts.seq = items.last_seq"
    " WHERE items.state = 'restocked' AND items.bin = ? AND facts.at <= ? ORDER BY items.lpn"
)
_UNIT: Final = (
    "SELECT items.state, items.client, items.sku, items.title, items.category, items.bin, items.tote, facts.at"
    " FROM items JOIN facts ON facts.seq = items.last_seq WHERE items.lpn = ?"
)
# From what is found at once to what reads a whole list: only a bin that nobody knows needs that.
_KNOWN: Final = (
    "SELECT 1 FROM items WHERE state = 'restocked' AND bin = ? LIMIT 1",
    "SELECT 1 FROM products WHERE bin <> '' AND upper(trim(bin)) = ? LIMIT 1",
    "SELECT 1 FROM facts WHERE kind = 'item.restocked' AND upper(json_extract(payload, '$.bin')) = ? LIMIT 1",
)
# Facts that say where a unit lies, and the state that each gives.
_PLACED: Final = {
    kinds.ITEM_RESTOCKED: "restocked",
    kinds.ITEM_TOTED: "toted",
    kinds.ITEM_LOTTED: "lotted",
    kinds.ITEM_TAKEN_OUT: "graded",
    kinds.ITEM_DESTROYED: "destroyed",
    kinds.ITEM_RETURNED: "returned",
    kinds.ITEM_SENT_TO_REPAIR: "repairing",
    kinds.ITEM_BACK_FROM_REPAIR: "received",
    kinds.ITEM_GRADED: "graded",
    kinds.ITEM_OVERRIDDEN: "graded",
    kinds.ITEM_HELD: "held",
}


class Places:
    """Look-ups for counts; `at` is a moment as facts write time."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def plates_in(self, place: str, at: str) -> tuple[str, ...]:
        """The plates of the units that were put into this bin and lie there since, in order."""
        with self._ledger.reader.connect() as connection:
            return tuple(connection.exec_driver_sql(_IN_BIN, (place, at)).scalars())

    def unit(self, lpn: str, at: str) -> KnownUnit | None:
        """The unit of this plate with its place then, and nothing that a count does not need; None if no unit has the plate."""
        with self._ledger.reader.connect() as connection:
            row = connection.exec_driver_sql(_UNIT, (lpn,)).one_or_none()
        if row is None:
            return None
        state, client, sku, title, category, place, tote, moved = row
        if moved > at:
            state, place, tote = self._then(lpn, at) or (state, place, tote)
        return KnownUnit(lpn, state, client, sku, title, category, bin=place, tote=tote)

    def was_counted(self, place: str, started_at: str) -> bool:
        """Whether the count of this bin that began just then is in the ledger."""
        counts = self._ledger.facts(kinds=(kinds.BIN_COUNTED,), subject=f"BIN-{place}")
        return any(fact.payload["started_at"] == started_at for fact in counts)

    def is_known(self, place: str) -> bool:
        """Whether a product belongs into this bin, or a unit lies or ever lay there."""
        with self._ledger.reader.connect() as connection:
            return any(connection.exec_driver_sql(statement, (place.upper(),)).first() for statement in _KNOWN)

    def _then(self, lpn: str, at: str) -> tuple[str, str | None, str | None] | None:
        found: tuple[str, str | None, str | None] | None = None
        for fact in self._ledger.facts(subject=lpn):
            if fact.kind in _PLACED and fact.at <= at:
                given: Any = fact.payload
                found = (_PLACED[fact.kind], given.get("bin"), given.get("tote"))
        return found
