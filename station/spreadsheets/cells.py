"""Cells of files that people open in a spreadsheet: a text that a spreadsheet would run as a formula is made plain text.

Files for machines stay verbatim; only what is written for people goes through here.
"""

from typing import Final

# = + - @ TAB CR, as spreadsheets see them, and the full-width forms that they take for the same.
_DANGEROUS: Final = frozenset("=+-@\t\r\n＝＋－＠")
_BLANKS: Final = " \u00a0\u3000\ufeff"


def for_people(cell: str) -> str:
    """The cell with an apostrophe before it where it begins like a formula, also behind spaces; any other as it stands.

    A plain number such as -5 or +49.50 is prefixed too: a code may look like that, and a wrong sign is worse than a mark.
    """
    return f"'{cell}" if cell.lstrip(_BLANKS)[:1] in _DANGEROUS else cell
