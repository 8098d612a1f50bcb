"""What the tables of the page Restock show: what is where in, columns and rows out. Pure; no widget.

A row's `what` is "<kind>:<name>": it says which list of units stands behind it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from station.clock import moment
from station.supervisor.stock import ContainerThere, Gone, StockNow, UnitThere
from station.texts import as_number, word
from ui.supervisor.columns import Cell, Column, Kind, Row


class Section(StrEnum):
    """The lists of the page."""

    TOTES = "totes"
    LOTS = "lots"
    LOOSE = "loose"
    SHELVES = "shelves"
    BINS = "bins"
    GONE = "gone"


Table = tuple[tuple[Column, ...], tuple[Row, ...]]
Bins = Sequence[tuple[str, int]]


def counts(now: StockNow, language: str) -> dict[Section, str]:
    """What stands on the name of each list: how many there are; bins are counted only when somebody looks at them."""
    found = now.stock
    sizes = {
        Section.TOTES: len(found.totes), Section.LOTS: len(found.lots), Section.LOOSE: found.not_toted,
        Section.SHELVES: sum(shelf.units for shelf in found.shelves), Section.GONE: len(now.gone),
    }  # fmt: skip
    return {section: as_number(sizes[section], language) if section in sizes else "" for section in Section}


def table_of(section: Section, now: StockNow, bins: Bins, language: str) -> Table:
    """One of the lists."""
    match section:
        case Section.TOTES:
            return _containers("tote", now.stock.totes, language)
        case Section.LOTS:
            return _containers("lot", now.stock.lots, language)
        case Section.LOOSE:
            return _loose(now, language)
        case Section.SHELVES:
            return _shelves(now, language)
        case Section.BINS:
            rows = (Row(f"bin:{place}", (place, units)) for place, units in bins)
            return _columns(language, ("bin", Kind.CODE, 0), ("units", Kind.NUMBER, 110)), tuple(rows)
        case Section.GONE:
            return _gone(now, language)


def beside_word(section: Section, now: StockNow | None, language: str) -> str:
    """What stands beside the name of a list; also that more left than it shows."""
    if section is Section.GONE and now and now.more_gone:
        return word("RESTOCK_GONE_CUT", language, count=as_number(len(now.gone), language))
    return word(f"RESTOCK_{section.upper()}_TEXT", language)


def unit_table(units: Sequence[UnitThere], language: str, *, to_bins: bool) -> Table:
    """The units of one pile, and whose they are where they are several clients'.

    `to_bins`: the bin where each belongs comes first, since they are taken there in this order.
    """
    several = len({unit.client for unit in units}) > 1
    place, whose = (("bin", Kind.CODE, 78),) if to_bins else (), (("client", Kind.TEXT, 96),) if several else ()
    columns = _columns(
        language, *place, ("plate", Kind.CODE, 124), ("sku", Kind.CODE, 120), ("title", Kind.TEXT, 0), ("grade", Kind.TEXT, 58), *whose
    )
    return columns, tuple(Row(unit.lpn, _cells(unit, to_bins=to_bins, several=several)) for unit in units)


def next_word(disposition: str, language: str) -> str:
    """What happens next, in words."""
    return word(f"DISPOSITION_{disposition.upper()}", language) if disposition else ""


def client_word(client: str, language: str) -> str:
    """Whose it is; a tote may hold units of several."""
    return client or word("STOCK_SEVERAL", language)


def gone_word(row: Gone, language: str) -> str:
    """How it left."""
    return word(f"STOCK_GONE_{row.kind.upper().replace('.', '_')}", language)


def _cells(unit: UnitThere, *, to_bins: bool, several: bool) -> tuple[Cell, ...]:
    cells: tuple[Cell, ...] = (unit.lpn, unit.sku or None, unit.title, unit.grade or None)
    return (*((unit.bin,) if to_bins else ()), *cells, *((unit.client,) if several else ()))


def to_word(row: Gone, language: str) -> str:
    """To whom it went: a name as it was written, or the vendor or the customer."""
    known = row.kind == "item.returned" and row.to in ("vendor", "customer")
    return word(f"STOCK_TO_{row.to.upper()}", language) if known else row.to


def _containers(kind: str, found: Iterable[ContainerThere], language: str) -> Table:
    columns = _columns(
        language, (kind, Kind.CODE, 60), ("next", Kind.TEXT, 138), ("state", Kind.TEXT, 70), ("client", Kind.TEXT, 104),
        ("units", Kind.NUMBER, 56), ("since", Kind.MOMENT, 0),
    )  # fmt: skip
    rows = (
        Row(
            f"{kind}:{each.name}",
            (
                each.name, next_word(each.disposition, language), word(f"STOCK_STATE_{each.state.upper()}", language),
                client_word(each.client, language), each.units, _at(each.opened_at),
            ),
        )
        for each in found
    )  # fmt: skip
    return columns, tuple(rows)


def _loose(now: StockNow, language: str) -> Table:
    columns = _columns(
        language, ("next", Kind.TEXT, 0), ("client", Kind.TEXT, 130), ("units", Kind.NUMBER, 80), ("since", Kind.MOMENT, 164)
    )
    rows = (
        Row(f"loose:{part.disposition}:{part.client}", (next_word(part.disposition, language), part.client, part.units, _at(part.since)))
        for part in now.stock.loose
    )
    return columns, tuple(rows)


def _shelves(now: StockNow, language: str) -> Table:
    columns = _columns(language, ("why", Kind.TEXT, 0), ("bin", Kind.CODE, 130), ("units", Kind.NUMBER, 80), ("since", Kind.MOMENT, 164))
    rows = (
        Row(f"{shelf.kind}:{shelf.place}", (word(f"STOCK_KIND_{shelf.kind.upper()}", language), shelf.place, shelf.units, _at(shelf.since)))
        for shelf in now.stock.shelves
    )
    return columns, tuple(rows)


def _gone(now: StockNow, language: str) -> Table:
    columns = _columns(
        language, ("when", Kind.MOMENT, 0), ("what", Kind.TEXT, 118), ("unit", Kind.CODE, 128), ("units", Kind.NUMBER, 56),
        ("to", Kind.TEXT, 140),
    )  # fmt: skip
    rows = (
        Row(f"gone:{row.seq}", (_at(row.at), gone_word(row, language), row.what, row.units, to_word(row, language) or None))
        for row in now.gone
    )
    return columns, tuple(rows)


def _columns(language: str, *wanted: tuple[str, Kind, int]) -> tuple[Column, ...]:
    return tuple(Column(key, word(f"STOCK_COLUMN_{key.upper()}", language), kind, width) for key, kind, width in wanted)


def _at(text: str) -> datetime | None:
    return moment(text) if text else None
