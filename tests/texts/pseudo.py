"""A language that nobody speaks: each row in brackets, with accents, 40 % longer. What is on a screen outside brackets is in no table.

It takes the place of a language that there is, so that settings and people may name it; nothing of it is shipped.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import pytest

from station.texts import named, tables, wording
from tests.texts.shipped import texts_of_documents

INSTEAD_OF: Final = "de"
_ACCENTS: Final = str.maketrans("aceinosuyzACEINOSUYZ", "àćêîñöšûÿžÀĆÊÎÑÖŠÛŸŽ")
_VALUE: Final = re.compile(r"(\{[^}]*\})")
_MARKED: Final = re.compile(r"\[!![^\[\]]*!!\]")


def pseudo(text: str) -> str:
    """A row as the language has it; signs between parts stay as they are."""
    parts = _VALUE.split(text)
    letters = sum(len(part) for part in parts[::2])
    if not any(sign.isalpha() for part in parts[::2] for sign in part):
        return text
    longer = "~" * max(1, letters * 4 // 10 - 6)  # the brackets are part of the 40 %
    return f"[!!{''.join(part if place % 2 else part.translate(_ACCENTS) for place, part in enumerate(parts))}{longer}!!]"


def unmarked(text: str) -> str:
    """What of a text is in no row: the text without its brackets and all that stands in them."""
    while (rest := _MARKED.sub("", text)) != text:
        text = rest
    return text


@contextmanager
def spoken(patch: pytest.MonkeyPatch) -> Iterator[str]:
    """While it lasts, the language that is returned says everything in this one."""
    plain = tables.rows

    def rows(language: str, name: str) -> Mapping[str, Any]:
        return _pseudo_rows(name, plain) if language == INSTEAD_OF else plain(language, name)

    with patch.context() as patched:
        for module in (named, tables, wording):
            patched.setattr(module, "rows", rows)
        tables.table.cache_clear()
        yield INSTEAD_OF
    tables.table.cache_clear()


def _pseudo_rows(name: str, plain: Any) -> Mapping[str, Any]:
    if name == "documents":
        return {text: pseudo(text) for text in texts_of_documents()}
    english = plain("en", name)
    if name == "errors":
        return {code: {part: pseudo(row[part]) for part in ("message", "advice")} for code, row in english.items()}
    return {key: pseudo(text) for key, text in english.items()}
