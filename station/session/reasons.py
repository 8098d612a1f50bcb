"""The customer's reason: a code of a shop or marketplace in, words out where this station knows it, else the code as it came."""

from station.texts import table, word


def in_customers_words(reason: str, language: str) -> str:
    """Case does not count, nor does the "CR-" that a marketplace puts in front."""
    key = f"REASON_{reason.strip().upper().removeprefix('CR-')}"
    return word(key, language) if key in table(language, "words") else reason
