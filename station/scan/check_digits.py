"""A text whose last character checks those before it in, whether it fits out. One function for each way that GTINs, IMEIs and carriers use.

A text that does not fit is never corrected: any of its characters may be the misread one.
"""

from typing import Final

from stdnum import luhn as stdnum_luhn
from stdnum.iso7064 import mod_37_36 as stdnum_mod_37_36

_FEDEX_WEIGHTS: Final = (1, 3, 7)
_S10_WEIGHTS: Final = (8, 6, 4, 2, 3, 5, 9, 7)


def gs1(text: str) -> bool:
    """Digits; weights 3 and 1 from the right, modulo 10 (GS1 General Specifications 7.9.1). USPS, FedEx Ground, Canada Post."""
    from biip.checksums import gs1_standard_check_digit  # noqa: PLC0415 -- biip reads all its tables: not before a window is open

    return str(gs1_standard_check_digit(text[:-1])) == text[-1]


def luhn(text: str) -> bool:
    """Digits; ISO/IEC 7812-1 annex B. IMEIs, Purolator, Old Dominion."""
    return bool(stdnum_luhn.is_valid(text))


def mod_37_36(text: str) -> bool:
    """Digits and capitals; ISO/IEC 7064 MOD 37,36. DPD."""
    return bool(stdnum_mod_37_36.is_valid(text))


def mod_7(text: str) -> bool:
    """Digits; the remainder of the number by 7. DHL Express air waybills."""
    return int(text[:-1]) % 7 == int(text[-1])


def fedex(text: str) -> bool:
    """Digits; weights 1, 3, 7 from the right, modulo 11, and then 10 counts as 0. FedEx Express."""
    total = sum(int(digit) * _FEDEX_WEIGHTS[at % 3] for at, digit in enumerate(reversed(text[:-1])))
    return total % 11 % 10 == int(text[-1])


def ups(text: str) -> bool:
    """Digits and capitals; weights 1 and 2 from the left, modulo 10. A letter counts: A and K and U 2, B 3, … H 9, I 0, J 1."""
    total = sum(_counts(char) * (1 + at % 2) for at, char in enumerate(text[:-1]))
    return -total % 10 == int(text[-1])


def ontrac(text: str) -> bool:
    """C or D and digits, checked as UPS does. The letter counts as 4 or 5, unless the number begins with that digit itself."""
    mark = {"C": "4", "D": "5"}[text[0]]
    body = text[1:]
    return ups(body if body.startswith(mark) else mark + body)


def s10(text: str) -> bool:
    """Nine digits; eight weights, modulo 11, where 10 is written 0 and 11 is written 5 (UPU standard S10)."""
    total = sum(int(digit) * weight for digit, weight in zip(text[:-1], _S10_WEIGHTS, strict=True))
    fit = 11 - total % 11
    return {10: 0, 11: 5}.get(fit, fit) == int(text[-1])


def usps_without_91(text: str) -> bool:
    """Digits; checked as if the service mark 91 of longer USPS numbers stood in front, where it does not."""
    return gs1(text if text.startswith("91") else f"91{text}")


def fedex_without_92(text: str) -> bool:
    """Digits; checked as if the 92 of the longer form stood in front. FedEx Ground Economy, which USPS delivers."""
    return gs1(f"92{text}")


def _counts(char: str) -> int:
    return int(char) if char.isdigit() else (ord(char) - 3) % 10
