"""The command: what is said on the line, what comes out, and what is refused in words."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from station.cli import app
from tests.ledger.builders import arrived, graded, open_ledger, plate, received

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `export` on a station with two units of northwind and one of southwind."""
    data = tmp_path / "data"
    with open_ledger(data) as ledger:
        ledger.append("I-04", [arrived(), received(plate(1), parcel="B01-P000001-X"), graded(plate(1))])
        ledger.append(
            "I-04", [received(plate(2)), graded(plate(2)), received(plate(3), client="southwind"), graded(plate(3), client="southwind")]
        )
    runner = CliRunner(env={"NO_COLOR": "1"})
    return lambda *args: runner.invoke(app, ["--data", str(data), "export", *args])


def test_that_formats_client_and_kinds_are_taken_from_the_line(run: Run, tmp_path: Path) -> None:
    line = ("north", "--client", "northwind", "--kind", "item.graded,item.held", "--format", "jsonl,xlsx", "--format", "people-csv")
    told = json.loads(run(*line, "--out", str(tmp_path / "out"), "--json").stdout)
    assert (told["target"], told["client"], told["kinds"], told["count"]) == ("north", "northwind", ["item.graded", "item.held"], 2)
    files = [Path(file["file"]) for file in told["files"]]
    assert ["".join(file.suffixes) for file in files] == [".jsonl", ".xlsx", ".people.csv"]
    assert {file.parent for file in (*files, Path(told["manifest"]))} == {tmp_path / "out"}
    kinds = [json.loads(text)["kind"] for text in files[0].read_text(encoding="utf-8").splitlines()]
    assert kinds == ["item.graded", "item.graded"]
    assert load_workbook(files[1]).worksheets[0].max_row == 3
    assert run("north").stdout == "nothing new to export\n"


def test_that_without_a_word_everything_leaves_as_json_lines_and_csv(run: Run, tmp_path: Path) -> None:
    told = run()
    first, *files = told.stdout.splitlines()
    assert first == "7 facts exported (1 to 7)"
    assert [Path(line.split("  ")[1]).suffix for line in files] == [".jsonl", ".csv", ".json"]
    assert {Path(line.split("  ")[1]).parent for line in files} == {tmp_path / "data" / "exports" / "folder"}


def test_that_every_target_is_listed_and_listing_changes_nothing(run: Run, tmp_path: Path) -> None:
    assert run("--list").stdout == "nothing has been exported yet\n"
    assert json.loads(run("--list", "--json").stdout) == {"targets": []}
    run("north", "--client", "northwind", "--kind", "item.*", "--format", "csv")
    run("empty", "--kind", "lot.*", "--out", str(tmp_path / "lots"))
    empty, north = json.loads(run("--list", "--json").stdout)["targets"]
    assert north.pop("last_batch").keys() == {"manifest", "count", "written_at"}
    assert north == {
        "target": "north", "client": "northwind", "kinds": ["item.*"], "formats": ["csv"],
        "folder": str(tmp_path / "data" / "exports" / "north"), "captured": 4, "acknowledged": 4, "pending": 0, "rejected": 0,
    }  # fmt: skip
    assert (empty["client"], empty["captured"], empty["last_batch"], empty["folder"]) == (None, 0, None, str(tmp_path / "lots"))
    heads, first, second = run("--list").stdout.splitlines()
    assert heads.split() == [
        "target", "client", "kinds", "formats", "captured", "acknowledged", "pending", "rejected", "last", "batch", "folder",
    ]  # fmt: skip
    assert first.startswith("empty   every client  lot.*")
    assert second.startswith("north   northwind     item.*")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (("--client", "westwind"), ("EXPORT_CLIENT: This station knows no client “westwind”", "northwind, southwind")),
        (("--kind", "label.*"), ("EXPORT_KIND: Nothing called “label.*” leaves this station", "parcel.*, item.*, lot.*")),
        (("--format", "pdf"), ("EXPORT_FORMAT: There is no format “pdf”", "jsonl, csv, xlsx, people-csv")),
        (("north", "--client", "southwind"), ("EXPORT_TARGET_DIFFERS: The target “north” is made for northwind: item.graded.", "--list")),
        (("folder", "--kind", "item.*"), ("The target “folder” is made for every client: parcel.*, item.*, lot.*.", "another name")),
    ],
    ids=" ".join,
)
def test_that_what_cannot_be_is_refused_with_what_can(run: Run, line: tuple[str, ...], says: tuple[str, str]) -> None:
    assert run("north", "--client", "northwind", "--kind", "item.graded").exit_code == run().exit_code == 0
    told = run(*line)
    assert (told.exit_code, told.stdout) == (1, "")
    assert [part for part in says if part not in told.stderr] == []
