"""What a scanned item may be where it is not simply a line of the open parcel: candidates to choose from, the likely ones first."""

from typing import Final

from station.bench.events import ItemScanned
from station.bench.states import Bench, Candidate, Route
from station.model.goods import ExpectedLine, Product
from station.model.grades import Basis
from station.rules.inspection import Raised
from station.rules.tracing import same_serial

MOST: Final = 9  # one key each
PART_OF_A_KIT: Final = "part"  # how a unit was identified: by the code of one of its pieces


def candidates(bench: Bench, event: ItemScanned) -> tuple[Candidate, ...]:
    """What the item may be, in the order in which it is likely."""
    products = _for_client(bench, event.products)
    found: list[Candidate] = []
    parcel = bench.parcel
    owner = parcel.client if parcel else bench.client
    own_serial = tuple(line for line in event.lines if expects(line, event))
    found += [_other_return(line, event.products) for line in own_serial[:2]]
    if parcel and parcel.lines:
        found += _of_the_parcel(bench, event, products)
        found += [_surplus(product, owner) for product in products[:3]]
    others = [line for line in event.lines if line not in own_serial]
    found += [_other_return(line, event.products) for line in others[:4]]
    if not (parcel and parcel.lines):
        found += [_blind(product, owner) for product in products]
    if not products:
        found.append(Candidate("@CHOOSE_UNIDENTIFIED", Route.UNIDENTIFIED, None, None, "none"))
    return tuple(found)[:MOST]


def expects(line: ExpectedLine, event: ItemScanned) -> bool:
    """Whether the line names the very unit whose serial number or IMEI the code tells."""
    told = event.parts.get("serial", "")
    return bool(told) and any(same_serial(told, serial) for serial in line.serials)


def product_of(line: ExpectedLine, products: tuple[Product, ...]) -> Product:
    """The product that the line expects; what the line itself says where the product list does not have it."""
    found = (product for product in products if (product.client, product.sku) == (line.client, line.sku))
    return next(found, Product(line.client, line.sku, line.title, gtins=(line.gtin,) if line.gtin else ()))


def _of_the_parcel(bench: Bench, event: ItemScanned, products: tuple[Product, ...]) -> list[Candidate]:
    """What the item is to the lines that the parcel still expects: a piece of the set, another variant, or simply something else."""
    lines = bench.parcel.open_lines if bench.parcel else ()
    found = [_line(line, event, products) for line in lines]
    return sorted(found, key=lambda each: each.label == "@CHOOSE_WRONG_ITEM")[:3]


def _line(line: ExpectedLine, event: ItemScanned, products: tuple[Product, ...]) -> Candidate:
    expected = product_of(line, (*event.expected, *event.products))
    if (line.client, line.sku) in {(product.client, product.sku) for product in event.products}:
        return Candidate("@CHOOSE_OTHER_SERIAL", Route.EXPECTED, expected, line, params=_named(line))
    if _is_piece(expected, event, products):
        missing = (Raised("PART_MISSING", Basis.LOOKUP),)
        return Candidate("@CHOOSE_KIT_PART", Route.EXPECTED, expected, line, PART_OF_A_KIT, _named(line), missing)
    if products:
        return _instead_of(line, expected, products[0])
    return Candidate("@CHOOSE_THIS_LINE", Route.EXPECTED, expected, line, "picture", _named(line))


def _is_piece(kit: Product, event: ItemScanned, products: tuple[Product, ...]) -> bool:
    codes = {event.code.upper(), *(product.sku.upper() for product in products if product.client == kit.client)}
    return any(piece.sku.upper() in codes for piece in kit.components)


def _instead_of(line: ExpectedLine, expected: Product, product: Product) -> Candidate:
    """Another unit than ordered: the same style in another size or colour, or another article altogether."""
    own = product.client == line.client
    raises = [Raised("WRONG_ITEM", Basis.LOOKUP, {"WHOSE": "OWN" if own else "NOT_OWN"})]
    variant = own and bool(product.style) and product.style == expected.style
    if variant:
        raises.insert(0, Raised("WRONG_VARIANT", Basis.LOOKUP, {"WHICH": "OTHER_SKU"}))
    label = "@CHOOSE_WRONG_VARIANT" if variant else "@CHOOSE_WRONG_ITEM"
    return Candidate(label, Route.WRONG_ITEM, product, line, params=_named(line), raises=tuple(raises))


def _other_return(line: ExpectedLine, products: tuple[Product, ...]) -> Candidate:
    return Candidate("@CHOOSE_OTHER_RETURN", Route.EXPECTED, product_of(line, products), line, params=_named(line))


def _surplus(product: Product, owner: str) -> Candidate:
    label = "@CHOOSE_SURPLUS" if product.client == owner else "@CHOOSE_OTHER_CLIENT"
    return Candidate(label, Route.SURPLUS, product, params={"client": product.client, "title": product.title or product.sku})


def _blind(product: Product, owner: str) -> Candidate:
    label = "@CHOOSE_BLIND" if owner in ("", product.client) else "@CHOOSE_OTHER_CLIENT"
    return Candidate(label, Route.BLIND, product, params={"client": product.client, "title": product.title or product.sku})


def _for_client(bench: Bench, products: tuple[Product, ...]) -> tuple[Product, ...]:
    client = bench.parcel.client if bench.parcel else bench.client
    own = tuple(product for product in products if product.client == client)
    return own or products


def _named(line: ExpectedLine) -> dict[str, object]:
    when = line.requested_at[:10] or "–"
    return {
        "title": line.title or line.sku,
        "sku": line.sku,
        "rma": line.rma,
        "client": line.client,
        "reason": line.reason or "–",
        "date": when,
    }
