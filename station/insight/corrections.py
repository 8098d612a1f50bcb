"""A correction in words: the fields of its fact with old and new value in, a clause each out."""

from collections.abc import Mapping, Sequence
from typing import Any

from station.texts import clauses, table, word

_NOTHING = "–"


def corrected(what: Mapping[str, Sequence[object]], language: str, context: Mapping[str, Any] | None = None) -> str:
    """What was put right, field by field; what only follows from it, and has no name of its own, is not told.

    Of another return the fact's `context` says which it was and is, as long as nobody had it erased.
    """
    if was := (context or {}).get("was"):
        what = {"rma": [was["rma"], (context or {})["rma"]], **what}
    known = {name: both for name, both in what.items() if f"FIELD_{name.upper()}" in table(language, "words")}
    told = [
        word("TOLD_CORRECTED", language, field=word(f"FIELD_{name.upper()}", language), new=new or _NOTHING, old=old or _NOTHING)
        for name, (old, new) in known.items()
    ]
    return clauses(told, language) or word("TOLD_ITEM_CORRECTED", language)
