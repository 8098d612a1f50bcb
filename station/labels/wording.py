"""What a label says for a value: codes and texts of documents in, words of one language out. No label shows a raw code."""

import re
from collections.abc import Iterator
from typing import Final

from station.texts import listed, named_finding, table, text_of

_CODE: Final = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+|[A-Z]{4,}")
_BETWEEN: Final = ", "  # as a label's fields join several


def worded(text: str, prefix: str, language: str) -> str:
    """A value of a label, or several of them; the words for codes have keys that begin with the prefix."""
    return listed((_one(part, prefix, language) for part in _parts(text, language)), language)


def _parts(text: str, language: str) -> Iterator[str]:
    """The values one by one. A text of a document may have commas of its own: the longest that is one is taken."""
    rest = text.split(_BETWEEN)
    while rest:
        taken = next((n for n in range(len(rest), 1, -1) if text_of(_BETWEEN.join(rest[:n]), language) != _BETWEEN.join(rest[:n])), 1)
        yield _BETWEEN.join(rest[:taken])
        rest = rest[taken:]


def _one(text: str, prefix: str, language: str) -> str:
    """The word for a code, else the word for every other one, else what shipped documents call it; another code as words of its own
    ("OUR_OWN" is "Our own").
    """
    rows = table(language, "words")
    known = rows.get(f"{prefix}_{text.upper()}") or rows.get(f"{prefix}_OTHER") or named_finding(text, language)
    if known:
        return str(known)
    return text.replace("_", " ").capitalize() if _CODE.fullmatch(text) else text_of(text, language)
