"""The kinds of files that come in: who writes their rows, what makes rows of their cells, whose rows those are that name nobody."""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Values
from dataclasses import dataclass
from typing import Final, Literal

from station.exchange import lists
from station.exchange.lists import Listing, ListRows
from station.exchange.mapping import Mapping
from station.exchange.products import ProductRows
from station.exchange.returns import ReturnRows
from station.exchange.seen import Seen
from station.exchange.taking import MakesRows, Write
from station.knowledge.lists import write_alerts, write_categories, write_shipments
from station.knowledge.writing import write_product_rows, write_returns

Kind = Literal["products", "returns", "alerts", "categories", "shipments"]


@dataclass(frozen=True, slots=True)
class Given:
    """What rows are made by: the header and where our columns are in it, the mapping, and whether cells are marked (`marks`)."""

    header: Sequence[str]
    found: Values[str, int]
    mapping: Mapping
    marked: bool
    seen: Seen
    rubrics: Sequence[str]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One kind: what the help of its command says; `for_everybody`: a row that names no client is about every client's goods."""

    help: str
    write: Write
    make: Callable[[Given], MakesRows]
    for_everybody: bool = False


def _products(given: Given) -> MakesRows:
    return ProductRows(given.header, given.found, given.mapping, marked=given.marked)


def _returns(given: Given) -> MakesRows:
    return ReturnRows(given.header, given.found, given.mapping, given.seen, marked=given.marked)


def _listed(listing: Callable[[Given], Listing]) -> Callable[[Given], MakesRows]:
    return lambda given: ListRows(given.header, given.found, given.mapping, listing(given), marked=given.marked)


KINDS: Final[dict[Kind, Incoming]] = {
    "products": Incoming("Products: client, SKU, GTIN, title, category, price, bin and attributes.", write_product_rows, _products),
    "returns": Incoming("Expected returns: RMA, order, tracking, SKU, quantity, reason.", write_returns, _returns),
    "alerts": Incoming(
        "Alerts: what to stop (RMA, SKU, serial number, lot), what to say, what to do.",
        write_alerts, _listed(lambda given: lists.alerts(given.mapping)), for_everybody=True,
    ),
    "categories": Incoming(
        "Categories: a client's name, and the rubric that decides about its goods.",
        write_categories, _listed(lambda given: lists.categories(given.rubrics)), for_everybody=True,
    ),
    "shipments": Incoming(
        "Shipments: units sent out by SKU and week or day. They are kept; nothing reads them yet.",
        write_shipments, _listed(lambda given: lists.shipments(given.mapping)),
    ),
}  # fmt: skip
