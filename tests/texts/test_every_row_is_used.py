"""No row of the words is left over: each key is written in the sources, or is one that they put together from a beginning and a code."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from station.resources import resource_names, resource_text
from station.texts import tables
from tests.architecture.tree import parsed, python_files

_KEY: Final = re.compile(r"@?[A-Z][A-Za-z0-9_-]*")
_IN_LAYOUT: Final = re.compile(r"\{@([A-Z_]+)\}|\|([A-Z_]+)\}")  # a word, or the beginning of the words for a field's codes
# Beginnings that the sources hand on by themselves, and a code or a state of a unit is added elsewhere. Named one by one: any other
# code that is written somewhere (LABEL is a shot) would stand for all rows that begin like it.
_BEGINNINGS: Final = ("ARRIVED_BY", "DECISION", "REOPEN_THIS_UNIT", "REPRINT", "RETURNED_TO", "VOIDED_BECAUSE", "WHAT_ABOUT_THIS_UNIT")


def _written() -> Iterator[str]:
    for path in python_files("station", "ui"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY.fullmatch(node.value):
                yield node.value.removeprefix("@")
    for folder in ("labels", "sheets", "sheets/parts"):
        for name in resource_names(folder):
            yield from (word for word, _prefix in _IN_LAYOUT.findall(resource_text(name)) if word)


def _put_together() -> Iterator[re.Pattern[str]]:
    """What a text with values in it can be: "HEAD_PARCEL_{kind}" is anything that begins so."""
    for path in python_files("station", "ui"):
        nodes = list(ast.walk(parsed(path)))
        within = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in nodes:
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in node.values]
                if re.match(r"@?[A-Z][A-Z_]+", parts[0]):
                    yield re.compile("".join(parts).removeprefix("@"))
            elif isinstance(node, ast.Constant) and id(node) not in within and re.fullmatch(r"@?[A-Z][A-Z_]*_", str(node.value)):
                yield re.compile(f"{str(node.value).removeprefix('@')}.+")  # to which a code is added
    for name in (*resource_names("labels"), *resource_names("sheets")):
        yield from (re.compile(f"{prefix}_.+") for _word, prefix in _IN_LAYOUT.findall(resource_text(name)) if prefix)


def test_that_every_word_is_used() -> None:
    words = tables.rows("en", "words").keys()
    written = set(_written())
    assert set(_BEGINNINGS) <= written
    patterns = {*_put_together(), *(re.compile(f"{beginning}_.+") for beginning in _BEGINNINGS)}
    plain = {key.removesuffix("_ONE") if key.removesuffix("_ONE") in words else key for key in words}
    unused = {key for key in plain - written if not any(pattern.fullmatch(key) for pattern in patterns)}
    assert sorted(unused) == []
