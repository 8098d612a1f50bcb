"""One cell to one value. Every converter takes the text of a cell without outer spaces (never empty) and raises Refusal CELL_….

The refusals carry what the sentence needs beyond the cell itself; the row adds `column` and `value`.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, TypeVar

from station.errors import Refusal
from station.model.goods import Component
from station.scan.gtins import LENGTHS, gtin14

Convert = Callable[[str], Any]
T = TypeVar("T")

CODE_LENGTH: Final = 100
TEXT_LENGTH: Final = 1_000
NOTE_LENGTH: Final = 10_000
MOST_UNITS: Final = 100_000
MOST_SHIPPED: Final = 10_000_000
MOST_GRAMS: Final = 10_000_000
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f]")
_NOTE_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_YES: Final = frozenset({"yes", "y", "true", "t", "1", "x"})
_NO: Final = frozenset({"no", "n", "false", "f", "0"})
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_ZEROS: Final = "0" * 14
_LEAST_DIGITS: Final = 6  # of a GTIN that lost its zeros; anything shorter is something else
_EXPONENT: Final = re.compile(r"[0-9][.,]?[0-9]*[eE]\+?[0-9]+")
_COMPONENT: Final = re.compile(r"(?P<before>!?)(?P<sku>[^!*]+?)(?:\*(?P<quantity>[0-9]{1,4}))?(?P<after>!?)")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_HS_CODE: Final = re.compile(r"[0-9]{4,12}")


def remembered(convert: Callable[[str], T]) -> Callable[[str], T]:
    """For cells of which a file holds few different ones, each many times: currencies, dates, amounts."""
    return lru_cache(maxsize=4_096)(convert)


def code(cell: str) -> str:
    """A SKU, RMA, order, bin and the like: printable, at most 100 characters, otherwise as it stands."""
    if len(cell) > CODE_LENGTH:
        raise Refusal("CELL_TOO_LONG", limit=CODE_LENGTH)
    if not cell.isprintable():
        raise Refusal("CELL_NOT_PRINTABLE")
    return cell


def text(cell: str) -> str:
    """A title and the like: one line; any run of spaces and line ends becomes one space."""
    if len(cell) <= TEXT_LENGTH and cell.isprintable() and "  " not in cell:
        return cell
    line = " ".join(cell.split())
    if len(line) > TEXT_LENGTH:
        raise Refusal("CELL_TOO_LONG", limit=TEXT_LENGTH)
    if _CONTROLS.search(line):
        raise Refusal("CELL_NOT_PRINTABLE")
    return line


@remembered
def client(cell: str) -> str:
    """Whose goods these are: a code."""
    return code(cell)


@remembered
def category(cell: str) -> str:
    """Their name of a category: a text."""
    return text(cell)


def note(cell: str) -> str:
    """What a person wrote, with its line ends."""
    if len(cell) > NOTE_LENGTH:
        raise Refusal("CELL_TOO_LONG", limit=NOTE_LENGTH)
    if _NOTE_CONTROLS.search(cell):
        raise Refusal("CELL_NOT_PRINTABLE")
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def flag(cell: str) -> bool:
    """Yes or no."""
    word = cell.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Refusal("CELL_FLAG")


def units(cell: str) -> int:
    """How many units: 1 to 100,000."""
    return _whole(cell, 1, MOST_UNITS)


@remembered
def grams(cell: str) -> int:
    """A weight in whole grams."""
    return _whole(cell, 0, MOST_GRAMS)


def shipped(cell: str) -> int:
    """How many units left: 0 to 10 million."""
    return _whole(cell, 0, MOST_SHIPPED)


def _whole(cell: str, least: int, most: int) -> int:
    number = int(cell) if _NUMBER.fullmatch(cell) else -1
    if not least <= number <= most:
        raise Refusal("CELL_NUMBER", least=least, most=most)
    return number


def gtin(cell: str) -> str:
    """A GTIN-8, -12, -13 or -14 as 14 digits, its check digit verified."""
    return _quick_gtin(cell) or _gtin_in_words(cell)


def gtins(cell: str) -> tuple[str, ...]:
    """Several GTINs, `|` between them; one that stands twice counts once."""
    if quick := _quick_gtin(cell):
        return (quick,)
    return tuple(dict.fromkeys(gtin(part.strip()) for part in cell.split("|") if part.strip()))


def _quick_gtin(cell: str) -> str:
    """The 14 digits of a right GTIN, "" for anything else: the quick form of what `gtin14` tells in words."""
    digits = cell.zfill(14)
    codes = digits.encode("utf-8")
    if len(codes) != 14 or len(cell) not in LENGTHS or not codes.isdigit() or digits == _ZEROS:
        return ""
    # Bytes add up without being made numbers first; the fourteen codes of "0", 48, weighted 3 and 1, leave 4 over.
    return digits if (3 * sum(codes[0::2]) + sum(codes[1::2])) % 10 == 4 else ""


def _gtin_in_words(cell: str) -> str:
    digits = cell.replace(" ", "").replace("-", "")
    try:
        return gtin14(digits)
    except Refusal as refusal:
        if refusal.code == "CHECK_DIGIT":
            raise Refusal("CELL_GTIN_CHECK", right=refusal.params["fit"]) from None
    # What Excel makes of a long number, and of zeros before one, where the column is not formatted as text.
    if _EXPONENT.fullmatch(digits):
        raise Refusal("CELL_GTIN_EXPONENT")
    if fits := [digits.zfill(length) for length in LENGTHS if length > len(digits) >= _LEAST_DIGITS and _quick_gtin(digits.zfill(length))]:
        raise Refusal("CELL_GTIN_ZEROS", fit=min(fits, key=len))
    raise Refusal("CELL_GTIN")


def codes(cell: str) -> tuple[str, ...]:
    """Several codes, `|` between them; one that stands twice counts once."""
    return tuple(dict.fromkeys(code(part.strip()) for part in cell.split("|") if part.strip()))


def serials(cell: str) -> str:
    """What identifies one unit: serial numbers and IMEIs, `|` between them; kept as one text, without the spaces around each."""
    return "|".join(codes(cell))


def tracking(cell: str) -> tuple[str, ...]:
    """Several tracking numbers, `|` between them; spaces inside one do not count, since barcodes have none."""
    parts = ("".join(part.split()) for part in cell.split("|"))
    return tuple(dict.fromkeys(code(part) for part in parts if part))


def components(cell: str) -> tuple[Component, ...]:
    """The pieces of a kit: `sku*n|sku*n`, an essential one with `!` before or after it; n is 1 where it is left out."""
    return tuple(_component(part.strip()) for part in cell.split("|") if part.strip())


def _component(part: str) -> Component:
    found = _COMPONENT.fullmatch(part)
    if found is None or int(found["quantity"] or 1) == 0:
        raise Refusal("CELL_COMPONENTS", part=part)
    return Component(code(found["sku"].strip()), int(found["quantity"] or 1), bool(found["before"] or found["after"]))


@remembered
def country(cell: str) -> str:
    """A country or market as two letters (ISO 3166-1 alpha-2; EU and UK are taken too), in upper case."""
    if not (len(cell) == 2 and cell.isascii() and cell.isalpha()):
        raise Refusal("CELL_COUNTRY")
    return cell.upper()


@remembered
def currency(cell: str) -> str:
    """A currency as three letters (ISO 4217), in upper case."""
    if not (len(cell) == 3 and cell.isascii() and cell.isalpha()):
        raise Refusal("CELL_CURRENCY")
    return cell.upper()


def language(cell: str) -> str:
    """A language tag such as de or pt-BR (BCP 47)."""
    if not _LANGUAGE.fullmatch(cell):
        raise Refusal("CELL_LANGUAGE")
    return cell.replace("_", "-")


def hs_code(cell: str) -> str:
    """A customs tariff number as digits only; dots and spaces do not count."""
    digits = cell.replace(".", "").replace(" ", "")
    if not _HS_CODE.fullmatch(digits):
        raise Refusal("CELL_HS_CODE")
    return digits


def one_of(*allowed: str) -> Convert:
    """One of a few words, whatever its case."""

    def choose(cell: str) -> str:
        word = cell.casefold().replace(" ", "")
        if word not in allowed:
            raise Refusal("CELL_CHOICE", allowed=", ".join(allowed))
        return word

    return choose
