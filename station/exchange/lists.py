"""Rows of the short lists: alerts, categories and shipments. One class for all of them; what differs stands in a table each."""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Values
from dataclasses import dataclass, field
from typing import Any, Final

from station.errors import Refusal
from station.exchange import declared, values
from station.exchange.mapping import Format, Mapping
from station.exchange.marks import reading_marks
from station.exchange.records import Record
from station.exchange.rows import Converted, RowPlan, one_by_one
from station.exchange.values import Convert
from station.knowledge.keys import alert_key
from station.model.goods import Alert, Category, Shipment
from station.store.engines import folded

Found = dict[str, Any]
ABOUT: Final = ("rma", "sku", "serial", "lot")


@dataclass(frozen=True, slots=True)
class Listing:
    """How one list is read: its columns, which of them a row must fill, and what a row makes; `make` raises Refusal."""

    converters: Values[str, Convert]
    needs: tuple[str, ...]
    make: Callable[[Found], Any]
    key: Callable[[Any], tuple[str, ...]]
    blanks: Values[str, Any] = field(default_factory=dict)
    dates: Values[str, Convert] = field(default_factory=dict)


class ListRows:
    """Makes the objects of one list."""

    def __init__(self, header: Sequence[str], found: Values[str, int], mapping: Mapping, listing: Listing, *, marked: bool) -> None:
        every = reading_marks(listing.converters, {}, listing.dates) if marked else dict(listing.converters)
        self._plan = RowPlan(header, found, every, listing.blanks, mapping)
        self._names = tuple(every)
        self._listing = listing

    def convert(self, records: Sequence[Record]) -> Converted:
        """Each row by itself."""
        return one_by_one(records, self._object)

    def keys(self, objects: Sequence[Any]) -> list[tuple[str, ...]]:
        """What may stand in a file once."""
        return [self._listing.key(each) for each in objects]

    def _object(self, cells: Sequence[str]) -> Any:  # noqa: ANN401 -- what the listing makes
        found = dict(zip(self._names, self._plan.values(cells), strict=True))
        for name in self._listing.needs:
            if not found[name]:
                raise self._plan.refused(name, Refusal("ROW_WITHOUT_CLIENT" if name == "client" else "CELL_EMPTY"))
        try:
            return self._listing.make(found)
        except Refusal as reason:
            raise self._plan.refused("", reason) from None


def alerts(mapping: Mapping) -> Listing:
    """Alerts; a row is about one RMA, SKU, serial number or lot. Without a client it is about everybody's goods."""
    every = {
        "client": values.client,
        **dict.fromkeys(ABOUT, values.code),
        "say": values.text,
        "then": values.one_of("hold", "quarantine", "tell"),
        "until": declared.day(mapping.format),
    }
    dates = {"until": declared.day(Format(zone=mapping.format.zone))}
    return Listing(every, ("say",), _alert, _alert_key, {"then": "hold"}, dates)


def _alert(found: Found) -> Alert:
    about = [name for name in ABOUT if found[name]]
    if len(about) != 1:
        raise Refusal("ROW_ALERT_ABOUT", columns=", ".join(ABOUT))
    kind = about[0]
    return Alert(found["client"], kind, found[kind], found["say"], found["then"], found["until"])


def _alert_key(alert: Alert) -> tuple[str, ...]:
    return alert.client, alert.kind, alert_key(alert.kind, alert.value)


def categories(rubrics: Sequence[str]) -> Listing:
    """A client's names of categories; a rubric that there is not refuses the row. Without a client it is everybody's name."""
    known = {name.casefold(): name for name in rubrics}

    def rubric(cell: str) -> str:
        if cell.casefold() not in known:
            raise Refusal("CELL_RUBRIC", rubrics=", ".join(sorted(rubrics)))
        return known[cell.casefold()]

    every = {"client": values.client, "category": values.category, "rubric": rubric}
    return Listing(every, ("category", "rubric"), _category, lambda each: (each.client, folded(each.name)))


def _category(found: Found) -> Category:
    return Category(found["client"], found["category"], found["rubric"])


def shipments(mapping: Mapping) -> Listing:
    """How many units went out in a week or on a day."""
    every = {
        "client": values.client,
        "sku": values.code,
        "week": declared.week,
        "date": declared.day(mapping.format),
        "units": values.shipped,
        "market": values.country,
    }
    dates = {"date": declared.day(Format(zone=mapping.format.zone))}
    return Listing(every, ("client", "sku"), _shipment, _shipment_key, {"units": None}, dates)


def _shipment(found: Found) -> Shipment:
    if bool(found["week"]) == bool(found["date"]):
        raise Refusal("ROW_PERIOD")
    if found["units"] is None:
        raise Refusal("ROW_UNITS")
    return Shipment(found["client"], found["sku"], found["week"] or found["date"], found["units"], found["market"])


def _shipment_key(shipment: Shipment) -> tuple[str, ...]:
    return shipment.client, shipment.sku, shipment.period, shipment.market
