"""Cells that are more than text: workbooks and JSON know numbers, dates and errors. Such a cell is its text behind a mark.

Texts of files never hold the mark (a NUL character), so everything behind the readers stays a table of texts.
"""

from collections.abc import Callable
from collections.abc import Mapping as Values
from decimal import Context, Decimal, InvalidOperation
from typing import Any, Final

from station.errors import Refusal

MARK: Final = "\0"
NUMBER: Final = "\0n"
LOST: Final = "\0l"  # a number of more digits than a spreadsheet keeps
DATE: Final = "\0d"
WRONG: Final = "\0w"  # an error that a formula gave, such as #N/A
FORMULA: Final = "\0f"  # a formula whose result was never stored
NESTED: Final = "\0o"  # an object or a list of objects in a cell

_TEXT: Final = "\x01"  # no cell that begins with the mark is as large
KEPT_DIGITS: Final = 15  # of a number, by Excel and all that follow it
_LONGEST: Final = 40
_AS_SHOWN: Final = Context(prec=KEPT_DIGITS)

Convert = Callable[[str], Any]


def shown(cell: str) -> str:
    """A cell as a person reads it."""
    return cell[len(NUMBER) :] if cell[:1] == MARK else cell


def exact(text: str) -> str:
    """A number as JSON writes it, marked, digit by digit as it stands; never with an exponent."""
    if text.isdigit():
        return NUMBER + text
    try:
        value = Decimal(text)
    except InvalidOperation:
        return WRONG + text
    return _number(value) if "e" in text.casefold() or value == value.to_integral_value() else NUMBER + text


def stored(text: str) -> str:
    """A number as a workbook stores it, marked, to the 15 digits that a spreadsheet shows: 19.989999999999998 is 19.99."""
    if text.isdigit() and len(text) <= KEPT_DIGITS:
        return NUMBER + (text.lstrip("0") or "0")
    try:
        value = _AS_SHOWN.create_decimal(text)
    except InvalidOperation:
        return WRONG + text
    if value.is_finite() and value.adjusted() >= KEPT_DIGITS:
        return LOST + _number(value)[len(NUMBER) :]
    return _number(value.normalize()) if value.is_finite() else WRONG + text


def _number(value: Decimal) -> str:
    if not value.is_finite() or abs(value.adjusted()) > _LONGEST:
        return WRONG + str(value)
    text = f"{value:f}"
    whole, _, part = text.partition(".")
    return NUMBER + (text if part.strip("0") else whole)


def reading_marks(converters: Values[str, Convert], numbers: Values[str, Convert], dates: Values[str, Convert]) -> dict[str, Convert]:
    """The same converters for files with marked cells.

    A number goes to the converter in `numbers`, a date to that in `dates`, both by column. Without one a number is read as
    its digits and a date is refused; a column that has one for dates takes no bare number.
    """
    return {name: _reading(convert, numbers.get(name, convert), dates.get(name)) for name, convert in converters.items()}


def _reading(convert: Convert, number: Convert, date: Convert | None) -> Convert:
    def read(cell: str) -> Any:  # noqa: ANN401 -- what the converters give
        if cell >= _TEXT:  # quicker than to cut the mark off: most cells are texts
            return convert(cell)
        mark, value = cell[: len(NUMBER)], cell[len(NUMBER) :]
        if mark == NUMBER and date is None:
            return number(value)
        if mark == DATE and date is not None:
            return date(value)
        raise _refusal(mark)

    return read


def _refusal(mark: str) -> Refusal:
    if mark == NUMBER:
        return Refusal("CELL_DATE_NUMBER")
    if mark == DATE:
        return Refusal("CELL_IS_DATE")
    if mark == LOST:
        return Refusal("CELL_DIGITS_LOST", digits=KEPT_DIGITS)
    if mark == FORMULA:
        return Refusal("CELL_FORMULA")
    return Refusal("CELL_ERROR" if mark == WRONG else "CELL_NESTED")
