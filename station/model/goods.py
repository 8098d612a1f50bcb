"""Products and expected returns, as the main system told us."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Component:
    """One piece of a kit: its SKU or name, how many, and whether the kit is useless without it."""

    sku: str
    quantity: int = 1
    essential: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """A product of one client; key (client, sku). `attributes` are those that rubrics ask about; a missing one is unknown."""

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


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """One line of an expected return; key (client, rma, line). `seen` counts units already received against it."""

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

    @property
    def open(self) -> int:
        """Units still expected."""
        return max(0, self.quantity - self.seen)
