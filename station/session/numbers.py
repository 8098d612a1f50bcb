"""The plate and the parcel number that the next event may use up, reserved beforehand so that no number is ever given twice."""

from collections.abc import Collection

from sqlalchemy import Connection

from station.ledger.ledger import Ledger, next_number
from station.scan.plates import parcel_id, plate

Spare = tuple[str, str]  # a plate and a parcel's id


class SpareNumbers:
    """One spare of each. What a crash leaves reserved is skipped, never given again."""

    def __init__(self, ledger: Ledger) -> None:
        self._station = ledger.station
        numbers: list[int] = []
        ledger.append("", (), lambda c, _: numbers.extend((next_number(c, "lpn"), next_number(c, "parcel"))))
        self.spare: Spare = (plate(self._station, numbers[-2]), parcel_id(self._station, numbers[-1]))

    def after(self, connection: Connection, used: Collection[str]) -> Spare:
        """The spares once these numbers are used up: new ones are given in the same transaction. Set as `spare` after its commit."""
        lpn, parcel = self.spare
        if lpn in used:
            lpn = plate(self._station, next_number(connection, "lpn"))
        if parcel in used:
            parcel = parcel_id(self._station, next_number(connection, "parcel"))
        return lpn, parcel
