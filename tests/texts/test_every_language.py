"""Every language says all that English says: no row is missing, none too many, each with the values that English has.

Plurals are those of CLDR: where English has a row and one for exactly one, each language has what it counts with.
"""

import re
import string
from collections.abc import Mapping
from typing import Any, Final

import pytest

from station.texts.formats import locale_of
from station.texts.tables import languages, rows
from tests.texts.shipped import texts_of_documents

ENGLISH: Final = "en"
OTHERS: Final = [language for language in languages() if language != ENGLISH]
SPOKEN: Final = ("de", "en", "es", "fr", "pl", "zh")
# Forms beside the plain row, which is CLDR's "other"; "many" of Spanish and French is for millions, which nobody has at a bench.
FORMS: Final = {"de": ("ONE",), "es": ("ONE",), "fr": ("ONE",), "pl": ("ONE", "FEW", "MANY"), "zh": ()}
_WORDS: Final = rows(ENGLISH, "words")
_COUNTED: Final = {key for key in _WORDS if f"{key}_ONE" in _WORDS}
_LATIN_WORD: Final = re.compile(r"[A-Za-z]{4,} [a-z]{2,} [a-z]{2,}")


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def _expected_words(language: str) -> set[str]:
    """The keys that a language has to have: those of English, with its own forms of what is counted."""
    plain = {key for key in _WORDS if key.removesuffix("_ONE") not in _COUNTED or key in _COUNTED}
    return plain | {f"{key}_{form}" for key in _COUNTED for form in FORMS[language]}


def _english_for(key: str) -> str:
    """The English row whose values a row has: its own, or that of the plural it is a form of."""
    base = re.sub(r"_(ONE|FEW|MANY)$", "", key)
    counted = base in _COUNTED and key not in _COUNTED
    return str(_WORDS[f"{base}_ONE" if counted and key.endswith("_ONE") else base if counted else key])


def test_that_six_languages_are_spoken() -> None:
    assert languages() == SPOKEN


@pytest.mark.parametrize("language", OTHERS)
def test_that_the_forms_are_those_that_the_language_counts_with(language: str) -> None:
    counted_by = {locale_of(language).plural_form(count).upper() for count in range(1000)}
    assert counted_by - {"OTHER"} == set(FORMS[language])


@pytest.mark.parametrize("language", OTHERS)
def test_that_every_word_is_there_and_none_too_many(language: str) -> None:
    expected, own = _expected_words(language), rows(language, "words").keys()
    assert (sorted(expected - own), sorted(own - expected)) == ([], [])


@pytest.mark.parametrize("language", OTHERS)
def test_that_every_word_has_the_values_of_the_english_one(language: str) -> None:
    own: Mapping[str, str] = rows(language, "words")
    wrong = [key for key in own.keys() & _expected_words(language) if not _fits(own[key], key)]
    assert sorted(wrong) == []


def _fits(template: str, key: str) -> bool:
    """The same values; a form of a plural may say its number where English says it in words ("1 unit"), and so may any form but "one"."""
    wanted = _placeholders(_english_for(key))
    return _placeholders(template) == wanted or (key.endswith("_ONE") and _placeholders(template) == wanted | {"count"})


@pytest.mark.parametrize("language", OTHERS)
def test_that_every_error_is_there_with_the_values_of_the_english_one(language: str) -> None:
    english, own = rows(ENGLISH, "errors"), rows(language, "errors")
    assert (sorted(english.keys() - own.keys()), sorted(own.keys() - english.keys())) == ([], [])
    wrong = [code for code, row in own.items() if not _same(row, english[code])]
    assert sorted(wrong) == []


def _same(row: Mapping[str, Any], english: Mapping[str, Any]) -> bool:
    """Message and advice, nothing else (the severity is English's), with the same values in both together."""
    return row.keys() == {"message", "advice"} and all(_placeholders(row[part]) == _placeholders(english[part]) for part in row)


@pytest.mark.parametrize("language", OTHERS)
def test_that_every_text_of_the_shipped_documents_is_there_and_none_too_many(language: str) -> None:
    own = rows(language, "documents")
    assert (sorted(texts_of_documents() - own.keys()), sorted(own.keys() - texts_of_documents())) == ([], [])
    assert sorted(text for text, said in own.items() if not said.strip()) == []


@pytest.mark.parametrize("language", OTHERS)
def test_that_nothing_was_left_in_english(language: str) -> None:
    """A sentence of three words and more that is the same in both languages was forgotten."""
    words = [key for key, said in rows(language, "words").items() if said == _WORDS.get(key) and _LATIN_WORD.search(said)]
    documents = [text for text, said in rows(language, "documents").items() if text == said and _LATIN_WORD.search(said)]
    english = {code: row["message"] for code, row in rows(ENGLISH, "errors").items()}
    same = {code for code, row in rows(language, "errors").items() if row["message"] == english.get(code)}
    errors = [code for code in same if _LATIN_WORD.search(english[code])]
    assert (sorted(words), sorted(documents), sorted(errors)) == ([], [], [])
