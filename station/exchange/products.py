"""Rows of a products file to products as the table takes them."""

from collections.abc import Mapping as Values
from collections.abc import Sequence
from typing import Final

from station.errors import Refusal
from station.exchange import declared, values
from station.exchange.filing import ProductColumns, filed
from station.exchange.mapping import Mapping
from station.exchange.marks import reading_marks
from station.exchange.records import Broken, Record
from station.exchange.rows import Converted, RowPlan, one_by_one
from station.exchange.values import Convert
from station.knowledge.rows import product_row
from station.knowledge.writing import FiledProduct
from station.model.goods import Product

ATTRIBUTES: Final = (
    "hygiene_sealed", "personalised", "perishable", "has_battery", "mains_powered", "stores_data", "food_contact", "child_product",
    "assembled", "factory_sealed", "has_expiry", "has_size_table", "has_reference",
)  # fmt: skip
_BLANKS: Final = {"gtin": (), "price": None, "weight_g": None, "tracks": "none", "components": (), "codes": (), **dict.fromkeys(ATTRIBUTES)}
_FIELDS: Final = (  # of a Product, for the first of the values; the attributes follow
    "client", "sku", "title", "category", "gtins", "price", "currency", "bin", "image", "weight_g", "hs_code", "country_of_origin",
    "supplier", "tracks", "components", "style", "codes",
)  # fmt: skip


def converters(mapping: Mapping) -> dict[str, Convert]:
    """How each column is read, in the order of _FIELDS; the attributes come last."""
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
        "style": values.code,
        "codes": values.codes,
    }
    return plain | dict.fromkeys(ATTRIBUTES, values.flag)


class ProductRows:
    """Makes products of one file; (client, sku) is the key."""

    def __init__(self, header: Sequence[str], found: Values[str, int], mapping: Mapping, *, marked: bool = False) -> None:
        every = converters(mapping)
        if marked:
            every = reading_marks(every, {"price": declared.exact_money()}, {})
        self._plan = RowPlan(header, found, every, _BLANKS, mapping)
        self._attributes = [
            (name, slot) for slot, name in enumerate(every) if slot >= len(_FIELDS) and (name in found or name in mapping.defaults)
        ]

    def convert(self, records: Sequence[Record]) -> Converted:
        """Many rows, as the table takes them."""
        together = self._together([cells for _, cells in records])
        if together is None:
            return one_by_one(records, self._product)
        return Converted([line for line, _ in records], together)

    @staticmethod
    def keys(products: Sequence[FiledProduct]) -> list[tuple[str, ...]]:
        """What may stand in a file once."""
        return [row[:2] for row, _ in products]

    def _product(self, cells: Sequence[str]) -> FiledProduct:
        found = self._plan.values(cells)
        if not found[1]:
            raise self._plan.refused("sku", Refusal("CELL_EMPTY"))
        if not found[0]:
            raise self._plan.refused("client", Refusal("ROW_WITHOUT_CLIENT"))
        attributes = {name: found[slot] for name, slot in self._attributes if found[slot] is not None}
        product = Product(attributes=attributes, **dict(zip(_FIELDS, found, strict=False)))
        return product_row(product), product.gtins

    def _together(self, rows: Sequence[list[str] | Broken]) -> list[FiledProduct] | None:
        columns = self._plan.columns(rows)
        if columns is None or not all(columns[0]) or not all(columns[1]):
            return None
        attributes = {name: columns[slot] for name, slot in self._attributes}
        return filed(ProductColumns(attributes=attributes, **dict(zip(_FIELDS, columns, strict=False))))
