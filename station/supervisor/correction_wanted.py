"""A correction as somebody enters it: a field and a text in; what is true of the unit, and the fact that said otherwise, out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from station.assembly import Station
from station.bench.correcting import FIELDS, Correction, of_product
from station.bench.receiving import of_line
from station.errors import Refusal
from station.knowledge.keys import sku_key
from station.model import facts as kinds
from station.model.facts import Fact
from station.model.goods import ExpectedLine, Product
from station.model.units import KnownUnit

_SERIAL: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z .:/#+_-]{1,63}", re.ASCII)
_DAYS: Final = ("expiry", "best_before")


@dataclass(frozen=True, slots=True)
class CorrectionWanted:
    """What somebody entered: `why` is a code, `remark` their own words, `by` their id."""

    field: str
    value: str
    why: str
    remark: str
    by: str


def wanted(opened: Station, known: KnownUnit, history: Sequence[Fact], entered: CorrectionWanted) -> Correction:
    """Raises Refusal CORRECT_FIELD, CORRECT_VALUE, CORRECT_NO_PRODUCT, CORRECT_SEVERAL_PRODUCTS, CORRECT_NO_CLIENT, CORRECT_NO_RETURN,
    CORRECT_WHICH_LINE.
    """
    value = " ".join(entered.value.split())
    product: Product | None = known.product
    line: ExpectedLine | None = None
    match entered.field:
        case "sku":
            product = product_of(opened, known.client, value)
            true = _as(known, product)
        case "client":
            client = _client(opened, value)
            product = product_of(opened, client, known.sku) if known.sku else None
            true = {**(_as(known, product) if product else {}), "client": client, **({"line": None} if known.received.get("line") else {})}
        case "rma":
            line = _line(opened, known, value)
            true = {"line": line.line, "sold": list(line.serials), **of_line(line, product or Product(known.client, ""))}
        case name if name in FIELDS:
            true = {name: _checked(name, value)}
        case _:
            raise Refusal("CORRECT_FIELD", field=entered.field, known=", ".join(FIELDS))
    corrects = said_by(history, entered.field) or known.record_fact
    return Correction(true, corrects, entered.why, entered.by, product, entered.remark, line)


def product_of(opened: Station, client: str, code: str) -> Product:
    """The client's product with this SKU, GTIN or other code. Raises Refusal CORRECT_NO_PRODUCT or CORRECT_SEVERAL_PRODUCTS."""
    if not code:
        raise Refusal("CORRECT_VALUE", value=code)
    exact = opened.knowledge.product(client, code)
    found = (exact,) if exact else tuple(each for each in opened.knowledge.products(code) if each.client == client)
    found = tuple(each for each in found if sku_key(each.sku) == sku_key(code)) or found
    if not found:
        raise Refusal("CORRECT_NO_PRODUCT", client=client, text=code)
    if len(found) > 1:
        raise Refusal("CORRECT_SEVERAL_PRODUCTS", client=client, text=code, skus=", ".join(each.sku for each in found))
    return found[0]


def said_by(history: Sequence[Fact], name: str) -> str:
    """The id of the last fact that says what this field is; "" where none does."""
    return next((fact.id for fact in reversed(history) if _says(fact, name)), "")


def _says(fact: Fact, name: str) -> bool:
    given = fact.payload
    match fact.kind:
        case kinds.ITEM_CORRECTED:
            return name in given["what"] or (name == "rma" and bool(given.get("return")))
        case kinds.ITEM_RECEIVED:
            return True
        case kinds.ITEM_GRADED | kinds.ITEM_HELD:
            traced: Mapping[str, Any] = given.get("traced") or {}
            return bool(traced.get(name) or (name == "serial" and traced.get("imei")))
    return False


def _as(known: KnownUnit, product: Product) -> dict[str, Any]:
    """What follows from the product: only what item.received of this unit tells at all, or what is known now."""
    return {name: value for name, value in of_product(product).items() if name in known.received or value}


def _line(opened: Station, known: KnownUnit, text: str) -> ExpectedLine:
    """The line of the client's return that this names ("RMA-7", or "RMA-7/2"); without a line the one that expects its article.

    Raises Refusal CORRECT_NO_RETURN or CORRECT_WHICH_LINE.
    """
    rma, _, number = text.rpartition("/")
    found, whole = _lines(opened, known.client, text), True
    if not found and rma:
        found, whole = [each for each in _lines(opened, known.client, rma) if each.line == number], False
    if not found:
        raise Refusal("CORRECT_NO_RETURN", client=known.client, text=text)
    same = [each for each in found if not whole or not known.sku or sku_key(each.sku) == sku_key(known.sku)]
    wanted = [each for each in same if each.open] or same
    if len(wanted) != 1:
        named = (f"{each.rma}/{each.line} ({each.title or each.sku})" for each in wanted or found)
        raise Refusal("CORRECT_WHICH_LINE", text=text, lines=", ".join(named))
    return wanted[0]


def _lines(opened: Station, client: str, rma: str) -> list[ExpectedLine]:
    return [each for each in opened.knowledge.by_rma(rma) if each.client == client] if rma else []


def _client(opened: Station, name: str) -> str:
    client = opened.knowledge.client(name)
    if client is None:
        raise Refusal("CORRECT_NO_CLIENT", client=name, known=", ".join(opened.knowledge.clients()) or "–")
    return client


def _checked(name: str, value: str) -> str:
    """A serial number or a lot as it is printed; a date as ISO 8601 writes it. Raises Refusal CORRECT_VALUE."""
    if name in _DAYS:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise Refusal("CORRECT_VALUE", value=value) from error
    if not _SERIAL.fullmatch(value):
        raise Refusal("CORRECT_VALUE", value=value)
    return value
