"""The forms of codes that no public standard fixes: regular expressions that a site may set. Whole texts are matched, in any case."""

import re
from dataclasses import dataclass, fields
from functools import cache
from typing import Final

from station.errors import Refusal

RMA: Final = r"RMA-?[A-Z0-9-]+"
LPN: Final = r"[A-Z0-9]{1,8}-[0-9]{6,12}-[A-Z0-9]"
FNSKU: Final = r"X00[A-Z0-9]{7}"
AMAZON_LPN: Final = r"LPN[A-Z]{1,4}[0-9]{6,10}"


@dataclass(frozen=True, slots=True)
class Patterns:
    """`rma` the site's return numbers, `lpn` its own plates (their check character is tested as well), `fnsku` Amazon's item codes.

    `amazon_lpn` is the label that Amazon puts on a returned unit: its report of returns names the unit by it, so it is read as an RMA.

    Raises Refusal PATTERN_WRONG for what is no regular expression.
    """

    rma: str = RMA
    lpn: str = LPN
    fnsku: str = FNSKU
    amazon_lpn: str = AMAZON_LPN

    def __post_init__(self) -> None:
        for field in fields(self):
            expression = getattr(self, field.name)
            try:
                _compiled(expression)
            except re.error as error:
                raise Refusal("PATTERN_WRONG", name=field.name, pattern=expression, why=str(error)) from error


def matches(expression: str, text: str) -> bool:
    """Whether the whole text has this form, in capitals or not. An empty expression matches nothing."""
    return bool(expression) and _compiled(expression).fullmatch(text) is not None


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE | re.ASCII)
