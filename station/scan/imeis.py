"""The number of a phone in, its reading out: IMEI, 15 digits of which the last checks the others."""

from station.model.codes import CodeKind, Reading
from station.scan.check_digits import luhn
from station.scan.gtins import digits


def imei(compact: str) -> Reading | None:
    """The reading of 15 digits whose Luhn digit fits (3GPP TS 23.003, 6.2.1), with the hyphens of "35-209900-176148-1" or without."""
    number = compact.replace("-", "")
    return Reading(CodeKind.IMEI, number) if has_form(number) and luhn(number) else None


def has_form(number: str) -> bool:
    """Whether this is 15 digits, not all of them zero."""
    return len(number) == 15 and digits(number) and bool(number.strip("0"))
