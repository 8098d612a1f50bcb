"""Words and sentences of one language: a key of a table with its values in, text out.

A sentence is one row with its values filled in, never put together from pieces of grammar: languages differ in their order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from station.errors import StationError
from station.texts.formats import as_number, locale_of
from station.texts.named import named_shot
from station.texts.tables import ENGLISH, rows, table

_NO_BREAK: Final = "\u00a0"  # French has one before some signs; Python does not count it as printable
_LONGEST: Final = 200  # signs of one value that is filled in
_ENDS: Final = (".", "?", "!", ":", "。", "？", "！", "：")
_STOPS: Final = (".", "。")
_NOUNS_IN_CAPITALS: Final = frozenset({"de"})
# Values of errors that are the words of a document.
_OF_DOCUMENTS: Final = frozenset({"finding", "category", "question"})


@dataclass(frozen=True, slots=True)
class Notice:
    """What the operator reads: what happened, and what to do next. `severity`: refused, warning, fault or bug."""

    code: str
    severity: str
    message: str
    advice: str


def notice(error: StationError, language: str = ENGLISH) -> Notice:
    """The sentence and the advice for an error."""
    row = table(language, "errors").get(error.code)
    if row is None:
        return Notice(error.code, "bug", str(error), word("NOTE_THE_CODE", language))
    params = {name: _told(name, value, language) for name, value in error.params.items()}
    english = table(ENGLISH, "errors")[error.code]
    message, advice = (_filled(row[part], english[part], params) for part in ("message", "advice"))
    return Notice(error.code, row["severity"], message, advice)


def _told(name: str, value: object, language: str) -> object:
    """A value in words: a key of the words table ("@STATE_ready"), a picture, the text of a document; anything else as it is."""
    if not isinstance(value, str):
        return value
    if value.startswith("@") and value[1:] in table(language, "words"):
        return table(language, "words")[value[1:]]
    if name == "shot":
        return named_shot(text_of(value, language), language)
    return text_of(value, language) if name in _OF_DOCUMENTS else value


def word(key: str, language: str = ENGLISH, **params: object) -> str:
    """A sentence from the "words" table, such as the text of a prompt."""
    return _filled(table(language, "words")[key], rows(ENGLISH, "words").get(key, ""), params)


def counted(key: str, count: int, language: str = ENGLISH, **params: object) -> str:
    """The same for so many of something: the row KEY_ONE, KEY_FEW or KEY_MANY as the language counts (CLDR), where there is one.

    {count} is the number. A row that says its number itself ("1 unit") is for exactly one only: in French zero is singular too.
    """
    spoken = language if key in rows(language, "words") else ENGLISH
    row = f"{key}_{locale_of(spoken).plural_form(count).upper()}"
    template = rows(spoken, "words").get(row, "")
    fits = template and (count == 1 or "{count}" in template)
    return word(row if fits else key, spoken, count=as_number(count, language), **params)


def text_of(text: str, language: str) -> str:
    """The text of a shipped document in this language, by its English; a site's own words stand as they are."""
    translated: str = rows(language, "documents").get(text, text)
    return translated


def listed(parts: Iterable[str], language: str) -> str:
    """Several things in a row, without an "and"."""
    return str(table(language, "words")["BETWEEN_PARTS"]).join(parts)


def sentences(parts: Iterable[str], language: str) -> str:
    """Whole sentences, one after the other; empty ones are left out."""
    return str(table(language, "words")["BETWEEN_SENTENCES"]).join(part for part in parts if part)


def clauses(parts: Iterable[str], language: str) -> str:
    """Parts of one sentence that have commas of their own."""
    return str(table(language, "words")["BETWEEN_CLAUSES"]).join(parts)


def in_brackets(text: str, language: str) -> str:
    """The text as it stands in brackets after a word, with the space before them where the language has one."""
    before, _, after = str(table(language, "words")["IN_BRACKETS"]).partition("{text}")
    return f"{before}{text}{after}"


def ended(text: str, language: str) -> str:
    """A sentence with one end: a stop if it has none, and none after another ("seen?." or "sold..")."""
    bare = text.rstrip()
    while len(bare) > 1 and bare[-1] in _STOPS and bare[-2] in _ENDS:
        bare = bare[:-1]
    return bare if bare.endswith(_ENDS) else bare + str(table(language, "words")["FULL_STOP"])


def within(text: str, language: str) -> str:
    """A label as it stands inside a sentence: small, but for abbreviations and where nouns have capitals."""
    if language in _NOUNS_IN_CAPITALS or not text[1:2].islower():
        return text
    return text[:1].lower() + text[1:]


def _filled(template: Any, english: str, params: Mapping[str, object]) -> str:  # noqa: ANN401 -- as TOML has it
    # Scanned text may hold anything, NUL and line ends too: it is shown, never obeyed.
    shown = {name: _shown(str(value)) for name, value in params.items()}
    try:
        return str(template).format_map(shown)
    except (KeyError, ValueError, IndexError, AttributeError, TypeError):
        if template == english:
            raise
        return english.format_map(shown)  # a slip in a translation must not stop a bench


def _shown(text: str) -> str:
    return "".join(char if char.isprintable() or char == _NO_BREAK else "·" for char in text)[:_LONGEST]
