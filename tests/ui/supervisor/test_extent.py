"""Where the rows of a long list lie, against a plain list of all of them."""

from random import Random

from station.insight.items import ItemRow
from station.supervisor.items import ItemLine, Stretch
from ui.supervisor.extent import KEPT, Extent


def line(number: int, title: str = "") -> ItemLine:
    """The unit with this row number."""
    unit = ItemRow(number, f"B01-{number:06d}-X", "graded", "", "", title, "", "", "", "A", "", "", "", "", "", "", "")
    return ItemLine(unit, "A", (unit.lpn, None, title or None, *(None,) * 11))


def cut(numbers: list[int], high: int, chance: Random) -> list[Stretch]:
    """Stretches of row numbers from `high` to 1, each with how many of these numbers are in it."""
    stretches = []
    while high >= 1:
        low = max(1, high - chance.randrange(1, 30))
        stretches.append(Stretch(high, low, sum(low <= number <= high for number in numbers)))
        high = low - 1
    return stretches


def test_that_every_row_is_found_whatever_the_stretches_are() -> None:
    for seed in range(40):
        chance = Random(seed)
        numbers = sorted((number for number in range(1, 300) if chance.random() < 0.3), reverse=True)
        extent = Extent(cut(numbers, 300, chance))
        assert extent.units == len(numbers)
        for place, number in enumerate(numbers):
            stretch = extent.stretch_at(place)
            assert stretch.low <= number <= stretch.high
            extent.fill(stretch.high, [line(each) for each in numbers if stretch.low <= each <= stretch.high])
            assert extent.row(place) == line(number)


def test_that_rows_which_are_not_here_are_told_by_their_stretches() -> None:
    extent = Extent([Stretch(100, 91, 10), Stretch(90, 81, 0), Stretch(80, 71, 5), Stretch(70, 1, 20)])
    extent.fill(80, [line(number) for number in range(80, 75, -1)])
    assert extent.row(3) is None
    assert [stretch.high for stretch in extent.missing(8, 200)] == [100, 70]
    assert [stretch.high for stretch in extent.missing(11, 12)] == []


def test_that_rows_looked_at_long_ago_are_let_go_and_those_of_now_are_kept() -> None:
    extent = Extent([Stretch(number, number, 1) for number in range(KEPT + 10, 0, -1)])
    for number in range(KEPT + 10, 0, -1):
        extent.fill(number, [line(number)])
    assert extent.row(0) is None
    assert extent.row(KEPT + 9) == line(1)
    assert extent.units == KEPT + 10


def test_that_new_units_one_by_one_become_one_stretch_and_many_do_not() -> None:
    extent = Extent([Stretch(10, 1, 2)])
    extent.fill(10, [line(9), line(2)])
    for number in (11, 12, 13):
        extent.put(Stretch(number, number, 1), [line(number)])
    assert [(each.high, each.low, each.units) for each in extent.stretches] == [(13, 1, 5)]
    extent.put(Stretch(113, 14, 100), [line(number) for number in range(113, 13, -1)])
    assert [each.units for each in extent.stretches] == [100, 5]
    assert extent.row(100) == line(13)


def test_that_a_unit_is_found_by_its_plate_where_it_is_here() -> None:
    extent = Extent([Stretch(20, 11, 3), Stretch(10, 1, 2)])
    extent.fill(10, [line(9), line(2)])
    assert extent.row_of("B01-000002-X") == 4
    assert extent.row_of("B01-000015-X") is None
