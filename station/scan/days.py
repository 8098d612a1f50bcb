"""A text that is a date and nothing else in, its day as ISO text out: in digits or with the month's name.

What may be several days is refused, never guessed; a day that does not exist says so.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Final

from station.errors import Refusal
from station.scan.gtins import digits
from station.scan.months import MONTHS
from station.scan.texts import shown

_SPACED: Final = re.compile(r" ?([./-]) ?", re.ASCII)
_GROUPS: Final = re.compile(r"\d{1,4}(?:[ ./-]\d{1,4}){1,2}", re.ASCII)
_ORDINAL: Final = re.compile(r"(?<=\d)(?:ST|ND|RD|TH|ER|E)\b", re.ASCII)
_GLUED: Final = re.compile(r"\d[A-Z]|[A-Z]\d", re.ASCII)
_WORD: Final = re.compile(r"[A-Z]+|\d+", re.ASCII)
_BETWEEN: Final = {"OF", "DE", "DEL"}
_YEARS: Final = range(2000, 2100)
_STRANGE_YEARS: Final = range(1900, 2200)  # a date all the same, and no lot; but nothing that is sold today carries it


def day_of(text: str) -> str | None:
    """The date as ISO text, of a month its last day; None for what is no date. Raises Refusal EXPIRY_UNCLEAR, EXPIRY_NO_SUCH_DAY.

    Clear are 2027-03-31 and 2027-03 (with "-", "/" or "."), 31.12.2027, 03/2027, 31/12/2027 and 31122027 (there is no month 31),
    31 MAR 2027, March 2027.
    """
    plain = _SPACED.sub(r"\1", plainly(text))
    if any(word in MONTHS for word in words_of(plain)):
        return _named(plain, text)
    if _GROUPS.fullmatch(plain):
        return _grouped(re.split("[ ./-]", plain), text, dotted="." in plain and not re.search("[ /-]", plain))
    if digits(plain) and len(plain) == 8:
        return _eight(plain, text)
    if digits(plain) and len(plain) == 6 and _may_be_date(plain):
        raise unclear(text)
    return None


def plainly(text: str) -> str:
    """The text in capitals, without accents, with one space between words."""
    bare = "".join(char for char in unicodedata.normalize("NFD", text.upper()) if not unicodedata.combining(char))
    return " ".join(bare.split())


def words_of(plain: str) -> list[str]:
    """The runs of letters and of digits in it."""
    return _WORD.findall(plain)


def unclear(text: str) -> Refusal:
    """The refusal of what speaks of a date, and does not say which."""
    return Refusal("EXPIRY_UNCLEAR", text=shown(text))


def _named(plain: str, text: str) -> str | None:
    """A month's name with a year of four digits and perhaps a day, in any order; other words beside it make it no date alone."""
    bare = _ORDINAL.sub("", plain).replace(",", " ")
    words = [word for word in words_of(bare) if word not in _BETWEEN]
    numbers = [word for word in words if digits(word)]
    if len(numbers) != len(words) - 1 or any(len(number) not in (1, 2, 4) for number in numbers):
        return None
    if any(len(number) == 4 and int(number) not in _STRANGE_YEARS for number in numbers):
        return None
    years, days = [each for each in numbers if len(each) == 4], [each for each in numbers if len(each) < 4]
    if len(years) != 1 or len(days) > 1 or int(years[0]) not in _YEARS or _GLUED.search(bare):
        raise unclear(text)
    month = next(MONTHS[word] for word in words if word in MONTHS)
    return _only({_date(years[0], str(month), *days)}, text)


def _grouped(groups: list[str], text: str, *, dotted: bool) -> str | None:
    """Two or three groups of digits: clear, no date at all, or a Refusal."""
    year_first = len(groups[0]) == 4
    year, front = (groups[0], groups[:0:-1]) if year_first else (groups[-1], groups[:-1])
    if len(year) == 4:
        orders = {_date(year, front[-1], *front[:-1])}
        if not (year_first or dotted or len(front) == 1):  # with dots the day stands first wherever dates are written so
            orders.add(_date(year, *front))
        if int(year) in _YEARS:
            return _only(orders, text)
        _must_not_be_strange(year, orders, text)
        return None
    if max(map(len, groups)) <= 2 and _may_be_date("".join(group.zfill(2) for group in groups)):
        raise unclear(text)
    return None


def _eight(plain: str, text: str) -> str | None:
    """Eight digits: the year first or last. One single reading is taken; one that only lacks its day in the month is no lot."""
    orders = list(_orders(plain, [plain[at : at + 2] for at in range(0, 8, 2)]))
    here = [order for order in orders if int(order[0]) in _YEARS]
    if any(day == "00" and _date(year, month) for year, month, day in here):
        raise unclear(text)
    if any(_date(*order) for order in here):
        return _only({_date(*order) for order in here}, text)
    if any(_is_day_of_some_month(month, day or "1") for _year, month, day in here):
        raise _no_such_day(text)
    for year, month, day in orders:
        _must_not_be_strange(year, {_date(year, month, day)}, text)
    return None


def _is_day_of_some_month(month: str, day: str) -> bool:
    return _date("2000", month) is not None and _date("2000", "1", day) is not None


def _must_not_be_strange(year: str, dates: set[str | None], text: str) -> None:
    """A year that nothing here carries: a slip of the finger where the rest is a date, else a lot."""
    if int(year) in _STRANGE_YEARS and any(dates):
        raise unclear(text)


def _only(dates: set[str | None], text: str) -> str:
    exist = {each for each in dates if each}
    if not exist:
        raise _no_such_day(text)
    if len(exist) > 1:
        raise unclear(text)
    return exist.pop()


def _date(year: str, month: str, day: str | None = None) -> str | None:
    """The date as ISO text, without a day the last of the month; None for one that does not exist."""
    try:
        last = monthrange(int(year), int(month))[1]
        return date(int(year), int(month), int(day) if day else last).isoformat()
    except ValueError:
        return None


def _may_be_date(text: str) -> bool:
    """Whether four or six digits are a date in some order; in the GS1 order the day 00 is the end of the month."""
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


def _no_such_day(text: str) -> Refusal:
    return Refusal("EXPIRY_NO_SUCH_DAY", text=shown(text))
