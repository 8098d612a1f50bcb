"""The columns of the list of units: a language in, columns as the table takes them out."""

from collections.abc import Iterable, Sequence
from typing import Final

from station.supervisor.items import COLUMNS, ItemLine
from station.texts import word
from ui.supervisor.columns import Column, Kind, Row

_WIDTHS: Final = {
    "plate": 128, "received": 140, "title": 208, "sku": 130, "client": 90, "grade": 64, "next": 96, "state": 96, "place": 110,
    "who": 100, "category": 100, "graded": 140, "rma": 110, "order": 110,
}  # fmt: skip
_KINDS: Final = {"plate": Kind.CODE, "sku": Kind.CODE, "received": Kind.MOMENT, "graded": Kind.MOMENT}


def item_columns(language: str) -> tuple[Column, ...]:
    """All of them, in the order of COLUMNS."""
    return tuple(Column(key, word(f"ITEMS_COLUMN_{key.upper()}", language), _KINDS.get(key, Kind.TEXT), _WIDTHS[key]) for key in COLUMNS)


def as_rows(lines: Iterable[ItemLine], shown: Sequence[bool]) -> list[Row]:
    """The lines with the cells of the columns that are shown, for the clipboard."""
    return [Row(line.plate, tuple(cell for cell, there in zip(line.cells, shown, strict=True) if there)) for line in lines]
