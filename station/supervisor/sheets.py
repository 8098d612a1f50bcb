"""The rows that a table of the desk shows, as a file: titles and plain cells in, the bytes of a CSV or a workbook out.

People open these in spreadsheets, so no text can become a formula there.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

from station.model.money import Money
from station.spreadsheets.cells import for_people

Cell = str | int | Decimal | Money | date | datetime | None


def table_csv(titles: Sequence[str], rows: Iterable[Sequence[Cell]], zone: ZoneInfo) -> bytes:
    """UTF-8 with a mark that spreadsheets look for; days and times in ISO form, times of the site."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(titles)
    writer.writerows([_plain(cell, zone) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def table_xlsx(name: str, titles: Sequence[str], rows: Iterable[Sequence[Cell]], zone: ZoneInfo) -> bytes:
    """One sheet of this name; numbers, days and times are what they are, the site's times without a zone as spreadsheets want it."""
    from station.spreadsheets.books import add_table, book  # noqa: PLC0415 -- only for whoever writes one

    out = BytesIO()
    with book(out) as opened:
        add_table(opened, name, titles, tuple(rows), zone)
    return out.getvalue()


def _plain(cell: Cell, zone: ZoneInfo) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return f"{cell.astimezone(zone):%Y-%m-%d %H:%M:%S}"
        case date():
            return cell.isoformat()
        case int() | Decimal():
            return str(cell)
        case Money():
            return str(cell.amount)
        case _:
            return for_people(cell)
