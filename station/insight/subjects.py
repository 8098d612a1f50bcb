"""A code in, everything here that goes by it out: the first half of `show`.

Looked for in this order: a unit's plate, a parcel's id, an RMA, an order number, a tracking number, a serial number or IMEI.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json import loads
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Engine, Table, false, func, or_, select

from station.errors import Refusal
from station.insight.aside import UnitAside, units_aside
from station.knowledge.keys import serial_keys, spellings
from station.knowledge.knowledge import Knowledge
from station.model.goods import ExpectedLine
from station.scan.texts import cleaned, shown
from station.store.schema import facts, item_photos, items, labels, parcels

Row = Mapping[str, Any]

_JSON_COLUMNS: Final = ("because", "hold", "outcome")


@dataclass(frozen=True, slots=True)
class Subject:
    """What was found: `kind` is unit, parcel, rma, order, tracking or serial; rows are those of the projections, JSON columns read.

    `aside` are units of it that somebody has in hand or set aside.
    """

    kind: str
    code: str
    units: tuple[Row, ...] = ()
    parcels: tuple[Row, ...] = ()
    expected: tuple[ExpectedLine, ...] = ()
    aside: tuple[UnitAside, ...] = ()


def find_subject(reader: Engine, knowledge: Knowledge, code: str) -> Subject:
    """What goes by this code. Raises Refusal NOTHING_KNOWN, or CODE_EMPTY, CODE_TOO_LONG, CODE_NOT_READABLE for no code at all."""
    asked = cleaned(code)
    with reader.connect() as connection:
        for look in (_unit, _parcel, _rma, _order, _tracking, _serial):
            if found := look(connection, knowledge, asked):
                return found
    raise Refusal("NOTHING_KNOWN", text=shown(asked))


def _unit(connection: Connection, _knowledge: Knowledge, code: str) -> Subject | None:
    plate = code.upper()
    aside = [unit for unit in units_aside(connection) if unit.lpn == plate]
    units = _units(connection, items.c.lpn == plate)
    if not units:
        return Subject("unit", plate, (aside[0].as_row(),), aside=tuple(aside)) if aside else None
    unit = {**units[0], "photos": _photos(connection, units[0]["lpn"]), "labels": _labels(connection, units[0]["lpn"])}
    return Subject("unit", unit["lpn"], (unit,), aside=tuple(aside))


def _parcel(connection: Connection, knowledge: Knowledge, code: str) -> Subject | None:
    found = _rows(connection, parcels, parcels.c.parcel == code.upper())
    if not found:
        return None
    names, client = _rmas(found[0]), found[0]["client"]
    expected = tuple(line for name in names for line in knowledge.by_rma(name) if line.client == client or not client)
    units = _units(connection, items.c.parcel == code.upper())
    return Subject("parcel", found[0]["parcel"], units, found, expected, _aside_in(connection, found, ()))


def _rma(connection: Connection, knowledge: Knowledge, code: str) -> Subject | None:
    names = spellings(code)
    # With the client the index of lines serves; who ever had an RMA here is a client of the reference data.
    mine = items.c.client.in_(knowledge.clients()) & items.c.rma.in_(names)
    return _return(connection, "rma", code, knowledge.by_rma(code), mine, parcels.c.rma.in_(names))


def _order(connection: Connection, knowledge: Knowledge, code: str) -> Subject | None:
    return _return(connection, "order", code, knowledge.by_order(code), items.c.order_number.in_(spellings(code)), false())


def _tracking(connection: Connection, knowledge: Knowledge, code: str) -> Subject | None:
    names = spellings(code)
    came = or_(parcels.c.code.in_(names), parcels.c.tracking.in_(names))
    return _return(connection, "tracking", code, knowledge.by_tracking(code), false(), came)


def _serial(connection: Connection, knowledge: Knowledge, code: str) -> Subject | None:
    """The very unit; where several came under this number, or none yet, the lines that expect it and what came of them."""
    read = items.c.serial.in_(serial_keys(code))
    plates = connection.execute(select(items.c.lpn).where(read)).scalars().all()
    if len(plates) == 1:
        return _unit(connection, knowledge, plates[0])
    return _return(connection, "serial", code, knowledge.by_serial(code), read, false())


def _return(
    connection: Connection,
    kind: str,
    code: str,
    expected: Sequence[ExpectedLine],
    mine: ColumnElement[bool],
    came: ColumnElement[bool],
) -> Subject | None:
    """The same units by whichever number: those of its lines, and what else lay in its parcels under no return at all."""
    lines = [_line_of(line.client, line.rma, line.line) for line in expected]
    units = _units(connection, or_(mine, *lines))
    inside = {unit["parcel"] for unit in units if unit["parcel"]}
    returns = [(parcels.c.client == client) & (parcels.c.rma == rma) for client, rma in {(line.client, line.rma) for line in expected}]
    found = _rows(connection, parcels, or_(came, parcels.c.parcel.in_(inside), *returns))
    beside = items.c.parcel.in_([parcel["parcel"] for parcel in found]) & (func.coalesce(items.c.rma, "") == "")
    units = tuple(sorted({unit["lpn"]: unit for unit in (*units, *_units(connection, beside))}.values(), key=lambda unit: unit["last_seq"]))
    aside = _aside_in(connection, found, expected)
    return Subject(kind, code, units, found, tuple(expected), aside) if units or found or expected else None


def _line_of(client: str, rma: str, line: str) -> ColumnElement[bool]:
    return (items.c.client == client) & (items.c.rma == rma) & (items.c.line == line)


def _rmas(parcel: Row) -> list[str]:
    return [name for name in (parcel["rma"] or "").split("|") if name]


def _aside_in(connection: Connection, found: Sequence[Row], expected: Sequence[ExpectedLine]) -> tuple[UnitAside, ...]:
    """Units that are begun and not decided, of these parcels or, without a parcel, of these lines."""
    names = {parcel["parcel"] for parcel in found}
    keys = {(line.client, line.rma, line.line) for line in expected}
    return tuple(unit for unit in units_aside(connection) if unit.parcel in names or (not unit.parcel and unit.line in keys))


def _units(connection: Connection, condition: ColumnElement[bool]) -> tuple[Row, ...]:
    """Rows of items, each with its `route`: how it came to us, as its first fact says."""
    joined = select(items, facts.c.payload.label("received")).join(facts, facts.c.seq == items.c.received_seq)
    found = connection.execute(joined.where(condition).order_by(items.c.last_seq)).mappings()
    return tuple(
        {name: _plain(name, value) for name, value in row.items() if name != "received"} | {"route": loads(row["received"]).get("route")}
        for row in found
    )


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
