"""Names of shelves, totes, lots and other places, as they stand in a code: somebody's text in, the name in capitals out."""

import re
from typing import Final

from station.errors import Refusal

_NAME: Final = re.compile(r"[A-Z0-9][A-Z0-9._+:-]{0,63}", re.ASCII)  # what scan takes for a place


def scannable(name: str) -> str:
    """The name in capitals, as the bench reads a place. Raises Refusal NAME_NOT_SCANNABLE."""
    if not _NAME.fullmatch(name.upper()):
        raise Refusal("NAME_NOT_SCANNABLE", name=name)
    return name.upper()
