"""What is scanned or typed where a prompt asks for the unit's serial number, or for its expiry date or lot: the fields of the event.

A known code of a parcel or of another product is no answer there; the station's own codes and keys do what they do everywhere.
"""

from typing import Final

from station.bench.states import Bench
from station.errors import Refusal
from station.knowledge.knowledge import Knowledge
from station.model.codes import CodeKind, Reading, Scan
from station.model.goods import Product
from station.rules.tracing import same_serial
from station.scan import Patterns, read
from station.session.alerts import AlertList
from station.session.matching import Fields, Matching

SCANNED: Final = ("serial", "expiry")
_PARCELS: Final = (CodeKind.RMA, CodeKind.TRACKING)
_GTINS: Final = (CodeKind.GTIN, CodeKind.GS1)


class Asked:
    """Reads such answers. Raises Refusal CODE_OF_A_PARCEL, CODE_OF_ANOTHER_ITEM, and what `scan.read` raises."""

    def __init__(self, knowledge: Knowledge, matching: Matching, alerts: AlertList, patterns: Patterns) -> None:
        self._knowledge = knowledge
        self._matching = matching
        self._alerts = alerts
        self._patterns = patterns

    def told(self, text: str, asks: str, bench: Bench) -> Fields | None:
        """The value, its parts and the alerts about them; None for a code of the station, or a key."""
        reading = read(text, self._patterns, asks).first
        if reading.kind not in (CodeKind.SERIAL, CodeKind.EXPIRY):
            return None
        if not _is_sold(reading, bench):
            self._refuse_others(text, asks, bench.unit.product if bench.unit else None)
        about = {**reading.parts, "serial": reading.value} if reading.kind is CodeKind.SERIAL else reading.parts
        here = self._matching.here(reading.value, bench) if reading.kind is CodeKind.SERIAL else ""
        return {"text": reading.value, "parts": dict(reading.parts), "alerts": self._alerts.of_code(about), "here": here}

    def named(self, text: str) -> str:
        """The name or number that a prompt asks for; "" for one of the station's own codes, or a key."""
        reading = read(text, self._patterns, "reference").first
        return reading.value if reading.kind is CodeKind.REFERENCE else ""

    def _refuse_others(self, text: str, asks: str, product: Product | None) -> None:
        for reading in self._plain(text).readings:
            if reading.kind in _PARCELS and self._knowledge.filed(reading.kind, reading.value):
                raise Refusal("CODE_OF_A_PARCEL", text=reading.value, asked=f"@ASKED_{asks.upper()}")
            # A lot may well be spelt like somebody's SKU; a GTIN is nothing else.
            if reading.kind in _GTINS or (reading.kind is CodeKind.SKU and asks == "serial"):
                self._refuse_other(reading, asks, product)

    def _refuse_other(self, reading: Reading, asks: str, product: Product | None) -> None:
        found = self._matching.products([reading])
        own = {(product.client, product.sku)} if product else set()
        if found and not any((each.client, each.sku) in own for each in found):
            raise Refusal("CODE_OF_ANOTHER_ITEM", title=found[0].title or found[0].sku, asked=f"@ASKED_{asks.upper()}")

    def _plain(self, text: str) -> Scan:
        try:
            return read(text, self._patterns)
        except Refusal:  # it is nothing but an answer
            return Scan(text, ())


def _is_sold(reading: Reading, bench: Bench) -> bool:
    """Whether the order names it: then it is a serial number, whatever else it may be."""
    sold = bench.unit.inspection.sold if bench.unit and bench.unit.inspection else ()
    return reading.kind is CodeKind.SERIAL and any(same_serial(reading.value, serial) for serial in sold)
