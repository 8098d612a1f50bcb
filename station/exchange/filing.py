"""Columns of products to rows of the table, many at once: half the time of making a Product of each and a row of that.

The JSON of a row is written by `product_row` itself, once for each different product but for its GTINs, which go in here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from station.knowledge import FiledProduct, product_row
from station.model.goods import Component, Product

_MARK: Final = "00000000000000"
_OPENING: Final = '"gtins":["'
_BETWEEN: Final = '","'


@dataclass(frozen=True, slots=True)
class ProductColumns:
    """The fields of products, a sequence for each, all of one length. GTINs have 14 digits."""

    client: Sequence[str]
    sku: Sequence[str]
    title: Sequence[str]
    category: Sequence[str]
    gtins: Sequence[tuple[str, ...]]
    price: Sequence[Decimal | None]
    currency: Sequence[str]
    bin: Sequence[str]
    image: Sequence[str]
    weight_g: Sequence[int | None]
    hs_code: Sequence[str]
    country_of_origin: Sequence[str]
    supplier: Sequence[str]
    tracks: Sequence[str]
    components: Sequence[tuple[Component, ...]]
    attributes: Mapping[str, Sequence[bool | None]]


def filed(columns: ProductColumns) -> list[FiledProduct]:
    """What `(product_row(product), product.gtins)` gives for every product."""
    prices = {price: None if price is None else str(price) for price in set(columns.price)}
    rows = zip(
        columns.client, columns.sku, columns.title, columns.category, map(prices.__getitem__, columns.price), columns.currency,
        columns.bin, _bodies(columns), strict=True,
    )  # fmt: skip
    return [*zip(rows, columns.gtins, strict=True)]


def _bodies(columns: ProductColumns) -> Iterator[str]:
    names = tuple(columns.attributes)
    flags: Sequence[Any] = [*zip(*columns.attributes.values(), strict=True)] if names else [()] * len(columns.sku)
    rest = [*zip(
        columns.image, columns.weight_g, columns.hs_code, columns.country_of_origin, columns.supplier, columns.tracks,
        columns.components, flags, strict=True,
    )]  # fmt: skip
    halves = {each: _halves(names, *each) for each in set(rest)}
    for each, gtins in zip(rest, columns.gtins, strict=True):
        before, behind, without = halves[each]
        yield before + _BETWEEN.join(gtins) + behind if gtins else without


def _halves(
    names: Sequence[str], image: str, weight_g: int | None, hs_code: str, country: str, supplier: str, tracks: str,
    components: tuple[Component, ...], flags: Sequence[bool | None],
) -> tuple[str, str, str]:  # fmt: skip
    """The body of a product before and behind its GTINs, and that of one without any."""
    attributes = {name: flag for name, flag in zip(names, flags, strict=True) if flag is not None}

    def body(gtins: tuple[str, ...]) -> str:
        product = Product(
            "", "", gtins=gtins, image=image, weight_g=weight_g, hs_code=hs_code, country_of_origin=country, supplier=supplier,
            tracks=tracks, attributes=attributes, components=components,
        )  # fmt: skip
        return product_row(product)[7]

    before, opening, behind = body((_MARK,)).partition(_OPENING)
    return before + opening, behind.removeprefix(_MARK), body(())
