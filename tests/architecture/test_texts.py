"""Every code that can be raised has its sentence, every sentence is used, and no placeholder stays empty.

Held for English; that every other language has the same rows with the same values is held by tests/texts.
"""

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.architecture.tree import ROOT, name_of, parsed, python_files

ERRORS: Final = {"Refusal", "Fault", "Bug"}
SEVERITIES: Final = {"refused", "fault", "bug", "warning"}
# Modules that choose a code from a table of their own: every code in them is taken as one that they raise.
CHOOSERS: Final = {
    "station/store/faults.py": "what the operating system and the database call an error, and what we call it",
    "station/printing/rejections.py": "gives back the code that a label was rejected for, as it was kept",
    "station/devices/conditions.py": "what a printer says of itself, and why nobody knows whether a label came out",
}
# Modules that pass on a code that somebody else chose and that is checked there.
CARRIERS: Final = {
    "station/supervisor/acts.py": "what the bench refused, told again at the desk",
    "station/ledger/findings.py": "what a verification found, given to the texts as an error",
}
_CODE: Final = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_SOURCES: Final = python_files("station", "ui")


@dataclass(frozen=True)
class Site:
    """One place that raises: the code (None when it is chosen at run time) and the names of its parameters (None with **)."""

    path: Path
    line: int
    code: str | None
    given: frozenset[str] | None

    def __str__(self) -> str:
        return f"{name_of(self.path)}:{self.line}"


@cache
def _rows(table: str) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for file in sorted((ROOT / "resources" / "texts" / "en").glob(f"{table}*.toml")):
        rows = tomllib.loads(file.read_text(encoding="utf-8"))
        assert not merged.keys() & rows.keys(), f"{file.name} repeats {sorted(merged.keys() & rows.keys())}"
        merged |= rows
    return merged


def _calls(names: set[str]) -> Iterator[tuple[Path, ast.Call]]:
    for path in _SOURCES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and node.args:
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in names:
                    yield path, node


def _literals(node: ast.expr) -> list[str | None]:
    """The texts that an expression can be; none if one of them is not written out."""
    if isinstance(node, ast.IfExp):
        body, otherwise = _literals(node.body), _literals(node.orelse)
        return [*body, *otherwise] if body and otherwise else []
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def _sites(names: set[str]) -> list[Site]:
    found = []
    for path, call in _calls(names):
        keywords = [keyword.arg for keyword in call.keywords]
        given = None if None in keywords else frozenset(str(name) for name in keywords)
        found += [Site(path, call.lineno, code, given) for code in _literals(call.args[0]) or _handed_in(path, call)]
    return found


def _handed_in(path: Path, raising: ast.Call) -> list[str | None]:
    """The codes that callers in the same module hand to a function which raises the one it was given; [None] if that is not it."""
    functions = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)]
    around = next((each for each in reversed(functions) if any(node is raising for node in ast.walk(each))), None)
    names = [argument.arg for argument in around.args.args] if around else []
    code = raising.args[0]
    if around is None or not isinstance(code, ast.Name) or code.id not in names:
        return [None]
    place = names.index(code.id)
    calls = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == around.name]
    return [found for call in calls for found in (_literals(call.args[place]) if len(call.args) > place else []) or [None]]


@cache
def _raised() -> tuple[Site, ...]:
    noted = [site for site in _sites({"add"}) if site.code and _CODE.fullmatch(site.code) and "station/ledger" in name_of(site.path)]
    return (*_sites(ERRORS), *noted)  # what verify finds is noted with `findings.add` and shown as an error


def _constants(path: Path) -> set[str]:
    nodes = ast.walk(parsed(path))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def _needed(code: str) -> set[str]:
    row = _rows("errors")[code]
    return _placeholders(row["message"]) | _placeholders(row["advice"])


def test_that_there_is_something_to_check() -> None:
    assert len(_raised()) > 20


def test_that_codes_are_written_out_where_they_are_raised() -> None:
    assert [str(site) for site in _raised() if site.code is None and name_of(site.path) not in {**CHOOSERS, **CARRIERS}] == []


def test_that_every_code_has_a_row() -> None:
    rows = _rows("errors")
    missing = {f"{site.code} ({site})" for site in _raised() if site.code is not None and site.code not in rows}
    missing |= {f"{code} ({name})" for name in CHOOSERS for code in _constants(ROOT / name) if _CODE.fullmatch(code) and code not in rows}
    assert sorted(missing) == []


def test_that_every_row_is_used() -> None:
    said = set().union(*(_constants(path) for path in _SOURCES))
    assert sorted(_rows("errors").keys() - said) == []


def test_that_every_row_is_whole() -> None:
    for code, row in _rows("errors").items():
        assert row.keys() == {"severity", "message", "advice"}, code
        assert row["severity"] in SEVERITIES, code
        assert row["message"].strip().endswith((".", "!", "?", "}")), code
        assert row["advice"].strip(), code


def test_that_every_placeholder_is_a_name_and_is_given() -> None:
    rows = _rows("errors")
    empty = [
        f"{site}: {site.code} lacks {', '.join(sorted(lacking))}"
        for site in _raised()
        if site.code in rows and site.given is not None and (lacking := _needed(str(site.code)) - site.given)
    ]
    assert empty == []
    for code in rows:
        assert all(name.isidentifier() for name in _needed(code)), code


def test_that_every_word_that_is_asked_for_exists_and_is_filled() -> None:
    rows = _rows("words")
    wrong = []
    for site in _sites({"word"}):
        if site.code is None:
            continue
        if site.code not in rows:
            wrong.append(f"{site}: no word {site.code}")
        elif site.given is not None and (lacking := _placeholders(rows[site.code]) - site.given):
            wrong.append(f"{site}: {site.code} lacks {', '.join(sorted(lacking))}")
    assert wrong == []
