"""Products and expected lines to rows and back. What look-ups need stands in columns, the rest as canonical JSON in `body`.

Empty values are left out of a body; amounts are text.
"""

from collections.abc import Mapping
from decimal import Decimal
from json import JSONDecoder, JSONEncoder
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, Final

from station.knowledge.keys import gtin_key
from station.model.goods import Component, ExpectedLine, Product

ProductRow = tuple[str, str, str, str, str | None, str, str, str]
LineRow = tuple[str, str, str, str, str, int, str, str]

# One encoder and one decoder for all rows, and texts quoted one by one: json.dumps with options builds an encoder a call, which
# shows at a million rows.
_encode: Final = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_decode: Final = JSONDecoder().raw_decode
_quoted: Final = encode_basestring

_PRODUCT_TEXTS: Final = ("country_of_origin", "hs_code", "image", "style", "supplier", "tracks")
_product_texts: Final = attrgetter(*_PRODUCT_TEXTS)
_NO_PRODUCT_TEXTS: Final = ("", "", "", "", "", "none")
_CODES: Final = '"codes":['


def product_row(product: Product) -> ProductRow:
    """The columns of `products`, in their order."""
    price = None if product.price is None else str(product.price)
    return product.client, product.sku, product.title, product.category, price, product.currency, product.bin, _product_body(product)


def _product_body(product: Product) -> str:
    fields: list[tuple[str, str]] = []
    if product.gtins:
        fields.append(("gtins", f"[{','.join([_quoted(gtin_key(gtin)) for gtin in product.gtins])}]"))
    if product.codes:
        fields.append(("codes", f"[{','.join(map(_quoted, product.codes))}]"))
    if product.attributes:
        fields.append(("attributes", _encode(dict(product.attributes))))
    if product.components:
        fields.append(("components", _encode([[part.sku, part.quantity, part.essential] for part in product.components])))
    if product.weight_g is not None:
        fields.append(("weight_g", str(product.weight_g)))
    texts = _product_texts(product)
    if texts != _NO_PRODUCT_TEXTS:
        fields += [(name, _quoted(text)) for name, text in zip(_PRODUCT_TEXTS, texts, strict=True) if text]
    return _joined(fields)


def other_codes(body: str) -> tuple[str, ...]:
    """The `codes` of a product out of its body. Most have none, and a million bodies are not decoded to learn it."""
    return tuple(_decode(body)[0].get("codes", ())) if _CODES in body else ()


def product_of(row: ProductRow, rubric: str = "") -> Product:
    """The product of a row; `rubric` is what its category is mapped to, which no row of it says."""
    client, sku, title, category, price, currency, place, body = row
    rest: Mapping[str, Any] = _decode(body)[0]
    return Product(
        client=client,
        sku=sku,
        title=title,
        category=category,
        gtins=tuple(rest.get("gtins", ())),
        price=None if price is None else Decimal(price),
        currency=currency,
        bin=place,
        image=rest.get("image", ""),
        weight_g=rest.get("weight_g"),
        hs_code=rest.get("hs_code", ""),
        country_of_origin=rest.get("country_of_origin", ""),
        supplier=rest.get("supplier", ""),
        tracks=rest.get("tracks", "none"),
        attributes=rest.get("attributes", {}),
        components=tuple(Component(sku, quantity, essential) for sku, quantity, essential in rest.get("components", ())),
        rubric=rubric,
        style=rest.get("style", ""),
        codes=tuple(rest.get("codes", ())),
    )


_LINE_TEXTS: Final = (
    "title", "market", "reason", "note", "serial", "requested_at", "delivered_at", "currency", "payment_method", "language", "route",
    "carrier",
)  # fmt: skip
_line_texts: Final = attrgetter(*_LINE_TEXTS)
_AMOUNTS: Final = ("price_paid", "discount", "outbound_shipping")
_line_amounts: Final = attrgetter(*_AMOUNTS)


def line_row(line: ExpectedLine) -> LineRow:
    """The columns of `expected_lines`, in their order. `seen` is not stored: the items tell it."""
    fields = [(name, _quoted(text)) for name, text in zip(_LINE_TEXTS, _line_texts(line), strict=True) if text]
    fields += [(name, f'"{amount}"') for name, amount in zip(_AMOUNTS, _line_amounts(line), strict=True) if amount is not None]
    if line.tracking:
        fields.append(("tracking", f"[{','.join([_quoted(code) for code in line.tracking])}]"))
    return line.client, line.rma, line.line, line.sku, gtin_key(line.gtin), line.quantity, line.order, _joined(fields)


def line_of(row: LineRow, seen: int, title: str = "") -> ExpectedLine:
    """The expected line of a row; `title` is the product's, for a return that left it empty."""
    client, rma, number, sku, gtin, quantity, order, body = row
    given: dict[str, Any] = {"title": title, **_decode(body)[0]}
    for name in _AMOUNTS:
        if name in given:
            given[name] = Decimal(given[name])
    if "tracking" in given:
        given["tracking"] = tuple(given["tracking"])
    return ExpectedLine(client=client, rma=rma, line=number, sku=sku, gtin=gtin, quantity=quantity, seen=seen, order=order, **given)


def _joined(fields: list[tuple[str, str]]) -> str:
    """An object of JSON from its names and their written values, in the order of the names."""
    written = ",".join([f'"{name}":{value}' for name, value in sorted(fields)])
    return f"{{{written}}}"
