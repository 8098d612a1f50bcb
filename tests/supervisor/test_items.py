"""What the page Items draws: each unit in words, what was looked for in one sentence with a picture, and the list as files."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from station.assembly import Station, read_station
from station.errors import Refusal
from station.model.marks import HOLD
from station.supervisor.items import (
    COLUMNS,
    NEWEST_FIRST,
    Days,
    ItemLine,
    Wanted,
    all_lines,
    item_choices,
    item_list,
    item_units,
    narrowed,
    sorted_lines,
    sought,
)
from station.supervisor.items_asked import as_arguments, ordered_lines, wanted_of
from station.supervisor.items_files import item_titles, write_items
from tests.ledger.builders import FakeClock, plate
from tests.supervisor.shelf_of_units import DANGEROUS, make_shelf


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_shelf(tmp_path_factory.mktemp("items") / "data")


@pytest.fixture
def station(shelf: Path) -> Iterator[Station]:
    with read_station(shelf, FakeClock()) as opened:
        yield opened


def lines(station: Station, wanted: Wanted = Wanted()) -> dict[str, ItemLine]:  # noqa: B008 -- frozen
    return {line.plate: line for line in all_lines(station, wanted, "en")}


def told(line: ItemLine) -> dict[str, object]:
    return dict(zip(COLUMNS, line.cells, strict=True))


def test_that_a_unit_is_told_in_words_with_who_graded_it_and_where_it_is(station: Station) -> None:
    found = {name: told(line) for name, line in lines(station).items()}
    names = ("state", "place", "next", "who", "client")
    assert {name: tuple(cells[each] for each in names) for name, cells in found.items()} == {
        plate(1): ("graded", "for A-01-02", "restock", "Ada", "northwind"),
        plate(2): ("graded", "for OUT-03", "outlet", "Ada", "northwind"),
        plate(3): ("graded", "for OUT-03", "outlet", "Bo", "alpine"),
        plate(4): ("on hold", "OUT-03", "hold", "Bo", "alpine"),
        plate(5): ("not graded yet", None, None, "Bo", "northwind"),
        plate(6): ("in a tote", "tote T7", "outlet", "Ada", "northwind"),
        plate(7): ("back in stock", "A-01-02", "outlet", "Ada", "northwind"),
    }
    assert found[plate(5)]["title"] == "Unidentified unit"
    assert found[plate(5)]["graded"] is None


def test_that_a_hold_has_its_own_mark_and_a_grade_its_letter(station: Station) -> None:
    marks = {name: line.mark for name, line in lines(station).items()}
    assert [marks[plate(number)] for number in range(1, 6)] == ["A", "B", "C", HOLD, ""]


def test_that_where_is_an_rma_is_answered_as_show_does_with_the_units_picture(station: Station) -> None:
    found = sought(station, "RMA-2", "en")
    assert found.say == "Return RMA-2: nobody announced it; 1 unit has come in (1 × B: for OUT-03)."
    assert (found.kind, found.plate, found.units) == ("rma", plate(2), Wanted(plates=(plate(2),)))
    assert found.picture is not None
    assert (found.picture.width, found.picture.height) == (24, 24)


def test_that_a_return_of_two_units_without_a_picture_names_none_of_them(station: Station) -> None:
    found = sought(station, "RMA-6", "en")
    assert (found.plate, found.picture) == ("", None)
    assert found.units.plates == (plate(6), plate(7))


def test_that_a_tote_lists_what_is_in_it_now(station: Station) -> None:
    wanted = narrowed(Wanted(clients=("northwind",)), sought(station, "t7", "en").units)
    assert list(lines(station, wanted)) == [plate(6)]


def test_that_a_code_takes_the_place_of_the_one_before_and_leaves_the_filters(station: Station) -> None:
    first = narrowed(Wanted(grades=("B",)), sought(station, "T7", "en").units)
    second = narrowed(first, sought(station, "RMA-2", "en").units)
    assert second == Wanted(grades=("B",), plates=(plate(2),))


def test_that_what_may_be_chosen_is_what_there_is_in_words(station: Station) -> None:
    choices = item_choices(station, "en")
    assert [each.name for each in choices["states"]] == ["not graded yet", "on hold", "graded", "in a tote", "back in stock"]
    assert [each.name for each in choices["people"]] == ["Ada", "Bo"]
    assert [each.value for each in choices["clients"]] == ["alpine", "northwind"]
    assert [each.value for each in choices["categories"]] == ["apparel", "shoes"]


def test_that_a_list_is_sorted_by_words_either_way_and_what_is_not_known_is_last(station: Station) -> None:
    every = list(lines(station).values())
    graded = [told(line)["next"] for line in sorted_lines(every, ("next", False))]
    assert graded == ["hold", "outlet", "outlet", "outlet", "outlet", "restock", None]
    assert [told(line)["next"] for line in sorted_lines(every, ("next", True))][-1] is None
    assert [line.plate for line in sorted_lines(every, ("received", False))] == [plate(number) for number in (7, 6, 5, 4, 3, 2, 1)]


def test_that_a_list_too_long_to_sort_is_refused(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("station.supervisor.items_asked.MOST", 6)
    with pytest.raises(Refusal) as refused:
        list(ordered_lines(station, Wanted(), "en", ("title", False)))
    assert refused.value.code == "ITEMS_TOO_MANY_TO_SORT"
    assert len(list(ordered_lines(station, Wanted(), "en", NEWEST_FIRST))) == 7


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_that_a_file_has_every_unit_as_it_is_listed_and_no_formula(station: Station, tmp_path: Path, form: str) -> None:
    out, counted = tmp_path / f"items.{form}", list[int]()
    assert write_items(station, all_lines(station, Wanted(), "en"), out, "en", counted.append) == 7
    rows = _read(out)
    assert rows[0] == item_titles("en")
    assert [row[0] for row in rows[1:]] == [plate(number) for number in range(7, 0, -1)]
    title = rows[5][COLUMNS.index("title")]
    assert title == (f"'{DANGEROUS}" if form == "csv" else DANGEROUS)
    assert rows[7][COLUMNS.index("received")] == "2026-11-21 21:18:25"  # the site's time
    assert counted[-1] == 7
    assert list(tmp_path.iterdir()) == [out]


def test_that_a_file_that_is_stopped_leaves_nothing_and_what_was_there(station: Station, tmp_path: Path) -> None:
    out = tmp_path / "items.csv"
    out.write_text("before")
    with pytest.raises(KeyboardInterrupt):
        write_items(station, all_lines(station, Wanted(), "en"), out, "en", _interrupt)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("items.csv", "before")]


def test_that_the_list_knows_how_many_there_are(station: Station) -> None:
    assert item_units(station, Wanted()) == 7
    assert item_units(station, Wanted(clients=("alpine",))) == 2
    assert item_list(station, Wanted(text="legging"), "en").below == 0


def test_that_people_may_be_named_and_a_code_narrows_it_down(station: Station) -> None:
    wanted, found = wanted_of(station, Wanted(people=("bo", "I-77")), "RMA-4", "en")
    assert wanted == Wanted(people=("I-02", "I-77"), plates=(plate(4),))
    assert found is not None


def test_that_arguments_say_all_fields_but_what_a_code_stands_for() -> None:
    days = Days(date(2026, 3, 1), None)
    wanted = Wanted(
        clients=("a b",), states=("held", "graded"), grades=("A",), people=("I-01",), received=days, graded=replace(days, last=days.first)
    )
    assert as_arguments(wanted, "-x", ("title", True)) == [
        "--client=a b", "--state=held", "--state=graded", "--grade=A", "--person=I-01", "--from=2026-03-01", "--graded-from=2026-03-01",
        "--graded-to=2026-03-01", "--sort=title", "--descending", "--", "-x",
    ]  # fmt: skip


def _interrupt(_units: int) -> None:
    raise KeyboardInterrupt


def _read(out: Path) -> list[list[Any]]:
    if out.suffix == ".csv":
        return [list(row) for row in csv.reader(out.read_text("utf-8-sig").splitlines())]
    sheet: Any = load_workbook(out).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]
