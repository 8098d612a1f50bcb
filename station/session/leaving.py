"""Parcels that are left for another one: said where nothing else would tell, and kept in sight until somebody closes them.

A parcel and the ledger's tables in; a warning, and the parcels that stand open out.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Engine

from station.errors import Refusal
from station.model.units import Parcel

# With units in them: a parcel that only arrived was never worked at, and waits at the dock.
_COUNTED: Final = "(SELECT count(*) FROM items INDEXED BY items_by_parcel WHERE items.parcel = parcels.parcel) AS units"
_ALL: Final = (
    f"SELECT parcel, code, client, arrived_at, {_COUNTED} FROM parcels INDEXED BY parcels_by_state"  # noqa: S608 -- our own words
    " WHERE state = 'arrived' AND units > 0 ORDER BY arrived_at"
)
_ONE: Final = f"SELECT parcel, code, client, arrived_at, {_COUNTED} FROM parcels WHERE parcel = ? AND state = 'arrived'"  # noqa: S608 -- our own words


@dataclass(frozen=True, slots=True)
class LeftParcel:
    """A parcel with `units` in it that nobody closed: what was scanned for it, whose it is, and when it came (as facts write time)."""

    id: str
    code: str
    client: str
    since: str
    units: int


class LeftParcels:
    """Those of one bench. Read once; then a parcel is looked up when it is left. Used by one thread."""

    def __init__(self, reader: Engine) -> None:
        self._reader = reader
        self._left: dict[str, LeftParcel] | None = None
        self._open = ""

    def beside(self, parcel: Parcel | None) -> tuple[LeftParcel, ...]:
        """All but the one that is open now, the oldest first."""
        here = parcel.id if parcel else ""
        if self._left is None:
            with self._reader.connect() as connection:
                self._left = {found.id: found for found in _rows(connection, _ALL)}
        elif self._open not in ("", here):
            with self._reader.connect() as connection:
                found = _rows(connection, _ONE, self._open)
            self._left.pop(self._open, None)
            self._left |= {each.id: each for each in found if each.units}
        self._open = here
        return tuple(sorted((each for each in self._left.values() if each.id != here), key=lambda each: each.since))


def _rows(connection: Connection, statement: str, *values: str) -> list[LeftParcel]:
    return [LeftParcel(*row) for row in connection.exec_driver_sql(statement, values)]


def left_on_hold(before: Parcel | None, now: Parcel | None) -> Refusal | None:
    """A warning where another parcel is open instead of one without units that an alert stops; None where nothing has to be said."""
    if before is None or now is None or before.id == now.id or before.received:
        return None
    stop = next((alert for alert in before.alerts if alert.then != "tell" and alert.client in ("", before.client)), None)
    return Refusal("PARCEL_LEFT_ON_HOLD", parcel=before.code or before.id, say=stop.say) if stop else None
