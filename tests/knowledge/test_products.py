"""Products: found by every code of theirs, the same as they were written, counted rightly."""

from dataclasses import replace

import pytest

from station.knowledge.upserting import Counts
from station.model.goods import Component, Product
from tests.knowledge.conftest import LAMP, LEGGINGS, LINE, SAME_CODE, Warehouse

CODED = replace(LEGGINGS, codes=("X0012ABCDE", "b0C9xyz123", "4012345678901"), style="YL")


def skus(products: tuple[Product, ...]) -> list[tuple[str, str]]:
    return [(product.client, product.sku) for product in products]


def test_that_a_product_comes_back_as_it_was_written_but_for_its_gtins_of_14_digits(warehouse: Warehouse) -> None:
    warehouse.products(LEGGINGS, LAMP)
    assert warehouse.knowledge.product("northwind", "YL-BLK-M") == replace(LEGGINGS, gtins=("04006381333931", "00036000291452"))
    assert warehouse.knowledge.product("northwind", "lamp-1") == replace(LAMP, gtins=("00000096385074",))


@pytest.mark.parametrize("code", ["036000291452", "0036000291452", "00036000291452", "YL-BLK-M", "yl-blk-m"])
def test_that_every_code_of_a_product_finds_it(warehouse: Warehouse, code: str) -> None:
    warehouse.products(LEGGINGS, LAMP, SAME_CODE)
    assert skus(warehouse.knowledge.products(code)) == [("northwind", "YL-BLK-M")]


def test_that_a_gtin_may_belong_to_several_clients_and_a_sku_may_look_like_a_number(warehouse: Warehouse) -> None:
    warehouse.products(LEGGINGS, SAME_CODE, replace(LAMP, client="contoso"))
    assert skus(warehouse.knowledge.products("4006381333931")) == [("contoso", "10001"), ("northwind", "YL-BLK-M")]
    assert skus(warehouse.knowledge.products("10001")) == [("contoso", "10001")]


def test_that_a_number_that_is_a_gtin_of_one_and_the_sku_of_another_finds_both(warehouse: Warehouse) -> None:
    warehouse.products(LAMP, Product("contoso", "96385074"))
    assert skus(warehouse.knowledge.products("96385074")) == [("contoso", "96385074"), ("northwind", "lamp-1")]


def test_that_a_product_whose_sku_is_its_gtin_is_found_once(warehouse: Warehouse) -> None:
    warehouse.products(Product("contoso", "04006381333931", gtins=("4006381333931",)))
    assert skus(warehouse.knowledge.products("04006381333931")) == [("contoso", "04006381333931")]


@pytest.mark.parametrize("code", ["", "unknown", "4006381333930", "sku:YL-BLK-M", "' OR 1=1 --"])
def test_that_an_unknown_code_finds_nothing(warehouse: Warehouse, code: str) -> None:
    warehouse.products(LEGGINGS)
    assert warehouse.knowledge.products(code) == ()
    assert warehouse.knowledge.product("northwind", code) is None


def test_that_a_product_of_another_client_is_not_given_out(warehouse: Warehouse) -> None:
    warehouse.products(LEGGINGS)
    assert warehouse.knowledge.product("contoso", "YL-BLK-M") is None
    assert warehouse.knowledge.product("northwind", "4006381333931") is None


def test_that_rows_are_counted_as_added_changed_and_unchanged(warehouse: Warehouse) -> None:
    assert warehouse.products(LEGGINGS, LAMP) == Counts(added=2)
    assert warehouse.products(LEGGINGS, LAMP) == Counts(unchanged=2)
    assert warehouse.products(replace(LEGGINGS, bin="15-A"), LAMP, SAME_CODE) == Counts(added=1, changed=1, unchanged=1)
    assert warehouse.products(replace(LAMP, attributes={"mains_powered": True})) == Counts(changed=1)
    assert warehouse.products() == Counts()


def test_that_of_a_product_given_twice_the_last_row_counts(warehouse: Warehouse) -> None:
    assert warehouse.products(LAMP, replace(LAMP, bin="2")) == Counts(added=1, unchanged=1)
    assert warehouse.knowledge.products("lamp-1")[0].bin == "2"


def test_that_a_code_that_a_product_lost_no_longer_finds_it_and_others_still_do(warehouse: Warehouse) -> None:
    warehouse.products(LEGGINGS, SAME_CODE)
    warehouse.products(replace(LEGGINGS, gtins=("036000291452", "96385074")), LAMP)
    assert skus(warehouse.knowledge.products("4006381333931")) == [("contoso", "10001")]
    assert skus(warehouse.knowledge.products("036000291452")) == [("northwind", "YL-BLK-M")]
    assert skus(warehouse.knowledge.products("96385074")) == [("northwind", "YL-BLK-M"), ("northwind", "lamp-1")]


