"""Rows of cells to the bytes of an XLSX workbook, a row at a time in memory; the same rows give the same bytes.

XlsxWriter keeps the rows in the system's temporary folder until the last one is known, and packs the workbook there.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory, gettempdir
from typing import Any, Final, Protocol

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from station.errors import Fault
from station.spreadsheets.books import OPTIONS, TEXT, TextSheet, fitting

ROWS: Final = 1_048_576  # of one sheet, as spreadsheets have it, with the row of titles
_BYTES: Final = 1 << 30  # of one sheet; an entry of 2 GiB would need an archive that older spreadsheets refuse

# A spreadsheet counts with 15 digits: a longer number would be another one.
_NUMBER: Final = re.compile(r"-?(?=[0-9.]{1,15}$)[0-9]+(?:\.[0-9]+)?", re.ASCII)

Cells = Iterable[Any]


class Out(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> int: ...


@contextmanager
def workbook(
    out: Out, sheet: str, titles: Sequence[str], numbers: Collection[str], created: datetime
) -> Iterator[Callable[[Iterable[Cells]], None]]:
    """A function that takes rows of cells (str, int or None) in the order of `titles`; `out` has the workbook when the `with` ends.

    Every cell is a text, verbatim and never a formula, but in the columns `numbers` where it is a decimal number. What one sheet
    cannot hold goes on in "<sheet> 2" and so on, each with its titles. A text beyond 32,767 signs is cut and ends with "…".
    `created` (UTC) is when the workbook says that it was made. Raises Fault EXPORT_NOT_WRITTEN where the temporary folder fails.
    """
    with _scratch() as folder:
        file = folder / "workbook.xlsx"
        book = Workbook(str(file), {**OPTIONS, "tmpdir": str(folder)})
        book.set_properties({"created": created})
        try:
            with _faults(file):
                sheets = _Sheets(book, sheet, titles, numbers)
            yield sheets.write
            with _faults(file):
                book.close()
        finally:
            for each in book.worksheets():
                each.let_go()
        with file.open("rb") as whole:
            copyfileobj(whole, out)


@contextmanager
def _scratch() -> Iterator[Path]:
    with _faults(Path(gettempdir())):
        folder = TemporaryDirectory(prefix="restock-station-export-", ignore_cleanup_errors=True)
    with folder:
        yield Path(folder.name)


@contextmanager
def _faults(file: Path) -> Iterator[None]:
    """Else the fault would name the disk of the export, which may have all the room of the world."""
    try:
        yield
    except (OSError, FileCreateError) as error:
        failed = error if isinstance(error, OSError) else error.args[0]  # the library wraps what stopped it
        raise Fault("EXPORT_NOT_WRITTEN", file=str(file), detail=failed.strerror or str(failed)) from error


class _Sheets:
    """The sheets of one workbook, one after the other."""

    def __init__(self, book: Workbook, name: str, titles: Sequence[str], numbers: Collection[str]) -> None:
        self._book = book
        self._name = name
        self._titles = titles
        self._numbers = [title in numbers for title in titles]
        self._bold = book.add_format({"num_format": TEXT, "bold": True})
        self._text = book.add_format({"num_format": TEXT})
        self._begin()

    def write(self, rows: Iterable[Cells]) -> None:
        with _faults(Path(self._book.filename)):
            if self._sheet.grown() > _BYTES:
                self._begin()
            for cells in rows:
                if self._row == ROWS:
                    self._begin()
                self._one(cells)

    def _begin(self) -> None:
        number = len(self._book.worksheets()) + 1
        self._sheet = self._book.add_worksheet(self._name if number == 1 else f"{self._name} {number}", TextSheet)
        self._sheet.freeze_panes(1, 0)
        for place, title in enumerate(self._titles):
            self._sheet.write_string(0, place, title, self._bold)
        self._row = 1

    def _one(self, cells: Cells) -> None:
        row, sheet, style = self._row, self._sheet, self._text
        for place, (cell, is_number) in enumerate(zip(cells, self._numbers, strict=True)):
            if cell is None or cell == "":
                continue
            text = str(cell)
            if is_number and _NUMBER.fullmatch(text):
                sheet.write_number(row, place, Decimal(text))
            else:
                sheet.write_string(row, place, fitting(text), style)
        self._row += 1
