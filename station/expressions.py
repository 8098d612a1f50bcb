"""Is a site's regular expression quick on every text? What may take for ever is refused by its form, before any text meets it.

Python's engine tries every way to divide a text among repeats; inside one another their ways multiply with each character.
"""

import importlib
import re
from collections.abc import Iterator
from typing import Any, Final

_LONGEST: Final = 512  # characters of the longest text that is read
_MOST_WAYS: Final = _LONGEST**3 * 2  # which takes a few hundred milliseconds

# The engine's own reading of a pattern. It has no public name; `re` itself is made of it since Python 3.11.
_parser: Final[Any] = importlib.import_module("re._parser")
_REPEATS: Final = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def slow_part(text: str) -> str:
    """What makes this expression slow on some texts, in a few words; "" if it is quick on all. Raises re.error if it is none."""
    ways = 1
    for name, argument, depth in _walk(_parser.parse(text, re.IGNORECASE | re.ASCII), 0):
        if name in {"GROUPREF", "GROUPREF_EXISTS"}:
            return "a reference back to a group"
        if depth and (name == "BRANCH" or (name in _REPEATS and argument[0] != argument[1])):
            return "a choice or a repeat inside a repeat"
        if name in _REPEATS:
            ways *= min(argument[1] - argument[0] + 1, _LONGEST)
    return "so many repeats one behind the other" if ways > _MOST_WAYS else ""


def _walk(part: Any, depth: int) -> Iterator[tuple[str, Any, int]]:  # noqa: ANN401 -- the engine's own nested lists
    """Every step of a pattern with its name, its argument, and how many repeats it stands in."""
    for operator, argument in part:
        name = str(operator)
        yield name, argument, depth
        within = depth + (name in _REPEATS and argument[1] > 1)
        for inner in _parts(argument):
            yield from _walk(inner, within)


def _parts(argument: Any) -> Iterator[Any]:  # noqa: ANN401
    if isinstance(argument, _parser.SubPattern):
        yield argument
    elif isinstance(argument, list | tuple):
        for each in argument:
            yield from _parts(each)
