"""A file that somebody at the desk asked for: the rows of a table in, the bytes of a CSV or a workbook out; and any bytes there whole.

People open tables in spreadsheets, so no text can become a formula there.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from station.errors import Refusal
from station.model.money import Money
from station.spreadsheets.cells import Cell as Cell  # noqa: PLC0414 -- screens get it from here
from station.spreadsheets.cells import csv_for_people
from station.store.files import replace_file
from station.store.outside import must_be_outside


def table_csv(titles: Sequence[str], rows: Iterable[Sequence[Cell]], zone: ZoneInfo) -> bytes:
    """Days and times in ISO form, times of the site."""
    return csv_for_people([titles, *([plain_cell(cell, zone) for cell in row] for row in rows)])


def table_xlsx(name: str, titles: Sequence[str], rows: Iterable[Sequence[Cell]], zone: ZoneInfo) -> bytes:
    """One sheet of this name; numbers, days and times are what they are, the site's times without a zone as spreadsheets want it."""
    from station.spreadsheets.books import add_table, book  # noqa: PLC0415 -- only for whoever writes one

    out = BytesIO()
    with book(out) as opened:
        add_table(opened, name, titles, tuple(rows), zone)
    return out.getvalue()


def write_file(data: Path, out: Path, content: bytes) -> Path:
    """Write it, also over one of that name: whoever chose the name was asked. Where it is.

    Raises Refusal OUT_IN_DATA_FOLDER (`data` is the station's folder) or OUT_NOT_WRITTEN.
    """
    must_be_outside(data, out)
    try:
        replace_file(out, content)
    except OSError as error:
        raise Refusal("OUT_NOT_WRITTEN", file=out, why=error.strerror or str(error)) from error
    return out


def plain_cell(cell: Cell, zone: ZoneInfo, moments: str = "%Y-%m-%d %H:%M:%S") -> str | int | Decimal:
    """A cell without the signs of any language, so that a spreadsheet knows numbers and days for what they are; times of the site."""
    match cell:
        case None:
            return ""
        case datetime():
            return f"{cell.astimezone(zone):{moments}}"
        case date():
            return cell.isoformat()
        case Money():
            return cell.amount
        case _:
            return cell
