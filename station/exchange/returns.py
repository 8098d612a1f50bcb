"""A row of a file of expected returns to an ExpectedLine."""

from collections.abc import Mapping as Values
from collections.abc import Sequence
from typing import Final

from station.errors import Refusal
from station.exchange import declared, values
from station.exchange.mapping import Format, Mapping
from station.exchange.marks import reading_marks
from station.exchange.records import Record
from station.exchange.rows import Converted, RowPlan, one_by_one
from station.exchange.seen import Seen
from station.exchange.values import Convert
from station.model.goods import ExpectedLine


def converters(mapping: Mapping) -> dict[str, Convert]:
    """How each column is read."""
    moment = declared.moment(mapping.format)
    return {
        "rma": values.code,
        "line": values.code,
        "order": values.code,
        "tracking": values.tracking,
        "outbound_tracking": values.tracking,
        "client": values.client,
        "market": values.country,
        "sku": values.code,
        "gtin": values.gtin,
        "title": values.text,
        "quantity": values.units,
        "reason": values.text,
        "note": values.note,
        "serial": values.serials,
        "requested_at": moment,
        "delivered_at": moment,
        "price_paid": declared.money(*mapping.sign("price_paid"), mapping.format.thousands),
        "currency": values.currency,
        "discount": declared.money(*mapping.sign("discount"), mapping.format.thousands),
        "outbound_shipping": declared.money(*mapping.sign("outbound_shipping"), mapping.format.thousands),
        "payment_method": values.text,
        "language": values.language,
        "route": values.one_of("local", "overseas", "direct"),
        "carrier": values.text,
    }


_AMOUNTS: Final = ("price_paid", "discount", "outbound_shipping")
_MOMENTS: Final = ("requested_at", "delivered_at")
_BLANKS: Final = {
    "tracking": (), "outbound_tracking": (), "quantity": 1, "price_paid": None, "discount": None, "outbound_shipping": None,
}  # fmt: skip


class ReturnRows:
    """Makes ExpectedLines of one file; (client, rma, line) is the key."""

    def __init__(self, header: Sequence[str], found: Values[str, int], mapping: Mapping, seen: Seen, *, marked: bool = False) -> None:
        every = converters(mapping)
        if marked:
            date = declared.moment(Format(zone=mapping.format.zone))
            every = reading_marks(every, dict.fromkeys(_AMOUNTS, declared.exact_money()), dict.fromkeys(_MOMENTS, date))
        self._plan = RowPlan(header, found, every, _BLANKS, mapping)
        self._names = tuple(every)
        self._seen = seen

    def convert(self, records: Sequence[Record]) -> Converted:
        """Many rows. One without `line` is the nth of its RMA in this file, refused ones counted too.

        So the numbers stay when a refused row is put right and the file comes again.
        """
        return one_by_one(records, self._line)

    @staticmethod
    def keys(lines: Sequence[ExpectedLine]) -> list[tuple[str, ...]]:
        """What may stand in a file once."""
        return [(line.client, line.rma, line.line) for line in lines]

    def _line(self, cells: Sequence[str]) -> ExpectedLine:
        nth = self._count(cells)
        found = dict(zip(self._names, self._plan.values(cells), strict=True))
        if not found["rma"]:
            raise self._plan.refused("rma", Refusal("CELL_EMPTY"))
        if not found["client"]:
            raise self._plan.refused("client", Refusal("ROW_WITHOUT_CLIENT"))
        if not found["sku"] and not found["gtin"]:
            raise self._plan.refused("sku", Refusal("ROW_SKU_OR_GTIN"))
        found["line"] = found["line"] or str(nth)
        # Undelivered parcels come back under the number that they went out with.
        found["tracking"] = tuple(dict.fromkeys((*found["tracking"], *found.pop("outbound_tracking"))))
        return ExpectedLine(**found)

    def _count(self, cells: Sequence[str]) -> int:
        client, rma = (self._plan.one(name, self._names.index(name), cells) for name in ("client", "rma"))
        return self._seen.times((client, rma)) if client and rma else 0
