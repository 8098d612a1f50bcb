"""Workbooks of which every text reads as it was written; for whoever writes an XLSX. Loading it takes long, so it is loaded late.

XlsxWriter keeps rows in files until the last one is known; so rows are written in their order, one after the other.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final, cast
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from station.model.money import Money
from station.spreadsheets.cells import Cell

TEXT: Final = 49  # the number format "@": a text stays a text also when somebody edits its cell, no formula is made of it
OPTIONS: Final = {
    "constant_memory": True, "use_zip64": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
_LONGEST: Final = 32_767  # UTF-16 units of one cell, as spreadsheets have it
_NAME: Final = 31  # signs of a sheet's name, as spreadsheets have it
_WIDEST: Final = 60  # signs of a column
# What XML cannot hold, or would change, is written _xHHHH_; so a text that already looks like that has its first sign written so.
_AWKWARD: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}[_\x00-\x08\x0b-\x1f\ufffe\uffff])")


class TextSheet(Worksheet):  # type: ignore[misc]  # it ships no type information
    """A sheet of which every text reads as it was written. Only for a workbook of constant memory, and rows in their order."""

    def grown(self) -> int:
        """The bytes of the rows so far, but for the last."""
        return int(self.row_data_fh.tell())

    def let_go(self) -> None:
        """A sheet that is given up still has its files open."""
        for file in (self.row_data_fh, self.fh):
            with suppress(OSError):
                file.close()

    @staticmethod
    def _escape_control_characters(data: str) -> str:
        # The library's own takes a text between <r> and </r> for its markup, so that it could bring a formula along, and overlooks the
        # second of two escapes that share a "_".
        escaped = _AWKWARD.sub(_escaped, data)
        return f"_x003C_{escaped[1:]}" if escaped.startswith("<r>") else escaped


@contextmanager
def book(out: BinaryIO) -> Iterator[Workbook]:
    """A workbook to write into; `out` has its bytes when the `with` ends."""
    with (
        TemporaryDirectory(prefix="restock-station-book-", ignore_cleanup_errors=True) as scratch,
        Workbook(out, {**OPTIONS, "tmpdir": scratch}) as opened,
    ):
        yield opened


def add_page(into: Workbook, name: str) -> TextSheet:
    """Another sheet, called by as much of this name as a spreadsheet allows."""
    fit = "".join(sign for sign in name if sign not in "[]:*?/\\'")[:_NAME]
    return cast("TextSheet", into.add_worksheet(fit or None, TextSheet))


def add_table(into: Workbook, name: str, titles: Sequence[str], rows: Sequence[Sequence[Cell]], zone: ZoneInfo) -> None:
    """A sheet with a table: texts, numbers and days are what they are, times are those of the zone, without it as spreadsheets want it."""
    page = add_page(into, name)
    page.freeze_panes(1, 0)
    head, text = into.add_format({"num_format": TEXT, "bold": True}), into.add_format({"num_format": TEXT})
    day, when = into.add_format({"num_format": "yyyy-mm-dd"}), into.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for place, title in enumerate(titles):
        page.set_column(place, place, min(_WIDEST, 2 + max(_signs(cell) for cell in (title, *(row[place] for row in rows)))))
        page.write_string(0, place, fitting(title), head)
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            match cell:
                case None | "":
                    continue
                case datetime():
                    page.write_datetime(number, place, cell.astimezone(zone).replace(tzinfo=None), when)
                case date():
                    page.write_datetime(number, place, datetime.combine(cell, datetime.min.time()), day)
                case int() | Decimal():
                    page.write_number(number, place, cell)
                case Money():
                    page.write_number(number, place, cell.amount)
                case _:
                    page.write_string(number, place, fitting(cell), text)


def fitting(text: str) -> str:
    """The text, cut where one cell cannot hold it."""
    if 2 * len(text) <= _LONGEST:  # no sign takes more than two units
        return text
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * _LONGEST else units[: 2 * (_LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def _signs(cell: Cell) -> int:
    match cell:
        case None:
            return 0
        case datetime():
            return 16
        case date():
            return 10
        case Money():
            return len(str(cell.amount))
        case _:
            return len(str(cell))


def _escaped(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"
