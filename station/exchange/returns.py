"""A row of a file of expected returns to an ExpectedLine."""

from collections.abc import Mapping as Values
from collections.abc import Sequence
from typing import Final

from station.errors import Refusal
from station.exchange import values
from station.exchange.mapping import Mapping
from station.exchange.rows import RowPlan
from station.exchange.seen import Seen
from station.exchange.values import Convert
from station.model.goods import ExpectedLine


def converters(mapping: Mapping) -> dict[str, Convert]:
    """How each column is read."""
    moment = values.moment(mapping.format)
    return {
        "rma": values.code,
        "line": values.code,
        "order": values.code,
        "tracking": values.tracking,
        "outbound_tracking": values.tracking,
        "client": values.code,
        "market": values.country,
        "sku": values.code,
        "gtin": values.gtin,
        "title": values.text,
        "quantity": values.units,
        "reason": values.text,
        "note": values.note,
        "serial": values.code,
        "requested_at": moment,
        "delivered_at": moment,
        "price_paid": values.money(*mapping.sign("price_paid"), mapping.format.thousands),
        "currency": values.currency,
        "discount": values.money(*mapping.sign("discount"), mapping.format.thousands),
        "outbound_shipping": values.money(*mapping.sign("outbound_shipping"), mapping.format.thousands),
        "payment_method": values.text,
        "language": values.language,
        "route": values.one_of("local", "overseas", "direct"),
        "carrier": values.text,
    }


_OCCURRENCE: Final = ("client", "rma")


class ReturnRows:
    """Makes ExpectedLines of one file; (client, rma, line) is the key."""

    def __init__(self, header: Sequence[str], found: Values[str, int], mapping: Mapping, seen: Seen) -> None:
        self._plan = RowPlan(header, found, converters(mapping), mapping)
        self._seen = seen

    def convert(self, cells: Sequence[str]) -> ExpectedLine:
        """One row; raises RowRefused. A row without `line` is the nth of its RMA in this file, refused ones counted too,

        so that the numbers stay when a refused row is put right and the file comes again.
        """
        key = self._plan.some(cells, *_OCCURRENCE)
        nth = self._seen.times((key["client"], key["rma"])) if len(key) == len(_OCCURRENCE) else 0
        found = self._plan.values(cells)
        if "rma" not in found:
            raise self._plan.refused("rma", Refusal("CELL_EMPTY"))
        if "client" not in found:
            raise self._plan.refused("client", Refusal("ROW_WITHOUT_CLIENT"))
        if "sku" not in found and "gtin" not in found:
            raise self._plan.refused("sku", Refusal("ROW_SKU_OR_GTIN"))
        codes = (*found.pop("tracking", ()), *found.pop("outbound_tracking", ()))
        fields = {"line": str(nth), "sku": "", "tracking": tuple(dict.fromkeys(codes))} | found
        return ExpectedLine(**fields)

    @staticmethod
    def key(line: ExpectedLine) -> tuple[str, ...]:
        """What may stand in a file once."""
        return line.client, line.rma, line.line
