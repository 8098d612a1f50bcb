"""The tables of one language: a language and the name of a table in, its rows out. What the language lacks stands in English.

"errors" rows have a message and an advice (their severity is the same in every language, and stands in English); "words" are templates;
"documents" gives the texts of shipped documents by the English text itself.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from station.errors import Bug
from station.resources import resource_names, resource_text, resources

ENGLISH: Final = "en"


@cache
def languages() -> tuple[str, ...]:
    """Every language that the station speaks, two letters each."""
    return tuple(sorted(folder.name for folder in resources().joinpath("texts").iterdir() if folder.is_dir()))


@cache
def rows(language: str, name: str) -> Mapping[str, Any]:
    """The language's own rows of a table, merged from its files; a key that is given twice is a Bug."""
    merged: dict[str, Any] = {}
    for file in resource_names(f"texts/{language}") if language in languages() else ():
        if file.rsplit("/", 1)[-1].startswith(name):
            found = tomllib.loads(resource_text(file))
            if twice := merged.keys() & found.keys():
                raise Bug("TEXT_TWICE", codes=", ".join(sorted(twice)), file=file)
            merged |= found
    return merged


@cache
def table(language: str, name: str) -> Mapping[str, Any]:
    """All rows of a table in one language, those that it lacks in English."""
    own, english = rows(language, name), rows(ENGLISH, name)
    if name == "errors":
        return {code: {**row, **own.get(code, {})} for code, row in english.items()}
    return {**english, **own}
