"""Passwords of admins: a text in, an argon2id hash out. Pure but for the hash's random salt."""

from typing import Final
from unicodedata import normalize

from station.errors import Refusal
from station.people.pins import hashed, matches
from station.people.roster import folded

LEAST_SIGNS: Final = 10
MOST_SIGNS: Final = 128
_LEAST_DIFFERENT: Final = 5


def password_hash(password: str, name: str) -> str:
    """The argon2id hash of a password (PHC text). Raises Refusal PASSWORD_LENGTH, or PASSWORD_TOO_EASY (also one with the name in it)."""
    told = _told(password)
    if not (LEAST_SIGNS <= len(told) <= MOST_SIGNS and told.isprintable()):
        raise Refusal("PASSWORD_LENGTH", least=LEAST_SIGNS, most=MOST_SIGNS)
    if len(set(told)) < _LEAST_DIFFERENT or folded(name) in told.casefold():
        raise Refusal("PASSWORD_TOO_EASY")
    return hashed(told)


def password_matches(stored: str, password: str) -> bool:
    """Whether the password is the one that was hashed; a damaged hash matches nothing."""
    # A longer one can be nobody's, and hashing a megabyte would only keep the bench.
    return len(password) <= MOST_SIGNS and matches(stored, _told(password))


def _told(password: str) -> str:
    """NIST SP 800-63B: the same letters typed on another keyboard are the same password."""
    return normalize("NFKC", password)
