"""The closing count of a shift: the ledger's tables in, the count and its sentences out."""

from typing import Final

from sqlalchemy import Engine

from station.ledger.loose import EVERY, loose_units
from station.model.shifts import ClosingCount
from station.texts import counted, word

_PLATES: Final = "SELECT DISTINCT lpn FROM labels INDEXED BY labels_by_state WHERE state IN ('queued', 'started', 'unconfirmed') LIMIT ?"
_UNLABELLED: Final = f"SELECT count(*) FROM ({_PLATES})"  # noqa: S608 -- the query above
_SET_ASIDE: Final = "SELECT count(*) FROM drafts WHERE state = 'parked'"
_OPEN: Final = "SELECT count(*) FROM parcels INDEXED BY parcels_by_state WHERE state = 'arrived'"


def closing_count(reader: Engine, most: int = EVERY) -> ClosingCount:
    """What is left open now, in one snapshot.

    `most`: of units without label and of those that were not stowed no more are counted. A station without printer or without
    totes has all its units among them, and who only shows them at every change need not count a million.
    """
    with reader.connect() as connection:
        unlabelled = connection.exec_driver_sql(_UNLABELLED, (most,)).scalar_one()
        set_aside, parcels = (connection.exec_driver_sql(each).scalar_one() for each in (_SET_ASIDE, _OPEN))
        not_stowed = sum(part.units for part in loose_units(connection, most=most))
    return ClosingCount(unlabelled, not_stowed, set_aside, parcels)


def unlabelled_plates(reader: Engine, most: int) -> tuple[str, ...]:
    """The plates of units that wait for a label, at most so many, in order."""
    with reader.connect() as connection:
        return tuple(sorted(connection.exec_driver_sql(_PLATES, (most,)).scalars()))


def closing_lines(count: ClosingCount, language: str, most: int = EVERY) -> list[str]:
    """The same as sentences, one for each thing of which there is any; `most` as it was counted with: then there may be more."""
    lines = {
        "CLOSING_UNLABELLED": count.unlabelled,
        "CLOSING_NOT_STOWED": count.not_stowed,
        "CLOSING_SET_ASIDE": count.set_aside,
        "CLOSING_PARCELS": count.open_parcels,
    }
    return [_line(key, number, language, most) for key, number in lines.items() if number]


def _line(key: str, number: int, language: str, most: int) -> str:
    line = counted(key, number, language)
    return word("CLOSING_AT_LEAST", language, line=line) if number == most else line
