"""A row of a products file to a Product."""

from collections.abc import Mapping as Values
from collections.abc import Sequence
from typing import Final

from station.errors import Refusal
from station.exchange import values
from station.exchange.mapping import Mapping
from station.exchange.rows import RowPlan
from station.exchange.values import Convert
from station.model.goods import Product

ATTRIBUTES: Final = (
    "hygiene_sealed", "personalised", "perishable", "has_battery", "mains_powered", "stores_data", "food_contact", "child_product",
    "assembled", "factory_sealed", "has_expiry", "has_size_table", "has_reference",
)  # fmt: skip


def converters(mapping: Mapping) -> dict[str, Convert]:
    """How each column is read."""
    return {
        "client": values.code,
        "sku": values.code,
        "gtin": values.gtins,
        "title": values.text,
        "category": values.text,
        "price": values.money(*mapping.sign("price"), mapping.format.thousands),
        "currency": values.currency,
        "bin": values.code,
        "image": values.text,
        "weight_g": values.grams,
        "hs_code": values.hs_code,
        "country_of_origin": values.country,
        "supplier": values.text,
        "tracks": values.one_of("none", "serial", "imei", "lot", "lot+expiry"),
        "components": values.components,
    } | dict.fromkeys(ATTRIBUTES, values.flag)


class ProductRows:
    """Makes Products of one file; (client, sku) is the key."""

    def __init__(self, header: Sequence[str], found: Values[str, int], mapping: Mapping) -> None:
        self._plan = RowPlan(header, found, converters(mapping), mapping)
        self._attributes = tuple(name for name in ATTRIBUTES if name in found or name in mapping.defaults)

    def convert(self, cells: Sequence[str]) -> Product:
        """One row; raises RowRefused."""
        found = self._plan.values(cells)
        if "sku" not in found:
            raise self._plan.refused("sku", Refusal("CELL_EMPTY"))
        if "client" not in found:
            raise self._plan.refused("client", Refusal("ROW_WITHOUT_CLIENT"))
        if "gtin" in found:
            found["gtins"] = found.pop("gtin")
        attributes = {name: found.pop(name) for name in self._attributes if name in found}
        return Product(attributes=attributes, **found)

    @staticmethod
    def key(product: Product) -> tuple[str, ...]:
        """What may stand in a file once."""
        return product.client, product.sku
