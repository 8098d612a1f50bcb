"""A code in, everything here that goes by it out: the first half of `show`.

Looked for in this order: a unit's plate, a parcel's id, an RMA, an order number, a tracking number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json import loads
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Engine, Table, or_, select

from station.errors import Refusal
from station.knowledge import Knowledge
from station.knowledge.keys import spellings
from station.model.goods import ExpectedLine
from station.scan.texts import cleaned, shown
from station.store.schema import item_photos, items, labels, parcels

Row = Mapping[str, Any]

_JSON_COLUMNS: Final = ("because", "hold", "outcome")


@dataclass(frozen=True, slots=True)
class Subject:
    """What was found: `kind` is unit, parcel, rma, order or tracking; rows are those of the projections, JSON columns read."""

    kind: str
    code: str
    units: tuple[Row, ...] = ()
    parcels: tuple[Row, ...] = ()
    expected: tuple[ExpectedLine, ...] = ()


def find_subject(reader: Engine, knowledge: Knowledge, code: str) -> Subject:
    """What goes by this code. Raises Refusal NOTHING_KNOWN, or CODE_EMPTY, CODE_TOO_LONG, CODE_NOT_READABLE for no code at all."""
    asked = cleaned(code)
    with reader.connect() as connection:
        for look in (_unit, _parcel, _rma, _order, _tracking):
            if found := look(connection, knowledge, asked):
                return found
    raise Refusal("NOTHING_KNOWN", text=shown(asked))


def _unit(connection: Connection, _knowledge: Knowledge, code: str) -> Subject | None:
    units = _rows(connection, items, items.c.lpn == code.upper())
    if not units:
        return None
    unit = {**units[0], "photos": _photos(connection, units[0]["lpn"]), "labels": _labels(connection, units[0]["lpn"])}
    return Subject("unit", unit["lpn"], (unit,))


def _parcel(connection: Connection, knowledge: Knowledge, code: str) -> Subject | None:
    found = _rows(connection, parcels, parcels.c.parcel == code.upper())
    if not found:
        return None
    rma, client = found[0]["rma"], found[0]["client"]
    expected = tuple(line for line in knowledge.by_rma(rma) if line.client == client or not client) if rma else ()
    return Subject("parcel", found[0]["parcel"], _rows(connection, items, items.c.parcel == code.upper()), found, expected)


def _rma(connection: Connection, knowledge: Knowledge, code: str) -> Subject | None:
    names = spellings(code)
    came = _rows(connection, parcels, parcels.c.rma.in_(names))
    # With the client the index of lines serves; who ever had an RMA here is a client of the reference data.
    units = _rows(connection, items, items.c.client.in_(knowledge.clients()) & items.c.rma.in_(names))
    return _found("rma", code, units, came, knowledge.by_rma(code))


def _order(connection: Connection, knowledge: Knowledge, code: str) -> Subject | None:
    return _found("order", code, _rows(connection, items, items.c.order_number.in_(spellings(code))), (), knowledge.by_order(code))


def _tracking(connection: Connection, knowledge: Knowledge, code: str) -> Subject | None:
    came = _rows(connection, parcels, or_(parcels.c.code.in_(spellings(code)), parcels.c.tracking.in_(spellings(code))))
    units = _rows(connection, items, items.c.parcel.in_([parcel["parcel"] for parcel in came])) if came else ()
    return _found("tracking", code, units, came, knowledge.by_tracking(code))


def _found(kind: str, code: str, units: Sequence[Row], came: Sequence[Row], expected: Sequence[ExpectedLine]) -> Subject | None:
    return Subject(kind, code, tuple(units), tuple(came), tuple(expected)) if units or came or expected else None


def _rows(connection: Connection, table: Table, condition: ColumnElement[bool]) -> tuple[Row, ...]:
    found = connection.execute(select(table).where(condition).order_by(table.c.last_seq)).mappings()
    return tuple({name: _plain(name, value) for name, value in row.items()} for row in found)


def _plain(name: str, value: Any) -> Any:  # noqa: ANN401 -- a column of whatever type
    return loads(value) if name in _JSON_COLUMNS and value is not None else value


def _photos(connection: Connection, lpn: str) -> list[Row]:
    wanted = (
        select(item_photos.c.sha256, item_photos.c.shot, item_photos.c.erased_seq)
        .where(item_photos.c.lpn == lpn)
        .order_by(item_photos.c.seq)
    )
    return [{"sha256": row.sha256, "shot": row.shot, "erased": row.erased_seq is not None} for row in connection.execute(wanted)]


def _labels(connection: Connection, lpn: str) -> list[Row]:
    wanted = select(labels.c.job, labels.c.layout, labels.c.copy, labels.c.state, labels.c.printer).where(labels.c.lpn == lpn)
    return [dict(row) for row in connection.execute(wanted.order_by(labels.c.queued_seq)).mappings()]
