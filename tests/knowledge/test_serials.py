"""Serial numbers of what was sold: they find the line, and a line that no longer names one is no longer found by it."""

from dataclasses import replace

import pytest

from station.model.codes import CodeKind
from tests.knowledge.conftest import LINE, Warehouse

PHONE = replace(LINE, sku="PHONE-1", serial="490154203237518|356938035643809| f2l-x 99", quantity=1)


def keys(warehouse: Warehouse, code: str) -> list[tuple[str, str, str]]:
    return [(line.client, line.rma, line.line) for line in warehouse.knowledge.by_serial(code)]


@pytest.mark.parametrize("code", ["490154203237518", "49-015420-323751-8", "356938035643809", "F2LX99", "f2l-x 99", "SF2L-X99"])
def test_that_each_number_of_the_unit_finds_its_line(warehouse: Warehouse, code: str) -> None:
    warehouse.returns(PHONE, replace(LINE, line="2", serial="OTHER"))
    assert warehouse.knowledge.by_serial(code) == (PHONE,)


@pytest.mark.parametrize("code", ["", "-", "4901542032375", "F2LX9"])
def test_that_an_unknown_number_finds_nothing(warehouse: Warehouse, code: str) -> None:
    warehouse.returns(PHONE, LINE, replace(LINE, line="2", serial=" | - "))
    assert warehouse.knowledge.by_serial(code) == ()


def test_that_a_number_of_several_lines_finds_them_all(warehouse: Warehouse) -> None:
    warehouse.returns(PHONE, replace(PHONE, rma="RMA-1", line="2"), replace(PHONE, client="contoso"))
    assert keys(warehouse, "F2LX99") == [("contoso", "RMA-10023", "1"), ("northwind", "RMA-1", "2"), ("northwind", "RMA-10023", "1")]


def test_that_a_number_that_a_line_lost_no_longer_finds_it(warehouse: Warehouse) -> None:
    warehouse.returns(PHONE, replace(PHONE, line="2"))
    warehouse.returns(replace(PHONE, serial="356938035643809"), replace(PHONE, line="2"))
    assert keys(warehouse, "F2LX99") == [("northwind", "RMA-10023", "2")]
    assert keys(warehouse, "356938035643809") == [("northwind", "RMA-10023", "1"), ("northwind", "RMA-10023", "2")]
    warehouse.returns(replace(PHONE, serial=""), replace(PHONE, line="2", serial=""))
    assert warehouse.table("expected_serials") == []


def test_that_the_same_number_in_another_spelling_stays_filed_once(warehouse: Warehouse) -> None:
    warehouse.returns(replace(PHONE, serial="F2L-X99|f2lx99"))
    warehouse.returns(replace(PHONE, serial="F2L X99"))
    assert warehouse.table("expected_serials") == [("F2LX99", "northwind", "RMA-10023", "1")]


@pytest.mark.parametrize(
    ("kind", "code", "filed"),
    [
        (CodeKind.SERIAL, "f2l-x99", "F2LX99"),
        (CodeKind.SERIAL, "sf2lx99", "F2LX99"),
        (CodeKind.SERIAL, "490154203237518", "490154203237518"),
        (CodeKind.IMEI, "490154203237518", "490154203237518"),
        (CodeKind.IMEI, "490154203237519", None),
        (CodeKind.SERIAL, "", None),
    ],
)
def test_that_a_number_is_filed_in_capitals_without_hyphens(warehouse: Warehouse, kind: CodeKind, code: str, filed: str | None) -> None:
    warehouse.returns(PHONE)
    assert warehouse.knowledge.filed(kind, code) == filed
