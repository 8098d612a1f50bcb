"""The closing count of a shift: the ledger's tables in, the count and its sentences out."""

from typing import Final

from sqlalchemy import Engine

from station.ledger.loose import loose_units
from station.model.shifts import ClosingCount
from station.texts import counted

_UNLABELLED: Final = "SELECT count(DISTINCT lpn) FROM labels INDEXED BY labels_by_state WHERE state IN ('queued', 'started', 'unconfirmed')"
_SET_ASIDE: Final = "SELECT count(*) FROM drafts WHERE state = 'parked'"
_OPEN: Final = "SELECT count(*) FROM parcels INDEXED BY parcels_by_state WHERE state = 'arrived'"


def closing_count(reader: Engine) -> ClosingCount:
    """What is left open now, in one snapshot."""
    with reader.connect() as connection:
        unlabelled, set_aside, parcels = (connection.exec_driver_sql(each).scalar_one() for each in (_UNLABELLED, _SET_ASIDE, _OPEN))
        not_stowed = sum(part.units for part in loose_units(connection))
    return ClosingCount(unlabelled, not_stowed, set_aside, parcels)


def closing_lines(count: ClosingCount, language: str) -> list[str]:
    """The same as sentences, one for each thing of which there is any."""
    lines = {
        "CLOSING_UNLABELLED": count.unlabelled,
        "CLOSING_NOT_STOWED": count.not_stowed,
        "CLOSING_SET_ASIDE": count.set_aside,
        "CLOSING_PARCELS": count.open_parcels,
    }
    return [counted(key, number, language) for key, number in lines.items() if number]
