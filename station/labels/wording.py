"""A code in, what a label says for it out: no label shows a raw code."""

import re
from collections.abc import Mapping
from typing import Final

_CODE: Final = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+|[A-Z]{4,}")


def worded(text: str, prefix: str, words: Mapping[str, object]) -> str:
    """The word for a code; a code without one as words of its own ("SEAM_OPEN" is "Seam open")."""
    known = words.get(f"{prefix}_{text.upper()}")
    if known is not None:
        return str(known)
    return text.replace("_", " ").capitalize() if _CODE.fullmatch(text) else text
