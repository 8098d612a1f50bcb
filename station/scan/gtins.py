"""Digits in, a GTIN of 14 digits out. A wrong check digit is refused, never corrected: any of the digits may be the misread one."""

from typing import Final

from station.errors import Refusal
from station.model.codes import CodeKind, Reading
from station.scan.texts import shown

LENGTHS: Final = (8, 12, 13, 14)


def gtin14(text: str) -> str:
    """A GTIN-8, -12, -13 or -14 as 14 digits, zeros in front.

    Raises Refusal GTIN_LENGTH, or CHECK_DIGIT with `found` and the one that would `fit`
    (GS1 General Specifications, 7.9.1).
    """
    if not digits(text) or len(text) not in LENGTHS or not text.strip("0"):
        raise Refusal("GTIN_LENGTH", text=shown(text))
    check(text)
    return text.zfill(14)


def check(text: str) -> None:
    """The last digit is the GS1 check digit of those before it, or Refusal CHECK_DIGIT."""
    from biip.checksums import gs1_standard_check_digit  # noqa: PLC0415 -- biip reads all its tables: not before a window is open

    fit = str(gs1_standard_check_digit(text[:-1]))
    if fit != text[-1]:
        raise Refusal("CHECK_DIGIT", text=shown(text), found=text[-1], fit=fit)


def digits(text: str) -> bool:
    """ASCII digits only: other scripts have digits too, and `int` takes them."""
    return text.isascii() and text.isdigit()


def gtin(text: str) -> Reading | Refusal | None:
    """The reading of a bare GTIN, or a Refusal CHECK_DIGIT; None for a text of another form."""
    if not digits(text) or len(text) not in LENGTHS or not text.strip("0"):
        return None
    try:
        return Reading(CodeKind.GTIN, gtin14(text))
    except Refusal as refusal:
        return refusal
