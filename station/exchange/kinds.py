"""The kinds of files that come in: who writes their rows, what makes rows of their cells, and whose rows those are that name nobody."""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Values
from dataclasses import dataclass
from typing import Final, Literal

from station.exchange import lists
from station.exchange.lists import ListRows
from station.exchange.mapping import Mapping
from station.exchange.products import ProductRows
from station.exchange.returns import ReturnRows
from station.exchange.seen import Seen
from station.exchange.taking import MakesRows, Write
from station.knowledge import write_alerts, write_categories, write_product_rows, write_returns, write_shipments

Kind = Literal["products", "returns", "alerts", "categories", "shipments"]
KINDS: Final[tuple[Kind, ...]] = ("products", "returns", "alerts", "categories", "shipments")
# A row of these lists that names no client is about every client's goods.
FOR_EVERYBODY: Final[frozenset[Kind]] = frozenset({"alerts", "categories"})

WRITERS: Final[dict[Kind, Write]] = {
    "products": write_product_rows,
    "returns": write_returns,
    "alerts": write_alerts,
    "categories": write_categories,
    "shipments": write_shipments,
}


@dataclass(frozen=True, slots=True)
class Given:
    """What rows are made by: the header and where our columns are in it, the mapping, and whether cells are marked (`marks`)."""

    header: Sequence[str]
    found: Values[str, int]
    mapping: Mapping
    marked: bool
    seen: Seen
    rubrics: Sequence[str]


def _products(given: Given) -> MakesRows:
    return ProductRows(given.header, given.found, given.mapping, marked=given.marked)


def _returns(given: Given) -> MakesRows:
    return ReturnRows(given.header, given.found, given.mapping, given.seen, marked=given.marked)


def _alerts(given: Given) -> MakesRows:
    return ListRows(given.header, given.found, given.mapping, lists.alerts(given.mapping), marked=given.marked)


def _categories(given: Given) -> MakesRows:
    return ListRows(given.header, given.found, given.mapping, lists.categories(given.rubrics), marked=given.marked)


def _shipments(given: Given) -> MakesRows:
    return ListRows(given.header, given.found, given.mapping, lists.shipments(given.mapping), marked=given.marked)


MAKERS: Final[dict[Kind, Callable[[Given], MakesRows]]] = {
    "products": _products,
    "returns": _returns,
    "alerts": _alerts,
    "categories": _categories,
    "shipments": _shipments,
}
