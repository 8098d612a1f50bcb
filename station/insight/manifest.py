"""What is in a lot, for whoever buys or takes it: a lot's name in, its lines with condition, value and pictures out. Reads only.

It goes to people outside: nothing in it names a customer, an order, a return or a serial number, and pictures that show one are left out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection, Engine, RowMapping

from station.insight.stock import ContainerThere, lot_named
from station.ledger.digest import parsed
from station.model import facts as kinds
from station.model.money import Money

# What these pictures may show is nobody's business outside: addresses, names, serial numbers, codes that can be redeemed, belongings.
PRIVATE_SHOTS: Final = frozenset({"SCALE", "BELONGINGS", "LOCK_SCREEN", "SCREEN_ON", "CARD_TRAY", "BOX_SERIAL", "DEVICE_SERIAL", "CODE"})
_UNITS: Final = (
    "SELECT lpn, client, coalesce(sku, '') AS sku, coalesce(gtin, '') AS gtin, title, coalesce(grade, '') AS grade"
    " FROM items INDEXED BY items_by_lot WHERE lot = ? ORDER BY lpn"
)
_DECIDED: Final = (
    "SELECT f.seq, f.subject, f.kind, f.payload FROM items AS i INDEXED BY items_by_lot JOIN facts AS f ON f.subject = i.lpn"
    " WHERE i.lot = ? AND f.kind IN ('item.graded', 'item.overridden') ORDER BY f.seq"
)
_ERASED: Final = (
    "SELECT p.sha256 FROM items AS i INDEXED BY items_by_lot JOIN item_photos AS p ON p.lpn = i.lpn"
    " WHERE i.lot = ? AND p.erased_seq IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph that goes along: `marks` are its circles, `name` the file that it will be, the same at every making."""

    sha256: str
    shot: str
    name: str
    marks: tuple[Mapping[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class LotUnit:
    """One unit. `condition` is a channel's plain word ("new", "used"; "" where none is known), `findings` are codes."""

    lpn: str
    client: str
    sku: str
    gtin: str
    title: str
    grade: str
    condition: str
    findings: tuple[str, ...]
    value: Money | None
    pictures: tuple[Picture, ...]
    withheld: int
    absent: int


@dataclass(frozen=True, slots=True)
class Line:
    """Units that are alike in all that a buyer asks for; `value` is that of one of them, None where nobody knows it."""

    client: str
    sku: str
    gtin: str
    title: str
    grade: str
    condition: str
    findings: tuple[str, ...]
    value: Money | None
    units: tuple[LotUnit, ...]

    @property
    def quantity(self) -> int:
        return len(self.units)

    @property
    def worth(self) -> Decimal | None:
        """The value of the whole line."""
        return self.value.amount * self.quantity if self.value else None


@dataclass(frozen=True, slots=True)
class Manifest:
    """A lot and what is in it, in the order of SKUs; `withheld` counts pictures that stay here, `absent` those that are gone."""

    lot: ContainerThere
    lines: tuple[Line, ...]

    @property
    def units(self) -> tuple[LotUnit, ...]:
        return tuple(unit for line in self.lines for unit in line.units)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(picture for unit in self.units for picture in unit.pictures)

    @property
    def totals(self) -> dict[str, Decimal]:
        """The value by currency; amounts of two currencies are never added up."""
        sums: dict[str, Decimal] = {}
        for line in self.lines:
            if line.value and line.worth is not None:
                sums[line.value.currency] = sums.get(line.value.currency, Decimal(0)) + line.worth
        return sums

    @property
    def without_value(self) -> int:
        """Units of which nobody knows what they are worth."""
        return sum(line.quantity for line in self.lines if line.value is None)

    @property
    def grades(self) -> dict[str, int]:
        """Units by grade, in their order."""
        return dict(sorted(Counter(unit.grade or "–" for unit in self.units).items()))

    @property
    def withheld(self) -> int:
        return sum(unit.withheld for unit in self.units)

    @property
    def absent(self) -> int:
        return sum(unit.absent for unit in self.units)


def manifest(reader: Engine, lot: str, has: Callable[[str], bool] = lambda _sha256: True) -> Manifest:
    """The manifest of a lot as it is now, open, closed or shipped; `has` tells whether a picture is on the disk.

    Raises Refusal LOT_UNKNOWN. Costs the units in it.
    """
    named = lot_named(reader, lot)
    with reader.connect() as connection:
        rows = connection.exec_driver_sql(_UNITS, (named.name,)).mappings().all()
        told = _told(connection, named.name)
        erased = frozenset(connection.exec_driver_sql(_ERASED, (named.name,)).scalars())
    units = sorted((_unit(row, told.get(row["lpn"], {}), erased, has) for row in rows), key=_line_key)
    return Manifest(named, tuple(_lines(units)))


def _told(connection: Connection, lot: str) -> dict[str, dict[str, Any]]:
    """By plate what its last grading said, with what an override replaced of it."""
    told: dict[str, dict[str, Any]] = {}
    for row in connection.exec_driver_sql(_DECIDED, (lot,)):
        said = parsed(row.payload)
        if row.kind == kinds.ITEM_OVERRIDDEN:
            before = told.get(row.subject, {})
            said = {**before, **said, "photos": [*before.get("photos", ()), *said.get("photos", ())]}
        told[row.subject] = said
    return told


def _unit(row: RowMapping, said: Mapping[str, Any], erased: frozenset[str], has: Callable[[str], bool]) -> LotUnit:
    photos = {photo["sha256"]: photo for photo in said.get("photos", ()) if photo["sha256"] not in erased}
    public = [photo for photo in photos.values() if photo["shot"] not in PRIVATE_SHOTS]
    there = [photo for photo in public if has(photo["sha256"])]
    return LotUnit(
        row["lpn"], row["client"], row["sku"], row["gtin"], row["title"], row["grade"],
        str((said.get("condition") or {}).get("google") or ""),
        tuple(str(each["finding"]) for each in said.get("findings", ())),
        _money(said.get("value")),
        tuple(_picture(row["lpn"], place, photo) for place, photo in enumerate(there, start=1)),
        len(photos) - len(public),
        len(public) - len(there),
    )  # fmt: skip


def _picture(lpn: str, place: int, photo: Mapping[str, Any]) -> Picture:
    shot = str(photo["shot"])
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in shot.lower())
    return Picture(photo["sha256"], shot, f"{lpn}_{place}_{plain}.jpg", tuple(photo.get("marks") or ()))


def _money(value: Mapping[str, Any] | None) -> Money | None:
    try:
        return Money(Decimal(str(value["amount"])), str(value.get("currency") or "")) if value else None
    except (InvalidOperation, KeyError):
        return None


def _line_key(unit: LotUnit) -> tuple[str, ...]:
    worth = (str(unit.value.amount), unit.value.currency) if unit.value else ("", "")
    return unit.client, unit.sku, unit.gtin, unit.title, unit.grade, unit.condition, "|".join(unit.findings), *worth


def _lines(units: Iterable[LotUnit]) -> Iterator[Line]:
    for _key, together in groupby(units, key=_line_key):
        alike = tuple(together)
        one = alike[0]
        yield Line(one.client, one.sku, one.gtin, one.title, one.grade, one.condition, one.findings, one.value, alike)
