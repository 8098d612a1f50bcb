"""What has changed in a list of units since it was read: the last fact known then, and the stretches known, in; those to draw anew out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from station.insight.items import ItemRow, Stretch, fetch_items, newest
from station.insight.items_wanted import Wanted
from station.store.faults import guarded

_MOST: Final = 500  # changed units, or 20 stretches of them: more than that, and the list is better begun anew
_STRETCHES: Final = 20
_CHANGED: Final = """
    SELECT rowid FROM items WHERE lpn IN (SELECT DISTINCT subject FROM facts WHERE seq > ? AND seq <= ? LIMIT ?) AND rowid <= ?"""


@dataclass(frozen=True, slots=True)
class Changes:
    """`stretches` with all their units as they are now: those with changes, and first the new one above the newest row number known before.

    `anew`: too much has changed to be told. `top` and `seq` are the newest row number and fact now.
    """

    top: int
    seq: int
    stretches: tuple[tuple[Stretch, tuple[ItemRow, ...]], ...] = ()
    anew: bool = False


def changes_since(reader: Engine, wanted: Wanted, zone: ZoneInfo, top: int, seq: int, known: Sequence[Stretch]) -> Changes:
    """The changes after the fact `seq` in a list whose newest row number was `top`; `known` are its stretches, newest first."""
    with guarded(str(reader.url.database)), reader.connect() as connection:
        now, last = newest(connection)
        asked = (seq, last, _MOST + 1, top)
        rows = connection.exec_driver_sql(_CHANGED, asked).scalars().all() if last > seq else []
    new = [Stretch(now, top + 1, 0)] if now > top else []
    touched = [each for each in known if any(each.low <= row <= each.high for row in rows)]
    if len(rows) > _MOST or len(touched) > _STRETCHES or now - top > _MOST:
        return Changes(now, last, anew=True)
    found = fetch_items(reader, wanted, zone, [*new, *touched])
    fresh = zip([*new, *touched], found, strict=True)
    return Changes(now, last, tuple((Stretch(each.high, each.low, len(rows)), rows) for each, rows in fresh))
