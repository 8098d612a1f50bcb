"""The words: a code and its parameters in, a sentence out. One table a language under resources/texts/.

Window and terminal read the same rows, so a code has one message and one advice everywhere.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from station.errors import Bug, StationError
from station.resources import resource_names, resource_text


@dataclass(frozen=True, slots=True)
class Notice:
    """What the operator reads: what happened, and what to do next. `severity`: refused, warning, fault or bug."""

    code: str
    severity: str
    message: str
    advice: str


@cache
def table(language: str, name: str) -> Mapping[str, Any]:
    """All rows of one table ("errors", "words") in one language, merged from its files; a key that is given twice is a Bug."""
    merged: dict[str, Any] = {}
    for file in resource_names(f"texts/{language}"):
        if file.rsplit("/", 1)[-1].startswith(name):
            rows = tomllib.loads(resource_text(file))
            if twice := merged.keys() & rows.keys():
                raise Bug("TEXT_TWICE", codes=", ".join(sorted(twice)), file=file)
            merged |= rows
    return merged


def notice(error: StationError, language: str = "en") -> Notice:
    """The sentence and the advice for an error."""
    row = table(language, "errors").get(error.code)
    if row is None:
        return Notice(error.code, "bug", str(error), "Note this code and tell whoever looks after the station.")
    params = {name: _told(value, language) for name, value in error.params.items()}
    return Notice(error.code, row["severity"], _fill(row["message"], params), _fill(row["advice"], params))


def _told(value: object, language: str) -> object:
    """A parameter that is itself a key of the words table ("@STATE_ready") in words; anything else as it is."""
    if isinstance(value, str) and value.startswith("@") and value[1:] in table(language, "words"):
        return table(language, "words")[value[1:]]
    return value


def word(key: str, language: str = "en", **params: object) -> str:
    """A sentence from the "words" table, such as the text of a prompt."""
    return _fill(str(table(language, "words")[key]), params)


def counted(key: str, count: int, language: str = "en", **params: object) -> str:
    """The same for so many of something: the row KEY_ONE for exactly one, where there is one. {count} is the number."""
    one = f"{key}_ONE"
    return word(one if count == 1 and one in table(language, "words") else key, language, count=count, **params)


def _fill(template: str, params: Mapping[str, object]) -> str:
    # Scanned text may hold anything, NUL and line ends too: it is shown, never obeyed.
    shown = {name: "".join(c if c.isprintable() else "·" for c in str(value))[:200] for name, value in params.items()}
    return template.format_map(shown)
