"""Expected returns: found by RMA, order, tracking number and product, with what was already received."""

from dataclasses import replace
from decimal import Decimal

import pytest

from station.knowledge.upserting import Counts
from station.model.goods import ExpectedLine
from tests.knowledge.conftest import LAMP, LEGGINGS, LINE, SAME_CODE, Warehouse

SECOND = replace(LINE, line="2", sku="lamp-1", quantity=1)


def keys(lines: tuple[ExpectedLine, ...]) -> list[tuple[str, str, str]]:
    return [(line.client, line.rma, line.line) for line in lines]


def test_that_a_line_comes_back_as_it_was_written(warehouse: Warehouse) -> None:
    line = replace(
        LINE, title="Leggings", gtin="00036000291452", outbound_shipping=Decimal("4.00"), carrier="UPS", route="local", serial="S7"
    )
    warehouse.returns(line)
    assert warehouse.knowledge.by_rma("RMA-10023") == (line,)


def test_that_a_line_without_a_title_has_that_of_its_product(warehouse: Warehouse) -> None:
    warehouse.products(LEGGINGS)
    warehouse.returns(LINE, SECOND)
    assert [line.title for line in warehouse.knowledge.by_rma("rma-10023")] == [LEGGINGS.title, ""]


def test_that_order_1001_of_one_client_is_not_that_of_another(warehouse: Warehouse) -> None:
    warehouse.returns(replace(LINE, order="1001"), replace(LINE, client="contoso", order="1001"))
    assert keys(warehouse.knowledge.by_order("1001")) == [("contoso", "RMA-10023", "1"), ("northwind", "RMA-10023", "1")]
    assert keys(warehouse.knowledge.by_rma("RMA-10023")) == [("contoso", "RMA-10023", "1"), ("northwind", "RMA-10023", "1")]


def test_that_lines_come_in_the_order_of_their_numbers(warehouse: Warehouse) -> None:
    warehouse.returns(*(replace(LINE, line=str(number)) for number in (10, 9, 1)))
    assert [line.line for line in warehouse.knowledge.by_rma("RMA-10023")] == ["1", "9", "10"]


@pytest.mark.parametrize("code", ["1Z999AA10123456784", "1z999aa10123456784", "1Z 999 AA1 01 2345 6784"])
def test_that_a_tracking_number_is_found_however_its_spaces_stand(warehouse: Warehouse, code: str) -> None:
    warehouse.returns(LINE)
    assert keys(warehouse.knowledge.by_tracking(code)) == [("northwind", "RMA-10023", "1")]
    assert warehouse.knowledge.by_tracking("1Z999AA10123456785") == ()


def test_that_a_parcel_holds_its_own_lines_and_those_that_name_no_parcel(warehouse: Warehouse) -> None:
    warehouse.returns(LINE, replace(SECOND, tracking=("T2",)), replace(LINE, line="3", tracking=()))
    assert [line.line for line in warehouse.knowledge.by_tracking("T2")] == ["2", "3"]


def test_that_units_received_against_a_line_close_it(warehouse: Warehouse) -> None:
    warehouse.returns(LINE, SECOND)
    warehouse.received("B02-000001-A", LINE)
    assert [(line.seen, line.open) for line in warehouse.knowledge.by_rma("RMA-10023")] == [(1, 1), (0, 1)]
    warehouse.received("B02-000002-A", LINE, "held")
    warehouse.received("B02-000003-A", replace(LINE, client="contoso"))
    assert [(line.seen, line.open) for line in warehouse.knowledge.by_rma("RMA-10023")] == [(2, 0), (0, 1)]


def test_that_a_unit_whose_grade_was_taken_back_is_still_here(warehouse: Warehouse) -> None:
    warehouse.returns(SECOND)
    warehouse.received("B02-000001-A", SECOND, "reopened")
    assert warehouse.knowledge.by_rma("RMA-10023")[0].open == 0


def test_that_open_lines_are_those_of_the_client_that_still_expect_something(warehouse: Warehouse) -> None:
    warehouse.products(LEGGINGS, LAMP)
    other = replace(SECOND, rma="RMA-2", line="1")
    warehouse.returns(LINE, SECOND, other, replace(SECOND, client="contoso"))
    assert keys(warehouse.knowledge.open_lines_for("northwind", "lamp-1")) == [("northwind", "RMA-10023", "2"), ("northwind", "RMA-2", "1")]
    warehouse.received("B02-000001-A", other)
    assert keys(warehouse.knowledge.open_lines_for("northwind", "lamp-1")) == [("northwind", "RMA-10023", "2")]


