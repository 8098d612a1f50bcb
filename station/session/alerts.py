"""Alerts of the main system, looked up by the codes of a parcel, an item or a unit, as of the site's date."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from station.clock import Clock
from station.knowledge.knowledge import Knowledge
from station.model.goods import Alert, ExpectedLine, Product
from station.model.units import Parcel
from station.rules.alerts import concerning

Key = tuple[str, str]

_OF_CODES: Final = {"serial": "serial", "imei": "serial", "box_serial": "serial", "lot": "lot"}


class AlertList:
    """What stops, or has to be said, today. Each look-up asks the database: an alert that was imported counts at once."""

    def __init__(self, knowledge: Knowledge, clock: Clock, zone: ZoneInfo) -> None:
        self._knowledge = knowledge
        self._clock = clock
        self._zone = zone

    @property
    def today(self) -> str:
        """The site's date (ISO)."""
        return self._clock.now().astimezone(self._zone).date().isoformat()

    def of_returns(self, rmas: Iterable[str]) -> tuple[Alert, ...]:
        """Those about these returns, of every client."""
        return self._of(("rma", rma) for rma in rmas)

    def of_item(
        self, products: Iterable[Product], lines: Iterable[ExpectedLine], parts: Mapping[str, str], parcel: Parcel | None
    ) -> tuple[Alert, ...]:
        """Those about any product that an item may be, any return that it may belong to, and what its own code tells."""
        lines, products = tuple(lines), tuple(products)
        skus = {line.sku for line in lines} - {product.sku for product in products}
        rmas = [*(line.rma for line in lines), *(parcel.rmas if parcel else ())]
        named = [alert for product in products for alert in self._of_product(product.sku, (*product.gtins, *product.codes))]
        return _once((*named, *self._of((*(("sku", sku) for sku in skus), *(("rma", rma) for rma in rmas), *_keys(parts)))))

    def of_code(self, parts: Mapping[str, str]) -> tuple[Alert, ...]:
        """Those about a serial number, an IMEI or a lot."""
        return self._of(_keys(parts))

    def of_unit(self, product: Product, rmas: Iterable[str], parts: Mapping[str, str]) -> tuple[Alert, ...]:
        """Those that concern this very unit of a product; of one that nobody identified yet the client alone is known."""
        rmas = tuple(rmas) or ("",)
        found = self._of((*(("rma", rma) for rma in rmas), *_keys(parts)))
        found = (*self._of_product(product.sku, (*product.gtins, *product.codes)), *found)
        about = (concerning(found, client=product.client, rma=rma, sku=product.sku, parts=parts) for rma in rmas)
        return _once(alert for alerts in about for alert in alerts)

    def _of_product(self, sku: str, codes: Iterable[str]) -> tuple[Alert, ...]:
        """Those about a product, under its SKU though the alert may name another of its codes."""
        found = self._of(("sku", code) for code in (sku, *codes))
        return tuple(replace(alert, value=sku) for alert in found)

    def _of(self, keys: Iterable[Key]) -> tuple[Alert, ...]:
        asked = {(kind, value) for kind, value in keys if value}
        return self._knowledge.alerts(asked, self.today) if asked else ()


def new_ones(alerts: Collection[Alert], record: Mapping[str, Any], said: Collection[str]) -> tuple[Alert, ...]:
    """Those that the fact which decided last does not name; `said` is what its alerts say, in the same order."""
    named = zip(record.get("alerts", ()), said, strict=False)
    known = {(each["kind"], each["then"], say) for each, say in named}
    return tuple(alert for alert in alerts if (alert.kind, alert.then, alert.say) not in known)


def _keys(parts: Mapping[str, str]) -> tuple[Key, ...]:
    return tuple((kind, parts[name]) for name, kind in _OF_CODES.items() if parts.get(name))


def _once(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    return tuple(dict.fromkeys(alerts))
