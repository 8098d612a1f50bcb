"""Small files, docstrings where somebody else reads, tests that cannot hide one another."""

import ast
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.tree import ROOT, name_of, parsed, project_files, python_files

MOST_LINES: Final = 250
# A longer file is a table, or it has two purposes.
TABLES: Final = {
    "station/store/schema.py": "every table of a station",
}

_SOURCES: Final = python_files("station", "ui")


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_that_no_file_is_long_unless_it_is_a_table() -> None:
    long = {name_of(path): _lines(path) for path in _SOURCES if _lines(path) > MOST_LINES}
    assert {name: lines for name, lines in long.items() if name not in TABLES} == {}
    assert set(TABLES) <= set(long), "a file that is short again needs no exemption"


@pytest.mark.parametrize("path", _SOURCES, ids=name_of)
def test_that_modules_and_public_names_say_what_they_are(path: Path) -> None:
    module = parsed(path)
    public = [
        node
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    silent = [node.name for node in public if not ast.get_docstring(node)]
    if not ast.get_docstring(module):
        silent.insert(0, "the module")
    assert silent == []


def test_that_every_folder_of_tests_is_a_package_so_that_equal_file_names_do_not_collide() -> None:
    folders = {path.parent for path in project_files() if path.suffix == ".py" and ROOT / "tests" in path.parents}
    assert sorted(name_of(folder) for folder in folders if not (folder / "__init__.py").is_file()) == []


def test_that_every_test_file_says_what_it_proves() -> None:
    silent = [path for path in python_files("tests") if parsed(path).body and not ast.get_docstring(parsed(path))]
    assert [name_of(path) for path in silent] == []
