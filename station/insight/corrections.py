"""A correction in words: the fields of its fact with old and new value in, a clause each out."""

from collections.abc import Mapping, Sequence

from station.texts import clauses, table, word

_NOTHING = "–"


def corrected(what: Mapping[str, Sequence[object]], language: str) -> str:
    """What was put right, field by field; what only follows from it, and has no name of its own, is not told."""
    known = {name: both for name, both in what.items() if f"FIELD_{name.upper()}" in table(language, "words")}
    told = [
        word("TOLD_CORRECTED", language, field=word(f"FIELD_{name.upper()}", language), new=new or _NOTHING, old=old or _NOTHING)
        for name, (old, new) in known.items()
    ]
    return clauses(told, language) or word("TOLD_ITEM_CORRECTED", language)
