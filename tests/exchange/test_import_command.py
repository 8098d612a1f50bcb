"""The import commands: options that become mappings, figures for people and programs, progress, and an end that somebody asks for."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner, Result

from station.cli import app
from station.exchange.kinds import KINDS, Kind
from tests.exchange.files import raw_workbook, texts, workbook

Run = Callable[..., Result]
_MANY = 40_000


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `import …` on a data folder of its own."""
    return lambda *args: CliRunner(env={"NO_COLOR": "1"}).invoke(app, ["--data", str(tmp_path / "data"), "import", *map(str, args)])


def _told(result: Result) -> dict[str, object]:
    assert result.exit_code == 0, result.stderr
    told: dict[str, object] = json.loads(result.stdout)
    return told


def test_that_a_workbook_is_taken_by_its_content_with_what_is_worth_knowing_about_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "products.csv"
    file.write_bytes(raw_workbook(texts("Stock of the week"), texts("sku", "category"), texts("A", "vases"), kinds=["vbaProject"]))
    said = run("products", file).stdout
    assert "1 rows; 1 added" in said
    assert "the header is in line 2; one line above it was left out" in said
    assert "holds macros; they were not run" in said
    assert "one row has a category that no rubric knows" in said
    assert "vases (1)" in said
    told = _told(run("products", file, "--json"))
    assert (told["form"], told["above"], told["unmapped"], told["remarks"]) == (
        "xlsx",
        1,
        {"rows": 1, "names": {"vases": 1}},
        ["IMPORT_MACROS"],
    )


def test_that_a_sheet_is_chosen_by_its_name(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    file.write_bytes(workbook(["sku"], ["A"], change=lambda book, _: book.create_sheet("Other").append(["sku"])))
    assert run("products", file).stderr.startswith("WORKBOOK_SHEETS: ")
    assert _told(run("products", file, "--sheet", "Products", "--json"))["added"] == 1


def test_that_every_kind_has_a_command_with_its_help(run: Run) -> None:
    assert set(get_args(Kind)) == set(KINDS)
    listed = " ".join(run("--help").stdout.split())
    for kind, incoming in KINDS.items():
        assert f"{kind} {incoming.help.partition(':')[0]}:" in listed
        assert incoming.help in " ".join(run(kind, "--help").stdout.split())


def test_that_lists_are_taken_by_their_commands(run: Run, tmp_path: Path) -> None:
    for kind, content in (
        ("alerts", "sku,say\nA,stop\n"),
        ("categories", "category,rubric\ntops,apparel\n"),
        ("shipments", "client,sku,week,units\nn,A,2026-W47,5\n"),
    ):
        (tmp_path / f"{kind}.csv").write_text(content)
        assert _told(run(kind, tmp_path / f"{kind}.csv", "--json"))["added"] == 1


def test_that_presets_are_listed_and_used(run: Run, tmp_path: Path) -> None:
    assert "amazon-fba-returns" in run("presets").stdout
    listed = json.loads(run("presets", "--json").stdout)["presets"]
    assert {each["kind"] for each in listed} == {"returns"}
    file = tmp_path / "loop.csv"
    file.write_text("Loop return id,sku,Order name,Customer\nR-1,A,#1,x\n")
    assert _told(run("returns", file, "--preset", "loop-returns", "--client", "n", "--json"))["added"] == 1
    assert run("returns", file, "--preset", "loop").stderr.startswith("PRESET_UNKNOWN: ")
    assert run("returns", file, "--preset", "loop-returns", "--mapping", "x.toml").stderr.startswith("PRESET_AND_MAPPING: ")


def test_that_progress_is_told_as_json_lines_up_to_the_end(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "products.csv"
    file.write_text("sku\n" + "".join(f"S-{number}\n" for number in range(3_000)))
    lines = [json.loads(line) for line in run("products", file, "--progress").stderr.splitlines()]
    assert lines[-1] == {"rows": 3_000, "bytes": file.stat().st_size, "total": file.stat().st_size}
    assert run("products", file).stderr == ""


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_that_an_import_that_is_stopped_keeps_what_it_took_and_says_so(run: Run, tmp_path: Path, number: int, status: int) -> None:
    file = tmp_path / "products.csv"
    file.write_text("sku,weight_g\nBAD,heavy\n" + "".join(f"S-{number},\n" for number in range(_MANY)))
    command = [sys.executable, "-m", "ui.main", "--data", str(tmp_path / "data"), "import", "products", str(file), "--progress"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        assert process.stderr is not None
        assert json.loads(process.stderr.readline())["rows"] > 0
        process.send_signal(number)
        said, told = process.communicate(timeout=60)
    assert process.returncode == status, told
    assert "stopped before the end; what was taken stays" in said
    assert (tmp_path / "products.csv.refused.csv").is_file()
    rest = _told(run("products", file, "--json"))
    assert isinstance(rest["unchanged"], int)
    assert 0 < rest["unchanged"] < _MANY
    assert (rest["added"], rest["cancelled"]) == (_MANY - rest["unchanged"], False)
