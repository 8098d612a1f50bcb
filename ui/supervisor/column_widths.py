"""How wide the columns of a table are: columns, their first rows and the room in; px for each out.

No column is narrower than its heading or cuts a date, whatever the language; those without a width share what is left.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from itertools import islice
from math import ceil
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtGui import QFont, QFontMetrics

from station.model.money import Money
from ui.supervisor.columns import Cell, Column, Kind, Spoken, cell_text
from ui.supervisor.look import SMALL, TEXT
from ui.theme import scaled

_SHARE: Final = 160  # px that a column without a width has where there is room
_NARROW: Final = 112  # and where there is none
_ROUND: Final = 24  # px at both sides of a cell's words together
_ROWS: Final = 40  # so many rows are measured; the rest is rarely longer, and a cut word has its tool tip
_MORE: Final = 1.6  # times its width that a column grows at most for the sake of its cells
_DATED: Final = (Kind.DAY, Kind.MOMENT)


@cache
def _dates(kind: Kind, language: str) -> tuple[str, ...]:
    """One of each month, written as long as they get: what stands in a column of dates is no longer."""
    moments = (datetime(2028, month, 28, 20, 48, tzinfo=UTC) for month in range(1, 13))
    return tuple(cell_text(at.date() if kind is Kind.DAY else at, language, ZoneInfo("UTC")) for at in moments)


def widths(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], room: int, font: QFont, language: str, zone: ZoneInfo) -> list[int]:
    """px for each column; `rows` are the cells of the first ones, `room` is what all have together. Of `font` only the family counts.

    Where there are too many, each gives up what its cells do not need; where that is not enough, the table scrolls.
    """
    first, headings, metrics = list(islice(rows, _ROWS)), _metrics(font, SMALL), _metrics(font, TEXT)
    least, wide = [], []
    for place, column in enumerate(columns):
        needed = _needed(column, [cells[place] for cells in first], metrics, language, zone)
        least.append(max(headings.horizontalAdvance(column.title) + scaled(_ROUND), needed))
        wide.append(max(least[-1], scaled(column.width or _SHARE)) if column.kind not in _DATED else least[-1])
    _spread(columns, wide, room - sum(wide))
    elastic = [place for place, column in enumerate(columns) if not column.width]
    for places in ([place for place in range(len(columns)) if place not in elastic], elastic):  # titles are shortened last
        _tighten(wide, least, sum(wide) - room, places)
    return wide


def _metrics(font: QFont, pixels: int) -> QFontMetrics:
    """As the sheet of the desk sizes it, also before a widget has heard of a new text size."""
    sized = QFont(font)
    sized.setPixelSize(scaled(pixels))
    return QFontMetrics(sized)


def _spread(columns: Sequence[Column], wide: list[int], left: int) -> None:
    """What is left goes to those without a width, so that they are as wide as one another."""
    sharing = [place for place, column in enumerate(columns) if not column.width]
    whole = sum(wide[place] for place in sharing) + left
    for place in sharing if left > 0 else ():
        wide[place] = max(wide[place], whole // len(sharing))


def _tighten(wide: list[int], least: Sequence[int], over: int, places: Sequence[int]) -> None:
    """Each of these columns gives up the same share of what it has to spare."""
    spare = sum(wide[place] - least[place] for place in places)
    if over <= 0 or not spare:
        return
    part = min(1.0, over / spare)
    for place in places:
        wide[place] -= ceil(part * (wide[place] - least[place]))


def _needed(column: Column, cells: Sequence[Cell], metrics: QFontMetrics, language: str, zone: ZoneInfo) -> int:
    if column.kind in _DATED:
        said = (cell.text for cell in cells if isinstance(cell, Spoken))
        return max(metrics.horizontalAdvance(text) for text in (*_dates(column.kind, language), *said)) + scaled(_ROUND)
    if not column.width:
        return scaled(_NARROW)
    wide = max((_wide(cell, metrics, language, zone) for cell in cells), default=0)
    return min(wide, round(_MORE * scaled(column.width)))


def _wide(cell: Cell, metrics: QFontMetrics, language: str, zone: ZoneInfo) -> int:
    return metrics.horizontalAdvance(_measured(cell, language, zone)) + scaled(_ROUND)


def _measured(cell: Cell, language: str, zone: ZoneInfo) -> str:
    """Text as wide as that of a cell. Figures are not written as the language does, which takes long for each."""
    match cell:
        case int() | Decimal():
            return f"{cell:,}"
        case Money():
            return f"{cell.amount:,.2f} {cell.currency}"
        case _:
            return cell_text(cell, language, zone)
