"""Columns of products to rows of the table, many at once: half the time of making a Product of each and a row of that.

The JSON of a row is written by `product_row` itself, once for each different product but for its codes and GTINs, which go in here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any, Final

from station.knowledge.rows import product_row
from station.knowledge.writing import FiledProduct
from station.model.goods import Component, Product

_GTIN: Final = "00000000000000"
_GTINS: Final = '"gtins":["'
_CODE: Final = "CODES STAND HERE"
_CODES: Final = '"codes":["'
_BETWEEN: Final = '","'

Rest = tuple[Any, ...]


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
    style: Sequence[str]
    codes: Sequence[tuple[str, ...]]
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
        columns.components, columns.style, flags, strict=True,
    )]  # fmt: skip
    if any(columns.codes):
        forms = {each: _Forms(names, each) for each in set(rest)}
        return (forms[each].body(*codes) for each, *codes in zip(rest, columns.codes, columns.gtins, strict=True))
    return _without_codes({each: _halves(names, each) for each in set(rest)}, rest, columns.gtins)


def _without_codes(halves: Mapping[Rest, tuple[str, str, str]], rest: Sequence[Rest], every: Sequence[tuple[str, ...]]) -> Iterator[str]:
    for each, gtins in zip(rest, every, strict=True):
        before, behind, without = halves[each]
        yield before + _BETWEEN.join(gtins) + behind if gtins else without


def _halves(names: Sequence[str], rest: Rest) -> tuple[str, str, str]:
    """The body of a product before and behind its GTINs, and that of one without any."""
    before, opening, behind = _body(names, rest, (), (_GTIN,)).partition(_GTINS)
    return before + opening, behind.removeprefix(_GTIN), _body(names, rest, (), ())


class _Forms:
    """The bodies of products that differ in their codes and GTINs only; each form is made when the first product needs it."""

    def __init__(self, names: Sequence[str], rest: Rest) -> None:
        self._names, self._rest = names, rest
        self._made: dict[tuple[bool, bool], tuple[str, str, str]] = {}

    def body(self, codes: tuple[str, ...], gtins: tuple[str, ...]) -> str:
        has = bool(codes), bool(gtins)
        before, between, behind = self._made.get(has) or self._make(has)
        written = ",".join(map(encode_basestring, codes))
        return f"{before}{written}{between}{_BETWEEN.join(gtins)}{behind}"

    def _make(self, has: tuple[bool, bool]) -> tuple[str, str, str]:
        whole = _body(self._names, self._rest, (_CODE,) * has[0], (_GTIN,) * has[1])
        before, opening, rest = whole.partition(_CODES) if has[0] else ("", "", whole)
        # Codes come before GTINs, as names of JSON stand in their order; the quotes of the first and last code are written with it.
        rest = rest.removeprefix(f'{_CODE}"') if has[0] else rest
        between, quote, behind = rest.partition(_GTINS) if has[1] else (rest, "", "")
        self._made[has] = before + opening.removesuffix('"'), between + quote, behind.removeprefix(_GTIN)
        return self._made[has]


def _body(names: Sequence[str], rest: Rest, codes: tuple[str, ...], gtins: tuple[str, ...]) -> str:
    image, weight_g, hs_code, country, supplier, tracks, components, style, flags = rest
    product = Product(
        "", "", gtins=gtins, image=image, weight_g=weight_g, hs_code=hs_code, country_of_origin=country, supplier=supplier, tracks=tracks,
        attributes={name: flag for name, flag in zip(names, flags, strict=True) if flag is not None}, components=components, style=style,
        codes=codes,
    )  # fmt: skip
    return product_row(product)[7]
