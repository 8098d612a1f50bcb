"""Categories: a client's name becomes a rubric, from the next look-up on; what is mapped to none is counted."""

from dataclasses import replace
from pathlib import Path

import pytest

from station.knowledge.lists import write_categories
from station.knowledge.upserting import Counts
from station.model.goods import Category, Product
from station.store.engines import writer
from tests.knowledge.conftest import LAMP, LEGGINGS, Warehouse

SHOES = replace(LEGGINGS, sku="SHOE-1", category="Schuhe / Straße", gtins=())
RUBRICS = ("apparel", "footwear", "general")


def rubric(warehouse: Warehouse, sku: str = "SHOE-1", client: str = "northwind") -> str:
    found = warehouse.knowledge.product(client, sku)
    assert found is not None
    return found.rubric


def test_that_a_product_has_the_rubric_of_its_category_by_whichever_code_it_was_found(warehouse: Warehouse) -> None:
    warehouse.products(replace(SHOES, gtins=("96385074",), codes=("X0012ABCDE",)))
    warehouse.categories(Category("northwind", "Schuhe / Straße", "footwear"))
    assert [warehouse.knowledge.products(code)[0].rubric for code in ("96385074", "shoe-1", "X0012ABCDE")] == ["footwear"] * 3
    assert rubric(warehouse) == "footwear"


@pytest.mark.parametrize("name", ["SCHUHE / STRASSE", "  schuhe / straße ", "Schuhe / Strasse"])
def test_that_a_name_counts_in_capitals_or_not(warehouse: Warehouse, name: str) -> None:
    warehouse.products(SHOES)
    warehouse.categories(Category("northwind", name, "footwear"))
    assert rubric(warehouse) == "footwear"


def test_that_a_clients_own_mapping_comes_before_that_of_every_client(warehouse: Warehouse) -> None:
    warehouse.products(SHOES, replace(SHOES, client="contoso"))
    assert rubric(warehouse) == ""
    warehouse.categories(Category("", SHOES.category, "footwear"), Category("contoso", SHOES.category, "general"))
    assert (rubric(warehouse), rubric(warehouse, client="contoso")) == ("footwear", "general")


def test_that_a_product_without_a_category_has_no_rubric(warehouse: Warehouse) -> None:
    warehouse.products(LAMP)
    warehouse.categories(Category("", "", "footwear"))
    assert rubric(warehouse, "lamp-1") == ""


def test_that_a_mapping_that_another_process_changes_counts_at_once(warehouse: Warehouse) -> None:
    warehouse.products(SHOES)
    warehouse.categories(Category("northwind", SHOES.category, "general"))
    assert rubric(warehouse) == "general"
    other = writer(Path(str(warehouse.engine.url.database)))
    with other.begin() as connection:
        write_categories(connection, [Category("northwind", SHOES.category.upper(), "footwear")])
    other.dispose()
    assert rubric(warehouse) == "footwear"


def test_that_rows_are_counted_and_a_name_in_other_capitals_is_the_same_row(warehouse: Warehouse) -> None:
    row = Category("northwind", "Shoes", "footwear")
    assert warehouse.categories(row, replace(row, client="")) == Counts(added=2)
    assert warehouse.categories(row) == Counts(unchanged=1)
    assert warehouse.categories(replace(row, name="SHOES")) == Counts(changed=1)
    assert warehouse.categories(replace(row, name="SHOES", rubric="general"), row) == Counts(changed=1, unchanged=1)
    assert warehouse.table("categories") == [("shoes", "", "Shoes", "footwear"), ("shoes", "northwind", "Shoes", "footwear")]


def test_that_categories_without_a_rubric_are_counted_the_most_frequent_first(warehouse: Warehouse) -> None:
    warehouse.products(
        *(Product("northwind", f"A-{number}", category="Dresses") for number in range(3)),
        *(Product("northwind", f"B-{number}", category="dresses ") for number in range(2)),
        *(Product("contoso", f"A-{number}", category="Lamps") for number in range(7)),
        *(Product("contoso", f"B-{number}", category="Sofas") for number in range(2)),
        Product("contoso", "C-1", category="Dresses"),
        Product("contoso", "C-2", category="Apparel"),
        Product("contoso", "C-3", category="Shoes"),
        Product("contoso", "C-4"),
    )
    warehouse.categories(
        Category("", "dresses", "apparel"), Category("northwind", "Dresses", "no such rubric"), Category("contoso", "SHOES", "footwear")
    )
    assert warehouse.knowledge.unmapped(RUBRICS) == (
        ("contoso", "Lamps", 7),
        ("northwind", "Dresses", 5),
        ("contoso", "Sofas", 2),
        ("contoso", "", 1),
    )
    assert warehouse.knowledge.unmapped(("apparel", "footwear", "lamps", "sofas", "", "NO SUCH RUBRIC")) == ()


def test_that_nothing_is_unmapped_where_there_are_no_products(warehouse: Warehouse) -> None:
    assert warehouse.knowledge.unmapped(RUBRICS) == ()
