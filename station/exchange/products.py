"""A row of a products file to a Product."""

from collections.abc import Mapping as Values
from collections.abc import Sequence
from typing import Final

from station.errors import Refusal
from station.exchange import declared, values
from station.exchange.mapping import Mapping
from station.exchange.records import Record
from station.exchange.rows import Converted, RowPlan, one_by_one
from station.exchange.values import Convert
from station.model.goods import Product

ATTRIBUTES: Final = (
    "hygiene_sealed", "personalised", "perishable", "has_battery", "mains_powered", "stores_data", "food_contact", "child_product",
    "assembled", "factory_sealed", "has_expiry", "has_size_table", "has_reference",
)  # fmt: skip
_BLANKS: Final = {"gtin": (), "price": None, "weight_g": None, "tracks": "none", "components": (), **dict.fromkeys(ATTRIBUTES)}
_COMPONENTS: Final = 14  # the place of the components among the values; the attributes follow


def converters(mapping: Mapping) -> dict[str, Convert]:
    """How each column is read, in the order of the fields of a Product; the attributes come last."""
    plain: dict[str, Convert] = {
        "client": values.client,
        "sku": values.code,
        "title": values.text,
        "category": values.category,
        "gtin": values.gtins,
        "price": declared.money(*mapping.sign("price"), mapping.format.thousands),
        "currency": values.currency,
        "bin": values.code,
        "image": values.text,
        "weight_g": values.grams,
        "hs_code": values.hs_code,
        "country_of_origin": values.country,
        "supplier": values.text,
        "tracks": values.one_of("none", "serial", "imei", "lot", "lot+expiry"),
        "components": values.components,
    }
    return plain | dict.fromkeys(ATTRIBUTES, values.flag)


class ProductRows:
    """Makes Products of one file; (client, sku) is the key."""

    def __init__(self, header: Sequence[str], found: Values[str, int], mapping: Mapping) -> None:
        every = converters(mapping)
        self._plan = RowPlan(header, found, every, _BLANKS, mapping)
        self._attributes = [
            (name, slot) for slot, name in enumerate(every) if slot > _COMPONENTS and (name in found or name in mapping.defaults)
        ]

    def convert(self, records: Sequence[Record]) -> Converted:
        """Many rows."""
        together = self._together([cells for _, cells in records])
        if together is None:
            return one_by_one(records, self._product)
        return Converted([line for line, _ in records], together)

    @staticmethod
    def keys(products: Sequence[Product]) -> list[tuple[str, ...]]:
        """What may stand in a file once."""
        return [(product.client, product.sku) for product in products]

    def _product(self, cells: Sequence[str]) -> Product:
        found = self._plan.values(cells)
        if not found[1]:
            raise self._plan.refused("sku", Refusal("CELL_EMPTY"))
        if not found[0]:
            raise self._plan.refused("client", Refusal("ROW_WITHOUT_CLIENT"))
        attributes = {name: found[slot] for name, slot in self._attributes if found[slot] is not None}
        found.insert(_COMPONENTS, attributes)
        return Product(*found[: _COMPONENTS + 2])

    def _together(self, rows: Sequence[Sequence[str] | None]) -> list[Product] | None:
        columns = self._plan.columns(rows)
        if columns is None or not all(columns[0]) or not all(columns[1]):
            return None
        flags = [*zip(*(columns[slot] for _, slot in self._attributes), strict=True)] or [()] * len(rows)
        names = [name for name, _ in self._attributes]
        # Products of the same attributes share them: they are never changed.
        known = {each: {name: flag for name, flag in zip(names, each, strict=True) if flag is not None} for each in set(flags)}
        columns.insert(_COMPONENTS, [*map(known.__getitem__, flags)])
        return [*map(Product, *columns[: _COMPONENTS + 2])]
