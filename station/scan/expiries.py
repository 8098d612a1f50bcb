"""What is typed where an expiry date or a lot is asked in; the date, or the lot, out.

What may be several dates is refused, never guessed.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Final

from station.errors import Refusal
from station.scan.gtins import digits
from station.scan.texts import shown

_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MONTH: Final = rf"(?P<month>{'|'.join(_MONTHS)})"
_SPACED: Final = re.compile(r" ?([./-]) ?", re.ASCII)
_GROUPS: Final = re.compile(r"\d{1,4}(?:[ ./-]\d{1,4}){1,2}", re.ASCII)
_NAMED: Final = (
    re.compile(rf"(?:(?P<day>\d{{1,2}})[ .-])?{_MONTH}[ .-](?P<year>\d{{4}})", re.ASCII),
    re.compile(rf"(?P<year>\d{{4}})[ .-]{_MONTH}(?:[ .-](?P<day>\d{{1,2}}))?", re.ASCII),
)
_NAMED_UNCLEAR: Final = re.compile(rf"\d{{0,4}}[ .-]?{_MONTH}[ .-]?\d{{0,4}}", re.ASCII)
_LOT: Final = re.compile(r"(?:LOT|BATCH)(?: |: ?)(?P<lot>.+)", re.ASCII | re.IGNORECASE)
_YEARS: Final = range(2000, 2100)


def typed_expiry(text: str) -> str | None:
    """The date as ISO text, of a month its last day; None where the text is no date but a lot. Raises Refusal EXPIRY_UNCLEAR.

    Clear are 2027-03-31 and 2027-03 (with "-", "/" or "."), 31.12.2027, 03/2027, 31/12/2027 (there is no month 31), 31 MAR 2027.
    """
    if _LOT.fullmatch(text):
        return None
    plain = _SPACED.sub(r"\1", text.upper())
    named = next((match.groupdict() for form in _NAMED if (match := form.fullmatch(plain))), None)
    if named:
        months = _MONTHS.index(named["month"]) + 1
        return _only({_date(named["year"], str(months), named["day"])}, text)
    if _GROUPS.fullmatch(plain):
        return _grouped(re.split("[ ./-]", plain), text, dotted="." in plain and not re.search("[ /-]", plain))
    if (digits(plain) and len(plain) in (6, 8) and _may_be_date(plain)) or _NAMED_UNCLEAR.fullmatch(plain):
        raise _unclear(text)
    return None


def lot_of(text: str) -> str:
    """The lot without the word LOT or BATCH, which says that a text such as 241105 is no date."""
    match = _LOT.fullmatch(text)
    return match["lot"].strip() if match else text


def _grouped(groups: list[str], text: str, *, dotted: bool) -> str | None:
    """Two or three groups of digits: clear, no date at all, or a Refusal."""
    if len(groups[0]) == 4:
        return _only({_date(*groups)}, text) if int(groups[0]) in _YEARS else None
    *front, year = groups
    if len(year) == 4:
        if int(year) not in _YEARS:
            return None
        day_first = _date(year, front[-1], front[0] if len(front) == 2 else None)
        # With dots the day stands first wherever dates are written so.
        return _only({day_first} if dotted or len(front) == 1 else {day_first, _date(year, *front)}, text)
    if max(map(len, groups)) <= 2 and _may_be_date("".join(group.zfill(2) for group in groups)):
        raise _unclear(text)
    return None


def _only(dates: set[str | None], text: str) -> str:
    exist = {each for each in dates if each}
    if len(exist) != 1:
        raise _unclear(text)
    return exist.pop()


def _date(year: str, month: str, day: str | None = None) -> str | None:
    """The date as ISO text, without a day the last of the month; None for one that does not exist."""
    try:
        last = monthrange(int(year), int(month))[1]
        return date(int(year), int(month), int(day) if day else last).isoformat()
    except ValueError:
        return None


def _may_be_date(text: str) -> bool:
    """Whether four, six or eight digits are a date in some order; in the GS1 order the day 00 is the end of the month."""
    orders = _orders(text, [text[at : at + 2] for at in range(0, len(text), 2)])
    return any(int(year) in _YEARS and _date(year, month, None if day == "00" else day) for year, month, day in orders)


def _orders(text: str, pairs: list[str]) -> Iterator[tuple[str, str, str | None]]:
    """Year, month and perhaps day, as each order of writing dates has them."""
    match pairs:
        case [first, second]:
            yield from ((f"20{second}", first, None), (f"20{first}", second, None))
        case [first, second, third]:
            yield from ((f"20{first}", second, third), (f"20{third}", second, first), (f"20{third}", first, second))
            yield from ((text[:4], third, None), (text[2:], first, None))
        case [first, second, third, fourth]:
            yield from ((text[:4], third, fourth), (text[4:], second, first), (text[4:], first, second))


def _unclear(text: str) -> Refusal:
    return Refusal("EXPIRY_UNCLEAR", text=shown(text))
