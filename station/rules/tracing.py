"""Pure comparisons of what tells one unit from another: a serial or IMEI with the one sold, a date with today.

Texts in, answer codes of the check out, with the codes of the answers that the comparison really ruled out.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from station.model.serials import serial_key

TRACED: Final = ("serial", "imei", "lot", "expiry", "best_before", "box_serial")
_GTIN_LENGTHS: Final = (8, 12, 13, 14)
_IMEI_LENGTH: Final = 15


@dataclass(frozen=True, slots=True)
class Compared:
    """`answer` of the check; `rules_out` the codes of its other answers that can no longer be true."""

    answer: str
    rules_out: tuple[str, ...] = ()


def is_imei(text: str) -> bool:
    """15 digits whose last is the Luhn check digit of the others (3GPP TS 23.003, annex B)."""
    digits = serial_key(text)
    if len(digits) != _IMEI_LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def same_serial(one: str, other: str) -> bool:
    """Whether two serials are the same but for case, spaces, hyphens, and the "S" that a label's ANSI data identifier puts in front."""
    first, second = serial_key(one), serial_key(other)
    return first in (second, f"S{second}") or second == f"S{first}"


def compare_serial(text: str, sold: Collection[str], box: str = "") -> Compared:
    """The serial of the device with those that the order names (any one matches), and with the one on its box.

    A serial number and an IMEI are two names of one device: of different kinds they are never held against each other.
    """
    comparable = [each for each in sold if is_imei(each) == is_imei(text)]
    if sold and not any(same_serial(text, each) for each in sold):
        return Compared("DIFFERS") if comparable else Compared("RECORDED")
    pair = bool(box) and is_imei(box) == is_imei(text)
    if pair and not same_serial(text, box) and not any(same_serial(box, each) for each in sold):
        return Compared("BOX_DIFFERS", ("DIFFERS", "UNREADABLE") if sold else ())
    if not sold:
        return Compared("RECORDED", ("BOX_DIFFERS",) if pair else ())
    return Compared("MATCH", ("DIFFERS", "UNREADABLE", *(("BOX_DIFFERS",) if pair else ())))


def is_held_serial(text: str, held: Mapping[str, str]) -> bool:
    """Whether this is the serial that was held: that of the device, where none was read that of the box. `held` is what was traced."""
    serials = [held[name] for name in ("serial", "imei") if held.get(name)] or [held.get("box_serial", "")]
    return any(same_serial(text, each) for each in serials if each)


def as_sold(text: str, sold: Collection[str]) -> str:
    """The serial as it is filed: without the label's "S" where the order names it so."""
    key = serial_key(text)
    return next((serial_key(each) for each in sold if same_serial(key, each)), key)


def compare_date(parts: Mapping[str, str], today: str, least_days: int) -> Compared:
    """The printed date with today: past on the day itself, too near with fewer than `least_days` left; a best-before date counts alike."""
    dates = [date.fromisoformat(parts[name]) for name in ("expiry", "best_before") if parts.get(name)]
    if not dates or not today:
        return Compared("RECORDED")
    days = (min(dates) - date.fromisoformat(today)).days
    if days <= 0:
        return Compared("EXPIRED")
    return Compared("SHORT", ("EXPIRED", "UNREADABLE")) if days < least_days else Compared("IN_DATE", ("EXPIRED", "SHORT", "UNREADABLE"))


def is_product_code(text: str, own_codes: Collection[str]) -> bool:
    """Whether a text is a code of the product itself; `own_codes` are 14 digits or capitals."""
    key = serial_key(text)
    filled = key.zfill(14) if key.isascii() and key.isdigit() and len(key) in _GTIN_LENGTHS else key
    return filled in own_codes or key in {serial_key(code) for code in own_codes}


def traced(parts: Mapping[str, str]) -> dict[str, str]:
    """What identifies this very unit, as facts record it: only what is known."""
    return {name: parts[name] for name in TRACED if parts.get(name)}
