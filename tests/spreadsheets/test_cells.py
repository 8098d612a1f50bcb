"""Cells that a spreadsheet would run are plain text in files for people."""

import pytest

from station.spreadsheets.cells import for_people


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+49 40 1",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        " =1",
        "\u00a0=1",
        '=HYPERLINK("http://example.com")',
    ],
)
def test_that_a_formula_becomes_text(cell: str) -> None:
    assert for_people(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", " ", "plain", "a=b", "1-2", "’=1", "RMA-10023", "12.50", "Größe"])
def test_that_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert for_people(cell) == cell
