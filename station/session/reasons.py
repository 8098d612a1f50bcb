"""The customer's reason: a code of a shop or marketplace in, words out where this station knows it, else the code as it came."""

from collections.abc import Mapping
from typing import Final

from station.texts import table, word

# Codes that say the same in other words.
_SAME: Final[Mapping[str, str]] = {
    "UNWANTED_ITEM": "UNWANTED",
    "CHANGED_MIND": "UNWANTED",
    "NO_LONGER_NEEDED": "UNWANTED",
    "SWITCHEROO": "WRONG_ITEM",
    "NOT_AS_LISTED": "NOT_AS_DESCRIBED",
    "DAMAGED_BY_FC": "DAMAGED",
    "MISORDERED": "ORDERED_WRONG_ITEM",
    "ACCIDENTAL_ORDER": "ORDERED_WRONG_ITEM",
    "DID_NOT_LIKE_FABRIC": "FABRIC",
    "APPAREL_STYLE": "STYLE",
    "NO_REASON_GIVEN": "UNKNOWN",
}


def in_customers_words(reason: str, language: str) -> str:
    """Case does not count, nor does the "CR-" that a marketplace puts in front."""
    code = reason.strip().upper().removeprefix("CR-")
    key = f"REASON_{_SAME.get(code, code)}"
    return word(key, language) if key in table(language, "words") else reason
