"""Cells of files that people open in a spreadsheet: a text that a spreadsheet would run as a formula is made plain text.

Files for machines stay verbatim; only what is written for people goes through here.
"""

import csv
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Final

from station.model.money import Money

Cell = str | int | Decimal | Money | date | datetime | None

# = + - @ TAB CR, as spreadsheets see them, and the full-width forms that they take for the same.
_DANGEROUS: Final = frozenset("=+-@\t\r\n＝＋－＠")
_BLANKS: Final = " \u00a0\u3000\ufeff"


def for_people(cell: str) -> str:
    """The cell with an apostrophe before it where it begins like a formula, also behind spaces; any other as it stands.

    A plain number such as -5 or +49.50 is prefixed too: a code may look like that, and a wrong sign is worse than a mark.
    """
    return f"'{cell}" if cell.lstrip(_BLANKS)[:1] in _DANGEROUS else cell


def csv_for_people(rows: Iterable[Iterable[object]]) -> bytes:
    """Rows as CSV, titles first: UTF-8 with a mark that spreadsheets look for, and no text is a formula there."""
    out = StringIO(newline="")
    csv.writer(out).writerows([for_people(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
