"""What shipped documents call their codes: a code of a picture, a finding or a hold in, its name in one language out.

For those who have only the code: a site's own documents are not looked at, and a code of theirs is told in small letters.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from station.resources import resource_names, resource_text
from station.texts.tables import rows, table

_FOLDER: Final = "rubrics"
_CATALOGUE: Final = "rubrics/findings.toml"
_HOLDS: Final = "policies/holds.toml"


def named_shot(code: str, language: str) -> str:
    """What a picture shows: the word for it, else as the catalogue says; a text that is no code stands as it is."""
    own = table(language, "words").get(f"SHOT_{code}")
    return str(own) if own else _in(language, _shots().get(code)) or (code.replace("_", " ").lower() if code.isupper() else code)


def named_finding(code: str, language: str) -> str:
    """The label of a finding or of a reason to hold; "" for a code that no shipped document has."""
    return _in(language, _labels().get(code))


def named_rubric(name: str, language: str) -> str:
    """What the shipped rubric of this name is for: "Clothing"; a site's own stands as it is."""
    return _in(language, _rubrics().get(name, {}).get("label")) or name


def named_category(category: str, language: str) -> str:
    """A category of goods that a shipped rubric goes by, in words; the main system's own stand as they came."""
    for rubric in _rubrics().values():
        if category and rubric.get("chosen_if", {}).get("category") == category:
            return _in(language, rubric.get("label")) or category
    return category


def _in(language: str, text: str | None) -> str:
    return str(rows(language, "documents").get(text, text)) if text else ""


@cache
def _rubrics() -> Mapping[str, Mapping[str, Any]]:
    files = (name for name in resource_names(_FOLDER) if name.endswith(".toml") and name != _CATALOGUE)
    return {str(found["name"]): found for found in (tomllib.loads(resource_text(name)) for name in files)}


@cache
def _shots() -> Mapping[str, str]:
    return {code: str(text) for code, text in tomllib.loads(resource_text(_CATALOGUE))["shots"].items()}


@cache
def _labels() -> Mapping[str, str]:
    findings = tomllib.loads(resource_text(_CATALOGUE))["findings"]
    return {code: str(entry["label"]) for code, entry in {**tomllib.loads(resource_text(_HOLDS))["reasons"], **findings}.items()}
