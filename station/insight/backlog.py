"""What waits, and what it is worth: the open units and parcels of a moment in; their ages, values and holds out.

Its cost is that of what is open, however much is done. The value of a unit is what was paid for it, else its list price.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from station.clock import moment
from station.insight.promised import OpenUnit, Waiting, waiting
from station.model.money import Money
from station.settings.groups import Calendar

AGES: Final = (timedelta(hours=4), timedelta(hours=24), timedelta(days=2), timedelta(days=7))
_MOST: Final = 1_000  # parcels that a list shows; the figure counts all
_HOLD: Final = "held"

_OPEN: Final = """
SELECT i.lpn, coalesce(i.sku, '') AS sku, i.title, i.hold, h.at AS since, json_extract(came.payload, '$.price_paid') AS paid,
       json_extract(came.payload, '$.list_price') AS listed, coalesce(json_extract(came.payload, '$.currency'), '') AS currency
FROM items AS i INDEXED BY items_by_state JOIN facts AS came ON came.seq = i.received_seq
LEFT JOIN facts AS h ON i.state = 'held' AND h.seq = (
    SELECT max(seq) FROM facts INDEXED BY facts_by_subject WHERE subject = i.lpn AND kind = 'item.held'
)
WHERE i.state IN ('received', 'held', 'reopened') AND ?1 IN ('', i.client)
"""
_DOCK: Final = """
SELECT parcel, code, client, arrived_at FROM parcels AS p INDEXED BY parcels_by_state WHERE state = 'arrived' AND ?1 IN ('', client)
AND NOT EXISTS (SELECT 1 FROM items WHERE items.parcel = p.parcel) ORDER BY arrived_at LIMIT ?2
"""


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a unit waits, since when, for whom, and what happens by itself and when; `due` None where nobody said."""

    reason: str
    owner: str
    since: datetime
    default: str
    due: datetime | None


@dataclass(frozen=True, slots=True)
class BacklogUnit:
    """A unit that is not graded. `value` None where nobody knows it; `holds` are empty unless it is held, the first decides first."""

    unit: OpenUnit
    sku: str
    title: str
    value: Money | None
    holds: tuple[Hold, ...]


@dataclass(frozen=True, slots=True)
class DockParcel:
    """A parcel that has arrived and of which nothing was taken yet."""

    parcel: str
    code: str
    client: str
    arrived: datetime


@dataclass(frozen=True, slots=True)
class Age:
    """Units whose parcel arrived less than `below` ago and not less than `above` (None: no bound), and their value by currency."""

    above: timedelta | None
    below: timedelta | None
    units: int
    values: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is open at `now`: `open` counts and dues, `units` in the order of their dues, `parcels` at the dock, the oldest first."""

    now: datetime
    open: Waiting
    units: tuple[BacklogUnit, ...]
    parcels: tuple[DockParcel, ...]

    @property
    def late(self) -> tuple[BacklogUnit, ...]:
        """Those past their time."""
        return self.units[: len(self.open.late)]

    @property
    def soon(self) -> tuple[BacklogUnit, ...]:
        """Those whose time is near."""
        return self.units[len(self.open.late) : len(self.open.late) + len(self.open.soon)]

    @property
    def held(self) -> tuple[BacklogUnit, ...]:
        """Those that wait for somebody, the longest first."""
        return tuple(sorted((unit for unit in self.units if unit.holds), key=lambda unit: unit.holds[0].since))

    @property
    def owners(self) -> Counter[str]:
        """Held units by who decides first: SUPERVISOR, CLIENT, CUSTOMER."""
        return Counter(unit.holds[0].owner for unit in self.units if unit.holds)

    @property
    def ages(self) -> tuple[Age, ...]:
        """All units by how long ago they came, the youngest first; a part without units is there too."""
        bounds = (None, *AGES, None)
        return tuple(self._aged(above, below) for above, below in pairwise(bounds))

    def _aged(self, above: timedelta | None, below: timedelta | None) -> Age:
        ages = ((unit, self.now - unit.unit.arrived) for unit in self.units)
        inside = [unit for unit, age in ages if (above is None or age >= above) and (below is None or age < below)]
        return Age(above, below, len(inside), values(inside))


def backlog(reader: Engine, now: datetime, calendar: Calendar, zone: ZoneInfo, client: str = "") -> Backlog:
    """What is open now, of one client if it is named."""
    known = waiting(reader, now, calendar, zone, client)
    with reader.connect() as connection:
        told = {row.lpn: row for row in connection.exec_driver_sql(_OPEN, (client,))}
        parcels = tuple(
            DockParcel(row.parcel, row.code, row.client, moment(row.arrived_at))
            for row in connection.exec_driver_sql(_DOCK, (client, _MOST))
        )
    return Backlog(now, known, tuple(_unit(unit, told.get(unit.lpn)) for unit in known.units), parcels)


def values(units: Iterable[BacklogUnit]) -> dict[str, Decimal]:
    """What units are worth together, by currency; those of which nobody knows it are left out."""
    sums: dict[str, Decimal] = {}
    for unit in units:
        if unit.value:
            sums[unit.value.currency] = sums.get(unit.value.currency, Decimal()) + unit.value.amount
    return sums


def _unit(unit: OpenUnit, row: Any) -> BacklogUnit:  # noqa: ANN401 -- a row of the query above
    if row is None:  # graded between the two looks: it is told as it was in the first
        return BacklogUnit(unit, "", "", None, ())
    return BacklogUnit(unit, row.sku, row.title, _value(row.paid or row.listed, row.currency), _holds(row) if unit.state == _HOLD else ())


def _value(amount: object, currency: str) -> Money | None:
    try:
        return Money(Decimal(str(amount)), currency) if amount else None
    except InvalidOperation:
        return None


def _holds(row: Any) -> tuple[Hold, ...]:  # noqa: ANN401 -- as above
    reasons = json.loads(row.hold or "{}").get("reasons", ())
    since = moment(row.since)
    return tuple(
        Hold(str(each["reason"]), str(each["for"]), since, str(each["default"]), moment(each["due_at"]) if each.get("due_at") else None)
        for each in reasons
    )
