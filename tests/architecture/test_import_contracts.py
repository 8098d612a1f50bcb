"""The import contracts of pyproject.toml hold, name every module, and bite: a bad import planted in a copy is reported."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.tree import ROOT, name_of, python_files

# Contract (its first words), the module that is planted, what it imports.
_PURE: Final = ("sqlalchemy", "serial", "PIL", "reportlab", "httpx", "pysqlite3", "sqlite3", "socket", "subprocess", "os", "io", "pathlib")
PLANTED: Final = (
    ("Imports only point down", "station.model.planted_low", "station.scan"),
    ("Imports only point down", "station.rules.planted_up", "station.bench"),
    ("Imports only point down", "station.scan.planted_sideways", "station.rules"),
    ("Imports only point down", "station.store.planted_up", "station.knowledge"),
    ("Imports only point down", "station.bench.planted_sideways", "station.ledger"),
    ("Imports only point down", "station.photos.planted_sideways", "station.labels"),
    ("Imports only point down", "station.people.planted_up", "station.insight"),
    ("Imports only point down", "station.exchange.planted_sideways", "station.insight"),
    ("Imports only point down", "station.insight.planted_up", "station.assembly"),
    ("Imports only point down", "station.insight.planted_top", "ui"),
    ("The core runs without a window", "station.devices.planted_window", "PySide6"),
    ("The window reaches the core", "ui.planted_through", "station.ledger"),
    *(("Words, codes, rules and the bench stay pure", "station.bench.planted_impure", module) for module in _PURE),
    *(("Words, codes, rules and the bench stay pure", f"station.{room}.planted_impure", "os") for room in ("model", "scan", "rules")),
)


@pytest.fixture(scope="module")
def contracts() -> list[dict[str, object]]:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = pyproject["tool"]["importlinter"]["contracts"]
    assert isinstance(found, list)
    return found


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    wide = os.environ | {"COLUMNS": "300", "NO_COLOR": "1"}
    return subprocess.run([program, "--no-cache"], cwd=folder, env=wide, capture_output=True, text=True, check=False, timeout=100)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a copy of the tree in which every planted module stands."""
    copy = tmp_path_factory.mktemp("planted")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for path in python_files("station", "ui"):
        target = copy / name_of(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    for _, module, imported in PLANTED:
        with (copy / f"{module.replace('.', '/')}.py").open("a", encoding="utf-8") as file:
            file.write(f"import {imported}\n")
    linted = _lint(copy)
    assert linted.returncode == 1, linted.stdout + linted.stderr
    return linted.stdout


def test_that_the_import_contracts_hold() -> None:
    linted = _lint(ROOT)
    assert linted.returncode == 0, linted.stdout + linted.stderr


@pytest.mark.parametrize(("contract", "module", "imported"), PLANTED)
def test_that_a_planted_import_breaks_its_contract(report: str, contract: str, module: str, imported: str) -> None:
    # The report has a summary ("... KEPT" or "... BROKEN"), then one section a broken contract.
    assert any(line.startswith(contract) and line.endswith("BROKEN") for line in report.splitlines()), report
    assert f"{module} -> {imported} (l." in report


def test_that_every_contract_has_a_planted_violation(contracts: list[dict[str, object]]) -> None:
    unproved = [row["name"] for row in contracts if not any(str(row["name"]).startswith(words) for words, _, _ in PLANTED)]
    assert unproved == []


def test_that_every_module_of_the_core_has_its_place_in_the_layers(contracts: list[dict[str, object]]) -> None:
    layers = next(row["layers"] for row in contracts if row["type"] == "layers")
    assert isinstance(layers, list)
    placed = {name.strip() for layer in layers for name in re.split("[|:]", str(layer))}
    rooms = {"station." + path.relative_to(ROOT / "station").parts[0].removesuffix(".py") for path in python_files("station")}
    assert rooms - {"station.__init__"} == placed - {"ui"}


def test_that_the_pure_contract_names_every_forbidden_module(contracts: list[dict[str, object]]) -> None:
    pure = next(row for row in contracts if str(row["name"]).startswith("Words"))
    assert set(_PURE) == set(pure["forbidden_modules"])  # type: ignore[call-overload]  # a list, as TOML gave it
