"""Totes and lots as the books have them now: a name in, what it holds and how many labels it had out."""

from typing import Any, Final

from sqlalchemy import Connection

from station.ledger.ledger import Ledger
from station.model.containers import LOT, TOTE, Container, Inside

_ROW: Final = {
    TOTE: "SELECT state, disposition, client, units FROM totes WHERE tote = ?",
    LOT: "SELECT state, disposition, client, units FROM lots WHERE lot = ?",
}
# The way through the bins, and within a bin what is alike together.
_INSIDE: Final = {
    TOTE: "SELECT lpn, title, coalesce(bin, '') FROM items INDEXED BY items_by_tote WHERE tote = ? ORDER BY bin, sku, lpn",
    LOT: "SELECT lpn, title, coalesce(bin, '') FROM items INDEXED BY items_by_lot WHERE lot = ? ORDER BY sku, lpn",
}
_COPIES: Final = "SELECT max(copy) FROM labels WHERE lpn = ? AND layout = ?"


class Containers:
    """Look-ups for totes and lots; each is two or three indexed reads. Used by one thread."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def tote(self, name: str, *, inside: bool = True) -> Container:
        """A tote; one that nobody ever filled is open and empty. `inside`: with its units."""
        return self._of(TOTE, name, inside=inside)

    def lot(self, name: str, *, inside: bool = False) -> Container:
        """A lot, as `tote`; it may hold thousands of units, so those are read only where they are needed."""
        return self._of(LOT, name, inside=inside)

    def now(self, container: Container, *, inside: bool = False) -> Container:
        """The same as it is now."""
        return self._of(container.kind, container.name, inside=inside)

    def _of(self, kind: str, name: str, *, inside: bool) -> Container:
        with self._ledger.reader.connect() as connection:
            row = connection.exec_driver_sql(_ROW[kind], (name,)).one_or_none()
            if row is None or not row[3]:
                return Container(kind, name, copies=_copies(connection, kind, name))
            state, disposition, client, units = row
            units_in = _inside(connection, kind, name) if inside else ()
            return Container(kind, name, state, disposition, client, units, units_in, _copies(connection, kind, name))


def _inside(connection: Connection, kind: str, name: str) -> tuple[Inside, ...]:
    rows: Any = connection.exec_driver_sql(_INSIDE[kind], (name,))
    return tuple(Inside(lpn, title, place) for lpn, title, place in rows)


def _copies(connection: Connection, kind: str, name: str) -> int:
    return int(connection.exec_driver_sql(_COPIES, (name, kind)).scalar() or 0)
