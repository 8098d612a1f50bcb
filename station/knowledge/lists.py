"""Alerts, categories and shipments in, rows in their tables out: the lists of the main system that nothing else is filed under."""

from collections.abc import Iterable

from sqlalchemy import Connection

from station.knowledge.keys import alert_key
from station.knowledge.upserting import Counts, Row, write_rows
from station.model.goods import Alert, Category, Shipment
from station.store.engines import folded
from station.store.schema import alerts, categories, shipments


def write_alerts(connection: Connection, rows: Iterable[Alert]) -> Counts:
    """Insert or replace alerts by client, kind and value, capitals or not. One that is over is given again with its last day."""
    return write_rows(connection, alerts, 3, rows, _alert)


def write_categories(connection: Connection, rows: Iterable[Category]) -> Counts:
    """Insert or replace mappings by client and name, capitals or not."""
    return write_rows(connection, categories, 2, rows, _category)


def write_shipments(connection: Connection, rows: Iterable[Shipment]) -> Counts:
    """Insert or replace figures by client, SKU, period and market: the last file that names them says how many."""
    return write_rows(connection, shipments, 4, rows, _shipment)


def _alert(alert: Alert) -> Row:
    return alert_key(alert.kind, alert.value), alert.kind, alert.client, alert.value, alert.say, alert.then, alert.until


def _category(category: Category) -> Row:
    return folded(category.name), category.client, category.name, category.rubric


def _shipment(shipment: Shipment) -> Row:
    return shipment.client, shipment.sku, shipment.period, shipment.market, shipment.units
