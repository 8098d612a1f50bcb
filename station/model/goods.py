"""Products, expected returns, alerts, categories and shipments, as the main system told us."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Component:
    """One piece of a kit: its SKU or name, how many, and whether the kit is useless without it."""

    sku: str
    quantity: int = 1
    essential: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """A product of one client; key (client, sku). `attributes` are those that rubrics ask about; a missing one is unknown.

    `category` is the main system's own name, `rubric` what this client's categories map it to ("" while it is not mapped).
    `codes` are other codes of the product (FNSKU, ASIN, an old SKU); `style` is the same for all its sizes and colours.
    """

    client: str
    sku: str
    title: str = ""
    category: str = ""
    gtins: tuple[str, ...] = ()
    price: Decimal | None = None
    currency: str = ""
    bin: str = ""
    image: str = ""
    weight_g: int | None = None
    hs_code: str = ""
    country_of_origin: str = ""
    supplier: str = ""
    tracks: str = "none"
    attributes: Mapping[str, bool] = field(default_factory=dict)
    components: tuple[Component, ...] = ()
    rubric: str = ""
    style: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """One line of an expected return; key (client, rma, line). `seen` counts units already received against it, `instead` those of
    them that are no such unit: another article that came in its place, an empty box.

    `serial` is what identifies the very unit that was sold; several (two IMEIs and a serial number) have `|` between them.
    """

    client: str
    rma: str
    line: str
    sku: str
    gtin: str = ""
    title: str = ""
    quantity: int = 1
    seen: int = 0
    order: str = ""
    tracking: tuple[str, ...] = ()
    market: str = ""
    reason: str = ""
    note: str = ""
    serial: str = ""
    requested_at: str = ""
    delivered_at: str = ""
    price_paid: Decimal | None = None
    currency: str = ""
    discount: Decimal | None = None
    outbound_shipping: Decimal | None = None
    payment_method: str = ""
    language: str = ""
    route: str = ""
    carrier: str = ""
    instead: int = 0

    @property
    def open(self) -> int:
        """Units still expected."""
        return max(0, self.quantity - self.seen)

    @property
    def serials(self) -> tuple[str, ...]:
        """Every serial number or IMEI of the unit that was sold."""
        return tuple(part for part in (each.strip() for each in self.serial.split("|")) if part)


@dataclass(frozen=True, slots=True)
class Alert:
    """Stop, look, call: for every unit of this client (any client where it is "") whose `kind` of code is `value`.

    `kind`: rma, sku, serial, lot. `then`: hold, quarantine, tell. `say` is shown as it stands; `until` is the last day (ISO), "" for ever.
    """

    client: str
    kind: str
    value: str
    say: str
    then: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """A client's own name of a category, and the rubric that decides about its goods; client "" is for every client."""

    client: str
    name: str
    rubric: str


@dataclass(frozen=True, slots=True)
class Shipment:
    """How many units of a SKU were sent out in one ISO week ("2026-W47") or on one day ("2026-11-21"): the denominator of return rates."""

    client: str
    sku: str
    period: str
    units: int
    market: str = ""