def test_that_a_line_that_names_only_a_gtin_is_a_line_of_its_product(warehouse: Warehouse) -> None:
    warehouse.returns(replace(LINE, sku="", gtin="036000291452"))
    assert warehouse.knowledge.by_rma("RMA-10023")[0].sku == ""
    warehouse.products(LEGGINGS)
    (line,) = warehouse.knowledge.open_lines_for("northwind", "YL-BLK-M")
    assert (line.sku, line.gtin, line.title) == ("YL-BLK-M", "00036000291452", LEGGINGS.title)
    assert warehouse.knowledge.by_rma("RMA-10023") == (line,)


def test_that_a_gtin_of_several_products_of_the_client_leaves_the_line_open_to_the_unit(warehouse: Warehouse) -> None:
    warehouse.products(LEGGINGS, replace(LEGGINGS, sku="YL-BLK-M-NEW"))
    warehouse.returns(replace(LINE, sku="", gtin="036000291452"))
    assert warehouse.knowledge.by_rma("RMA-10023")[0].sku == ""
    assert len(warehouse.knowledge.open_lines_for("northwind", "YL-BLK-M-NEW")) == 1


def test_that_a_sku_in_another_case_is_the_products(warehouse: Warehouse) -> None:
    warehouse.products(LEGGINGS)
    warehouse.returns(replace(LINE, sku="yl-blk-m"))
    (line,) = warehouse.knowledge.open_lines_for("northwind", "YL-BLK-M")
    assert (line.sku, line.title) == ("YL-BLK-M", LEGGINGS.title)


def test_that_open_lines_for_a_code_are_those_of_every_client_that_has_it(warehouse: Warehouse) -> None:
    warehouse.products(LEGGINGS, SAME_CODE)
    warehouse.returns(LINE, replace(LINE, client="contoso", sku="10001"), SECOND)
    expected = [("contoso", "RMA-10023", "1"), ("northwind", "RMA-10023", "1")]
    assert keys(warehouse.knowledge.open_lines_for_code("4006381333931")) == expected


@pytest.mark.parametrize("code", ["036000291452", "NEW-1", "new-1"])
def test_that_lines_of_products_that_were_never_imported_are_found_by_their_codes(warehouse: Warehouse, code: str) -> None:
    warehouse.returns(replace(LINE, sku="NEW-1", gtin="036000291452"))
    assert keys(warehouse.knowledge.open_lines_for_code(code)) == [("northwind", "RMA-10023", "1")]


def test_that_of_very_many_open_lines_the_newest_hundred_are_given(warehouse: Warehouse) -> None:
    warehouse.returns(*(replace(LINE, rma=f"RMA-{number:04d}") for number in range(150)))
    found = warehouse.knowledge.open_lines_for("northwind", "YL-BLK-M")
    assert [line.rma for line in found] == [f"RMA-{number:04d}" for number in range(50, 150)]


def test_that_rows_are_counted_and_the_same_file_changes_nothing(warehouse: Warehouse) -> None:
    assert warehouse.returns(LINE, SECOND) == Counts(added=2)
    assert warehouse.returns(LINE, SECOND) == Counts(unchanged=2)
    assert warehouse.returns(replace(LINE, quantity=3), SECOND, replace(LINE, rma="RMA-2")) == Counts(added=1, changed=1, unchanged=1)


def test_that_a_tracking_number_is_forgotten_only_when_no_line_of_the_return_names_it(warehouse: Warehouse) -> None:
    warehouse.returns(LINE, SECOND)
    warehouse.returns(replace(LINE, tracking=("T9",)))
    assert [line.line for line in warehouse.knowledge.by_tracking("1Z999AA10123456784")] == ["2"]
    warehouse.returns(replace(SECOND, tracking=("T9",)))
    assert warehouse.knowledge.by_tracking("1Z999AA10123456784") == ()
    assert [line.line for line in warehouse.knowledge.by_tracking("T9")] == ["1", "2"]
