"""The commands stock, lots and manifest: what people read, what programs read, and files that are made or refused."""

import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner, Result

from station.cli import app
from tests.insight.stocked import destroyed, lotted, restocked, toted, unit
from tests.ledger.builders import open_ledger, plate

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command on a station with a tote, a lot of two clients' colours, a unit in a bin and a loose one."""
    data = tmp_path / "data"
    with open_ledger(data) as ledger:
        toted(ledger, "T7", *(unit(ledger, n, "restock", place=place) for n, place in ((1, "B-02"), (2, "A-01"))))
        lotted(ledger, "L12", unit(ledger, 3), unit(ledger, 4, price=None))
        restocked(ledger, "A-01", unit(ledger, 5))
        unit(ledger, 6, "donate", client="southwind")
    runner = CliRunner(env={"NO_COLOR": "1"})
    return lambda *args: runner.invoke(app, ["--data", str(data), *args])


def test_that_stock_says_where_everything_is(run: Run) -> None:
    said = run("stock", "--bins").stdout
    assert said.splitlines()[0] == "2 units in totes, 2 in lots, 1 graded and in neither"
    cells = [line.split() for line in said.splitlines()]
    assert [line[:5] for line in cells if line[:1] in (["T7"], ["L12"])] == [
        ["T7", "open", "restock", "northwind", "2"], ["L12", "open", "outlet", "northwind", "2"],
    ]  # fmt: skip
    assert ["A-01", "1"] in cells


def test_that_the_same_for_programs_names_every_list(run: Run) -> None:
    told = json.loads(run("stock", "--bins", "--json").stdout)
    assert list(told) == ["units", "totes", "lots", "in_neither", "shelves", "bins", "left", "more_left"]
    assert (told["units"], told["bins"]) == ({"toted": 2, "lotted": 2, "in_neither": 1}, [{"bin": "A-01", "units": 1}])
    assert told["totes"][0]["tote"] == "T7"


def test_that_it_says_where_more_left_than_it_lists(run: Run, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "data") as ledger:
        for number in range(10, 30):
            destroyed(ledger, unit(ledger, number))
    assert "More left before." not in run("stock").stdout
    with open_ledger(tmp_path / "data") as ledger:
        destroyed(ledger, unit(ledger, 30))
    assert run("stock").stdout.splitlines()[-1] == "The newest 20. More left before."
    told = json.loads(run("stock", "--json").stdout)
    assert (len(told["left"]), told["more_left"]) == (20, True)


def test_that_a_client_s_stock_is_only_its_own(run: Run) -> None:
    assert run("stock", "--client", "southwind").stdout.splitlines()[0] == "0 units in totes, 0 in lots, 1 graded and in neither"


def test_that_a_tote_lists_its_units_in_the_order_of_their_bins(run: Run) -> None:
    lines = [line.split()[:2] for line in run("stock", "--tote", "t7").stdout.splitlines()]
    assert lines == [["bin", "plate"], ["A-01", plate(2)], ["B-02", plate(1)]]
    assert run("stock", "--tote", "T9").stdout == "Nothing lies there.\n"
    assert [each["lpn"] for each in json.loads(run("stock", "--tote", "T7", "--json").stdout)["units"]] == [plate(2), plate(1)]


def test_that_lots_are_listed_or_that_there_is_none(run: Run) -> None:
    assert [line.split()[0] for line in run("lots").stdout.splitlines() if line.startswith("L")] == ["Lots", "L12"]
    assert run("lots", "--client", "southwind").stdout == "There is no lot that has not left.\n"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_that_a_manifest_is_written_and_summed_up(run: Run, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"lot.{form}"
    assert run("manifest", "l12", "--out", str(out)).stdout == f"{out}: 2 units in 2 lines, €20.00, 0 photos\n"
    assert out.stat().st_size > 100
    told = json.loads(run("manifest", "L12", "--out", str(out), "--json").stdout)
    assert told == {
        "lot": "L12", "units": 2, "lines": 2, "without_value": 1, "totals": {"EUR": "20.00"}, "photos": 0, "withheld": 0, "absent": 0,
        "file": str(out),
    }  # fmt: skip


def test_that_an_archive_holds_both_files(run: Run, tmp_path: Path) -> None:
    assert run("manifest", "L12", "--out", str(tmp_path / "lot.zip"), "--progress").exit_code == 0
    with ZipFile(tmp_path / "lot.zip") as archive:
        assert archive.namelist() == ["manifest-L12.csv", "manifest-L12.xlsx"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("L99", "--out", "{tmp}/x.csv"), "LOT_UNKNOWN"),
        (("L12", "--out", "{tmp}/x.pdf"), "MANIFEST_FORM"),
        (("L12", "--out", "{tmp}/data/station.zip"), "OUT_IN_DATA_FOLDER"),
        (("L12", "--out", "{tmp}/there.zip"), "OUT_IS_ANOTHER_FILE"),
        (("L12", "--out", "{tmp}/there.csv"), "OUT_IS_ANOTHER_FILE"),
        (("L12", "--out", "{tmp}/no/folder/x.zip"), "OUT_NOT_WRITTEN"),
    ],
)
def test_that_a_manifest_that_cannot_be_is_refused_and_nothing_is_replaced(
    run: Run, tmp_path: Path, line: tuple[str, ...], code: str
) -> None:
    for form in ("zip", "csv"):
        (tmp_path / f"there.{form}").write_bytes(b"%PDF something else")
    told = run("manifest", *(part.replace("{tmp}", str(tmp_path)) for part in line), "--json")
    assert (told.exit_code, json.loads(told.stdout)["refused"]["code"]) == (1, code)
    assert {(tmp_path / f"there.{form}").read_bytes() for form in ("zip", "csv")} == {b"%PDF something else"}
    assert list(tmp_path.glob("**/*.part")) == []
