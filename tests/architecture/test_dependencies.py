"""What the code imports is declared: a package that only happens to be installed is missing on the next machine."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from typing import Any, Final

from tests.architecture.tree import ROOT, name_of, parsed, python_files

_OWN: Final = {"station", "ui", "tests"}
_PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _name(requirement: str) -> str:
    """The normalised name of a requirement such as "SQLAlchemy>=2.1" (PEP 503)."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0]).lower()


def _undeclared(folder: str, declared: set[str]) -> list[str]:
    providers = packages_distributions()
    found = []
    for path in python_files(folder):
        for node in ast.walk(parsed(path)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            for top in {name.split(".")[0] for name in names} - _OWN - sys.stdlib_module_names:
                if not {_name(provider) for provider in providers.get(top, [])} & declared:
                    found.append(f"{name_of(path)} imports {top}")
    return found


def test_that_the_program_imports_only_what_it_declares() -> None:
    declared = {_name(requirement) for requirement in _PROJECT["project"]["dependencies"]}
    assert _undeclared("station", declared) + _undeclared("ui", declared) == []


def test_that_the_tests_import_only_what_is_declared() -> None:
    groups = _PROJECT["dependency-groups"]["test"]
    assert _undeclared("tests", {_name(requirement) for requirement in [*_PROJECT["project"]["dependencies"], *groups]}) == []


def test_that_everything_declared_is_locked() -> None:
    locks = {
        name: {_name(line) for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if re.match(r"\w", line)}
        for name in ("requirements.lock", "requirements-test.lock")
    }
    runs = {_name(requirement) for requirement in [*_PROJECT["project"]["dependencies"], *_PROJECT["dependency-groups"]["build"]]}
    tests = runs | {_name(requirement) for requirement in _PROJECT["dependency-groups"]["test"]}
    assert sorted(runs - locks["requirements.lock"]) == []
    assert sorted(tests - locks["requirements-test.lock"]) == []