def test_that_more_rows_than_one_chunk_are_all_written(warehouse: Warehouse) -> None:
    many = [Product("northwind", f"S-{number}", gtins=(f"{number:014d}",)) for number in range(2500)]
    assert warehouse.products(*many) == Counts(added=2500)
    assert warehouse.products(*many[:-1], replace(many[-1], bin="1")) == Counts(changed=1, unchanged=2499)
    assert all(skus(warehouse.knowledge.products(f"{number:014d}")) == [("northwind", f"S-{number}")] for number in (0, 999, 1000, 2499))


def test_that_clients_are_named_as_filed_and_found_in_any_case(warehouse: Warehouse) -> None:
    assert warehouse.knowledge.clients() == ()
    warehouse.products(LEGGINGS, replace(LAMP, client="Zeta"), SAME_CODE)
    assert warehouse.knowledge.clients() == ("Zeta", "contoso", "northwind")
    assert warehouse.knowledge.client("NORTHWIND") == "northwind"
    assert warehouse.knowledge.client("zeta") == "Zeta"
    assert warehouse.knowledge.client("north") is None


def test_that_style_and_other_codes_come_back_as_they_were_written(warehouse: Warehouse) -> None:
    warehouse.products(CODED)
    found = warehouse.knowledge.product("northwind", "YL-BLK-M")
    assert found is not None
    assert (found.style, found.codes) == ("YL", ("X0012ABCDE", "b0C9xyz123", "4012345678901"))


@pytest.mark.parametrize("code", ["X0012ABCDE", "x0012abcde", "B0C9XYZ123", "4012345678901", "04012345678901"])
def test_that_every_other_code_of_a_product_finds_it(warehouse: Warehouse, code: str) -> None:
    warehouse.products(CODED, LAMP)
    assert skus(warehouse.knowledge.products(code)) == [("northwind", "YL-BLK-M")]


def test_that_another_code_that_a_product_lost_no_longer_finds_it(warehouse: Warehouse) -> None:
    warehouse.products(CODED)
    assert warehouse.products(replace(CODED, codes=("X0012ABCDE",))) == Counts(changed=1)
    assert skus(warehouse.knowledge.products("X0012ABCDE")) == [("northwind", "YL-BLK-M")]
    assert warehouse.knowledge.products("B0C9XYZ123") == warehouse.knowledge.products("4012345678901") == ()


def test_that_an_old_sku_that_another_product_bears_now_finds_both(warehouse: Warehouse) -> None:
    warehouse.products(replace(LAMP, codes=("10001",)), SAME_CODE)
    assert skus(warehouse.knowledge.products("10001")) == [("contoso", "10001"), ("northwind", "lamp-1")]


def test_that_a_return_that_names_another_code_of_the_product_is_a_line_of_it(warehouse: Warehouse) -> None:
    warehouse.products(CODED)
    warehouse.returns(replace(LINE, sku="X0012ABCDE"), replace(LINE, line="2", sku="B0C9XYZ123"))
    lines = warehouse.knowledge.open_lines_for("northwind", "YL-BLK-M")
    assert [(line.line, line.sku, line.title) for line in lines] == [("1", "YL-BLK-M", LEGGINGS.title), ("2", "YL-BLK-M", LEGGINGS.title)]


def test_that_a_sku_is_rather_what_bears_it_now_than_what_once_did(warehouse: Warehouse) -> None:
    warehouse.products(LAMP, replace(LEGGINGS, codes=("lamp-1",)))
    warehouse.returns(replace(LINE, sku="LAMP-1"))
    assert [line.sku for line in warehouse.knowledge.by_rma(LINE.rma)] == ["lamp-1"]


def test_that_pieces_of_a_kit_have_the_titles_of_the_same_clients_products(warehouse: Warehouse) -> None:
    kit = replace(LEGGINGS, components=(Component("strap", 2, essential=True), Component("BAG"), Component("USB cable")))
    warehouse.products(kit, Product("northwind", "STRAP", "Carry strap"), Product("contoso", "BAG", "Another shop's bag"))
    found = warehouse.knowledge.product("northwind", "YL-BLK-M")
    assert found is not None
    assert found.components == (Component("strap", 2, essential=True, title="Carry strap"), Component("BAG"), Component("USB cable"))
    assert warehouse.products(kit) == Counts(unchanged=1)
