"""What an event is, and the scans among them: a parcel, an item, a plate, a code that a prompt asks for, a code that is unclear."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from station.model.codes import Meaning
from station.model.containers import Container
from station.model.goods import Alert, ExpectedLine, Product
from station.model.units import KnownLabel, KnownUnit, Parcel


@dataclass(frozen=True, kw_only=True)
class Event:
    """`at` as facts write time, `today` the site's date, `ms` monotonic; `plate` and `parcel_plate` are numbers that it may use up.

    `naked` is the plate of a unit that waits for its label, where a printer is in trouble; "" where none does.
    """

    at: str = ""
    today: str = ""
    ms: int = 0
    plate: str = ""
    parcel_plate: str = ""
    naked: str = ""


@dataclass(frozen=True, kw_only=True)
class ParcelScanned(Event):
    """An RMA or tracking number. `opened` are its parcels that have arrived before and are not closed, one a client."""

    code: str
    kind: str
    lines: tuple[ExpectedLine, ...] = ()
    opened: tuple[Parcel, ...] = ()
    clients: tuple[str, ...] = ()
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ItemScanned(Event):
    """An item's own code: the products it may be, and the open expected lines for them anywhere.

    `expected` are the products that the open parcel still expects, where the item is none of them; `here` is the plate of the unit
    that has its serial number and has not left, where there is one.
    """

    code: str
    products: tuple[Product, ...] = ()
    lines: tuple[ExpectedLine, ...] = ()
    expected: tuple[Product, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    alerts: tuple[Alert, ...] = ()
    here: str = ""


@dataclass(frozen=True, kw_only=True)
class CodeScanned(Event):
    """The serial number, or the expiry date or lot, that the prompt asks for, with the other parts of its code.

    `here` is the plate of another unit with this serial number, as of an item.
    """

    text: str
    parts: Mapping[str, str] = field(default_factory=dict)
    alerts: tuple[Alert, ...] = ()
    here: str = ""


@dataclass(frozen=True, kw_only=True)
class CodeUnclear(Event):
    """A code that may be several things, and nothing known here decides which: each with its readings."""

    code: str
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, kw_only=True)
class PlateScanned(Event):
    """A plate: of a known unit, or (`unit` None) a pre-printed one that no unit has yet.

    `copy` is that of the label it stands on, `label` what is known of that label (None for a plate of a roll), and `counts` the label
    of this unit that counts, where that is another one. `into` is the tote or lot that is being filled or emptied, as it is now.
    """

    lpn: str
    unit: KnownUnit | None = None
    copy: int = 1
    label: KnownLabel | None = None
    counts: KnownLabel | None = None
    into: Container | None = None
