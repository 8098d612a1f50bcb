"""PINs: digits in, an argon2id hash out, and how long to wait after wrong ones. Pure but for the hash's random salt."""

from datetime import timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from station.errors import Refusal

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST_DIGITS: Final = 6
MOST_DIGITS: Final = 12
FREE_FAILURES: Final = 4
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=24)


def check_form(pin: str) -> None:
    """Raises Refusal PIN_NOT_DIGITS for what can be no PIN."""
    if not (pin.isascii() and pin.isdigit() and LEAST_DIGITS <= len(pin) <= MOST_DIGITS):
        raise Refusal("PIN_NOT_DIGITS", least=LEAST_DIGITS, most=MOST_DIGITS)


def pin_hash(pin: str) -> str:
    """The argon2id hash of a PIN (PHC text). Raises Refusal PIN_NOT_DIGITS or PIN_TOO_EASY."""
    check_form(pin)
    if len({(int(right) - int(left)) % 10 for left, right in pairwise(pin)}) == 1:
        # 111111, 123456, 987654, 890123: the first that anybody tries.
        raise Refusal("PIN_TOO_EASY")
    return hashed(pin)


def hashed(secret: str) -> str:
    """The argon2id hash of a PIN or a password."""
    return _hasher().hash(secret)


def matches(stored: str, secret: str) -> bool:
    """Whether it is the one that was hashed; a damaged hash matches nothing."""
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 -- as in `_hasher`

    try:
        return _hasher().verify(stored, secret)
    except (VerificationError, InvalidHashError):
        return False


def wait_after(failures: int) -> timedelta:
    """How long nobody may try after this many wrong PINs in a row: nothing for the first four, then 30 s, doubling up to a day."""
    if failures <= FREE_FAILURES:
        return timedelta(0)
    doublings = min(failures - FREE_FAILURES - 1, 12)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


@cache
def _hasher() -> "PasswordHasher":
    """OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane."""
    from argon2 import PasswordHasher, Type  # noqa: PLC0415 -- who only looks up people needs none of it

    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, hash_len=32, salt_len=16, type=Type.ID)
