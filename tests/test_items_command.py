"""The command items: a list on the screen, as JSON, or as a file; what it cannot do it says."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from station.cli import app
from station.supervisor.items import NEWEST_FIRST, Days, Wanted
from station.supervisor.items_asked import as_arguments
from tests.ledger.builders import plate
from tests.supervisor.shelf_of_units import make_shelf

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_shelf(tmp_path_factory.mktemp("items") / "data")


@pytest.fixture
def run(shelf: Path) -> Run:
    return lambda *args: CliRunner(env={"NO_COLOR": "1"}).invoke(app, ["--data", str(shelf), "items", *args])


def plates(result: Result) -> list[str]:
    assert result.exit_code == 0, result.stderr
    return [unit["lpn"] for unit in json.loads(result.stdout)["units"]]


def test_that_units_are_listed_newest_first_and_it_says_how_many_more_there_are(run: Run) -> None:
    told = run("--limit", "2").stdout
    assert [line.split()[0] for line in told.splitlines()] == ["Plate", plate(7), plate(6), "7", "Only"]
    assert told.endswith("7 units\nOnly 2 of them are shown; --limit shows more.\n")


def test_that_a_code_is_answered_with_its_sentence_first(run: Run) -> None:
    assert run("RMA-6").stdout.startswith("Return RMA-6: nobody announced it; 2 units have come in (1 × A: A-01-02, 1 × B: tote T7).\n")


def test_that_json_has_codes_and_stamps_as_facts_have_them(run: Run) -> None:
    told = json.loads(run("T7", "--json").stdout)
    assert (told["found"], told["count"]) == ({"kind": "tote", "code": "T7", "say": ""}, 1)
    assert told["units"] == [
        {
            "lpn": plate(6), "state": "toted", "client": "northwind", "sku": "YL-BLK-M", "title": "Legging, black, M",
            "category": "apparel", "rma": "RMA-6", "order": "SO-88120", "grade": "B", "disposition": "outlet", "bin": "OUT-03",
            "tote": "T7", "lot": "", "received_at": "2026-11-21T20:18:25.123Z", "graded_at": "2026-11-21T20:18:25.123Z",
            "person": "I-01",
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(clients=("alpine",)), [4, 3]),
        (Wanted(states=("held", "toted")), [6, 4]),
        (Wanted(grades=("A",), people=("Ada",)), [7, 1]),
        (Wanted(dispositions=("restock",)), [1]),
        (Wanted(categories=("shoes",)), [4]),
        (Wanted(received=Days()), [7, 6, 5, 4, 3, 2, 1]),
    ],
)
def test_that_a_list_asked_for_by_the_desk_is_the_same_here(run: Run, wanted: Wanted, numbers: list[int]) -> None:
    assert plates(run("--json", *as_arguments(wanted, "", NEWEST_FIRST))) == [plate(number) for number in numbers]


@pytest.mark.parametrize(("days", "units"), [(("--from=2026-11-21", "--to=2026-11-21"), 7), (("--graded-to=2026-11-20",), 0)])
def test_that_days_are_those_of_the_site(run: Run, days: tuple[str, ...], units: int) -> None:
    assert len(plates(run("--json", *days))) == units


def test_that_a_list_is_sorted_by_a_column(run: Run) -> None:
    assert plates(run("--json", "--sort=client"))[:2] == [plate(4), plate(3)]
    assert plates(run("--json", "--sort=grade", "--descending"))[0] == plate(3)


def test_that_a_file_is_written_whole_with_its_progress(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "items.csv"
    result = run("--state=graded", f"--out={out}", "--progress", "--json")
    assert json.loads(result.stdout) == {"units": 3, "file": str(out)}
    assert json.loads(result.stderr.splitlines()[-1]) == {"units": 3}
    assert len(out.read_text("utf-8-sig").splitlines()) == 4


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("--out=items.txt",), "ITEMS_FORM"),
        (("--sort=colour",), "ITEMS_COLUMN_UNKNOWN"),
        (("RS-UNDO",), "ITEMS_NOT_A_PLACE"),
        (("--out={data}/station.csv",), "OUT_IN_DATA_FOLDER"),
    ],
)
def test_that_what_cannot_be_listed_is_refused(run: Run, shelf: Path, args: tuple[str, ...], code: str) -> None:
    result = run(*(arg.format(data=shelf) for arg in args), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["refused"]["code"] == code
