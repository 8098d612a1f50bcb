"""What a table of the desk shows, as plain values: columns, rows, and each cell as text in one language. Pure; no widget."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from station.model.money import Money
from station.supervisor.saved_files import Cell as Plain
from station.supervisor.saved_files import plain_cell
from station.texts import as_day, as_moment, as_money, as_number, word


@dataclass(frozen=True, slots=True)
class Spoken:
    """A value that a table says in words of its own, such as "today 11:10"; it is sorted, and written into files, as what it is."""

    text: str
    value: date | datetime


Cell = Plain | Spoken


class Kind(StrEnum):
    """What a column holds: how it is written, and at which side it stands."""

    TEXT = "text"
    CODE = "code"  # plates, SKUs and the like: never shortened
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Column:
    """`key` in snake case names it in files, `title` on the screen. `width` px at the text scale 1; 0 takes a share of what is left."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    width: int = 0

    @property
    def at_right(self) -> bool:
        """Numbers stand under one another."""
        return self.kind is Kind.NUMBER


@dataclass(frozen=True, slots=True)
class Row:
    """`what` names it to the page (a plate, an id) and keeps it chosen when the rows come anew; a cell for each column."""

    what: str
    cells: tuple[Cell, ...]

    @property
    def plain(self) -> tuple[Plain, ...]:
        """Its cells as what they are, whatever words the table has for them."""
        return tuple(cell.value if isinstance(cell, Spoken) else cell for cell in self.cells)


def cell_text(cell: Cell, language: str, zone: ZoneInfo) -> str:
    """A cell as people read it: numbers and dates of the language, times in the site's zone, a dash for what is not known."""
    match cell:
        case None:
            return word("DESK_NONE", language)
        case datetime():
            return as_moment(cell, language, zone)
        case date():
            return as_day(cell, language)
        case int() | Decimal():
            return as_number(cell, language)
        case Money():
            return as_money(cell.amount, cell.currency, language)
        case Spoken():
            return cell.text
        case _:
            return cell


def sort_key(cell: Cell) -> tuple[int, int | Decimal | str]:
    """What is compared: numbers and times by value, words in any case, what is not known last."""
    match cell:
        case None | "":
            return 9, 0
        case datetime():
            return 1, Decimal(str(cell.timestamp()))
        case date():
            return 1, cell.toordinal()
        case int() | Decimal():
            return 0, cell
        case Money():
            return 0, cell.amount
        case Spoken():
            return sort_key(cell.value)
        case _:
            return 2, cell.casefold()


def as_tsv(columns: Sequence[Column], rows: Sequence[Row], zone: ZoneInfo) -> str:
    """Rows for the clipboard: a line of titles, tabs between cells; a spreadsheet takes them as they are."""
    titles = [column.title for column in columns]
    lines = [titles, *([str(plain_cell(cell, zone, "%Y-%m-%d %H:%M")) for cell in row.plain] for row in rows)]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)
