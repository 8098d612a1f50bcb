"""The SQL of every look-up, as one table: what is asked by which code. Each is answered from an index."""

from collections.abc import Callable, Mapping
from typing import Final

from station.knowledge.keys import gtin_key, serial_keys, sku_key, spellings, tracking_key
from station.model.codes import CodeKind
from station.model.serials import serial_key

Keys = Callable[[str], tuple[str, ...]]

# Of the client's own row and that of every client ("") the own one: it sorts behind.
_RUBRIC: Final = (
    "(SELECT rubric FROM categories WHERE filed = nullif(folded(p.category), '') AND client IN (p.client, '') ORDER BY client DESC LIMIT 1)"
)
_PRODUCT: Final = f"SELECT p.client, p.sku, p.title, p.category, p.price, p.currency, p.bin, p.body, {_RUBRIC} FROM"
PRODUCT: Final = f"{_PRODUCT} products AS p WHERE p.client = ? AND p.sku = ?"
PRODUCTS_BY_CODE: Final = (
    f"{_PRODUCT} product_codes AS c CROSS JOIN products AS p ON p.client = c.client AND p.sku = c.sku WHERE c.code IN (?, ?)"
)
SKUS_OF_CLIENT: Final = (
    "SELECT p.sku, p.title FROM product_codes AS c CROSS JOIN products AS p ON p.client = c.client AND p.sku = c.sku"
    " WHERE c.code = ? AND c.client = ?"
)
ALERTS: Final = "SELECT client, kind, value, say, then_do, until FROM alerts WHERE filed = ? AND kind = ? AND (until = '' OR until >= ?)"

# A unit counts from the moment it was received, whatever happened to its grade since: it is here.
_SEEN: Final = "(SELECT count(*) FROM items AS i WHERE i.client = e.client AND i.rma = e.rma AND i.line = e.line)"
_LINE: Final = (
    f"SELECT e.client, e.rma, e.line, e.sku, e.gtin, e.quantity, e.order_number, e.body, {_SEEN} AS seen, p.sku, p.title"  # noqa: S608
    " FROM {source} LEFT JOIN products AS p ON p.client = e.client AND p.sku = e.sku WHERE {which}"
)
# Lines that nobody sends back stay open for ever: the newest returns are the ones to choose from.
MOST_OPEN: Final = 100
_OPEN: Final = f" AND e.quantity > seen ORDER BY e.rma DESC LIMIT {MOST_OPEN}"


def _lines(which: str, more: str = "", source: str = "expected_lines AS e") -> str:
    return _LINE.format(source=source, which=which) + more


LINES_BY_RMA: Final = _lines("e.rma = ?")
LINES_BY_ORDER: Final = _lines("e.order_number = ?")
LINES_BY_TRACKING: Final = _lines(
    "t.code = ?", source="expected_tracking AS t CROSS JOIN expected_lines AS e ON e.client = t.client AND e.rma = t.rma"
)
LINES_BY_SERIAL: Final = _lines(
    "s.code = ?",
    source="expected_serials AS s CROSS JOIN expected_lines AS e ON e.client = s.client AND e.rma = s.rma AND e.line = s.line",
)
# The index is named: the planner would rather walk all lines of a client, since they lie in the order asked for.
_BY_SKU: Final = "expected_lines AS e INDEXED BY expected_lines_by_sku"
_BY_GTIN: Final = "expected_lines AS e INDEXED BY expected_lines_by_gtin"
OPEN_BY_SKU: Final = _lines("e.sku = ?", _OPEN, _BY_SKU)
OPEN_BY_GTIN: Final = _lines("e.gtin = ?", _OPEN, _BY_GTIN)
OPEN_BY_CLIENT_SKU: Final = _lines("e.client = ? AND e.sku = ?", _OPEN, _BY_SKU)
OPEN_BY_CLIENT_GTIN: Final = _lines("e.client = ? AND e.gtin = ? AND e.sku = ''", _OPEN, _BY_GTIN)

# The clients without reading every row: from each to the next greater one.
CLIENTS: Final = " UNION ".join(
    f"SELECT client FROM (WITH RECURSIVE next(client) AS (SELECT min(client) FROM {table} UNION ALL"  # noqa: S608 -- made of constants
    f" SELECT (SELECT min(client) FROM {table} WHERE client > next.client) FROM next WHERE next.client IS NOT NULL)"
    " SELECT client FROM next WHERE client IS NOT NULL)"
    for table in ("products", "expected_lines")
)

_SERIAL: Final = "SELECT code FROM expected_serials WHERE code = ? LIMIT 1"

# How to find out whether a code is filed here at all, and how it is written there: which keys are tried, one after the other.
FILED: Final[Mapping[CodeKind, tuple[tuple[str, Keys], ...]]] = {
    CodeKind.RMA: (("SELECT rma FROM expected_lines WHERE rma = ? LIMIT 1", spellings),),
    CodeKind.TRACKING: (("SELECT code FROM expected_tracking WHERE code = ? LIMIT 1", lambda code: (tracking_key(code),)),),
    CodeKind.SKU: (
        ("SELECT sku FROM product_codes WHERE code = ?", lambda code: (sku_key(code),)),
        ("SELECT sku FROM expected_lines WHERE sku = ? LIMIT 1", spellings),
    ),
    CodeKind.GTIN: (
        ("SELECT code FROM product_codes WHERE code = ? LIMIT 1", lambda code: (gtin_key(code),)),
        ("SELECT gtin FROM expected_lines WHERE gtin = ? LIMIT 1", lambda code: (gtin_key(code),)),
    ),
    CodeKind.SERIAL: ((_SERIAL, serial_keys),),
    CodeKind.IMEI: ((_SERIAL, lambda code: (serial_key(code),)),),
}
