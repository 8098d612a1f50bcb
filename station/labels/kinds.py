"""The kinds of label (`model.labels.LABEL_KINDS` names them): which fields each gets, which it cannot do without, what they look like.

This is what the bench promises to a layout; a layout that names another field of a kind is refused. docs/labels.md says how to add a kind.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

DEFAULT_STOCK: Final = "57x32"
LONG_NAME: Final = "STATION1"  # no station's name is longer

_SAMPLE: Final[Mapping[str, str]] = {
    "plate": "B02-000033-E",
    "sku": "NW-TEE-NVY-M",
    "fnsku": "X0012AB3CD",
    "gtin": "4006381333931",
    "title": "Merino crew-neck T-shirt, navy blue, size M",
    "client": "nordwind",
    "grade": "B",
    "disposition": "outlet",
    "bin": "OUT-03",
    "reason": "Stain or make-up mark",
    "owner": "CLIENT",
    "shelf": "HOLD-C",
    "price": "19.90",
    "old_price": "39.90",
    "currency": "EUR",
    "hazard": "SHARP_OBJECT",
    "work": "Wipe, brush, steam, wash, air or drain by the client's rule",
    "note": "2 of 3",
    "count": "24",
    "date": "2026-11-22",
    "weight": "412 kg",
    "sscc": "340123450000000017",
    "un": "3481",
    "phone": "+49 30 1234567",
}
# As long as each can become where a code is made of it; the plate's counter has six digits and its 99th copy.
_LONGEST: Final[Mapping[str, str]] = {
    "sku": "W" * 40,
    "fnsku": "X00WWWWWWW",
    "gtin": "04006381333931",
    "code": "W" * 30,
    "title": "Merino crew-neck T-shirt with a long name that goes on and on, navy blue, " * 7,
    "client": "Nordwind Outdoor and Travel Equipment GmbH",
    "grade": "C",
    "hazard": "BATTERY_SWOLLEN, SHARP_OBJECT",
    "disposition": "return_to_customer",
    "bin": "QUARANTINE-FIRE-12",
    "shelf": "QUARANTINE-FIRE-12",
    "reason": "Stain or make-up mark, Hole, tear or pulled thread, Loose thread or open seam",
    "work": "Wipe, brush, steam, wash, air or drain by the client's rule, Lint-roll, Charge 15 min or fit new cells",
    "price": "12345.90",
    "old_price": "23456.90",
    "count": "12345",
    "note": "As long as a note can reasonably be",
    "weight": "1234.5 kg",
    "phone": "+49 30 1234567-1234",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of label: `fields` are what it is given, `needs` those of them without which there is none.

    `unit`: it goes onto a unit, which its plate names. `by_hand`: somebody asks for it; the others come by themselves.

    `own` are what is unlike the others' in its sample. `coded`: what its bars or its matrix hold, always one of these; `told`: the
    fields of which its words always tell one; `given`: filled whenever it is printed.
    """

    name: str
    fields: tuple[str, ...]
    needs: tuple[str, ...]
    unit: bool = True
    own: Mapping[str, str] = field(default_factory=dict)
    coded: tuple[str, ...] = ("{plate}",)
    told: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    by_hand: bool = False

    @property
    def known(self) -> tuple[str, ...]:
        """What its layouts may name: its fields, and what is made of them."""
        made = {"gtin": ("retail",), "hazard": ("worst", "others")}
        return (*self.fields, *(name for source, names in made.items() if source in self.fields for name in names))

    @property
    def sample(self) -> dict[str, str]:
        """What a preview shows where there is no such unit yet."""
        return self._filled(_SAMPLE) | dict(self.own)

    def longest(self, station: str) -> dict[str, str]:
        """The longest data of each field at a station of this name."""
        return self.sample | self._filled(_LONGEST) | ({"plate": longest_plate(station)} if "plate" in self.fields else {})

    def _filled(self, values: Mapping[str, str]) -> dict[str, str]:
        return {name: values[name] for name in self.fields if name in values}


def longest_plate(station: str) -> str:
    """As long as a plate of this station becomes: seven digits, and its 99th label."""
    return f"{station}-9999999-W/99"


def _kinds() -> Iterator[Kind]:
    unit, goods = ("plate",), ("sku", "gtin", "title", "client")
    thing, code = ("code", "title", "client", "note", "count", "date"), ("{code}",)
    # The next buyer reads these: neither grade nor reason is known to them, and the client only chooses layout and printer.
    yield Kind("restock", ("plate", "sku", "fnsku", "gtin", "title"), unit)
    yield Kind("fnsku", ("plate", "sku", "fnsku", "gtin", "title"), ("plate", "fnsku"), coded=("{fnsku}",), told=unit)
    yield Kind("outlet", (*unit, *goods, "grade", "disposition", "bin", "reason", "price", "old_price", "currency"), unit)
    yield Kind("hold", (*unit, *goods, "reason", "owner", "shelf"), unit, own={"reason": "Ask the client"})
    yield Kind(
        "quarantine", (*unit, *goods, "hazard", "reason", "bin", "grade", "disposition"), unit,
        own={"reason": "Needle, nail or sharp edge", "bin": "QUA-01", "grade": "C", "disposition": "quarantine"},
        told=("hazard", "reason"), given=("reason",),
    )  # fmt: skip
    yield Kind(
        "c", (*unit, *goods, "grade", "disposition", "bin", "reason"), unit,
        own={"grade": "C", "disposition": "return_to_vendor", "bin": "RTV-01", "reason": "Hole, tear or pulled thread"},
    )  # fmt: skip
    yield Kind(
        "rework", (*unit, *goods, "grade", "disposition", "bin", "reason", "work"), unit,
        own={"grade": "C", "disposition": "repair", "bin": "REP-01"},
    )  # fmt: skip
    yield Kind(
        "unidentified",
        (*unit, *goods, "reason", "owner", "shelf"),
        unit,
        own={"reason": "IDENTITY", "owner": "SUPERVISOR", "shelf": "HOLD-S", "title": ""},
    )
    yield Kind("plate", ("plate", "title", "client"), unit)
    parcel = {"code": "B02-P000012-L", "title": "RMA-2026-004417"}
    yield Kind("parcel", thing, ("code",), unit=False, by_hand=True, coded=code, own=parcel)
    yield Kind("tote", thing, ("code",), unit=False, coded=code, own={"code": "RS-TOTE-T7", "title": "T7", "note": "restock"})
    yield Kind("bin", thing, ("code",), unit=False, by_hand=True, coded=code, own={"code": "RS-BIN-A-03-2", "title": "A-03-2"})
    yield Kind(
        "lot", (*thing, "weight"), ("code",), unit=False, coded=code, own={"code": "RS-LOT-L12", "title": "L12", "note": "liquidation"}
    )
    yield Kind(
        "pallet",
        (*thing, "weight", "sscc"),
        ("code",),
        unit=False,
        by_hand=True,
        coded=(*code, "(00){sscc}"),
        own={"code": "PAL-000042", "title": "Returns to the supplier"},
    )
    yield Kind("lithium", ("un", "phone", "code"), ("un", "phone"), unit=False, by_hand=True, coded=())


KINDS: Final[Mapping[str, Kind]] = {kind.name: kind for kind in _kinds()}
